"""The page of a sentence's tree: arcs over its words, parts of speech as chips, roles of the predicate that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from attnviz.ui.attention.page import Page
from attnviz.ui.panes.read import arc_layout, grammar_texts
from attnviz.ui.theme import colors
from attnviz.ui.widgets.alignment_view import DIMMED
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.plain_text import tip
from attnviz.ui.widgets.scroll_areas import PlainScrollArea

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from attnviz.engine.attention.messages import AttentionBetween
    from attnviz.ui.attention.map_choice import ShownMap
    from attnviz.ui.panes.read.arc_layout import Placed, Tree

SMALLEST, LARGEST = 0.8, 3.2  # of the natural size


class ArcsView(QWidget):
    """``pointed`` carries the word under the pointer or the keyboard, -1 for none; ``pressed`` one that was clicked."""

    pointed = Signal(int)
    pressed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "read.tree.arcs.view")
        self._tree: Tree | None = None
        self._placed: Placed | None = None
        self._at = -1
        self._stale = False
        self.room = QSizeF(600, 300)  # that the tree should fill
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("area", True)  # F6 goes here
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_tree(self, tree: Tree) -> None:
        """Draw another tree, or the same with another predicate chosen."""
        if self._tree is None or self._tree.words != tree.words:
            self._at = -1
        self._tree, self._placed = tree, None
        self.setAccessibleDescription("; ".join(f"{tree.words[a.word]}: {a.label}" for a in tree.arcs))
        self.updateGeometry()
        self.update()

    def tree(self) -> Tree | None:
        return self._tree

    def placed(self) -> Placed | None:
        """Where everything stands at the natural size."""
        if self._placed is None and self._tree is not None:
            self._placed = arc_layout.lay_out(self._tree, self.font())
        return self._placed

    def set_stale(self, stale: bool) -> None:
        if stale != self._stale:
            self._stale = stale
            self.update()

    def scale(self) -> float:
        """How much larger than naturally it is drawn."""
        placed = self.placed()
        if placed is None:
            return 1.0
        fits = min(self.room.width() / max(placed.size.width(), 1), self.room.height() / max(placed.size.height(), 1))
        return min(max(fits, SMALLEST), LARGEST)

    def word_box(self, word: int) -> QPointF:
        """The middle of a word in the widget's pixels."""
        placed = self.placed()
        assert placed is not None
        return self._origin() + placed.words[word].center() * self.scale()

    def _origin(self) -> QPointF:
        placed = self.placed()
        if placed is None:
            return QPointF()
        scale = self.scale()
        left = max((self.width() - placed.size.width() * scale) / 2, 0.0)
        return QPointF(left, max((self.height() - placed.size.height() * scale) / 2, 0.0))

    def sizeHint(self) -> QSize:
        placed = self.placed()
        if placed is None:
            return QSize(300, 200)
        scale = self.scale()
        return QSize(round(placed.size.width() * scale), round(placed.size.height() * scale))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        placed = self.placed()
        if placed is None:
            return
        painter = QPainter(self)
        if self._stale:
            painter.setOpacity(DIMMED)
        painter.translate(self._origin())
        painter.scale(self.scale(), self.scale())
        if self._stale:
            faint = QPainter.CompositionMode.CompositionMode_SourceOver
            painter.setCompositionMode(faint)
        arc_layout.draw(painter, placed, self.font(), colors(), pointed=self._at)
        if self._stale:  # a veil: parts are drawn with opacities of their own
            painter.resetTransform()
            veil = colors().panel
            painter.setOpacity(1 - DIMMED)
            painter.fillRect(self.rect(), veil)
        if self.hasFocus():
            painter.resetTransform()
            painter.setOpacity(1.0)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(colors().accent)
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 5, 5)
        painter.end()

    def _word_at(self, point: QPointF) -> int:
        placed = self.placed()
        return -1 if placed is None else placed.word_at((point - self._origin()) / self.scale())

    def _point(self, word: int) -> None:
        if word != self._at:
            self._at = word
            self.pointed.emit(word)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        word = self._word_at(event.position())
        predicate = self._tree is not None and word in self._tree.predicates
        self.setCursor(Qt.CursorShape.PointingHandCursor if predicate else Qt.CursorShape.ArrowCursor)
        self._point(word)

    def leaveEvent(self, event: QEvent) -> None:
        self._point(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(self._word_at(event.position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._tree.words) - 1 if self._tree is not None else -1
        key = event.key()
        if last < 0:
            return super().keyPressEvent(event)
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._point(min(max(self._at + (1 if key == Qt.Key.Key_Right else -1), 0), last))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._point(0 if key == Qt.Key.Key_Home else last)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._at >= 0:
            self.pressed.emit(self._at)
        elif key == Qt.Key.Key_Escape:
            self.pressed.emit(-1)
            self._point(-1)
        else:
            super().keyPressEvent(event)
        return None

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            word = self._word_at(QPointF(event.pos()))
            if word < 0 or self._tree is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), tip(self._words(self._tree, word)), self)
            return True
        return super().event(event)

    @staticmethod
    def _words(tree: Tree, word: int) -> str:
        tag = f"{tree.tags[word]}: {grammar_texts.upos_words(tree.tags[word])}"
        own = next((arc for arc in tree.arcs if arc.word == word and not arc.second), None)
        if own is None:
            return tag
        relation = grammar_texts.relation_words(own.label)
        return f"{tag}\n{own.label}: {relation}" if relation else f"{tag}\n{own.label}"

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._placed = None
            self.updateGeometry()
            self.update()


class ArcsPage(PlainScrollArea, Page):
    """Its ``drawing`` fills the room that there is, and is scrolled where it cannot be smaller."""

    id = "arcs"
    icon = "arcs"
    is_map = False

    def __init__(self, parent: QWidget | None = None) -> None:
        self.drawing = ArcsView()
        super().__init__(self.drawing, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def title(self) -> str:
        return QCoreApplication.translate("ReadTexts", "Tree")

    def show_map(self, shown: ShownMap, between: AttentionBetween) -> None:
        """Nothing: the tree is not one of the maps, but read from one."""

    def set_stale(self, stale: bool) -> None:
        self.drawing.set_stale(stale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.drawing.room = QSizeF(self.viewport().size())
        super().resizeEvent(event)
        self.drawing.room = QSizeF(self.viewport().size())
        self.drawing.updateGeometry()

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 24, line * 14)

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 9, line * 11)

"""The passage as it is typed, and on it what is found: the answer, other spans, where the question looks, hidden sentences."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from attnviz.ui.panes.text_field import TextField
from attnviz.ui.theme import colors
from attnviz.ui.widgets.alignment_view import DIMMED
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_PASTED = 60_000  # characters: as many words as are read in windows
GROWTHS = (4.0, 3.2, 2.6, 2.2, 1.9, 1.65, 1.45, 1.25)  # of the letters, beside those of the window
FILLED = 0.8  # of the height, at most, by letters larger than the smallest
TYPICAL = 20_000  # characters by which the size is chosen
FAINTEST = 0.04  # of the strongest: weaker looks are not drawn


@dataclass(frozen=True)
class Mark:
    """A stretch of the passage with a strength 0..1."""

    start: int
    end: int
    strength: float = 1.0


class Units:
    """Places in a text as Qt counts them: what lies beyond the basic plane counts twice there."""

    def __init__(self, text: str) -> None:
        self._wide = [i for i, character in enumerate(text) if ord(character) > 0xFFFF]

    def to_qt(self, place: int) -> int:
        return place + bisect_left(self._wide, place)

    def from_qt(self, place: int) -> int:
        found = place
        while found > 0 and self.to_qt(found) > place:
            found -= 1
        return found

    def mark(self, mark: Mark) -> Mark:
        """The same stretch as Qt counts."""
        return Mark(self.to_qt(mark.start), self.to_qt(mark.end), mark.strength) if self._wide else mark


class PassageField(TextField):
    """``typed`` when a person changed it; ``pointed`` the character under the pointer, -1 for none; ``hide_wanted`` the character
    whose sentence is to be hidden or shown again."""

    typed = Signal()
    pointed = Signal(int)
    hide_wanted = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, most=MOST_PASTED)
        named(self, f"{name}.passage")
        self.setTabChangesFocus(True)
        self.setProperty("area", True)  # F6 goes here
        self._answer: Mark | None = None
        self._others: tuple[Mark, ...] = ()
        self._looks: tuple[Mark, ...] = ()
        self._hidden: tuple[Mark, ...] = ()
        self._stale, self._hides = False, False
        self._last = ""
        self._ready = True
        self.viewport().setMouseTracking(True)
        self.textChanged.connect(self._changed)
        self._fit()

    def show_text(self, text: str) -> None:
        """Replace the text without announcing it as typed."""
        self._last = text
        self.setPlainText(text)

    def replace_text(self, text: str) -> None:
        """Replace it so that undo brings it back, without announcing it."""
        self._last = text
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)

    def show_marks(
        self, answer: Mark | None, others: Sequence[Mark], looks: Sequence[Mark], hidden: Sequence[Mark]
    ) -> None:
        """Draw these over the text; places count its characters as Python does."""
        units = Units(self.toPlainText())
        self._answer = units.mark(answer) if answer is not None else None
        self._others, self._looks, self._hidden = (tuple(map(units.mark, marks)) for marks in (others, looks, hidden))
        self._paint_marks()

    def set_stale(self, stale: bool) -> None:
        if stale != self._stale:
            self._stale = stale
            self._paint_marks()

    def _fit(self) -> None:
        """Letters as large as the text has room for."""
        font = QFont(QApplication.font())
        usual, metrics = font.pointSizeF(), QFontMetricsF(font)
        room = QSizeF(self.viewport().width() - 12, self.viewport().height() * FILLED)
        lengths = [len(line) for line in self.toPlainText()[:TYPICAL].split("\n")]

        def needed(growth: float) -> float:
            across = max(room.width() / (metrics.averageCharWidth() * growth), 1.0)
            return sum(1 + length // across for length in lengths) * metrics.lineSpacing() * growth

        growth = next((each for each in GROWTHS if needed(each) <= room.height()), GROWTHS[-1])
        font.setPointSizeF(usual * growth)
        if self.font().pointSizeF() != font.pointSizeF():  # another style sheet brings an earlier font back
            self.setFont(font)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _changed(self) -> None:
        self._fit()
        text = self.toPlainText()  # without what is being composed
        if text != self._last:
            self._last = text
            self.typed.emit()

    def _paint_marks(self) -> None:
        palette, end = colors(), self.document().characterCount() - 1
        share = DIMMED if self._stale else 1.0
        found: list[QTextEdit.ExtraSelection] = []

        def add(mark: Mark, form: QTextCharFormat) -> None:
            if mark.start < mark.end <= end:
                one = QTextEdit.ExtraSelection()
                cursor = QTextCursor(self.document())
                cursor.setPosition(mark.start)
                cursor.setPosition(mark.end, QTextCursor.MoveMode.KeepAnchor)
                one.cursor, one.format = cursor, form
                found.append(one)

        for mark in self._looks:
            if mark.strength > FAINTEST:
                form, ground = QTextCharFormat(), QColor(palette.accent)
                ground.setAlphaF(min(0.42 * mark.strength + 0.04, 0.46) * share)
                form.setBackground(ground)
                add(mark, form)
        for mark in self._hidden:
            form = QTextCharFormat()
            form.setForeground(palette.muted)
            form.setFontStrikeOut(True)
            add(mark, form)
        if self._answer is not None:
            form = QTextCharFormat()
            ground = QColor(palette.accent)
            ground.setAlphaF(share)
            form.setBackground(ground)
            form.setForeground(palette.on_accent)
            form.setFontWeight(QFont.Weight.DemiBold)
            add(self._answer, form)
        self.setExtraSelections(found)
        self.viewport().update()

    def formats(self) -> list[tuple[int, int, QTextCharFormat]]:
        """What is drawn on the text: a format from one place to another, as Qt counts them."""
        other = QTextCharFormat()
        other.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
        other.setUnderlineColor(colors().accent)
        others = [(mark.start, mark.end, other) for mark in self._others]
        marked = [
            (each.cursor.selectionStart(), each.cursor.selectionEnd(), QTextCharFormat(each.format))
            for each in self.extraSelections()
        ]
        return [*others, *marked]

    def boxes(self, mark: Mark) -> list[QRectF]:
        """Where a stretch stands in the viewport, a box a line."""
        found, document = [], self.document()
        block = document.findBlock(mark.start)
        while block.isValid() and block.position() < mark.end:
            place = self.blockBoundingGeometry(block).translated(self.contentOffset()).topLeft()
            layout = block.layout()
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                begin = max(mark.start - block.position(), line.textStart())
                end = min(mark.end - block.position(), line.textStart() + line.textLength())
                if begin < end:
                    left, right = _x(line.cursorToX(begin)), _x(line.cursorToX(end))
                    found.append(QRectF(place.x() + left, place.y() + line.y(), right - left, line.height()))
            block = block.next()
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        palette = colors()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(DIMMED if self._stale else 1.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for mark in self._others:
            pen = QPen(palette.accent, 1.2, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            for box in self.boxes(mark):
                painter.drawRoundedRect(box.adjusted(-1, 1, 1, -1), 4, 4)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        cursor = self.cursorForPosition(event.position().toPoint())
        box = self.cursorRect(cursor)
        near = abs(box.center().y() - event.position().y()) <= box.height()
        self.pointed.emit(self._place(cursor.position()) if near else -1)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit(-1)

    def offer_hiding(self) -> None:
        """Let sentences be hidden from its menu."""
        self._hides = True

    def contextMenuEvent(self, event: QMouseEvent) -> None:  # type: ignore[override]
        menu = self.createStandardContextMenu()
        menu.setParent(self, menu.windowFlags())
        place = self._place(self.cursorForPosition(event.pos()).position())
        if self._hides:
            menu.addSeparator()
            action = menu.addAction(self.tr("Hide this sentence, or show it again"))
            action.triggered.connect(lambda _=False: self.hide_wanted.emit(place))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and hasattr(self, "_ready"):
            self._fit()
            self._paint_marks()

    def _place(self, position: int) -> int:
        return Units(self.toPlainText()).from_qt(position)

    def show_place(self, mark: Mark) -> None:
        """Scroll to a stretch."""
        cursor = QTextCursor(self.document())
        start = Units(self.toPlainText()).to_qt(mark.start)
        cursor.setPosition(min(start, self.document().characterCount() - 1))
        box = self.cursorRect(cursor)
        if not self.viewport().rect().contains(QPointF(box.center()).toPoint()):
            self.setTextCursor(cursor)
            self.centerCursor()


def _x(given: Any) -> float:
    """The place alone: the binding gives a cursor beside it."""
    return float(given[0] if isinstance(given, tuple) else given)

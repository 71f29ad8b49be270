"""All heads of all layers as thumbnails: click one to see it large, several to see their mean, switch any of them off."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from attnviz.ui.screen_readers import tell_description
from attnviz.ui.theme import colors
from attnviz.ui.widgets import head_atlas
from attnviz.ui.widgets.alignment_view import DIMMED
from attnviz.ui.widgets.head_grid_drawing import Tiles, draw_lit, draw_still
from attnviz.ui.widgets.plain_text import tip

if TYPE_CHECKING:
    from attnviz.ui.widgets.head_atlas import Pair, Plan

USUAL_WIDTH = 220  # pixels


class HeadGrid(QWidget):
    """``chosen`` carries the (layer, head) pairs to show, ``switched`` those to switch off or on again."""

    chosen = Signal(object)
    switched = Signal(object)
    reached = Signal(QRectF)  # where the keyboard went, so that a scroll area can follow

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles: Tiles | None = None
        self._choice: tuple[Pair, ...] = ()
        self._current = 0
        self._hovered: int | None = None
        self._lit: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())
        self._stale = False
        self._room = 0  # pixels of height in which all may be seen at once
        self._plans: dict[tuple[int, int], Plan] = {}  # by width and room
        self._still: QPixmap | None = None
        self._stills: WeakKeyDictionary[Tiles, QPixmap] = WeakKeyDictionary()  # of this size, to come back to
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("area", True)  # F6 goes here
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    # what it shows

    def tiles(self) -> Tiles | None:
        return self._tiles

    def choice(self) -> tuple[Pair, ...]:
        return self._choice

    def set_tiles(self, tiles: Tiles) -> None:
        """Show these heads; the keyboard stays on the head where it was."""
        if tiles is self._tiles:
            return
        at, before = self._pair(self._current), self.heightForWidth(self.width())
        self._tiles = tiles
        self._current = tiles.order.index(at) if at in tiles.order else 0
        self._hovered = None
        self._plans, self._still = {}, self._stills.get(tiles)
        if self.heightForWidth(self.width()) != before:
            self.updateGeometry()
        self.update()

    def set_choice(self, pairs: tuple[Pair, ...]) -> None:
        """Frame the heads that are shown large."""
        if pairs != self._choice:
            self._choice = pairs
            if self._tiles and pairs and pairs[0] in self._tiles.order and self._pair(self._current) not in pairs:
                self._current = self._tiles.order.index(pairs[0])
            self.update()

    def light(self, rows: tuple[int, ...], columns: tuple[int, ...]) -> None:
        """Point out these queries and keys in every thumbnail."""
        if (rows, columns) != self._lit:
            self._lit = (rows, columns)
            self.update()

    def set_stale(self, stale: bool) -> None:
        if stale != self._stale:
            self._stale = stale
            self.update()

    def set_room(self, height: int) -> None:
        """Let the thumbnails be as large as lets all of them be seen at once in a height."""
        if height != self._room:
            self._room = height
            self._still = None
            self._stills.clear()
            self.updateGeometry()
            self.update()

    def plan(self) -> Plan:
        """Where things stand now."""
        return self._laid_out(self.width(), self._room)

    def describe(self, index: int) -> str:
        """A head in words."""
        pair = self._pair(index)
        if pair is None or self._tiles is None:
            return ""
        return self._tiles.words().get(pair, "")

    # sizes

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._laid_out(width, self._room).height)

    def sizeHint(self) -> QSize:
        """The same at every width: a scroll area that is resized by a hint that its own resizing changes never ends."""
        return QSize(USUAL_WIDTH, round(self._laid_out(USUAL_WIDTH, 0).height))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(head_atlas.SMALLEST) * 2, round(head_atlas.SMALLEST) * 2)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        tiles = self._tiles
        if tiles is None:
            return
        plan, palette = self.plan(), colors()
        if self._still is None:
            ratio = self.devicePixelRatioF()
            self._still = draw_still(tiles, plan, width=self.width(), ratio=ratio, font=self.font())
            self._stills[tiles] = self._still
        painter = QPainter(self)
        painter.setOpacity(DIMMED if self._stale else 1.0)
        painter.drawPixmap(0, 0, self._still)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_lit(painter, tiles, plan, *self._lit)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for i, (pair, box) in enumerate(zip(plan.order, plan.boxes, strict=True)):
            if pair in self._choice:
                painter.setPen(QPen(palette.panel, 4.5))
                painter.drawRect(box)
                painter.setPen(QPen(palette.accent, 3.0))
                painter.drawRect(box)
            elif i == self._hovered:
                painter.setPen(QPen(palette.accent, 1.5))
                painter.drawRect(box)
        if self.hasFocus() and self._current < len(plan.boxes):
            painter.setOpacity(1.0)
            painter.setPen(QPen(palette.text, 1.5, Qt.PenStyle.DotLine))
            painter.drawRect(plan.boxes[self._current].adjusted(-3, -3, 3, 3))
        painter.end()

    # pointer and keyboard

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hovered = self.plan().at(event.position()) if self._tiles else None
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._tiles is None or event.button() != Qt.MouseButton.LeftButton:
            return
        index, layer = self.plan().at(event.position()), self.plan().layer_at(event.position())
        if index is not None:
            self._current = index
            self._choose(event.modifiers())
        elif layer is not None:
            self.chosen.emit(tuple(pair for pair in self.plan().order if pair[0] == layer))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._tiles is None:
            return
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.plan().at(QPointF(event.pos())) if by_mouse else self._current
        pair = None if index is None else self._pair(index)
        if pair is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layer = tuple(each for each in self._tiles.order if each[0] == pair[0])
        for text, signal, value in (
            (self.tr("Show this head"), self.chosen, (pair,)),
            (self.tr("Add it to the mean, or take it out"), self.chosen, self._toggled(pair)),
            (self.tr("Show the mean of layer {}").format(pair[0] + 1), self.chosen, layer),
            (None, None, None),
            (
                self.tr("Switch it on") if pair in self._tiles.off else self.tr("Switch it off"),
                self.switched,
                (pair,),
            ),
            (self.tr("Switch layer {} off or on").format(pair[0] + 1), self.switched, layer),
        ):
            if text is None or signal is None:
                menu.addSeparator()
            else:
                menu.addAction(text).triggered.connect(lambda _=False, s=signal, v=value: s.emit(v))
        menu.popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, count = Qt.Key(event.key()), len(self._tiles.order) if self._tiles else 0
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self.plan().columns,
            Qt.Key.Key_Down: self.plan().columns,
            Qt.Key.Key_Home: -count,
            Qt.Key.Key_End: count,
        }
        if not count:
            return super().keyPressEvent(event)
        if key in steps:
            self._walk(min(max(self._current + steps[key], 0), count - 1))
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._choose(Qt.KeyboardModifier.ShiftModifier)
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(event.modifiers())
        elif key in (Qt.Key.Key_O, Qt.Key.Key_Delete) and (pair := self._pair(self._current)):
            self.switched.emit((pair,))
        else:
            super().keyPressEvent(event)
        return None

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._tiles is not None:
            index = self.plan().at(QPointF(event.pos()))
            if index is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), tip(self.describe(index)), self, self.plan().boxes[index].toRect())
            return True
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._refresh()
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._forget()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        kinds = QEvent.Type
        if event.type() in (kinds.PaletteChange, kinds.FontChange, kinds.StyleChange, kinds.LanguageChange):
            self._refresh()

    def _choose(self, modifiers: Qt.KeyboardModifier) -> None:
        """Show the current head alone; with Ctrl or Shift together with those chosen before, or without them."""
        pair = self._pair(self._current)
        if pair is None:
            return
        several = modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        self._tell()
        self.chosen.emit(self._toggled(pair) if several else (pair,))

    def _toggled(self, pair: Pair) -> tuple[Pair, ...]:
        """The chosen heads with or without one; the last one stays."""
        if pair in self._choice:
            return tuple(each for each in self._choice if each != pair) or (pair,)
        return (*self._choice, pair)

    def _walk(self, index: int) -> None:
        self._current = index
        self.reached.emit(self.plan().boxes[index])
        self._tell()
        self.update()

    def _tell(self) -> None:
        self.setAccessibleDescription(self.describe(self._current))
        tell_description(self)

    def _pair(self, index: int) -> Pair | None:
        order = self._tiles.order if self._tiles else ()
        return order[index] if index < len(order) else None

    def _laid_out(self, width: int, room: int) -> Plan:
        if (width, room) not in self._plans:
            tiles, line = self._tiles, QFontMetricsF(self.font()).height()
            queries, keys = tiles.weights.shape[-2:] if tiles else (1, 1)
            self._plans[width, room] = head_atlas.lay_out(
                tiles.order if tiles else (),
                width,
                aspect=queries / max(keys, 1),
                line=line,
                by_layer=tiles is not None and tiles.by_layer,
                height=room,
            )
        return self._plans[width, room]

    def _forget(self) -> None:
        """What was drawn and placed is of another size or look."""
        self._plans, self._still = {}, None
        self._stills.clear()

    def _refresh(self) -> None:
        self._forget()
        self.updateGeometry()
        self.update()

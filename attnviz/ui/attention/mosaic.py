"""All heads of all layers at once, of any size: the wheel goes nearer, down to single cells with tokens and numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from attnviz.engine.messages import Refused
from attnviz.lazy_numpy import np
from attnviz.ui import theme
from attnviz.ui.attention import mosaic_colors, mosaic_drawing, mosaic_layout
from attnviz.ui.attention.mosaic_camera import MosaicCamera
from attnviz.ui.attention.mosaic_drawing import Labels
from attnviz.ui.attention.mosaic_layout import Cell, View, World
from attnviz.ui.attention.mosaic_tiles import MosaicTiles, no_files
from attnviz.ui.screen_readers import tell_description
from attnviz.ui.widgets.alignment_view import DIMMED
from attnviz.ui.widgets.heatmap_drawing import PaintStyle

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from attnviz.engine.attention.weight_stack import WeightStack
    from attnviz.ui.attention.mosaic_tiles import Asker

WHEEL = 1.0018  # how much nearer a unit of the wheel's angle goes
STEP = 1.35  # of the keys + and -
REACH = 2.0  # pixels around the pointer in which the strongest cell is meant
MOVED = 4  # pixels from which a pressed pointer drags


class Mosaic(MosaicCamera):
    """Drag moves, the wheel zooms, a click chooses a head or pins a cell, a double click fills the view with a head."""

    chosen = Signal(int, int)  # a layer and a head
    pointed = Signal(object)  # the ``Cell`` under the pointer, or None

    def __init__(
        self,
        question: Callable[[Callable[[Any], None], Callable[[Any], None]], Asker] = no_files,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.tiles = MosaicTiles(question, self)
        self.tiles.changed.connect(self._refresh)
        self.stack: WeightStack | None = None
        self.labels = Labels((), ())
        self._top, self._signed, self._stale = 1.0, False, False
        self._still: QPixmap | None = None
        self._heads: tuple[tuple[int, int], ...] = ()
        self._names = mosaic_drawing.EdgeNames()
        self._marked: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())
        self._hovered: Cell | None = None
        self._pinned: Cell | None = None
        self._said: tuple[Cell, int, str] | None = None
        self._begun = False  # whether the first picture of these weights was made
        self._pressed: QPointF | None = None
        self._dragging = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("area", True)  # F6 goes here
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # what it shows

    def show_stack(self, stack: WeightStack, labels: Labels, *, top: float = 1.0, signed: bool = False) -> None:
        """Show weights, of which ``top`` has the brightest colour; the view stays where as many heads and cells are shown."""
        layers, heads, queries, keys = stack.shape
        world = mosaic_layout.turned_to_fit(World(layers, heads, queries, keys), self.room())
        if world != self.world:
            self._view = None
        self.stack, self.labels, self.world = stack, labels, world
        self._top, self._signed = top, signed
        self._hovered = self._said = None
        self._begun = False
        if self._pinned and not self._has(self._pinned):
            self._pinned = None
        self._marked = (frozenset(), frozenset())
        self.tiles.show_stack(stack, self._colors(), signed=signed)
        self._refresh()
        self.moved.emit()

    def set_top(self, top: float) -> None:
        """The weight with the brightest colour."""
        if top != self._top:
            self._top, self._begun = top, False
            self.tiles.set_colors(self._colors())

    def set_heads(self, heads: tuple[tuple[int, int], ...]) -> None:
        """Frame the heads that are chosen."""
        if heads != self._heads:
            self._heads = heads
            self.update()

    def set_marked(self, queries: frozenset[int], keys: frozenset[int]) -> None:
        """Let the names of some queries and keys stand out."""
        self._marked = (queries, keys)
        self._refresh()

    def set_stale(self, stale: bool) -> None:
        """Dim what is drawn while a newer answer is on its way."""
        if stale != self._stale:
            self._stale = stale
            self.update()

    def hovered(self) -> Cell | None:
        return self._hovered

    def pinned(self) -> Cell | None:
        return self._pinned

    def pin(self, cell: Cell | None) -> None:
        """Keep pointing at a cell."""
        self._pinned = cell if cell is not None and self._has(cell) else None
        self._say()
        self.update()

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 40, line * 26)

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 16, line * 12)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.stack is None:
            return
        view = self.view()
        painter = QPainter(self)
        painter.setOpacity(DIMMED if self._stale else 1.0)
        if self.is_moving():  # moving: every frame is another
            self._draw(painter, view)
        else:
            if self._still is None:
                self._still = self._drawn(view)
            painter.drawPixmap(0, 0, self._still)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mosaic_drawing.draw_marks(painter, self.world, view, self._heads, self._style())
        if self._said is not None:
            cell, span, text = self._said
            mosaic_drawing.draw_pointed(painter, self.world, view, cell, span, text, self._style())
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.colors(self).accent)
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 5, 5)
        painter.end()

    def _drawn(self, view: View) -> QPixmap:
        """Everything but what follows the pointer."""
        ratio = self.devicePixelRatioF()
        still = QPixmap(self.size() * ratio)
        still.setDevicePixelRatio(ratio)
        still.fill(Qt.GlobalColor.transparent)
        with QPainter(still) as painter:
            self._draw(painter, view)
        return still

    def _draw(self, painter: QPainter, view: View) -> None:
        assert self.stack is not None
        style, world = self._style(), self.world
        if not self._begun and self.sees_all():
            self._begun = True
            self.tiles.begin(mosaic_drawing.tiles_of(world, view))
        missing = mosaic_drawing.draw_maps(painter, world, view, self.tiles, style.colors)
        mosaic_drawing.draw_edges(painter, world, view, self.labels, style, self._marked, self._names)
        if not self.is_moving():
            try:
                mosaic_drawing.draw_numbers(painter, world, view, self.stack, style, self._top, signed=self._signed)
            except Refused:
                missing = []  # the tiles tell it
        self.tiles.want(missing, lambda keys: mosaic_drawing.nearest_first(world, view, keys))

    def _style(self) -> PaintStyle:
        return PaintStyle(self.font(), theme.colors(self))

    def _colors(self) -> np.ndarray:
        return mosaic_colors.table(self._top, self._signed, theme.is_dark(self.palette()))

    def _refresh(self) -> None:
        self._still = None
        self.update()

    # pointer and keyboard

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            away = at - self._pressed
            if self._dragging or away.manhattanLength() > MOVED:
                self._dragging = True
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                view = self.view()
                self.show_view(
                    View(view.room, view.scale, view.left - away.x() / view.scale, view.top - away.y() / view.scale)
                )
                self._pressed = at
            return
        self._hover(self._cell_at(at))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragging = event.position(), False

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragged, self._dragging = self._dragging, False
        self._pressed = None
        self.unsetCursor()
        if event.button() == Qt.MouseButton.LeftButton and not dragged:
            cell = self._cell_at(event.position())
            self.pin(None if cell == self._pinned else self._strongest(cell)[0] if cell else None)
            if cell:
                self.chosen.emit(cell.layer, cell.head)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position())
        if cell is None:
            self.show_all()
        elif mosaic_layout.main_head(self.world, self.view()) == (cell.layer, cell.head):
            self.show_cell(cell)
        else:
            self.show_head(cell.layer, cell.head)

    def wheelEvent(self, event: QWheelEvent) -> None:
        angle = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier or abs(angle.x()) > abs(angle.y()):
            view, by = self.view(), (angle.x() or angle.y()) / self.view().scale
            self.show_view(View(view.room, view.scale, view.left - by, view.top))
        else:
            self.zoom(WHEEL ** angle.y(), event.position())
        self._hover(self._cell_at(event.position()))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        if self.stack is None:
            super().keyPressEvent(event)
        elif key in steps:
            self._walk(*steps[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(STEP, self._place())
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / STEP, self._place())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._pinned:
            if mosaic_layout.main_head(self.world, self.view()) is None:
                self.show_head(self._pinned.layer, self._pinned.head)
            else:
                self.show_cell(self._pinned)
        elif key == Qt.Key.Key_Home:
            self.show_all()
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Backspace):
            if self._pinned:
                self.pin(None)
            elif self.view().scale > mosaic_layout.fitted(self.world, self.room()).scale * 1.01:
                self.farther()
            else:
                super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._rest.stop()
        self.tiles.pause()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_view()
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        kinds = QEvent.Type
        if event.type() in (kinds.PaletteChange, kinds.FontChange, kinds.StyleChange, kinds.LanguageChange):
            if event.type() == kinds.FontChange:
                self._view = None
            if self.stack is not None:
                self._begun = False
                self.tiles.set_colors(self._colors())
            self._refresh()

    # inside

    def _has(self, cell: Cell) -> bool:
        world = self.world
        return (
            0 <= cell.layer < world.layers
            and 0 <= cell.head < world.heads
            and 0 <= cell.query < world.queries
            and 0 <= cell.key < world.keys
        )

    def _cell_at(self, point: QPointF) -> Cell | None:
        if self.stack is None or not self.room().contains(point):
            return None
        return self.world.cell_at(self.view().to_world(point))

    def _place(self) -> QPointF | None:
        """Where on the widget the pinned cell is, if it is in sight."""
        if self._pinned is None:
            return None
        place = self.view().to_screen(self.world.cell_box(self._pinned)).center()
        return place if self.room().contains(place) else None

    def _hover(self, cell: Cell | None) -> None:
        if cell != self._hovered:
            self._hovered = cell
            self._say()
            self.update()
            self.pointed.emit(cell)

    def _walk(self, down: int, across: int) -> None:
        """Go to the next cell, or while several heads are seen to the next head."""
        world, at = self.world, self._pinned or Cell(0, 0, 0, 0)
        if mosaic_layout.main_head(world, self.view()) is None:
            layers, heads = world.swapped(down, across)
            layer, head = at.layer + layers, at.head + heads
            cell = at._replace(layer=min(max(layer, 0), world.layers - 1), head=min(max(head, 0), world.heads - 1))
        else:
            query, key = at.query + down, at.key + across
            cell = at._replace(query=min(max(query, 0), world.queries - 1), key=min(max(key, 0), world.keys - 1))
        self._hovered = None
        self.pin(cell)
        self.chosen.emit(cell.layer, cell.head)
        place = self.view().to_screen(world.cell_box(cell)).center()
        if not self.room().contains(place):
            view, off = self.view(), place - self.room().center()
            self.show_view(
                View(view.room, view.scale, view.left + off.x() / view.scale, view.top + off.y() / view.scale)
            )

    def _strongest(self, cell: Cell) -> tuple[Cell, int, float]:
        """The strongest of the cells within ``REACH`` pixels of one, how many they are a side, and its number."""
        assert self.stack is not None
        scale = self.view().scale
        reach = 0 if scale >= 2 * REACH else math.ceil(REACH / scale)
        rows, columns = (slice(max(at - reach, 0), at + reach + 1) for at in (cell.query, cell.key))
        part = np.asarray(self.stack.read(cell.layer, cell.head, rows, columns), np.float32)
        at = int(np.argmax(np.abs(part) if self._signed else part))
        row, column = divmod(at, part.shape[1])
        found = cell._replace(query=rows.start + row, key=columns.start + column)
        return found, 2 * reach + 1, float(part[row, column])

    def _say(self) -> None:
        """Find what is said of the cell that is pointed at."""
        self._said = None
        cell, pinned = self._hovered or self._pinned, self._hovered is None
        if cell is not None and self.stack is not None:
            try:
                if pinned:
                    value = float(
                        self.stack.read(cell.layer, cell.head, slice(cell.query, cell.query + 1))[0, cell.key]
                    )
                    found, k = cell, 1
                else:
                    found, k, value = self._strongest(cell)
            except Refused:
                return  # the tiles tell it
            text = mosaic_drawing.describe(self.world, found, value, self.labels, of=k, signed=self._signed)
            self._said = found, k, text
        if self.hasFocus():
            self.setAccessibleDescription(self._said[2] if self._said else "")
            tell_description(self)

    def said(self) -> str:
        """What is said of the cell that is pointed at."""
        return self._said[2] if self._said else ""

"""Where one looks in a mosaic: all heads, one of them, a cell; nearer and farther."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QTimer, Signal
from PySide6.QtWidgets import QWidget

from attnviz.ui.attention import mosaic_layout
from attnviz.ui.attention.mosaic_layout import Cell, View, World

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

REST = 90  # milliseconds without movement after which numbers are written


class MosaicCamera(QWidget):
    """The base of the widget that draws what is seen; ``world`` is what there is to see."""

    moved = Signal()  # another part is seen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.world = World(1, 1, 1, 1)
        self._view: View | None = None
        self._room: QRectF | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._refresh)

    def view(self) -> View:
        """What is seen now."""
        room = self.room()
        if self._view is None:
            self._view = mosaic_layout.held(self.world, mosaic_layout.fitted(self.world, room))
        return self._view

    def room(self) -> QRectF:
        """Where maps are drawn: beside it stand names."""
        if self._room is None:  # a frame asks often
            line = self.fontMetrics().height()
            left, top = line * 5.2, line * 3.6
            self._room = QRectF(left, top, max(self.width() - left - 6, 20), max(self.height() - top - 6, 20))
        return self._room

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._room = None
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        self._room = None
        super().changeEvent(event)

    def show_view(self, view: View) -> None:
        """Look at another part."""
        view = mosaic_layout.held(self.world, view)
        if view != self._view:
            self._view = view
            self._rest.start()
            self._refresh()
            self.moved.emit()

    def show_all(self) -> None:
        """See all heads."""
        self.show_view(mosaic_layout.fitted(self.world, self.room()))

    def show_head(self, layer: int, head: int) -> None:
        """Let one head fill the view."""
        self.show_view(mosaic_layout.fitted(self.world, self.room(), self.world.map_box(layer, head), air=0.02))

    def show_cell(self, cell: Cell) -> None:
        """See a cell and those around it, large enough for their numbers."""
        box, around = self.world.cell_box(cell), 7
        tall = self.world.tall
        self.show_view(
            mosaic_layout.fitted(self.world, self.room(), box.adjusted(-around, -around * tall, around, around * tall))
        )

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Nearer or farther around a point of the widget, by default its middle."""
        self.show_view(mosaic_layout.zoomed(self.world, self.view(), factor, at or self.room().center()))

    def sees_all(self) -> bool:
        """Whether everything is seen whole."""
        return self.view().scale <= mosaic_layout.fitted(self.world, self.room()).scale * 1.01

    def is_moving(self) -> bool:
        """Whether what is seen was another a moment ago."""
        return self._rest.isActive()

    def farther(self) -> None:
        """From a cell to its head, from a head to all."""
        near = mosaic_layout.main_head(self.world, self.view())
        if near is None:
            self.show_all()
            return
        whole = mosaic_layout.fitted(self.world, self.room(), self.world.map_box(*near), air=0.02)
        if self.view().scale > whole.scale * 1.2:
            self.show_head(*near)
        else:
            self.show_all()

    def _keep_view(self) -> None:
        """See the same in a widget of another size: all where all was seen, else around the same middle."""
        room, world, before = self.room(), self.world, self._view
        if before is None or before.scale <= mosaic_layout.fitted(world, before.room).scale * 1.01:
            self.world, self._view = mosaic_layout.turned_to_fit(world, room), None
            return
        middle, scale = before.seen().center(), max(before.scale, mosaic_layout.fitted(world, room).scale)
        left, top = middle.x() - room.width() / scale / 2, middle.y() - room.height() / scale / 2
        self._view = mosaic_layout.held(world, View(room, scale, left, top))

    def _refresh(self) -> None:
        """Draw anew."""
        raise NotImplementedError

"""How photo, plain photo, reading and legend share the room: both photos in one size, as large as their shape allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QWidget

from attnviz.ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from attnviz.ui.panes.look.map_controls import Legend
    from attnviz.ui.widgets.photo_view import PhotoView

LEAST_PLAIN = 60  # pixels of height


class PictureLayout(QWidget):
    """The photo with its map and the plain photo in one size, ``below`` and the legend under both. It has no layout: a photo of
    the same shape moves nothing."""

    def __init__(self, picture: PhotoView, plain: PhotoView, below: QWidget, legend: Legend) -> None:
        super().__init__()
        self._picture, self._plain, self._below = picture, plain, below
        self._key, self._says = legend.key, legend.says
        for part in (picture, plain, below, self._key, self._says):
            part.setParent(self)

    def minimumSizeHint(self) -> QSize:
        return QSize(420, 260 + self._row() + 2 * self.fontMetrics().height())

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def arrange(self) -> None:
        """Place everything anew."""
        size = self._picture.image().size()
        shape = max(size.width(), 1) / max(size.height(), 1)
        if not self._plain.isVisibleTo(self):
            self._alone()
        else:
            self._equal(shape)

    def _row(self) -> int:
        return self._below.sizeHint().height()

    def _legend(self, left: int, top: int, width: int) -> None:
        """The scale, and the words at its right."""
        key = self._key.sizeHint().width() + 2 * theme.GAP if self._key.isVisibleTo(self) else 0
        if key:
            self._key.setGeometry(left, top, key, self._key.sizeHint().height())
            left, width = left + key, width - key
        self._says.setGeometry(left, top, width, self._says.heightForWidth(width))

    def _legend_height(self, width: int) -> int:
        if not self._key.isVisibleTo(self):
            return self._says.heightForWidth(width)
        key = self._key.sizeHint()
        return max(key.height(), self._says.heightForWidth(width - key.width() - 2 * theme.GAP))

    def _alone(self) -> None:
        """The photo with everything else below it."""
        width, height, gap, row = self.width(), self.height(), theme.GAP, self._row()
        words = self._legend_height(width)
        room = max(height - row - words - 2 * gap, LEAST_PLAIN)
        self._picture.setGeometry(0, 0, width, room)
        self._below.setGeometry(0, room + gap, width, row)
        self._legend(0, room + row + 2 * gap, width)

    def _equal(self, shape: float) -> None:
        """Photo and plain photo of one size, beside each other or, where both gain by it, above each other; the rest below."""
        width, height, gap, row = self.width(), self.height(), theme.GAP, self._row()
        words = self._legend_height(width)
        room = max(height - row - words - 2 * gap, LEAST_PLAIN)
        beside = min((width - gap) // 2, round(room * shape))
        stacked = min(width, round((room - gap) // 2 * shape))
        across = max(beside, stacked, min(LEAST_PLAIN, (width - gap) // 2))
        down = min(max(round(across / shape), LEAST_PLAIN), room if beside >= stacked else (room - gap) // 2)
        left, top = (across + gap, 0) if beside >= stacked else (0, down + gap)
        edge = max((width - left - across) // 2, 0)  # in the middle of the room
        self._picture.setGeometry(edge, 0, across, down)
        self._plain.setGeometry(edge + left, top, across, down)
        under = top + down + gap
        self._below.setGeometry(0, under, width, row)
        self._legend(0, under + row + gap, width)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # the legend wants another height
            self.arrange()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

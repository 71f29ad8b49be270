"""How photo, plain photo, reading and legend share the room: the photo is as large as its shape allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QWidget

from attnviz.ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from attnviz.ui.panes.look.map_controls import Legend
    from attnviz.ui.widgets.photo_view import PhotoView

SHARE = 0.75  # of the width, at most, for the photo where the words stand beside it
WORDS, KEY = 15, 12  # heights of a line: the width that is left for the words of the legend, or for its scale alone
LEAST_PLAIN = 60  # pixels of height
STRIP = 0.2  # of the height, for what stands below a wide photo
WIDE = 0.9  # of the width that a photo must fill for the plain one to stand below it


class PictureLayout(QWidget):
    """The photo at the left with ``below`` under it and the plain photo at its right with the legend under that. Where the photo
    gains by it, the legend's words go below both, and below a wide photo all the rest does. It has no layout: a photo of the
    same shape moves nothing."""

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
        elif (self.height() * (1 - STRIP) - self._row() - 2 * theme.GAP) * shape >= WIDE * self.width():
            self._above(shape)
        else:
            self._beside(shape)

    def _row(self) -> int:
        return self._below.sizeHint().height()

    def _legend(self, left: int, top: int, width: int, *, stacked: bool) -> None:
        """The scale, and the words at its right or below it."""
        key = self._key.sizeHint().width() + 2 * theme.GAP if self._key.isVisibleTo(self) else 0
        if stacked and key:
            high = self._key.heightForWidth(width)
            self._key.setGeometry(left, top, width, high)
            top += high + theme.GAP
        elif key:
            self._key.setGeometry(left, top, key, self._key.sizeHint().height())
            left, width = left + key, width - key
        self._says.setGeometry(left, top, width, self._says.heightForWidth(width))

    def _legend_height(self, width: int, *, stacked: bool) -> int:
        if not self._key.isVisibleTo(self):
            return self._says.heightForWidth(width)
        if stacked:
            return self._key.heightForWidth(width) + theme.GAP + self._says.heightForWidth(width)
        key = self._key.sizeHint()
        return max(key.height(), self._says.heightForWidth(width - key.width() - 2 * theme.GAP))

    def _alone(self) -> None:
        """The photo with everything else below it."""
        width, height, gap, row = self.width(), self.height(), theme.GAP, self._row()
        words = self._legend_height(width, stacked=False)
        room = max(height - row - words - 2 * gap, LEAST_PLAIN)
        self._picture.setGeometry(0, 0, width, room)
        self._below.setGeometry(0, room + gap, width, row)
        self._legend(0, room + row + 2 * gap, width, stacked=False)

    def _above(self, shape: float) -> None:
        """A wide photo, the plain one and the legend side by side below it."""
        width, height, gap, row = self.width(), self.height(), theme.GAP, self._row()
        down = min(round(width / shape), round(height * (1 - STRIP)) - row - 2 * gap)
        top = down + row + 2 * gap
        plain = max(height - top, LEAST_PLAIN)
        across = min(round(plain * shape), width // 2)
        self._picture.setGeometry(0, 0, min(width, round(down * shape)), down)
        self._below.setGeometry(0, down + gap, width, row)
        self._plain.setGeometry(0, top, across, min(plain, round(across / shape)))
        self._legend(across + 2 * gap, top, width - across - 2 * gap, stacked=True)

    def _beside(self, shape: float) -> None:
        """The photo at the left, the plain one at its right; the legend's words wherever the photo becomes larger."""
        width, height, gap, row, em = (
            self.width(),
            self.height(),
            2 * theme.GAP,
            self._row(),
            self.fontMetrics().height(),
        )
        room, words = max(height - row - theme.GAP, LEAST_PLAIN), 3 * em + theme.GAP
        beside = min(round(room * shape), round(SHARE * (width - gap)), width - gap - WORDS * em)
        under = min(round((room - words) * shape), width - gap - KEY * em)
        across = max(beside, under, round(0.4 * width))
        down = min(room if under <= beside else room - words, round(across / shape))
        left, rest = across + gap, width - across - gap
        legend = self._key.heightForWidth(rest) if under > beside else self._legend_height(rest, stacked=True)
        plain = max(min(round(min(rest, across) / shape), height - legend - theme.GAP, down), LEAST_PLAIN)
        self._picture.setGeometry(0, 0, across, down)
        self._below.setGeometry(0, down + theme.GAP, across, row)
        self._plain.setGeometry(left, 0, min(rest, round(plain * shape)), plain)
        self._legend(left, plain + theme.GAP, rest, stacked=True)
        if under > beside:
            self._says.setGeometry(0, down + row + gap, width, self._says.heightForWidth(width))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # the legend wants another height
            self.arrange()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

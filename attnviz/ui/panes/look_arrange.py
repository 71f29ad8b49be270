"""How photo, plain photo, reading and legend share the room: the photo is as large as its shape allows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from attnviz.ui import theme
from attnviz.ui.panes.look_controls import Legend
from attnviz.ui.widgets.photo_view import PhotoView

SHARE = 0.75  # of the width, at most, for the photo where something stands beside it
NARROWEST = 15  # heights of a line: the width that the legend is left at least
LEAST_PLAIN = 60  # pixels of height
STRIP = 0.2  # of the height, for what stands below a wide photo
WIDE = 0.9  # of the width that a photo must fill for the plain one to stand below it


class Arranged(QWidget):
    """The photo at the left with ``below`` under it; the plain photo at its right with the legend under that, or both below a wide
    photo. Without the plain photo the legend goes below everything. It has no layout: a photo of the same shape moves nothing."""

    def __init__(self, picture: PhotoView, plain: PhotoView, below: QWidget, legend: Legend) -> None:
        super().__init__()
        self._picture, self._plain, self._below, self._legend = picture, plain, below, legend
        for part in (picture, plain, below, legend):
            part.setParent(self)

    def minimumSizeHint(self) -> QSize:
        return QSize(420, 260 + self._below.sizeHint().height() + 2 * self.fontMetrics().height())

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

    def _alone(self) -> None:
        """The photo with everything else below it."""
        width, height, gap, row = self.width(), self.height(), theme.GAP, self._row()
        self._legend.set_direction(QBoxLayout.Direction.LeftToRight)
        words = self._legend.height_for(width)
        room = max(height - row - words - 2 * gap, LEAST_PLAIN)
        self._picture.setGeometry(0, 0, width, room)
        self._below.setGeometry(0, room + gap, width, row)
        self._legend.setGeometry(0, room + row + 2 * gap, width, words)

    def _above(self, shape: float) -> None:
        """A wide photo, the plain one and the legend side by side below it."""
        width, height, gap, row = self.width(), self.height(), theme.GAP, self._row()
        self._legend.set_direction(QBoxLayout.Direction.TopToBottom)
        down = min(round(width / shape), round(height * (1 - STRIP)) - row - 2 * gap)
        top = down + row + 2 * gap
        plain = max(height - top, LEAST_PLAIN)
        across = min(round(plain * shape), width // 2)
        self._picture.setGeometry(0, 0, min(width, round(down * shape)), down)
        self._below.setGeometry(0, down + gap, width, row)
        self._plain.setGeometry(0, top, across, min(plain, round(across / shape)))
        rest = width - across - 2 * gap
        self._legend.setGeometry(across + 2 * gap, top, rest, min(plain, self._legend.height_for(rest)))

    def _beside(self, shape: float) -> None:
        """The photo at the left, the plain one and the legend at its right."""
        width, height, gap, row = self.width(), self.height(), 2 * theme.GAP, self._row()
        self._legend.set_direction(QBoxLayout.Direction.TopToBottom)
        room = max(height - row - theme.GAP, LEAST_PLAIN)
        most = min(round(SHARE * (width - gap)), width - gap - NARROWEST * self.fontMetrics().height())
        across = max(min(round(room * shape), most), round(0.4 * width))
        down = min(room, round(across / shape))
        left, rest = across + gap, width - across - gap
        words = self._legend.height_for(rest)
        plain = max(min(round(min(rest, across) / shape), height - words - theme.GAP, down), LEAST_PLAIN)
        self._picture.setGeometry(0, 0, across, down)
        self._below.setGeometry(0, down + theme.GAP, across, row)
        self._plain.setGeometry(left, 0, min(rest, round(plain * shape)), plain)
        self._legend.setGeometry(left, plain + theme.GAP, rest, words)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # the legend wants another height
            self.arrange()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

"""Dims the window but for one place, which it rings; the pointer goes through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from attnviz.ui.theme import colors

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

AIR, ROUND = 5, 7  # pixels around what is ringed, and the radius of its corners
SHADE = QColor(8, 12, 22, 120)


class Spotlight(QWidget):
    """Lies over a whole window; ``show_ring`` says which place stays bright."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self.setObjectName("tour.spotlight")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.ring = QRect()
        self.dims = True
        self.setGeometry(window.rect())

    def show_ring(self, place: QRect, *, dims: bool = True) -> None:
        """Ring a place of the window, and dim the rest or not; an empty one dims nothing."""
        ring = place.adjusted(-AIR, -AIR, AIR, AIR) if place.isValid() else QRect()
        if (ring, dims) != (self.ring, self.dims):
            self.ring, self.dims = ring, dims
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.ring.isValid():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hole, ring = QPainterPath(), QRectF(self.ring)
        hole.addRect(QRectF(self.rect()))
        hole.addRoundedRect(ring, ROUND, ROUND)  # odd-even: the ring stays clear
        if self.dims:
            painter.fillPath(hole, SHADE)
        painter.setPen(QPen(colors().accent, 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(ring, ROUND, ROUND)
        painter.end()

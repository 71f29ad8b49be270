"""A colour scale as a bar with what its two ends stand for written beside them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from attnviz.ui.theme import colors

_BAR = 90  # pixels


class ScaleLegend(QWidget):
    """The bar is an image of one row, from the least to the most; it is shorter where there is less room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = QImage()
        self._low, self._high = "0", "1"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_scale(self, scale: QImage, low: str, high: str) -> None:
        """The colours from left to right, and what is written at the ends."""
        if (scale, low, high) == (self._scale, self._low, self._high):
            return
        self._scale, self._low, self._high = scale, low, high
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        ends = metrics.horizontalAdvance(self._low) + metrics.horizontalAdvance(self._high)
        return QSize(_BAR + ends + 14, metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, middle = colors(self), self.height() / 2
        low, high = (self.fontMetrics().horizontalAdvance(end) for end in (self._low, self._high))
        bar = QRectF(low + 7, middle - 5, max(min(_BAR, self.width() - low - high - 15), 1), 10)
        with QPainter(self) as painter:
            painter.setPen(palette.muted)
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._low)
            painter.drawText(
                self.rect().adjusted(round(bar.right()) + 7, 0, 0, 0),
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                self._high,
            )
            if not self._scale.isNull():
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(bar, self._scale)
            painter.setPen(palette.border)
            painter.drawRect(bar)

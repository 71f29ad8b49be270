"""What a test of a map measured: two bars on one scale, and how clear a result has to be to be called one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from attnviz.ui.theme import colors

CLEAR, CHANCE = 0.9, 0.6  # the share of draws that must matter less for a map to be called right, or better than chance


class DropBars(QWidget):
    """Two bars on one scale: the drop with the attended words hidden, and the mean drop with random ones, with its range."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._attended, self._random = 0.0, (0.0, 0.0, 0.0)
        self._names = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_drops(self, attended: float, low: float, mean: float, high: float, names: tuple[str, str]) -> None:
        """Drops in nats and what the two bars are called."""
        self._attended, self._random, self._names = attended, (low, mean, high), names
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, round(self._line() * 2 + 34))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def _line(self) -> float:
        """The height of a line of any script: Chinese stands taller than the font that is named first."""
        return QFontMetricsF(self.font()).height() * 1.3

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, line = colors(), self._line()
        low, mean, high = self._random
        most = max(self._attended, high, mean, 1e-6)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for i, (value, color) in enumerate(((self._attended, palette.accent), (mean, palette.outline))):
            top = i * (line + 16)
            painter.setPen(palette.text)
            rect = QRectF(0, top, self.width(), line)
            number = f"−{value:.2f}" if value >= 0 else f"+{-value:.2f}"
            room = self.width() - QFontMetricsF(self.font()).horizontalAdvance(number) - 8
            name = QFontMetricsF(self.font()).elidedText(self._names[i], Qt.TextElideMode.ElideRight, room)
            painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
            painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number)
            bar = QRectF(0, top + line + 2, self.width(), 8)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.border)
            painter.drawRoundedRect(bar, 3, 3)
            painter.setBrush(color)
            painter.drawRoundedRect(QRectF(0, bar.top(), bar.width() * max(value, 0.0) / most, 8), 3, 3)
            if i == 1:
                painter.setBrush(palette.text)
                for end in (max(low, 0.0), max(high, 0.0)):
                    x = min(bar.width() * end / most, bar.width() - 2)
                    painter.drawRect(QRectF(x, bar.top() - 1, 2, 10))
        painter.end()

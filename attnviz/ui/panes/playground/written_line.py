"""The decoder's sentences as one line: the source with the light of the attention on it, and what was read and comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from attnviz.ui import theme
from attnviz.ui.widgets import colormap
from attnviz.ui.widgets.number_grid import ON_BRIGHT, ON_DARK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.lazy_numpy import np

_TEXT = 1.35  # times the text of the program
_AIR = 10.0  # pixels


class WrittenLine(QWidget):
    """``show_step`` gives the words; the brighter a word of the source, the more it is looked at now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source: tuple[str, ...] = ()
        self._weights: np.ndarray | None = None
        self._read: tuple[str, ...] = ()
        self._next = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_step(
        self, source: Sequence[str], weights: np.ndarray | None, read: Sequence[str], following: str, spoken: str
    ) -> None:
        """The source with its ``weights`` [words], the words ``read`` so far, the last one now, and the most probable next."""
        self._source, self._weights = tuple(source), weights
        self._read, self._next = tuple(read), following
        self.setAccessibleDescription(spoken)
        self.update()

    def _large(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * _TEXT)
        return font

    def sizeHint(self) -> QSize:
        return QSize(420, round(QFontMetricsF(self._large()).height()) + 14)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        colors, font = theme.colors(self), self._large()
        metrics = QFontMetricsF(font)
        height = self.height() - 2.0
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(font)
            x = 1.0
            dark = None if self._weights is None else colormap.wants_dark_text(self._weights)
            for i, word in enumerate(self._source):
                box = QRectF(x, 1, metrics.horizontalAdvance(word) + 2 * _AIR, height - 1)
                painter.setPen(QPen(colors.border, 1))
                painter.setBrush(colors.panel if self._weights is None else colormap.color(float(self._weights[i])))
                painter.drawRoundedRect(box, 5, 5)
                painter.setPen(colors.text if dark is None else ON_BRIGHT if dark[i] else ON_DARK)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)
                x = box.right() + 4
            x = self._word(painter, x + _AIR, height, "→", colors.muted) + _AIR
            for i, word in enumerate(self._read):
                now = i == len(self._read) - 1
                x = self._word(painter, x, height, word, colors.accent if now else colors.text) + _AIR
            if self._next:
                self._word(painter, x, height, f"{self._next}…", colors.muted)

    def _word(self, painter: QPainter, x: float, height: float, word: str, color: QColor) -> float:
        """Write a word and give where it ends."""
        wide = painter.fontMetrics().horizontalAdvance(word)
        painter.setPen(color)
        painter.drawText(QRectF(x, 1, wide + 2, height - 1), Qt.AlignmentFlag.AlignVCenter, word)
        return x + wide

"""One weight in 0..1 for every channel, as a strip of bars: all of them at once, one of them named under the pointer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from attnviz.later import np
from attnviz.ui.theme import RADIUS, colors

_LEAST, _USUAL, _MOST = 30, 46, 90  # pixels, height of the strip
_APART = 5.0  # pixels a bar must have to stand apart from the next


class ChannelStrip(QWidget):
    """``pointed`` carries the number of the channel under the pointer or the keyboard's mark; -1 when there is none."""

    pointed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._weights: np.ndarray | None = None  # no empty array: numpy is not there before the first paint
        self._order: np.ndarray | None = None  # which channel stands where
        self._sorted = False
        self._at: int | None = None  # the place pointed at, from the left
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaximumHeight(_MOST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def set_weights(self, weights: np.ndarray | None) -> None:
        """Show weights [C] in 0..1, or nothing."""
        self._weights = weights
        self._arrange()

    def set_sorted(self, on: bool) -> None:
        """The strongest first, or in the network's order."""
        self._sorted = on
        self._arrange()

    def order(self) -> list[int]:
        """The channels from left to right."""
        return [] if self._order is None else [int(channel) for channel in self._order]

    def channel(self) -> int:
        """The channel that is pointed at; -1 for none."""
        return -1 if self._at is None or self._order is None else int(self._order[self._at])

    def _arrange(self) -> None:
        weights = self._weights
        if weights is None:
            self._order = None
        else:
            self._order = np.argsort(-weights, kind="stable") if self._sorted else np.arange(len(weights))
        self._point(None)
        self.update()

    def _point(self, at: int | None) -> None:
        if at != self._at:
            self._at = at
            self.pointed.emit(self.channel())
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, _USUAL)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, _LEAST)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = colors(self)
        body = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(palette.accent, 2) if self.hasFocus() else QPen(palette.border))
            painter.setBrush(palette.panel)
            painter.drawRoundedRect(body, RADIUS / 2, RADIUS / 2)
            if self._weights is None or self._order is None:
                return
            half = self.height() / 2
            painter.setPen(QPen(palette.border, 1, Qt.PenStyle.DashLine))
            painter.drawLine(2, round(half), self.width() - 2, round(half))
            painter.fillPath(self._bars(self._weights[self._order]), _quiet(palette.accent))
            if self._at is not None:
                self._draw_pointed(painter, self._at, float(self._weights[self._order[self._at]]))

    def _bars(self, weights: np.ndarray) -> QPainterPath:
        """All bars as one shape, so that none of them has a seam."""
        width, low = self._bar(), self.height() - 2.0
        gap = 1.0 if width >= _APART else 0.0
        path = QPainterPath(QPointF(2, low))
        for place, weight in enumerate(weights.tolist()):
            top, left = low - max(weight * (low - 2), 1.0), 2 + place * width
            for x, y in ((left, low), (left, top), (left + width - gap, top), (left + width - gap, low)):
                if gap or y != low:
                    path.lineTo(x, y)
        path.lineTo(2 + len(weights) * width, low)
        path.closeSubpath()
        return path

    def _draw_pointed(self, painter: QPainter, place: int, weight: float) -> None:
        """The bar that is pointed at, and a mark above it that leads the eye to one that may be low."""
        color, width, low = colors(self).warning, self._bar(), self.height() - 2.0
        left, across = 2 + place * width, max(width - (width >= _APART), 2.0)
        height = max(weight * (low - 2), 1.0)
        painter.fillRect(QRectF(left, low - height, across, height), color)
        painter.fillRect(QRectF(left, 2, across, 3), color)

    def _bar(self) -> float:
        return (self.width() - 4) / max(len(self.order()), 1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = int((event.position().x() - 2) / self._bar())
        self._point(place if 0 <= place < len(self.order()) else None)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self.order()) - 1
        at = -1 if self._at is None else self._at
        moves = {
            Qt.Key.Key_Right: min(at + 1, last),
            Qt.Key.Key_Left: max(at - 1, 0),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = Qt.Key(event.key())
        if key in moves and last >= 0:
            self._point(moves[key])
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()


def _quiet(accent: QColor) -> QColor:
    """The bars' colour: quieter than the one that is pointed at."""
    quiet = QColor(accent)
    quiet.setAlpha(190)
    return quiet

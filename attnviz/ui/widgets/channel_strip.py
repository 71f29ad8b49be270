"""One weight in 0..1 for every channel, as a strip of bars: all of them at once, one of them named under the pointer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from attnviz.lazy_numpy import np
from attnviz.ui.theme import RADIUS, colors

_LEAST, _USUAL, _MOST = 30, 46, 320  # pixels, height of the strip
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
        """Show weights [C] in 0..1, or nothing; the same ones stay as they are."""
        if weights is not self._weights:
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
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_quiet(palette.accent))
            painter.drawRects(
                [self._bar(place, weight) for place, weight in enumerate(self._weights[self._order].tolist())]
            )
            if self._at is not None:
                self._draw_pointed(painter, self._at, float(self._weights[self._order[self._at]]))

    def _bar(self, place: int, weight: float) -> QRect:
        """A bar on whole pixels, so that none has a seam."""
        width = self._step()
        left, right = round(2 + place * width), round(2 + (place + 1) * width) - (width >= _APART)
        low = self.height() - 2
        height = max(round(weight * (low - 2)), 1)
        return QRect(left, low - height, max(right - left, 1), height)

    def _draw_pointed(self, painter: QPainter, place: int, weight: float) -> None:
        """The bar that is pointed at, and a mark above it that leads the eye to one that may be low."""
        bar = self._bar(place, weight)
        bar.setWidth(max(bar.width(), 2))
        painter.fillRect(bar, colors(self).warning)
        painter.fillRect(QRect(bar.left(), 2, bar.width(), 3), colors(self).warning)

    def _step(self) -> float:
        """Pixels from one bar to the next."""
        return (self.width() - 4) / max(len(self.order()), 1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = int((event.position().x() - 2) / self._step())
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

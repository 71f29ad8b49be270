"""The curve of size against quality: a point for each compressed model that was measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from attnviz.ui import theme
from attnviz.ui.widgets.plain_text import tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent

NEAR = 14  # pixels from a point at which it is meant
LEAST_RANGE = 6.0  # of quality, so that chance does not look like a cliff
STEPS = (1, 2, 5, 10, 20)
ACROSS = (0.1, 0.2, 0.5, *STEPS)  # megabytes between two numbers


class Point(NamedTuple):
    """One measured model: megabytes, quality, its names beside the point and when pointed at; ``line``: on the curve of bits."""

    megabytes: float
    quality: float
    name: str
    words: str
    line: bool


class SizeCurve(QWidget):
    """``chosen`` tells which point was clicked, or reached by arrow keys."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[Point, ...] = ()
        self._current = -1
        self._across, self._up, self._limit = "", "", float("inf")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(20 * em, 14 * em)

    def minimumSizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(14 * em, 9 * em)

    def name_axes(self, across: str, up: str, limit: float = float("inf")) -> None:
        """What is measured along the axes; no quality is above the ``limit``."""
        self._across, self._up, self._limit = across, up, limit
        self.update()

    def show_points(self, points: Sequence[Point], current: int) -> None:
        """Show these; the ``current`` one (-1: none) is the one seen beside."""
        self._points, self._current = tuple(points), current
        self.setAccessibleDescription("; ".join(point.words for point in points))
        self.update()

    def place(self, index: int) -> QPointF:
        """Where a point is drawn."""
        area, (low, high), most = self._area(), self._range(), self._most()
        point = self._points[index]
        return QPointF(
            area.left() + point.megabytes / most * area.width(),
            area.bottom() - (point.quality - low) / (high - low) * area.height(),
        )

    def _area(self) -> QRectF:
        metrics = QFontMetricsF(self.font())
        left = metrics.horizontalAdvance("00.0") + 12
        line = metrics.height()
        return QRectF(left, 1.6 * line, self.width() - left - 1.4 * line, self.height() - 4.6 * line)

    def _most(self) -> float:
        return max((point.megabytes for point in self._points), default=1.0) * 1.08

    def _step(self) -> int:
        values = [point.quality for point in self._points]
        wide = max(max(values, default=1.0) - min(values, default=0.0), LEAST_RANGE)
        return next((step for step in STEPS if wide / step <= 5), STEPS[-1])

    def _range(self) -> tuple[float, float]:
        """The lowest and highest quality drawn: whole steps around all points."""
        values = [point.quality for point in self._points] or [0.0, 1.0]
        middle, step = (min(values) + max(values)) / 2, self._step()
        half = max(max(values) - min(values), LEAST_RANGE) / 2
        low, high = step * ((middle - half) // step), step * -(-(middle + half) // step)
        over = max(0.0, high - self._limit)
        return max(0.0, low - step * (over // step)), high - over

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors = QPainter(self), theme.colors(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics, area = QFontMetricsF(self.font()), self._area()
        line = metrics.height()
        painter.setPen(colors.muted)
        painter.drawText(QRectF(0, 0, self.width(), line * 1.3), Qt.AlignmentFlag.AlignLeft, self._up)
        bottom = QRectF(0, self.height() - 1.5 * line, self.width() - 1.4 * line, 1.5 * line)
        painter.drawText(bottom, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._across)
        self._draw_grid(painter, area, metrics)
        if self._points:
            self._draw_points(painter, metrics)
        if self.hasFocus():
            painter.setPen(QPen(colors.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)

    def _draw_grid(self, painter: QPainter, area: QRectF, metrics: QFontMetricsF) -> None:
        colors, line, (low, high), most = theme.colors(self), metrics.height(), self._range(), self._most()
        step = self._step()
        for k in range(round((high - low) / step) + 1 if self._points else 0):
            y = area.bottom() - k * step / (high - low) * area.height()
            painter.setPen(QPen(colors.border, 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(colors.muted)
            box = QRectF(0, y - line / 2, area.left() - 8, line)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{low + k * step:g}")
        across = next((each for each in ACROSS if most / each <= 8), ACROSS[-1])
        for k in range(int(most / across) + 1 if self._points else 0):
            x = area.left() + k * across / most * area.width()
            painter.setPen(colors.muted)
            box = QRectF(x - 30, area.bottom() + 4, 60, line)
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, f"{k * across:.3g}")
        painter.setPen(QPen(colors.outline, 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.drawLine(area.topLeft(), area.bottomLeft())

    def _draw_points(self, painter: QPainter, metrics: QFontMetricsF) -> None:
        colors, line = theme.colors(self), metrics.height()
        places = [self.place(index) for index in range(len(self._points))]
        on_line = sorted((p.x(), p.y()) for p, point in zip(places, self._points, strict=True) if point.line)
        painter.setPen(QPen(colors.accent, 2))
        painter.drawPolyline(QPolygonF([QPointF(*each) for each in on_line]))
        for index, (place, point) in enumerate(zip(places, self._points, strict=True)):
            now = index == self._current
            radius = 7 if now else 5
            painter.setPen(QPen(colors.accent, 2))
            painter.setBrush(colors.accent if point.line else colors.panel)
            if point.line:
                painter.drawEllipse(place, radius, radius)
            else:
                painter.drawRect(QRectF(place.x() - radius, place.y() - radius, 2 * radius, 2 * radius))
            if now:
                painter.setPen(QPen(colors.text, 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(place, radius + 4, radius + 4)
            painter.setPen(colors.text)
            wide = metrics.horizontalAdvance(point.name) + 4
            left = min(max(place.x() - wide / 2, 0), self.width() - wide)
            above = place.y() - radius - 5 - line if point.line else place.y() + radius + 4
            painter.drawText(QRectF(left, above, wide, line), Qt.AlignmentFlag.AlignHCenter, point.name)

    def _at(self, position: QPointF) -> int:
        """The point meant by a place; -1 for none."""
        away = [
            ((self.place(k) - position).x() ** 2 + (self.place(k) - position).y() ** 2, k)
            for k in range(len(self._points))
        ]
        nearest, index = min(away, default=(float("inf"), -1))
        return index if nearest <= NEAR**2 else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self._at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if index >= 0 else Qt.CursorShape.ArrowCursor)
        QToolTip.showText(event.globalPosition().toPoint(), tip(self._points[index].words) if index >= 0 else "", self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self._at(event.position())
        if index >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if not step or not self._points:
            super().keyPressEvent(event)
            return
        order = sorted(range(len(self._points)), key=lambda k: self._points[k].megabytes)
        at = order.index(self._current) + step if self._current in order else 0
        if 0 <= at < len(order):
            self.chosen.emit(order[at])

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self.updateGeometry()
            self.update()

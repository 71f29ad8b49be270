"""Curves and maps of position tables, painted from plain arrays."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from attnviz.lazy_numpy import np
from attnviz.ui import theme
from attnviz.ui.widgets import colormap
from attnviz.ui.widgets.signed import pixels_under_text

SHOWN_WAVES = 4  # pairs of columns; more cross each other too often to be followed
# Okabe & Ito's colours that stand out on both themes' panels.
WAVE_COLORS = ("#e69f00", "#009e73", "#cc79a7", "#0072b2")


class SignedMap(QWidget):
    """A table too large for numbers: a coloured cell each; hovering tells the number."""

    hovered = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = np.zeros((1, 1), np.float32)
        self._names = ("", "")
        self._hover: tuple[int, int] = (-1, -1)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_values(self, values: np.ndarray) -> None:
        """Show a table [rows, columns]."""
        self._values = values
        self.updateGeometry()
        self.update()

    def set_names(self, down: str, across: str) -> None:
        """Name the axes."""
        self._names = (down, across)
        self.update()

    def _margins(self) -> tuple[int, int]:
        line = int(QFontMetricsF(self.font()).height())
        return 2 * line + 8, line + 8

    def _cells(self) -> tuple[float, float]:
        """How wide and high a cell is."""
        side = max(6.0, min(22.0, 300 // max(self._values.shape))) * theme.text_zoom(self)
        return side, side

    def sizeHint(self) -> QSize:
        left, top = self._margins()
        rows, columns = self._values.shape
        wide, high = self._cells()
        return QSize(left + int(columns * wide) + 2, top + int(rows * high) + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _area(self) -> QRectF:
        left, top = self._margins()
        rows, columns = self._values.shape
        wide, high = self._cells()
        return QRectF(left, top, columns * wide, rows * high)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.draw(painter)
        if self._hover[0] >= 0:
            area, (wide, high) = self._area(), self._cells()
            painter.setPen(QPen(theme.colors(self).text, 2))
            painter.drawRect(
                QRectF(area.left() + self._hover[1] * wide, area.top() + self._hover[0] * high, wide, high)
            )

    def draw(self, painter: QPainter) -> None:
        """Draw the table and its axes in the widget's own size, on the screen or for a file."""
        colors, area, (_, high) = theme.colors(self), self._area(), self._cells()
        limit = max(float(np.abs(self._values).max()), 1e-9)
        pixels = pixels_under_text(self._values / limit, dark=theme.is_dark(self.palette()))
        rows, columns = pixels.shape
        image = QImage(pixels.data, columns, rows, columns * 4, QImage.Format.Format_RGB32)
        colormap.draw_cells(painter, area, image)
        painter.setPen(colors.border)
        painter.drawRect(area)
        painter.setPen(colors.muted)
        line = QFontMetricsF(self.font()).height()
        painter.drawText(
            QRectF(area.left(), 0, max(area.width(), 160), line), Qt.AlignmentFlag.AlignLeft, self._names[1]
        )
        step = max(1, int(np.ceil(2.6 * line / high)) // 2)
        for row in range(0, rows, step):
            box = QRectF(0, area.top() + (row + 0.5) * high - line / 2, area.left() - 6, line)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(row))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        area, (wide, high) = self._area(), self._cells()
        point = event.position() - area.topLeft()
        row, column = int(point.y() // high), int(point.x() // wide)
        inside = 0 <= row < self._values.shape[0] and 0 <= column < self._values.shape[1]
        self._set_hover((row, column) if inside else (-1, -1))

    def leaveEvent(self, event: QEvent) -> None:
        self._set_hover((-1, -1))
        super().leaveEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def _set_hover(self, cell: tuple[int, int]) -> None:
        if cell != self._hover:
            self._hover = cell
            self.hovered.emit(*cell)
            self.update()


class Lines(QWidget):
    """A few curves over whole numbers, on one scale that is written beside them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curves: list[tuple[str, np.ndarray]] = []
        self._across = ""
        self._first, self._smooth = 0, False
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(330, 230) * theme.text_zoom(self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setFixedSize(self.sizeHint())

    def set_curves(
        self, curves: list[tuple[str, np.ndarray]], across: str, first: int = 0, *, smooth: bool = False
    ) -> None:
        """Show named curves; ``first`` is the number under their first point. What is ``smooth`` between whole numbers, as waves
        are, is drawn so, with a dot at each of them.
        """
        self._curves, self._across, self._first, self._smooth = curves, across, first, smooth
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        self.draw(QPainter(self))

    def draw(self, painter: QPainter) -> None:
        """Draw the curves in the widget's own size, on the screen or for a file."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme.colors(self)
        line = QFontMetricsF(self.font()).height()
        left = 44 * theme.text_zoom(self)
        area = QRectF(left, line + 8, self.width() - left - 10, self.height() - 3 * line - 14)
        painter.setPen(QPen(colors.border, 1))
        painter.drawRect(area)
        values = [curve for _, curve in self._curves if len(curve) > 1]
        if not values:
            return
        low, high = min(float(c.min()) for c in values), max(float(c.max()) for c in values)
        if high - low < 1e-9:
            low, high = low - 1, high + 1
        painter.setPen(colors.muted)
        for value in (low, (low + high) / 2, high):
            y = area.bottom() - (value - low) / (high - low) * area.height()
            box = QRectF(0, y - line / 2, area.left() - 6, line)
            painter.drawText(
                box, Qt.AlignmentFlag.AlignRight, f"{value:.2f}".replace("-0.00", "0.00").replace("-", "−")
            )
        count = max(len(curve) for curve in values)
        for at in sorted({0, count // 2, count - 1}):
            x = area.left() + at / max(count - 1, 1) * area.width()
            box = QRectF(x - left, area.bottom() + 3, 2 * left, line)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(at + self._first).replace("-", "−"))
        box = QRectF(area.left(), area.bottom() + line + 2, area.width(), line)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._across)
        x0 = area.left()
        for index, (name, curve) in enumerate(self._curves):
            color = QColor(WAVE_COLORS[index % len(WAVE_COLORS)]) if len(self._curves) > 1 else colors.accent
            xs = area.left() + np.arange(len(curve)) / max(count - 1, 1) * area.width()
            ys = area.bottom() - (curve - low) / (high - low) * area.height()
            points = [QPointF(x, y) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)]
            painter.setPen(QPen(color, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(_smooth_path(points) if self._smooth else _straight_path(points))
            if self._smooth:
                painter.setPen(QPen(color, 5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
                painter.drawPoints(QPolygonF(points))
            painter.drawText(QPointF(x0, line), name)
            x0 += QFontMetricsF(self.font()).horizontalAdvance(name) + 14


def _straight_path(points: list[QPointF]) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF(points))
    return path


def _smooth_path(points: list[QPointF]) -> QPainterPath:
    """A cubic curve through all points, each tangent along its two neighbours (Catmull & Rom 1974)."""
    path = QPainterPath(points[0])
    for i in range(len(points) - 1):
        before, here, there, after = (points[min(max(j, 0), len(points) - 1)] for j in range(i - 1, i + 3))
        path.cubicTo(here + (there - before) / 6, there - (after - here) / 6, there)
    return path

"""Shows a table of numbers coloured by value, with the names of its rows and columns and what is lit up in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from attnviz.lazy_numpy import np
from attnviz.ui import theme
from attnviz.ui.widgets import colormap
from attnviz.ui.widgets.signed import pixels_under_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST_LABEL = 150  # pixels
ON_BRIGHT, ON_DARK = QColor("#101820"), QColor("#ffffff")  # text on the colours of weights


def cell_text(value: float, *, whole: bool = False) -> str:
    """A number in a narrow cell: two decimals, fewer for large ones or in a table of ``whole`` numbers; hidden scores as −∞."""
    if not np.isfinite(value):
        return "−∞" if value == -np.inf else "–"
    if whole:
        return f"{value:.0f}".replace("-", "−")
    if abs(value) >= 10_000:
        text = f"{value:.0e}".replace("e+0", "e").replace("e+", "e")
    elif abs(value) >= 100:
        text = f"{value:.0f}"
    else:
        text = f"{value:.2f}" if round(value, 2) else "0"
    return text.replace("-", "−")


class NumberGrid(QWidget):
    """``levels`` is ``signed`` (blue below 0, orange above, the panel's colour at 0) or ``weights`` (the scale of all weights,
    0..1)."""

    def __init__(self, *, levels: str = "signed", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._levels = levels
        self._values = np.zeros((0, 0), np.float32)
        self._texts: list[list[str]] = []
        self._rows: tuple[str, ...] = ()
        self._columns: tuple[str, ...] = ()
        self._lit: frozenset[tuple[int, int]] = frozenset()
        self._marked_row = -1
        self._current = (0, 0)
        self._hover = (-1, -1)
        self._image: QImage | None = None
        self._limit, self._whole = 1.0, False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._measure()

    def _reshaped(self) -> None:
        """The table is about to take another shape."""

    # What is shown

    def set_values(self, values: np.ndarray) -> None:
        """Show a table [rows, columns]; only cells that changed are painted again."""
        values = np.asarray(values, np.float32)
        finite = np.abs(values[np.isfinite(values)])
        limit = _ceiling(float(finite.max()) if finite.size else 0.0)
        whole = self._levels == "signed" and bool((np.isfinite(values) & (values == np.round(values))).all())
        whole = whole and bool((np.abs(values) < 100).all())
        if values.shape != self._values.shape or whole != self._whole:
            self._reshaped()
            self._whole = whole
            self._values, self._texts = values, [[cell_text(x, whole=whole) for x in row] for row in values.tolist()]
            self._current = tuple(min(a, max(b - 1, 0)) for a, b in zip(self._current, values.shape, strict=True))
            self._limit, self._image = limit, None
            self._measure()
            self.updateGeometry()
            self.update()
            return
        changed = values != self._values
        if limit != self._limit and self._levels == "signed":
            self._limit = limit
            self.update()
        elif changed.any():
            rows, columns = np.nonzero(changed)
            first = self._cell_rect(int(rows.min()), int(columns.min()))
            last = self._cell_rect(int(rows.max()), int(columns.max()))
            self.update(first.united(last).toAlignedRect())
        for row, column in np.argwhere(changed).tolist():
            self._texts[row][column] = cell_text(float(values[row, column]), whole=whole)
        self._values, self._image = values, None

    def values(self) -> np.ndarray:
        """What is shown."""
        return self._values

    def set_labels(self, rows: Sequence[str], columns: Sequence[str] = ()) -> None:
        """Names of the rows and, when given, of the columns."""
        if (tuple(rows), tuple(columns)) != (self._rows, self._columns):
            self._rows, self._columns = tuple(rows), tuple(columns)
            self._measure()
            self.updateGeometry()
            self.update()

    def labels(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The names of the rows and of the columns."""
        return self._rows, self._columns

    def set_lit(self, cells: Iterable[tuple[int, int]]) -> None:
        """The cells that made the result under the pointer."""
        lit = frozenset(cells)
        if lit != self._lit:
            self._lit = lit
            self.update()

    def set_marked_row(self, row: int) -> None:
        """The row whose query the single-query tables show; -1 for none."""
        if row != self._marked_row:
            self._marked_row = row
            self.update()

    def current(self) -> tuple[int, int]:
        """The cell the keyboard works on."""
        return self._current

    # Where things are

    def _measure(self) -> None:
        metrics = QFontMetricsF(self.font())
        self._cell = QSize(
            int(metrics.horizontalAdvance("−00" if self._whole else "−00.00")) + 8, int(metrics.height()) + 7
        )
        widest = max((metrics.horizontalAdvance(row) for row in self._rows), default=0.0)
        self._left = int(min(widest, LONGEST_LABEL)) + 20 if self._rows else 1
        self._top = int(metrics.height()) + 4 if self._columns else 1
        self._columns_shown = [
            metrics.elidedText(text, Qt.TextElideMode.ElideRight, self._cell.width() - 2) for text in self._columns
        ]
        self._rows_shown = [metrics.elidedText(text, Qt.TextElideMode.ElideRight, LONGEST_LABEL) for text in self._rows]
        self._digits = {c: metrics.horizontalAdvance(c) for c in "0123456789.−∞e–"}
        self._baseline = (self._cell.height() + metrics.ascent() - metrics.descent()) / 2

    def sizeHint(self) -> QSize:
        rows, columns = self._values.shape
        return QSize(self._left + columns * self._cell.width() + 2, self._top + rows * self._cell.height() + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _cell_rect(self, row: int, column: int) -> QRectF:
        w, h = self._cell.width(), self._cell.height()
        return QRectF(self._left + column * w, self._top + row * h, w, h)

    def cell_center(self, row: int, column: int) -> QPoint:
        """The middle of a cell, in this widget."""
        return self._cell_rect(row, column).center().toPoint()

    def cell_at(self, point: QPoint) -> tuple[int, int] | None:
        """The cell under a point; None beside the table."""
        row = (point.y() - self._top) // self._cell.height()
        column = (point.x() - self._left) // self._cell.width()
        rows, columns = self._values.shape
        return (row, column) if 0 <= row < rows and 0 <= column < columns else None

    # Painting

    def _pixels(self) -> QImage:
        if self._image is None:
            if self._levels == "weights":
                self._image = colormap.image(self._values)
            else:
                pixels = pixels_under_text(self._values / self._limit, dark=theme.is_dark(self.palette()))
                rows, columns = pixels.shape
                self._image = QImage(pixels.data, columns, rows, columns * 4, QImage.Format.Format_RGB32).copy()
        return self._image

    def paintEvent(self, event: QPaintEvent) -> None:
        rows, columns = self._values.shape
        if not rows or not columns:
            return
        painter = QPainter(self)
        colors = theme.colors(self)
        area = QRectF(self._cell_rect(0, 0).topLeft(), self._cell_rect(rows - 1, columns - 1).bottomRight())
        colormap.draw_cells(painter, area, self._pixels())
        self._paint_grid(painter, area, colors)
        self._paint_labels(painter, colors, event.rect())
        self._paint_texts(painter, colors, event.rect())
        self._paint_marks(painter, colors)

    def _paint_grid(self, painter: QPainter, area: QRectF, colors: theme.Colors) -> None:
        painter.setPen(QPen(colors.panel, 1))
        for row in range(1, self._values.shape[0]):
            y = area.top() + row * self._cell.height()
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        for column in range(1, self._values.shape[1]):
            x = area.left() + column * self._cell.width()
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        painter.setPen(QPen(colors.border, 1))
        painter.drawRect(area.adjusted(0, 0, -0.5, -0.5))

    def _paint_labels(self, painter: QPainter, colors: theme.Colors, rect: QRect) -> None:
        if rect.left() < self._left:
            for row, text in enumerate(self._rows_shown[: self._values.shape[0]]):
                marked = row == self._marked_row
                painter.setPen(colors.accent if marked else colors.muted)
                y = self._top + row * self._cell.height()
                if marked:
                    painter.drawText(QPointF(1, y + self._baseline), "▸")
                area = QRectF(10, y, self._left - 16, self._cell.height())
                painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
        if rect.top() < self._top:
            painter.setPen(colors.muted)
            for column, text in enumerate(self._columns_shown[: self._values.shape[1]]):
                area = QRectF(self._left + column * self._cell.width(), 0, self._cell.width(), self._top - 2)
                painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_texts(self, painter: QPainter, colors: theme.Colors, rect: QRect) -> None:
        w, h = self._cell.width(), self._cell.height()
        rows, columns = self._values.shape
        first_row, last_row = max((rect.top() - self._top) // h, 0), min((rect.bottom() - self._top) // h, rows - 1)
        first, last = max((rect.left() - self._left) // w, 0), min((rect.right() - self._left) // w, columns - 1)
        advance = self._digits
        dark_text = colormap.wants_dark_text(self._values) if self._levels == "weights" else None
        painter.setPen(colors.text)
        for row in range(first_row, last_row + 1):
            for column in range(first, last + 1):
                text = self._texts[row][column]
                if dark_text is not None:
                    painter.setPen(ON_BRIGHT if dark_text[row, column] else ON_DARK)
                width = sum(advance.get(c, 8.0) for c in text)
                x = self._left + column * w + (w - width) / 2
                painter.drawText(QPointF(x, self._top + row * h + self._baseline), text)

    def _paint_marks(self, painter: QPainter, colors: theme.Colors) -> None:
        rows, columns = self._values.shape
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colors.accent, 2.5))
        for row, column in self._lit:
            if row < rows and column < columns:
                painter.drawRect(self._cell_rect(row, column).adjusted(1.5, 1.5, -1.5, -1.5))
        painter.setPen(QPen(colors.text, 2))
        if self._hover != (-1, -1) and self._hover[0] < rows and self._hover[1] < columns:
            painter.drawRect(self._cell_rect(*self._hover).adjusted(1, 1, -1, -1))
        if self.hasFocus():
            painter.setPen(QPen(colors.accent, 2.5))
            painter.drawRoundedRect(self._cell_rect(*self._current).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()
            self.updateGeometry()
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._image = None
            self.update()


def _ceiling(largest: float) -> float:
    """The end of the colours: 1, 2 or 5 times a power of ten, so that it seldom changes while a cell is dragged."""
    if largest <= 0.01:
        return 0.01
    power = 10.0 ** np.floor(np.log10(largest))
    return float(next(step * power for step in (1, 2, 5, 10) if step * power >= largest * 0.999))

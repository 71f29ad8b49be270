"""A table of numbers coloured by value; its cells are changed by typing, wheel, dragging or pasting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from attnviz.engine.messages import Refused
from attnviz.engine.playground import parse_number
from attnviz.later import np
from attnviz.ui import theme
from attnviz.ui.panes.playground_colors import signed_pixels
from attnviz.ui.widgets import colormap

STEP, FINE = 0.1, 0.01  # of the wheel and of dragging; fine with Shift held
DRAG_PIXELS = 4  # a step
LONGEST_LABEL = 150  # pixels
ON_BRIGHT, ON_DARK = QColor("#101820"), QColor("#ffffff")  # text on the colours of weights
STARTS_NUMBER = set("0123456789-.,+−")


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


class NumberTable(QWidget):
    """``levels`` is ``signed`` (blue below 0, orange above, white at 0) or ``weights`` (the scale of all weights,
    0..1).
    """

    edited = Signal(int, int, float)
    refused = Signal(object)  # a Refused: what was typed is no usable number
    pasted = Signal(str)
    hovered = Signal(int, int)  # -1, -1 when the pointer leaves
    cell_clicked = Signal(int, int)
    row_clicked = Signal(int)

    def __init__(self, *, levels: str = "signed", editable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._levels, self._editable = levels, editable
        self._values = np.zeros((0, 0), np.float32)
        self._texts: list[list[str]] = []
        self._rows: tuple[str, ...] = ()
        self._columns: tuple[str, ...] = ()
        self._lit: frozenset[tuple[int, int]] = frozenset()
        self._marked_row = -1
        self._current = (0, 0)
        self._hover = (-1, -1)
        self._press: tuple[QPoint, tuple[int, int], float] | None = None
        self._dragged = False
        self._editor: QLineEdit | None = None
        self._image: QImage | None = None
        self._limit, self._whole = 1.0, False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._measure()

    # What is shown

    def set_values(self, values: np.ndarray) -> None:
        """Show a table [rows, columns]; only cells that changed are painted again."""
        values = np.asarray(values, np.float32)
        finite = np.abs(values[np.isfinite(values)])
        limit = _ceiling(float(finite.max()) if finite.size else 0.0)
        whole = self._levels == "signed" and bool((np.isfinite(values) & (values == np.round(values))).all())
        whole = whole and bool((np.abs(values) < 100).all())
        if values.shape != self._values.shape or whole != self._whole:
            self._close_editor()
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

    def set_editable(self, editable: bool) -> None:
        """Whether a person may change cells."""
        self._editable = editable
        self._close_editor()

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
            int(metrics.horizontalAdvance("−00" if self._whole else "−00.00")) + 10, int(metrics.height()) + 8
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
                pixels = signed_pixels(self._values / self._limit, dark=theme.is_dark(self.palette()))
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
        painter.drawImage(area, self._pixels())
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

    # Changing cells

    def _change(self, row: int, column: int, value: float) -> None:
        self.edited.emit(row, column, round(value, 6))

    def _open_editor(self, text: str) -> None:
        self._close_editor()
        editor = QLineEdit(text, self)
        editor.setAccessibleName(self.accessibleName())
        editor.setStyleSheet("padding: 0 2px; border-radius: 3px;")
        editor.setAlignment(Qt.AlignmentFlag.AlignCenter)
        editor.setGeometry(self._cell_rect(*self._current).adjusted(-6, -1, 6, 1).toRect())
        editor.editingFinished.connect(self._commit)
        editor.installEventFilter(self)
        editor.show()
        editor.setFocus()
        self._editor = editor

    def _close_editor(self) -> None:
        if self._editor is not None:
            editor, self._editor = self._editor, None
            editor.hide()
            editor.deleteLater()

    def _commit(self) -> None:
        if self._editor is None:
            return
        text = self._editor.text()
        self._close_editor()
        self.setFocus()
        try:
            self._change(*self._current, parse_number(text))
        except Refused as refused:
            self.refused.emit(refused)

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]
        if watched is self._editor and event.type() == QEvent.Type.KeyPress:
            key = event.key()  # type: ignore[attr-defined]
            if key == Qt.Key.Key_Escape:
                self._close_editor()
                self.setFocus()
                return True
            moves = {
                Qt.Key.Key_Return: (1, 0),
                Qt.Key.Key_Enter: (1, 0),
                Qt.Key.Key_Tab: (0, 1),
                Qt.Key.Key_Backtab: (0, -1),
            }
            if key in moves:
                self._commit()
                self._move(*moves[key])
                return True
        return False

    def _move(self, down: int, right: int) -> None:
        rows, columns = self._values.shape
        if not rows or not columns:
            return
        row = min(max(self._current[0] + down, 0), rows - 1)
        column = min(max(self._current[1] + right, 0), columns - 1)
        self._current = (row, column)
        self.setAccessibleDescription(f"{row + 1}, {column + 1}: {self._texts[row][column]}")
        self.hovered.emit(row, column)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
        }
        key, text = Qt.Key(event.key()), event.text()
        if not self._texts:
            super().keyPressEvent(event)
        elif key in moves:
            self._move(*moves[key])
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.as_text())
        elif event.matches(QKeySequence.StandardKey.Paste) and self._editable:
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif key == Qt.Key.Key_Space:
            self.cell_clicked.emit(*self._current)
        elif not self._editable:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._open_editor(_plain(float(self._values[self._current])))
            self._editor.selectAll()  # type: ignore[union-attr]
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._change(*self._current, 0.0)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            sign = 1 if key == Qt.Key.Key_PageUp else -1
            self._change(*self._current, float(self._values[self._current]) + sign * STEP)
        elif (
            text
            and (text in STARTS_NUMBER or text.isalpha())
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self._open_editor(text)
        else:
            super().keyPressEvent(event)

    def as_text(self) -> str:
        """The table as lines of tab-separated numbers."""
        return "\n".join("\t".join(_plain(x) for x in row) for row in self._values.tolist())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        point = event.position().toPoint()
        cell = self.cell_at(point)
        if cell is None:
            row = (point.y() - self._top) // self._cell.height()
            if point.x() < self._left and 0 <= row < self._values.shape[0]:
                self.row_clicked.emit(row)
            return
        if self._editor is not None:
            self._commit()
        self._current, self._dragged = cell, False
        if self._editable:
            self._press = (point, cell, float(self._values[cell]))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._press is not None:
            start, cell, value = self._press
            steps = (
                (start.y() - point.y()) // DRAG_PIXELS
                if start.y() >= point.y()
                else -((point.y() - start.y()) // DRAG_PIXELS)
            )
            if steps or self._dragged:
                self._dragged = True
                step = FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else STEP
                new = value + steps * step
                if abs(new - float(self._values[cell])) > 1e-9:
                    self._change(*cell, new)
            return
        cell_now = self.cell_at(point) or (-1, -1)
        if self._editable and cell_now != (-1, -1):
            self.setCursor(Qt.CursorShape.SizeVerCursor)
        else:
            self.unsetCursor()
        self._set_hover(cell_now)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and not self._dragged and cell == self._current:
            self.cell_clicked.emit(*cell)
        self._press, self._dragged = None, False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._editable and self.cell_at(event.position().toPoint()) is not None:
            self._press = None
            self._open_editor(_plain(float(self._values[self._current])))
            self._editor.selectAll()  # type: ignore[union-attr]

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel changes the cell that was clicked, and elsewhere scrolls the page as usual."""
        cell = self.cell_at(event.position().toPoint())
        if not self._editable or not self.hasFocus() or cell != self._current or not event.angleDelta().y():
            event.ignore()
            return
        step = FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else STEP
        self._change(*cell, float(self._values[cell]) + (step if event.angleDelta().y() > 0 else -step))
        event.accept()

    def _set_hover(self, cell: tuple[int, int]) -> None:
        if cell != self._hover:
            self._hover = cell
            self.hovered.emit(*cell)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._set_hover((-1, -1))
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._move(0, 0)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason and self._editor is None:
            self.hovered.emit(-1, -1)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._image = None
            self._measure()
            self.updateGeometry()
            self.update()


def _ceiling(largest: float) -> float:
    """The end of the colours: 1, 2 or 5 times a power of ten, so that it seldom changes while a cell is dragged."""
    if largest <= 0.01:
        return 0.01
    power = 10.0 ** np.floor(np.log10(largest))
    return float(next(step * power for step in (1, 2, 5, 10) if step * power >= largest * 0.999))


def _plain(value: float) -> str:
    """A number as a person would type it: the shortest decimal that is the same float32."""
    return np.format_float_positional(np.float32(value), unique=True, trim="-") if np.isfinite(value) else str(value)

"""A table of numbers whose cells are changed by typing, wheel, dragging or pasting."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from attnviz.engine.messages import Refused
from attnviz.engine.playground.tables import parse_number
from attnviz.lazy_numpy import np
from attnviz.ui.widgets.number_grid import NumberGrid

STEP, FINE = 0.1, 0.01  # of the wheel and of dragging; fine with Shift held
DRAG_PIXELS = 4  # a step
STARTS_NUMBER = set("0123456789-.,+−")


class NumberTable(NumberGrid):
    """Also tells where the pointer or the keyboard is, and what was clicked, whether ``editable`` or not."""

    edited = Signal(int, int, float)
    refused = Signal(object)  # a Refused: what was typed is no usable number
    pasted = Signal(str)
    hovered = Signal(int, int)  # -1, -1 when the pointer leaves
    cell_clicked = Signal(int, int)
    row_clicked = Signal(int)

    def __init__(self, *, levels: str = "signed", editable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(levels=levels, parent=parent)
        self._editable = editable
        self._press: tuple[QPoint, tuple[int, int], float] | None = None
        self._dragged = False
        self._editor: QLineEdit | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_editable(self, editable: bool) -> None:
        """Whether a person may change cells."""
        self._editable = editable
        self._close_editor()

    def _reshaped(self) -> None:
        self._close_editor()

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


def _plain(value: float) -> str:
    """A number as a person would type it: the shortest decimal that is the same float32."""
    return np.format_float_positional(np.float32(value), unique=True, trim="-") if np.isfinite(value) else str(value)

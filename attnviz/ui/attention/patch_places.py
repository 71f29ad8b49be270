"""Where the patches of a picture stand: from a place on the axis to a box in the picture and back. Functions of plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt

if TYPE_CHECKING:
    from attnviz.engine.attention.messages import Patches
    from attnviz.lazy_numpy import np


def box(axis: Patches, place: int) -> QRectF | None:
    """A patch in shares of the picture's width and height; None for an extra token, which stands beside the picture."""
    patch = place - len(axis.extra)
    if not 0 <= patch < axis.rows * axis.columns:
        return None
    row, column = divmod(patch, axis.columns)
    return QRectF(column / axis.columns, row / axis.rows, 1 / axis.columns, 1 / axis.rows)


def place_at(axis: Patches, x: float, y: float) -> int | None:
    """The place on the axis of the patch at a point in shares of the picture; None beside it."""
    if not (0 <= x <= 1 and 0 <= y <= 1):
        return None
    row, column = min(int(y * axis.rows), axis.rows - 1), min(int(x * axis.columns), axis.columns - 1)
    return len(axis.extra) + row * axis.columns + column


def grid(axis: Patches, line: np.ndarray) -> np.ndarray:
    """The weights of the patches [rows, columns] out of those of all places of the axis."""
    return line[len(axis.extra) :].reshape(axis.rows, axis.columns)


def step(axis: Patches, place: int | None, key: Qt.Key) -> int:
    """Where an arrow key, Home (of the row) or End leads from a patch; from nowhere, to the first one."""
    row, column = divmod(max((place or 0) - len(axis.extra), 0), axis.columns)
    if place is not None:
        rows, columns = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}, {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        row, column = row + rows.get(key, 0), column + columns.get(key, 0)
        column = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: axis.columns - 1}.get(key, column)
    row, column = min(max(row, 0), axis.rows - 1), min(max(column, 0), axis.columns - 1)
    return len(axis.extra) + row * axis.columns + column

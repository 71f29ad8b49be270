"""Maps of any size brought down so that no sharp cell is lost: the strongest weight of each block stays. Numpy only.

What is drawn is kept as float16, two bytes a cell: a picture is then one look-up in a table of 65,536 colours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from attnviz.lazy_numpy import np

if TYPE_CHECKING:
    from attnviz.engine.attention.weight_stack import WeightStack

BLOCK = 512  # cells of a side of a tile
FLOAT16_MOST = 65504.0


def max_pool(weights: np.ndarray, k: int, *, signed: bool = False) -> np.ndarray:
    """The strongest of each block of ``k`` x ``k`` cells, ``k`` a power of 2: [T, S] -> [ceil(T / k), ceil(S / k)]; of ``signed``
    ones the one farthest from 0. What is no number is stronger than any, so that it is seen.

    float16 is compared by its bits, whose order is that of the numbers for all weights >= 0.
    """
    if k <= 1:
        return weights
    if signed:
        high, low = max_pool(weights, k), -max_pool(-weights, k)
        return np.where(np.abs(low) > high, low, high)
    if weights.dtype == np.float16:
        return _max_pool(weights.view(np.int16), k).view(np.float16)
    return _max_pool(weights, k)


def _max_pool(values: np.ndarray, k: int) -> np.ndarray:
    """Rows first: whole lines are compared, nearly as quick as they are read; then the columns of what is left."""
    rows, columns = values.shape
    whole, down = rows // k, -(-rows // k)
    lines = np.empty((down, columns), values.dtype)
    if k == 2:
        np.maximum(values[: 2 * whole : 2], values[1 : 2 * whole : 2], out=lines[:whole])
    elif whole:
        np.maximum.reduce(values[: whole * k].reshape(whole, k, columns), axis=1, out=lines[:whole])
    if whole < down:
        np.maximum.reduce(values[whole * k :], axis=0, out=lines[whole])
    while k > 1:  # columns by twos: three times as quick as k at once
        lines, k = _halved(lines), k // 2
    return lines


def _halved(lines: np.ndarray) -> np.ndarray:
    """The greater of each two neighbours in a row; a last one without a neighbour stays."""
    even = lines.shape[1] // 2 * 2
    made = np.maximum(lines[:, 0:even:2], lines[:, 1:even:2])
    return made if even == lines.shape[1] else np.concatenate((made, lines[:, even:]), axis=1)


def bits(weights: np.ndarray) -> np.ndarray:
    """Weights as the bits of float16, uint16 of the same shape: the places in a table of colours."""
    if weights.dtype != np.float16:
        weights = np.clip(weights, -FLOAT16_MOST, FLOAT16_MOST).astype(np.float16)
    return np.ascontiguousarray(weights).view(np.uint16)


class TileKey(NamedTuple):
    """Of a head's map brought down by 2 ** ``level``, the block of ``BLOCK`` x ``BLOCK`` cells at ``row``, ``column``."""

    layer: int
    head: int
    level: int
    row: int = 0
    column: int = 0


def level_shape(queries: int, keys: int, level: int) -> tuple[int, int]:
    """How many cells a map has when it is brought down by 2 ** ``level``."""
    return -(-queries >> level), -(-keys >> level)


def level_for(queries: int, keys: int, high: float, wide: float) -> int:
    """The finest level of which no cell is smaller than a pixel, in a picture ``high`` x ``wide`` pixels."""
    level = 0
    while True:
        rows, columns = level_shape(queries, keys, level)
        if (rows <= max(high, 1) and columns <= max(wide, 1)) or (rows == 1 and columns == 1):
            return level
        level += 1


def tile(stack: WeightStack, key: TileKey, *, signed: bool = False) -> np.ndarray:
    """The tile as the bits of float16, uint16 [rows, columns]: what it covers is read once."""
    span = BLOCK << key.level
    rows = slice(key.row * span, (key.row + 1) * span)
    columns = slice(key.column * span, (key.column + 1) * span)
    part = stack.read(key.layer, key.head, rows, columns)
    return bits(max_pool(part, 1 << key.level, signed=signed))


def brought_down(tile: np.ndarray, by: int, *, signed: bool = False) -> np.ndarray:
    """A tile that covers its whole map, uint16, brought down by another 2 ** ``by``."""
    return bits(max_pool(tile.view(np.float16), 1 << by, signed=signed)) if by else tile

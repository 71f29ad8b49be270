"""What is done to maps of places: lay views on one grid, find boxes, cover cells. Numpy only, so the ui may call it.

h and w = cells of a map that covers a whole picture, K = classes.
"""

from __future__ import annotations

from attnviz.lazy_numpy import np

BOX_LEVEL = 0.15  # a cell argues for being in the box when it is above this share of the map's strongest
OVERLAP_MOST = 0.5  # of two boxes of different classes: the weaker one goes when they overlap more


def resized(maps: np.ndarray, height: int, width: int) -> np.ndarray:
    """Maps [..., h, w] read between the centres of their cells: float32 [..., height, width], never beyond the values given."""
    maps = np.asarray(maps, np.float32)
    for axis, cells in ((-2, height), (-1, width)):
        have = maps.shape[axis]
        if have == cells:
            continue
        at = np.clip((np.arange(cells) + 0.5) * have / cells - 0.5, 0, have - 1)
        low = np.floor(at).astype(int)
        high = np.minimum(low + 1, have - 1)
        part = (at - low).astype(np.float32)[:, None] if axis == -2 else (at - low).astype(np.float32)
        maps = np.take(maps, low, axis) * (1 - part) + np.take(maps, high, axis) * part
    return maps


def best_rectangle(gains: np.ndarray) -> tuple[int, int, int, int]:
    """The rectangle (x0, y0, x1, y1) of cells whose ``gains`` [h, w] sum highest, ends exclusive; at least one cell.

    Every pair of rows is summed to one line, and along each line the best run is found by its running minimum (Kadane).
    """
    height, width = gains.shape
    down = np.zeros((height + 1, width))
    np.cumsum(gains, axis=0, out=down[1:])
    top, bottom = np.triu_indices(height + 1, 1)
    along = np.zeros((len(top), width + 1))
    np.cumsum(down[bottom] - down[top], axis=1, out=along[:, 1:])
    least = np.minimum.accumulate(along[:, :-1], axis=1)
    rises = along[:, 1:] - least
    line, right = np.unravel_index(int(rises.argmax()), rises.shape)
    left = int(along[line, : right + 1].argmin())
    return left, int(top[line]), int(right) + 1, int(bottom[line])


def box(
    presence: np.ndarray, *, width: float, height: float, level: float = BOX_LEVEL
) -> tuple[tuple[float, float, float, float], float]:
    """The box of one class in a picture of ``width`` x ``height`` pixels, from its map [h, w] in 0..1, and its score.

    It is the rectangle whose cells exceed ``level`` times the map's strongest by most in sum; the score is the mean inside.
    """
    rows, columns = presence.shape
    x0, y0, x1, y1 = best_rectangle(presence - level * float(presence.max()))
    score = float(presence[y0:y1, x0:x1].mean())
    return (x0 * width / columns, y0 * height / rows, x1 * width / columns, y1 * height / rows), score


def area(region: tuple[float, float, float, float]) -> float:
    """Of a box, in the square of what it is measured in."""
    return (region[2] - region[0]) * (region[3] - region[1])


def overlap(one: tuple[float, float, float, float], two: tuple[float, float, float, float]) -> float:
    """Intersection over union of two boxes, 0..1."""
    across = min(one[2], two[2]) - max(one[0], two[0])
    down = min(one[3], two[3]) - max(one[1], two[1])
    shared = max(0.0, across) * max(0.0, down)
    areas = area(one) + area(two)
    return shared / (areas - shared) if areas > shared else 0.0


def strongest(values: np.ndarray, count: int) -> np.ndarray:
    """Which cells [h, w] are the ``count`` strongest: bool [h, w]; the earlier one of equals."""
    chosen = np.zeros(values.size, bool)
    chosen[np.argsort(-values.ravel(), kind="stable")[:count]] = True
    return chosen.reshape(values.shape)


def elsewhere(values: np.ndarray, taken: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """As many cells as are ``taken`` [h, w], none of those, in patches of the same kind: the map mirrored and moved by chance."""
    mirrored = values[:: chance.choice((1, -1)), :: chance.choice((1, -1))]
    moved = np.roll(mirrored, (int(chance.integers(values.shape[0])), int(chance.integers(values.shape[1]))), (0, 1))
    return strongest(np.where(taken, -np.inf, moved), int(taken.sum()))

"""Where the thumbnails of many heads stand, and one picture of them all: functions of plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage

from attnviz.lazy_numpy import np
from attnviz.ui.widgets import colormap

if TYPE_CHECKING:
    from collections.abc import Sequence

Pair = tuple[int, int]
SMALLEST, LARGEST = 38.0, 320.0  # pixels: how wide a thumbnail may be
GAP = 6.0
_EDGE = 3.0


@dataclass(frozen=True)
class Plan:
    """The places of thumbnails in the order they are shown, of the layers' names (only when shown by layer), and the size."""

    order: tuple[Pair, ...]
    boxes: tuple[QRectF, ...]
    layers: tuple[tuple[int, QRectF], ...]
    columns: int
    foot: float  # height of what stands below each thumbnail
    height: float

    def at(self, point: QPointF) -> int | None:
        """The thumbnail under a point, with what stands below it."""
        inside = (i for i, box in enumerate(self.boxes) if box.adjusted(-2, -2, 2, self.foot).contains(point))
        return next(inside, None)

    def layer_at(self, point: QPointF) -> int | None:
        """The layer whose name is under a point."""
        return next((layer for layer, box in self.layers if box.contains(point)), None)


def lay_out(
    order: Sequence[Pair], width: float, *, aspect: float, line: float, by_layer: bool, height: float = 0.0
) -> Plan:
    """Thumbnails ``aspect`` times as high as wide in rows; by layer, each layer begins a row below its name. They are as large as
    lets all be seen at once in ``height``, else as small as may be.
    """
    heads = max((head for _, head in order), default=0) + 1
    room = max(width - 2 * _EDGE, SMALLEST)
    most = max(int((room + GAP) // (SMALLEST + GAP)), 1)
    columns = min(most, len(order) or 1)
    if by_layer:
        columns = max((n for n in range(1, heads + 1) if heads % n == 0 and n <= most), default=1)
    aspect, foot = min(max(aspect, 0.6), 1.0), line * 0.85
    side = min((room - GAP * (columns - 1)) / columns, LARGEST)
    layers = {layer for layer, _ in order} if by_layer else set()
    for n in range(1, columns):  # fewer columns of larger ones, where all are seen
        if by_layer and heads % n:
            continue
        rows = len(layers) * (heads // n) if by_layer else -(-len(order) // n)
        free = height - 2 * _EDGE - len(layers) * (line + 2) - rows * (foot + GAP)
        larger = min((room - GAP * (n - 1)) / n, LARGEST, free / max(rows, 1) / aspect)
        if larger > side:
            side, columns = larger, n
    return _placed(order, room, columns, side, tall=side * aspect, line=line, by_layer=by_layer)


def _placed(
    order: Sequence[Pair], room: float, columns: int, side: float, *, tall: float, line: float, by_layer: bool
) -> Plan:
    foot = line * 0.85
    step = side + min(max((room - columns * side) / max(columns - 1, 1), GAP), 4 * GAP)
    boxes, layers = [], []
    y, at, layer = _EDGE, 0, -1
    for pair in order:
        if by_layer and pair[0] != layer:
            y += (tall + foot + GAP) if at else 0.0
            at, layer = 0, pair[0]
            layers.append((layer, QRectF(_EDGE, y, room, line)))
            y += line + 2
        elif at == columns:
            y += tall + foot + GAP
            at = 0
        boxes.append(QRectF(round(_EDGE + at * step), round(y), round(side), round(tall)))
        at += 1
    height = y + tall + foot + _EDGE if boxes else line
    return Plan(tuple(order), tuple(boxes), tuple(layers), columns, foot, height)


def fitted(weights: np.ndarray, height: int, width: int) -> np.ndarray:
    """Maps [..., T, S] at ``height`` x ``width`` pixels: cells repeat, or where there are too many the brightest is kept."""
    wanted = [(axis, pixels, weights.shape[axis]) for axis, pixels in ((-2, height), (-1, width))]
    for axis, pixels, cells in sorted(
        wanted, key=lambda each: each[2] <= each[1]
    ):  # fewer first: what repeats is cheap
        places = np.arange(pixels) * cells // pixels
        weights = np.take(weights, places, axis) if cells <= pixels else np.maximum.reduceat(weights, places, axis)
    return weights


def fits(weights: np.ndarray, height: int, width: int) -> bool:
    """Whether maps [..., T, S] have at most as many cells as there are pixels, down and across."""
    queries, keys = weights.shape[-2:]
    return queries <= height and keys <= width


def atlas(
    weights: np.ndarray, plan: Plan, width: float, *, ratio: float = 1.0, tops: np.ndarray | None = None
) -> QImage:
    """All heads [layer, head, T, S] drawn at their places into one picture, transparent between them. A head's brightest colour
    stands for its weight in ``tops`` [layer, head], without them for 1.
    """
    across, down = max(round(width * ratio), 1), max(round(plan.height * ratio), 1)
    pixels = np.zeros((down, across), np.uint32)
    if plan.boxes:
        box = plan.boxes[0]
        high, wide = max(round(box.height() * ratio), 1), max(round(box.width() * ratio), 1)
        small = weights if fits(weights, high, wide) else fitted(weights, high, wide)
        colors = colormap.pixels(small if tops is None else small / tops[..., None, None])
        if small is weights:  # then cells were coloured, not pixels: a hundredth as many
            colors = fitted(colors, high, wide)
        for (layer, head), box in zip(plan.order, plan.boxes, strict=True):
            y, x = round(box.top() * ratio), round(box.left() * ratio)
            part = pixels[y : y + high, x : x + wide]
            part[:] = colors[layer, head, : part.shape[0], : part.shape[1]]
    image = QImage(pixels.data, across, down, across * 4, QImage.Format.Format_ARGB32_Premultiplied).copy()
    image.setDevicePixelRatio(ratio)
    return image

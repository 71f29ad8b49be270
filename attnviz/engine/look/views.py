"""Test-time augmentation: several looks at a picture merged, boxes, and where to look closer. Numpy only."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from attnviz.engine.look import maps
from attnviz.engine.look.messages import CROP_LEAST, LARGE, SURE, FoundBox, Region, StageMap

if TYPE_CHECKING:
    from collections.abc import Sequence

CROPS = 3  # at most, of what the views of the whole seemed to show
CROP_LEVEL = 0.5  # level of those boxes: their middle, where a thing is most surely
THINNEST = 16.0  # pixels: what is taken for a box's side at least
CROP_MARGIN = 0.2  # of a box's sides, left around it
CROP_MOST = 0.6  # share of the picture above which a crop would show nothing new
BOX_LEAST = 0.25  # score of a box that is told of


class Glance(NamedTuple):
    """One view through the network: its region and size, logits [K], gate [h, w], class maps and presence [K, h, w], stages."""

    kind: str
    region: Region
    size: tuple[int, int]
    logits: np.ndarray
    spatial_map: np.ndarray | None
    class_maps: np.ndarray
    presence: np.ndarray
    stages: tuple[StageMap, ...]


def softmax(logits: np.ndarray) -> np.ndarray:
    """Probabilities from logits [K]."""
    raised = np.exp(logits - logits.max())
    return np.asarray(raised / raised.sum(), np.float32)


def weights_of(glances: Sequence[Glance]) -> np.ndarray:
    """How much each view counts: its best class's probability times how finely it saw, in pixels a length; [V], sums to 1.

    By pixels an area the finest look had nearly all to say: of 120 dev photos, enlarged until they fill 320 x 320 pixels, fewer
    were named right than by one look (docs/models.md).
    """
    finely = (math.sqrt(g.size[0] * g.size[1] / maps.area(g.region)) for g in glances)
    counts = np.array([softmax(g.logits).max() * fine for g, fine in zip(glances, finely, strict=True)])
    return np.asarray(counts / counts.sum(), np.float32)


class MergedViews(NamedTuple):
    """Views put together: logits [K], gate [h, w], class_maps and presence [K, h, w] over the whole picture."""

    logits: np.ndarray
    spatial_map: np.ndarray | None
    class_maps: np.ndarray
    presence: np.ndarray


def merge_views(glances: Sequence[Glance], weights: np.ndarray, width: float, height: float) -> MergedViews:
    """Mean of the views by their weights on the finest whole view's grid. Class maps keep their sums, so they still add up to the
    logits; gate and presence are means over the views that covered a cell."""
    if len(glances) == 1:
        return MergedViews(*(getattr(glances[0], name) for name in MergedViews._fields))
    whole = [g.presence for g in glances if g.kind != "crop"]
    rows, columns = max((m.shape[1:] for m in whole), key=lambda shape: shape[0] * shape[1])
    class_sum = np.zeros((len(glances[0].logits), rows, columns), np.float32)
    presence, gate = np.zeros_like(class_sum), np.zeros((rows, columns), np.float32)
    counted = np.zeros((rows, columns), np.float32)
    for g, weight in zip(glances, weights, strict=True):
        x0, y0, x1, y1 = cells_of(g.region, width, height, rows, columns)
        size, here = (y1 - y0, x1 - x0), (..., slice(y0, y1), slice(x0, x1))
        placed = maps.resized(g.class_maps, *size)
        total = g.class_maps.sum((1, 2))
        placed = placed * (g.class_maps.shape[1] * g.class_maps.shape[2] / (size[0] * size[1]))
        placed += ((total - placed.sum((1, 2))) / (size[0] * size[1]))[
            :, None, None
        ]  # what reading between cells has shifted
        class_sum[here] += weight * placed
        presence[here] += weight * maps.resized(g.presence, *size)
        counted[here] += weight
        if g.spatial_map is not None:
            gate[here] += weight * maps.resized(g.spatial_map, *size)
    logits = np.einsum("v,vk->k", weights, np.stack([g.logits for g in glances])).astype(np.float32)
    return MergedViews(
        logits, gate / counted if glances[0].spatial_map is not None else None, class_sum, presence / counted
    )


def cells_of(region: Region, width: float, height: float, rows: int, columns: int) -> tuple[int, int, int, int]:
    """The cells of a grid over the whole picture that a region covers, at least one."""
    x0, y0 = int(region[0] * columns / width), int(region[1] * rows / height)
    x1, y1 = round(region[2] * columns / width), round(region[3] * rows / height)
    return x0, y0, max(x1, x0 + 1), max(y1, y0 + 1)


def boxes_of(
    whole: MergedViews, labels: Sequence[str], width: float, height: float, *, level: float = maps.BOX_LEVEL
) -> tuple[FoundBox, ...]:
    """The box of the best class first, then of others that stand elsewhere in the picture, best first; ``level`` as in ``box``."""
    best = int(whole.logits.argmax())
    peaks = whole.presence.max((1, 2))
    found = []
    for k in [best, *(k for k in np.argsort(-peaks)[:8] if k != best and peaks[k] >= 2 * BOX_LEAST)]:
        region, score = maps.box(whole.presence[k], width=width, height=height, level=level)
        if k == best or score >= BOX_LEAST:
            found.append(FoundBox(region, int(k), labels[k], score))
    kept: list[FoundBox] = []
    for each in [found[0], *sorted(found[1:], key=lambda f: -f.score)]:
        if all(maps.overlap(each.region, other.region) < maps.OVERLAP_MOST for other in kept):
            kept.append(each)
    return tuple(kept)


def settled(whole: MergedViews, found: FoundBox, width: float, height: float) -> bool:
    """Whether a first look was enough: it is sure of one large thing."""
    return float(softmax(whole.logits).max()) >= SURE and maps.area(found.region) >= LARGE * width * height


def crop_regions(boxes: Sequence[FoundBox], width: float, height: float) -> list[Region]:
    """Where a closer look may show more: around each box that is no large part of the picture."""
    regions: list[Region] = []
    if width * height < CROP_LEAST**2:
        return regions
    for each in boxes[:CROPS]:
        x0, y0, x1, y1 = each.region
        side = max(x1 - x0, y1 - y0, THINNEST) * (1 + 2 * CROP_MARGIN)
        across, down = min(side, width), min(side, height)
        left = min(max((x0 + x1 - across) / 2, 0.0), width - across)
        top = min(max((y0 + y1 - down) / 2, 0.0), height - down)
        if across * down <= CROP_MOST * width * height:
            regions.append((left, top, left + across, top + down))
    return regions

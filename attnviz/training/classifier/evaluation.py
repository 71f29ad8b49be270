"""How good a classifier of photos is, and how well its maps find things: held-out photos, mosaics, and trivial maps beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import torch

from attnviz.engine.look import classify
from attnviz.engine.look import maps as look_maps
from attnviz.engine.look.views import softmax
from attnviz.training.classifier.photos import SIDE, Photos, coverage, generator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from attnviz.engine.look.classify import Answer
    from attnviz.engine.look.messages import Region
    from attnviz.models.cnn import Cnn

MOSAICS = 400
SMALL = (0.5, 0.3)  # localisation is measured where the box is less of the picture; larger boxes are hit by chance
GAUSSIAN = 12.0  # pixels, sigma of the trivial map


def silent(share: float) -> None:
    """For callers who do not watch."""


def look_on(share: float = 0.0, code: str = "") -> None:
    """For looks that nobody interrupts."""


class Found(NamedTuple):
    """What was found in a photo of a known class: logits [K], gate and the class's maps [h, w], the box of the best class."""

    logits: np.ndarray
    spatial_map: np.ndarray | None
    class_map: np.ndarray
    presence: np.ndarray
    box: Region


def pointing(maps: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """Whether each map's [N, h, w] strongest cell lies in the box, whose cover of each cell is ``inside``: [N] in 0..1."""
    at = maps.reshape(len(maps), -1).argmax(1)
    return np.asarray(inside.reshape(len(maps), -1)[np.arange(len(maps)), at])


def energy(maps: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """The share of each map's [N, h, w] positive weight that lies in the box: [N]."""
    positive = np.maximum(maps, 0)
    return np.asarray((positive * inside).sum((1, 2)) / np.maximum(positive.sum((1, 2)), 1e-9))


def centred_gaussian() -> np.ndarray:
    """The trivial map [64, 64] that looks at the middle of every picture."""
    away = np.arange(SIDE) - (SIDE - 1) / 2
    line = np.exp(-0.5 * (away / GAUSSIAN) ** 2)
    return np.asarray(line[:, None] * line)


def look_at_all(network: Cnn, pixels: torch.Tensor, report: Callable[[float], None] = silent) -> Iterator[Answer]:
    """What the program answers to each picture of uint8 [N, 3, S, S]."""
    for i, picture in enumerate(pixels.permute(0, 2, 3, 1).numpy()):
        report(i / len(pixels))
        yield classify.look_at(network, picture, "auto", look_on)


def evaluate(network: Cnn, photos: Photos, *, report: Callable[[float], None] = silent) -> dict[str, Any]:
    """Every figure, in percent: accuracy; pointing, energy and boxes by the gate and by the class map; mosaics; trivial maps."""
    labels = photos.labels.numpy()
    found = [
        Found(a.whole.logits, a.whole.spatial_map, a.whole.class_maps[k], a.whole.presence[k], a.boxes[0].region)
        for a, k in zip(look_at_all(network, photos.pixels, lambda share: report(0.7 * share)), labels, strict=True)
    ]
    order = np.argsort(-np.stack([f.logits for f in found]), axis=1)
    right = order[:, 0] == labels
    figures: dict[str, Any] = {
        "photos": len(labels),
        "top_1": percent(right),
        "top_5": percent((order[:, :5] == labels[:, None]).any(1)),
        "balanced_top_1": percent(np.array([right[labels == k].mean() for k in np.unique(labels)])),
    }
    figures |= unsure_level(np.array([softmax(f.logits).max() for f in found]), right)
    boxes = photos.boxes
    area = ((boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])).numpy()
    maps = {
        "class_map": np.stack([f.class_map for f in found]),
        "presence": np.stack([f.presence for f in found]),
    }
    gates = [f.spatial_map for f in found if f.spatial_map is not None]
    if gates:
        maps = {"gate": np.stack(gates), **maps}
    inside = coverage(boxes, *found[0].presence.shape).numpy()
    fine = coverage(boxes, SIDE, SIDE).numpy()
    gaussian = np.broadcast_to(centred_gaussian(), fine.shape)
    for limit in SMALL:
        small, name = area < limit, f"below_{limit:.0%}".rstrip("%")
        figures[f"{name}_photos"] = int(small.sum())
        for kind, each in maps.items():
            figures[f"{name}_pointing_{kind}"] = percent(pointing(each[small], inside[small]) > 0.5)
            figures[f"{name}_energy_{kind}"] = percent(energy(each[small], inside[small]))
        figures[f"{name}_pointing_of_the_centre"] = percent(fine[small, SIDE // 2, SIDE // 2] > 0.5)
        figures[f"{name}_energy_of_a_gaussian"] = percent(energy(gaussian[small], fine[small]))
    overlaps = np.array(
        [
            look_maps.overlap(f.box, tuple(SIDE * side for side in true))
            for f, true in zip(found, boxes.tolist(), strict=True)
        ]
    )
    whole = np.array([look_maps.overlap((0, 0, 1, 1), tuple(true)) for true in boxes.tolist()])
    figures["box_iou_50_of_correct"] = percent(overlaps[right] >= 0.5)
    figures["box_iou_mean_of_correct"] = percent(overlaps[right])
    figures["box_iou_50_of_the_whole_picture"] = percent(whole[right] >= 0.5)
    return figures | mosaics(network, photos, report=lambda share: report(0.7 + 0.3 * share))


def unsure_level(best: np.ndarray, right: np.ndarray) -> dict[str, float]:
    """Below which probability of the best class [N] a photo is named wrongly at least as often as right [N], as a multiple of
    0.05; with the accuracy on both sides of it, in percent. Level 0 where there is none.
    """
    levels = [step / 20 for step in range(1, 20)]
    parting = [level for level in levels if (best < level).any() and (best >= level).any()]
    wrong = [level for level in parting if right[best < level].mean() <= 0.5]
    level = max(wrong, default=0.0)
    if not level:
        return {"unsure_below": 0.0}
    figures = {"unsure_below": 100 * level, "unsure_photos": percent(best < level)}
    return figures | {"unsure_top_1": percent(right[best < level]), "sure_top_1": percent(right[best >= level])}


def mosaics(network: Cnn, photos: Photos, *, report: Callable[[float], None] = silent) -> dict[str, float]:
    """Four photos of four classes in the quarters of 128 x 128: how much of each class's map lies in its quarter, in percent."""
    chosen = mosaic_choice(photos.labels, MOSAICS)
    tiles = photos.pixels[chosen.flatten()].reshape(len(chosen), 2, 2, 3, SIDE, SIDE)
    canvases = tiles.permute(0, 3, 1, 4, 2, 5).reshape(len(chosen), 3, 2 * SIDE, 2 * SIDE)
    shares: dict[str, list[float]] = {"class_map": [], "presence": []}
    for answer, four in zip(look_at_all(network, canvases, report), photos.labels[chosen].tolist(), strict=True):
        whole = answer.whole
        for quarter, k in enumerate(four):
            for kind, each in (("class_map", whole.class_maps[k]), ("presence", whole.presence[k])):
                half = each.shape[0] // 2
                rows, columns = (
                    slice(half * (quarter // 2), half * (quarter // 2 + 1)),
                    slice(half * (quarter % 2), half * (quarter % 2 + 1)),
                )
                inside = np.zeros((1, *each.shape))
                inside[0, rows, columns] = 1
                shares[kind].append(float(energy(each[None], inside)[0]))
    return {f"mosaic_energy_{kind}": percent(np.array(each)) for kind, each in shares.items()} | {
        "mosaics": len(chosen)
    }


def mosaic_choice(labels: torch.Tensor, count: int) -> torch.Tensor:
    """Which photos stand together: int64 [count, 4], of four different classes each, the same at every call."""
    chance = generator(7, count)
    rows: list[torch.Tensor] = []
    while len(rows) < count:
        four = torch.randint(len(labels), (4,), generator=chance)
        if len(set(labels[four].tolist())) == 4:
            rows.append(four)
    return torch.stack(rows)


def percent(values: np.ndarray) -> float:
    return round(100 * float(np.mean(values)), 2)

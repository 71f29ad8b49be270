"""Answers about where a classifier of photos looks: what a view is given, what it says, which views a picture gets."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from attnviz.engine.look.messages import (
    BEST,
    CROP_LEAST,
    MOST_PIXELS,
    MOST_SIDE,
    SIDES,
    ClassScore,
    FoundBox,
    Look,
    Looked,
    Region,
    StageMap,
    View,
)
from attnviz.engine.look.views import (
    CROP_LEVEL,
    Glance,
    MergedViews,
    boxes_of,
    crop_regions,
    merge_views,
    settled,
    softmax,
    weights_of,
)
from attnviz.engine.messages import Note, Refused, frozen
from attnviz.models.cnn import STRIDES, Cnn, Seen
from attnviz.models.visual_attention import attention_pool, class_maps

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from attnviz.engine.model_store import ModelStore
    from attnviz.engine.worker import YieldPoint

CROP_SIDE = 80
NARROWEST, WIDEST = 32, 512  # pixels of a view's sides
STEP = 8  # a view's sides are whole multiples of it
COARSE = 1024  # pixels: longer pictures are thinned out before they are made smaller with care


def network_of(store: ModelStore, model: str, progress: YieldPoint) -> Cnn:
    """The classifier ``model``, made quick. ``Refused`` when it cannot be loaded or is no such network."""
    return store.network(model, Cnn, "not_a_classifier", progress)


def as_colours(picture: np.ndarray) -> Tensor:
    """uint8 [H, W], [H, W, 1], [H, W, 3] or [H, W, 4] -> uint8 [1, 3, H, W], laid on black. ``Refused`` for all else."""
    picture = np.asarray(picture)
    if picture.ndim == 2:
        picture = picture[:, :, None]
    usable = picture.ndim == 3 and picture.shape[2] in (1, 3, 4) and picture.dtype == np.uint8
    if not usable or not all(0 < s <= MOST_SIDE for s in picture.shape[:2]) or picture[:, :, 0].size > MOST_PIXELS:
        raise Refused("picture_unusable", "This picture cannot be read: it needs 1 to 16384 pixels a side.")
    thin = max(1, max(picture.shape[:2]) // COARSE)
    picture = picture[::thin, ::thin] if min(picture.shape[:2]) > thin * NARROWEST else picture
    if picture.shape[2] == 4:
        picture = (picture[:, :, :3] * (picture[:, :, 3:].astype(np.uint16)) // 255).astype(np.uint8)
    x = torch.from_numpy(np.array(picture, order="C")).permute(2, 0, 1)[None]
    return x.expand(1, 3, -1, -1)


def view_size(width: float, height: float, side: int) -> tuple[int, int]:
    """The size in pixels at which a region is looked at: as many pixels as a square of ``side``, its own shape where possible."""
    scale = side / max(1.0, (width * height) ** 0.5)
    across, down = (round(v * scale / STEP) * STEP for v in (width, height))
    return min(max(across, NARROWEST), WIDEST), min(max(down, NARROWEST), WIDEST)


def sides_for(width: int, height: int, views: str) -> tuple[int, ...]:
    """Which views of the whole a picture of this size deserves; none is the same as another."""
    own = (width * height) ** 0.5
    wanted = SIDES[:1] if views == "whole" else tuple(s for s in SIDES if s == SIDES[0] or s <= own)
    return tuple({view_size(width, height, side): side for side in reversed(wanted)}.values())[::-1]


def glance(network: Cnn, x: Tensor, kind: str, region: Region, given: Region, side: int) -> Glance:
    """Look at ``region`` of a picture uint8 [1, 3, H, W] (both regions in pixels of the picture as given).

    A ``mirrored`` look sees it with left and right exchanged; its maps are turned back.
    """
    height, width = x.shape[2:]
    across, down = width / (given[2] - given[0]), height / (given[3] - given[1])  # pixels held to one given
    x0, y0 = int(region[0] * across), int(region[1] * down)
    x1, y1 = max(x0 + 1, round(region[2] * across)), max(y0 + 1, round(region[3] * down))
    size = view_size(region[2] - region[0], region[3] - region[1], side)
    shown = scaled(x[:, :, y0:y1, x0:x1], size)
    if kind == "mirrored":
        return turned(told(network, network(shown.flip(3)), 0, kind, region, size))
    return told(network, network(shown), 0, kind, region, size)


def turned(glance: Glance) -> Glance:
    """A look at a mirrored picture as one at the picture itself."""
    gate = glance.spatial_map
    return glance._replace(
        spatial_map=None if gate is None else gate[:, ::-1],
        class_maps=glance.class_maps[:, :, ::-1],
        presence=glance.presence[:, :, ::-1],
        stages=tuple(replace(stage, spatial_map=frozen(stage.spatial_map[:, ::-1])) for stage in glance.stages),
    )


def scaled(x: Tensor, size: tuple[int, int]) -> Tensor:
    """uint8 [B, 3, H, W] -> float32 [B, 3, size] in 0..1, channels last."""
    if (x.shape[3], x.shape[2]) != size:
        x = F.interpolate(x, (size[1], size[0]), mode="bilinear", antialias=True, align_corners=False)
    return (x.float() / 255).contiguous(memory_format=torch.channels_last)


@torch.inference_mode()
def told(network: Cnn, seen: Seen, i: int, kind: str, region: Region, size: tuple[int, int]) -> Glance:
    """Picture ``i`` of what was seen, as arrays."""
    gate = None if seen.spatial_map is None else seen.spatial_map[i : i + 1]
    evidence = seen.evidence[i : i + 1]
    bias = class_bias(network)
    presence = torch.softmax(evidence[0], 0)
    return Glance(
        kind=kind,
        region=region,
        size=size,
        logits=attention_pool(evidence, gate)[0].numpy(),
        spatial_map=None if gate is None else gate[0].numpy(),
        class_maps=class_maps(evidence - bias[:, None, None], gate)[0].numpy(),
        presence=(presence if gate is None else presence * gate).numpy(),
        stages=tuple(
            StageMap(stride, frozen(stage.spatial_map[i]), frozen(stage.channels[i]))
            for stride, stage in zip(STRIDES, seen.stages, strict=False)
        ),
    )


def class_bias(network: Cnn) -> Tensor:
    """What each class's logit is without any evidence: [K]."""
    return network.read.bias[: len(network.config.classes)]  # type: ignore[index]


class Answer(NamedTuple):
    """All looks at a picture with their weights [V], what they amount to, and the boxes."""

    glances: list[Glance]
    weights: np.ndarray
    whole: MergedViews
    boxes: tuple[FoundBox, ...]


@torch.inference_mode()
def look_at(network: Cnn, picture: np.ndarray, views: str, progress: YieldPoint) -> Answer:
    """Look at a picture uint8 [H, W] or [H, W, C] once, and closer where that may show more. ``Refused`` when it is none."""
    x = as_colours(picture)
    height, width = picture.shape[:2]
    labels = network.config.classes
    given = (0.0, 0.0, float(width), float(height))
    glances: list[Glance] = []

    def together() -> Answer:
        weights = weights_of(glances)
        whole = merge_views(glances, weights, width, height)
        return Answer(glances, weights, whole, boxes_of(whole, labels, width, height))

    def add(kind: str, regions: Sequence[tuple[Region, int]]) -> Answer:
        for region, side in regions:
            progress(0.1 * len(glances), "looking")
            glances.append(glance(network, x, kind, region, given, side))
        return together()

    first, *closer = sides_for(width, height, views)
    answer = add("whole", [(given, first)])
    if views == "whole" or settled(answer.whole, answer.boxes[0], width, height):
        return answer
    answer = add("whole" if closer else "mirrored", [(given, side) for side in closer or [first]])
    if width * height < CROP_LEAST**2:
        return answer
    crops = crop_regions(boxes_of(answer.whole, labels, width, height, level=CROP_LEVEL), width, height)
    return add("crop", [(region, CROP_SIDE) for region in crops]) if crops else answer


def run(store: ModelStore, request: Look, progress: YieldPoint) -> Looked:
    """Answer ``Look``. ``Refused`` codes: not_a_classifier, picture_unusable, views_unknown."""
    began = time.perf_counter()
    if request.views not in ("auto", "whole"):
        raise Refused("views_unknown", "Views are auto or whole.")
    network = network_of(store, request.model, progress)
    labels = network.config.classes
    glances, weights, whole, boxes = look_at(network, np.asarray(request.picture), request.views, progress)
    height, width = np.shape(request.picture)[:2]
    probabilities = softmax(whole.logits)
    return Looked(
        request=request,
        width=width,
        height=height,
        labels=labels,
        top=tuple(_score(probabilities, labels, int(k)) for k in np.argsort(-probabilities, kind="stable")[:BEST]),
        probabilities=frozen(probabilities),
        logits=frozen(whole.logits),
        spatial_map=None if whole.spatial_map is None else frozen(whole.spatial_map),
        class_maps=frozen(whole.class_maps),
        offset=frozen(class_bias(network)),
        presence=frozen(whole.presence),
        stages=glances[0].stages,
        boxes=boxes,
        views=tuple(_view(g, float(w), labels) for g, w in zip(glances, weights, strict=True)),
        notes=_notes(request.picture),
        milliseconds=1000 * (time.perf_counter() - began),
    )


def _score(probabilities: np.ndarray, labels: Sequence[str], k: int) -> ClassScore:
    return ClassScore(k, labels[k], float(probabilities[k]))


def _view(glance: Glance, weight: float, labels: Sequence[str]) -> View:
    own = softmax(glance.logits)
    gate = np.ones(glance.presence.shape[1:]) if glance.spatial_map is None else glance.spatial_map
    return View(glance.kind, glance.region, glance.size, weight, _score(own, labels, int(own.argmax())), frozen(gate))


def _notes(picture: np.ndarray) -> tuple[Note, ...]:
    height, width = picture.shape[:2]
    notes = []
    if min(width, height) < NARROWEST:
        notes.append(Note("picture_enlarged", {"width": width, "height": height}))
    first, thin = (
        picture[:1, :1],
        picture[:: 1 + height // 64, :: 1 + width // 64],
    )  # most pictures are seen not to be plain at once
    if bool((thin == first).all()) and bool((picture == first).all()):
        notes.append(Note("picture_plain"))
    return tuple(notes)


HANDLERS: dict[type, Callable[[ModelStore, Any, YieldPoint], Any]] = {Look: run}

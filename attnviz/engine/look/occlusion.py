"""Occlusion (Zeiler & Fergus 2014): what covering places does to a class, those that the network looks at and as many elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from attnviz.engine.look import maps
from attnviz.engine.look.classify import as_colours, network_of, scaled, view_size
from attnviz.engine.look.messages import SIDES, Occlude, Occlusion
from attnviz.engine.messages import Refused, frozen

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.engine.model_store import ModelStore
    from attnviz.engine.worker import YieldPoint

MIDDLE = 127  # grey
MOST_DRAWS = 50


@torch.inference_mode()
def occlude(store: ModelStore, request: Occlude, progress: YieldPoint) -> Occlusion:
    """Answer ``Occlude``. ``Refused`` codes: as for ``run``; no_such_class, share_unusable, draws_unusable, cover_unknown."""
    network = network_of(store, request.model, progress)
    labels = network.config.classes
    if request.label is not None and request.label not in labels:
        raise Refused("no_such_class", f"{request.model} knows no {request.label}.", label=request.label)
    if not 0 < request.share <= 0.5:
        raise Refused("share_unusable", "Cover more than nothing and at most half of the picture.")
    if not 1 <= request.draws <= MOST_DRAWS:
        raise Refused("draws_unusable", f"Draw 1 to {MOST_DRAWS} places.", most=MOST_DRAWS)
    if request.how not in ("grey", "mean", "blur"):
        raise Refused("cover_unknown", "Cover with grey, mean or blur.")
    x = as_colours(request.picture)
    height, width = np.shape(request.picture)[:2]
    size = view_size(width, height, SIDES[0])
    before = network(scaled(x, size))
    k = labels.index(request.label) if request.label is not None else int(before.logits[0].argmax())
    values = before.class_maps[0, k] if before.spatial_map is None else before.spatial_map[0]
    map_ = values.numpy()
    count = max(1, round(request.share * map_.size))
    chance = np.random.default_rng(request.seed)
    attended = maps.strongest(map_, count)
    masks = [attended, *(maps.elsewhere(map_, attended, chance) for _ in range(request.draws))]
    probabilities = []
    for i, mask in enumerate(masks):
        progress(i / len(masks), "looking")
        seen = network(scaled(occluded(x, mask, request.how), size))
        probabilities.append(float(torch.softmax(seen.logits[0], 0)[k]))
    first = float(torch.softmax(before.logits[0], 0)[k])
    others = np.array(probabilities[1:], np.float32)
    return Occlusion(
        request=request,
        label=labels[k],
        before=first,
        attended=probabilities[0],
        elsewhere=frozen(others),
        drop_attended=first - probabilities[0],
        drop_elsewhere=first - float(others.mean()),
        attended_mask=frozen(masks[0], bool),
        elsewhere_mask=frozen(masks[1], bool),
        attended_picture=_painted(request.picture, masks[0], request.how),
        elsewhere_picture=_painted(request.picture, masks[1], request.how),
    )


def occluded(x: Tensor, mask: np.ndarray, how: str) -> Tensor:
    """A picture uint8 [1, 3, H, W] with the cells of ``mask`` [h, w] covered."""
    height, width = x.shape[2:]
    rows = torch.arange(height) * mask.shape[0] // height
    columns = torch.arange(width) * mask.shape[1] // width
    hidden = torch.from_numpy(mask)[rows][:, columns]
    if how == "blur":
        small = F.interpolate(x.float(), (4, 4), mode="area")
        over = F.interpolate(small, (height, width), mode="bilinear", align_corners=False)
    else:
        over = torch.full((1, 3, 1, 1), float(MIDDLE)) if how == "grey" else x.float().mean((2, 3), keepdim=True)
    return torch.where(hidden, over.round().to(torch.uint8), x)


def _painted(picture: np.ndarray, mask: np.ndarray, how: str) -> np.ndarray:
    shown = occluded(as_colours(picture), mask, how)
    return frozen(shown[0].permute(1, 2, 0), np.uint8)


HANDLERS: dict[type, Callable[[ModelStore, Any, YieldPoint], Any]] = {Occlude: occlude}

"""Cover what a word looked at, and as much elsewhere, and compare how probable the word stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from attnviz.engine.describe.describe import Reading, captioner, of_grey, read, seen, squeezed
from attnviz.engine.describe.messages import MOST_DRAWS, WAYS, HideLooked, LookedHidden
from attnviz.engine.look import maps
from attnviz.engine.look.classify import as_colours
from attnviz.engine.look.occlusion import occluded
from attnviz.engine.messages import Refused, frozen

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.engine.model_store import ModelStore
    from attnviz.engine.worker import YieldPoint
    from attnviz.models.captioner import CaptionState


@torch.inference_mode()
def hide(store: ModelStore, request: HideLooked, progress: YieldPoint) -> LookedHidden:
    """Answer ``HideLooked``. ``Refused`` codes: as for ``Describe``; share_unusable, draws_unusable, cover_unknown,
    no_such_word.
    """
    teller = captioner(store, request.model, progress)
    ids = list(request.ids)
    if not 0 <= request.start < request.end <= len(ids) or not all(
        0 <= i < teller.decoder.config.target_vocabulary for i in ids
    ):
        raise Refused("no_such_word", "The caption has no such word.")
    if not 0 < request.share <= 0.5:
        raise Refused("share_unusable", "Cover more than nothing and at most half of the picture.")
    if not 1 <= request.draws <= MOST_DRAWS:
        raise Refused("draws_unusable", f"Draw 1 to {MOST_DRAWS} places.", most=MOST_DRAWS)
    if request.how not in WAYS:
        raise Refused("cover_unknown", "Cover with grey, mean or blur.")
    x, grid, word = as_colours(request.picture), teller.decoder.config.grid, slice(request.start, request.end)

    grey, whole = of_grey(store, teller, request.model), seen(store, request.picture, teller, request.model)

    def reading(state: CaptionState) -> Reading:
        return read(teller.decoder, state, grey, [ids])[0]

    before = reading(whole)
    light = before.weights[word].mean(0).reshape(grid, grid).numpy()
    count = max(1, round(request.share * light.size))
    chance = np.random.default_rng(request.seed)
    looked = maps.strongest(light, count)
    masks = [looked, *(maps.elsewhere(light, looked, chance) for _ in range(request.draws))]
    found = []
    for i, mask in enumerate(masks):
        progress(i / len(masks), "looking")
        state = teller.decoder.begin_with(teller.encoder(squeezed(occluded(x, mask, request.how))))
        found.append(float(reading(state).own[word].sum()))
    pictures = [frozen(occluded(x, mask, request.how)[0].permute(1, 2, 0), np.uint8) for mask in masks[:2]]
    return LookedHidden(
        request=request,
        before=float(before.own[word].sum()),
        looked=found[0],
        elsewhere=frozen(found[1:]),
        looked_mask=frozen(masks[0], bool),
        elsewhere_mask=frozen(masks[1], bool),
        looked_picture=pictures[0],
        elsewhere_picture=pictures[1],
    )


HANDLERS: dict[type, Callable[[ModelStore, Any, YieldPoint], Any]] = {HideLooked: hide}

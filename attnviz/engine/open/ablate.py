"""Switches off every head of a model in turn and measures how much less probable its answer becomes: several at once, a
slice at a time.

Michel et al. 2019 (1905.10650).
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor

from attnviz.engine.messages import Refused, frozen
from attnviz.engine.open import library, load, translation
from attnviz.engine.open.encode import encoded
from attnviz.engine.open.messages import EffectOfHeads, EveryHeadAblated
from attnviz.engine.open.read import said_of
from attnviz.engine.open.recorder import Recorder

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.engine.model_store import ModelStore
    from attnviz.engine.open.loaded import Loaded
    from attnviz.engine.open.messages import AblateEveryHead, Head
    from attnviz.engine.open.said import Said

AT_ONCE = 8  # heads in a batch


@dataclass(eq=False)
class Sweep:
    """A sweep under way: the inputs, what is watched in their logits [batch, ...] -> log-probability [batch], and what is
    known.
    """

    request: AblateEveryHead
    model: Loaded
    inputs: dict[str, Any]
    watch: Callable[[Tensor], Tensor]
    watched: str
    base: float
    left: list[Head]
    drops: dict[str, np.ndarray]

    @property
    def size(self) -> int:
        """How many heads there are."""
        return sum(drops.size for drops in self.drops.values())


def run(store: ModelStore, request: AblateEveryHead, progress: Callable[..., None]) -> EveryHeadAblated:
    """Answer an ``AblateEveryHead`` request, or go on with it. ``Refused`` as for reading, ``says_nothing`` and
    ``heads_fixed`` (model).
    """
    model = load.loaded(store, request.model, progress)
    with library.quiet():
        sweep: Sweep | None = model.kept.get("sweep")
        if sweep is None or sweep.request is not request:
            sweep = model.kept["sweep"] = _begin(model, request, progress)
        until = time.perf_counter() + request.seconds
        while sweep.left:
            _measure(sweep)
            progress(1 - len(sweep.left) / sweep.size, "measuring")
            if time.perf_counter() > until:
                break
    effects = tuple(EffectOfHeads(kind, frozen(drops)) for kind, drops in sweep.drops.items())
    return EveryHeadAblated(request, sweep.watched, sweep.base, effects, 1 - len(sweep.left) / sweep.size)


def _begin(model: Loaded, request: AblateEveryHead, progress: Callable[..., None]) -> Sweep:
    name = model.about.name
    if model.about.says == "nothing":
        raise Refused("says_nothing", f"{name} says nothing whose probability could change.", model=name)
    if not model.about.heads_can_be_off:
        raise Refused("heads_fixed", f"The heads of {name} cannot be switched off.", model=name)
    given = encoded(model, request.input)
    switches, _ = model.switches(request.heads_off)
    recorder = Recorder(model.blocks, weights=False, layers=model.layers, **switches)
    said = said_of(model, given, recorder, request.input, progress)
    inputs = dict(given.inputs)
    if model.writes_target:
        ids = [*translation.start_ids(model), *(token.id for token in said.target)]
        inputs["decoder_input_ids"] = torch.tensor([ids[:-1]], device=model.device)
    watch, watched = _watch(model, request, said)
    base = float(watch(_logits(model, inputs, recorder))[0])
    heads = [
        (kind, layer, head)
        for kind, (layers, count) in model.heads.items()
        for layer in range(layers)
        for head in range(count)
        if (kind, layer, head) not in request.heads_off
    ]
    drops = {kind: np.full(shape, np.nan, np.float32) for kind, shape in model.heads.items()}
    for kind, layer, head in request.heads_off:
        if kind in drops and layer < len(drops[kind]) and head < drops[kind].shape[1]:
            drops[kind][layer, head] = 0
    return Sweep(request, model, inputs, watch, watched, base, heads, drops)


def _logits(model: Loaded, inputs: dict[str, Any], recorder: Recorder) -> Tensor:
    output = model.run(inputs, recorder, **({"use_cache": False} if model.writes_target else model.options))
    return output if isinstance(output, Tensor) else getattr(output, model.logits)


def _watch(model: Loaded, request: AblateEveryHead, said: Said) -> tuple[Callable[[Tensor], Tensor], str]:
    """What to look for in logits, and its text."""
    answer = next((p for p in said.predictions if p.side == request.side and p.place == request.place), None)
    whole = request.id < 0 and answer is None and (model.writes_target or said.answer is None)
    if whole:
        ids = torch.tensor([prediction.said.id for prediction in said.predictions])

        def all_of_it(logits: Tensor) -> Tensor:
            each = logits.float().log_softmax(-1)
            return each.gather(-1, ids.to(logits.device).expand(len(logits), -1)[..., None])[..., 0].sum(-1)

        return all_of_it, said.text
    answer = answer or said.answer
    if answer is None:
        raise Refused("says_nothing", "There is nothing said at that place.", model=model.about.name)
    place, id = answer.place, request.id if request.id >= 0 else answer.said.id
    text = next((choice.text for choice in (answer.said, *answer.top) if choice.id == id), str(id))

    def one(logits: Tensor) -> Tensor:
        if model.about.says == "replaced":
            return torch.nn.functional.logsigmoid(logits[:, place].float() * (1 if id else -1))
        at = logits if logits.ndim == 2 else logits[:, place]
        return at.float().log_softmax(-1)[:, id]

    return one, text


def _measure(sweep: Sweep) -> None:
    """The next heads, each off in one row of a batch."""
    model = sweep.model
    batch, sweep.left = sweep.left[:AT_ONCE], sweep.left[AT_ONCE:]
    switches, _ = model.switches(sweep.request.heads_off)
    on = switches.get("on") or {kind: torch.ones(1, *shape, device=model.device) for kind, shape in model.heads.items()}
    on = {kind: each.repeat(len(batch), 1, 1) for kind, each in on.items()}
    for row, (kind, layer, head) in enumerate(batch):
        on[kind][row, layer, head] = 0
    recorder = Recorder(model.blocks, weights=False, layers=model.layers, on=on)
    wide = {name: value.expand(len(batch), *value.shape[1:]) for name, value in sweep.inputs.items()}
    found = sweep.watch(_logits(model, wide, recorder)).cpu().numpy()
    for value, (kind, layer, head) in zip(found, batch, strict=True):
        sweep.drops[kind][layer, head] = sweep.base - value

"""Switches off every head of a model in turn and measures how much less probable its answer becomes: several at once, a
slice at a time.

Michel et al. 2019 (1905.10650).
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor

from attnviz.engine.attention.messages import ENCODER
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
MOST_PLACES = 1000  # of all of a batch's inputs together, so that a slice stays short; one input may have more


@dataclass(eq=False)
class Sweep:
    """A sweep under way: the inputs, what is watched in their logits [batch, ...] -> log-probability [batch], and what is
    known. ``encoded`` are the inputs of the decoder alone, empty without one: its heads do not change what the encoder brings.
    """

    request: AblateEveryHead
    model: Loaded
    inputs: dict[str, Any]
    encoded: dict[str, Any]
    watch: Callable[[Tensor], Tensor]
    watched: str
    base: float
    left: list[Head]
    drops: dict[str, np.ndarray]
    at_once: int = AT_ONCE

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
    output = _output(model, inputs, recorder)
    base = float(watch(_logits(model, output))[0])
    states, encoded_once = getattr(output, "encoder_last_hidden_state", None), dict[str, Any]()
    if states is not None:
        encoded_once = {name: value for name, value in inputs.items() if name != model.network.main_input_name}
        encoded_once["encoder_outputs"] = (states,)
    at_once = max(min(AT_ONCE, MOST_PLACES // max(given.places, 1)), 1)
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
    return Sweep(request, model, inputs, encoded_once, watch, watched, base, heads, drops, at_once)


def _output(model: Loaded, inputs: dict[str, Any], recorder: Recorder) -> Any:
    return model.run(inputs, recorder, **({"use_cache": False} if model.writes_target else model.options))


def _logits(model: Loaded, output: Any) -> Tensor:
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
    decoder_alone = bool(sweep.encoded) and sweep.left[0][0] != ENCODER
    inputs, most = (sweep.encoded, AT_ONCE) if decoder_alone else (sweep.inputs, sweep.at_once)
    batch = list(takewhile(lambda head: (head[0] != ENCODER) == decoder_alone or not sweep.encoded, sweep.left[:most]))
    sweep.left = sweep.left[len(batch) :]
    switches, _ = model.switches(sweep.request.heads_off)
    on = switches.get("on") or {kind: torch.ones(1, *shape, device=model.device) for kind, shape in model.heads.items()}
    on = {kind: each.repeat(len(batch), 1, 1) for kind, each in on.items()}
    for row, (kind, layer, head) in enumerate(batch):
        on[kind][row, layer, head] = 0
    recorder = Recorder(model.blocks, weights=False, layers=model.layers, on=on)
    wide = {name: _expanded(value, len(batch)) for name, value in inputs.items()}
    found = sweep.watch(_logits(model, _output(model, wide, recorder))).cpu().numpy()
    for value, (kind, layer, head) in zip(found, batch, strict=True):
        sweep.drops[kind][layer, head] = sweep.base - value


def _expanded(value: Any, count: int) -> Any:
    """An input, or the states of an encoder, ``count`` times in a batch."""
    if isinstance(value, tuple):
        return tuple(_expanded(each, count) for each in value)
    return value.expand(count, *value.shape[1:])

"""Logit lens: the token that each layer would say. nostalgebraist 2020, "interpreting GPT: the logit lens".

The network runs once and keeps what goes into its first layer and comes out of each. Then it runs again with its layers
switched to hand these states through, all depths at once as one batch: its own last norm and output layer say what each
depth would say.
"""

from __future__ import annotations

import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from attnviz.engine.attention.messages import CROSS, DECODER
from attnviz.engine.messages import Refused, frozen
from attnviz.engine.open import library, load, memory, translation
from attnviz.engine.open.answers import token_name
from attnviz.engine.open.encode import encoded
from attnviz.engine.open.messages import BEST, ImageInput, LensRead
from attnviz.engine.open.read import said_of
from attnviz.engine.open.recorder import Recorder
from attnviz.engine.open.tokens import of_ids

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from attnviz.engine.model_store import ModelStore
    from attnviz.engine.open.loaded import Loaded
    from attnviz.engine.open.messages import LogitLens


def run(store: ModelStore, request: LogitLens, progress: Callable[..., None]) -> LensRead:
    """Answer a ``LogitLens`` request. ``Refused`` as for reading, and ``no_lens`` (model)."""
    model = load.loaded(store, request.model, progress)
    start = time.perf_counter()
    if not model.about.logit_lens or isinstance(request.input, ImageInput):
        raise _no_lens(model)
    with library.quiet():
        given = encoded(model, request.input)
        switches, _ = model.switches(request.heads_off, request.heads_mean)
        recorder = Recorder(model.blocks, weights=False, layers=model.layers, **switches)
        inputs = dict(given.inputs)
        side, shown = "source", given.axis(given.places).tokens
        if model.writes_target:
            said = said_of(model, given, recorder, request.input, progress)
            whole = [*translation.start_ids(model), *(token.id for token in said.target)]
            inputs["decoder_input_ids"] = torch.tensor([whole[:-1]], device=model.device)
            side, shown = "target", of_ids(model.tokenizer, whole[1:])
        logits = by_depth(model, inputs, recorder)
    best = logits.float().softmax(-1).topk(min(BEST, logits.shape[-1]), -1)
    name = token_name(model)
    named = {id: name(id) for id in set(best.indices.flatten().tolist())}
    return LensRead(
        request=request,
        side=side,
        tokens=shown,
        ids=frozen(best.indices.cpu(), "int32"),
        texts=tuple(tuple(tuple(named[id] for id in ids) for ids in depth) for depth in best.indices.tolist()),
        probabilities=frozen(best.values.cpu()),
        milliseconds=1000 * (time.perf_counter() - start),
    )


def _no_lens(model: Loaded) -> Refused:
    sentence = f"{model.about.name} has no output layer that its layers' states could go into."
    return Refused("no_lens", sentence, model=model.about.name)


def by_depth(model: Loaded, inputs: dict[str, Any], recorder: Recorder) -> Tensor:
    """Logits [depth, place, token]: of the embedding, then of what comes out of each layer."""
    layers = layers_of(model)
    states = _states(model, layers, inputs, recorder)
    memory.ask_for(8 * states.shape[0] * states.shape[1] * _vocabulary(model), "The logit lens")
    with ExitStack() as patched, torch.inference_mode(), memory.bounded("The logit lens"):
        for layer in layers:
            patched.enter_context(_hands_on(layer, states))
        wide = {name: value.expand(len(states), *value.shape[1:]) for name, value in inputs.items()}
        output = model.network(**wide, use_cache=False) if model.about.says != "masked_word" else model.network(**wide)
    logits = getattr(output, model.logits)
    if logits.shape[:2] != states.shape[:2]:
        raise _no_lens(model)
    return logits


def layers_of(model: Loaded) -> list[nn.Module]:
    """The layers that the lens looks between: those that hold the attention blocks of the side that speaks."""
    kind = DECODER if CROSS in model.heads else model.about.attentions[-1].kind
    named = dict(model.network.named_modules())
    found = (model.blocks.layer_of(block) for block in model.blocks.blocks if model.blocks.kind(block) == kind)
    return [named[name] for name in dict.fromkeys(found)]


def _vocabulary(model: Loaded) -> int:
    return int(model.network.config.get_text_config().vocab_size)


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, tuple) else value


def _states(model: Loaded, layers: list[nn.Module], inputs: dict[str, Any], recorder: Recorder) -> Tensor:
    """What goes into the first layer and comes out of each: [depth, place, size]."""
    states: list[Tensor] = []

    def came(layer: nn.Module, given: Any, named: Any, output: Any) -> None:
        if not states:
            states.append(given[0] if given else named["hidden_states"])
        states.append(_first(output))

    hooks = [layer.register_forward_hook(came, with_kwargs=True) for layer in layers]
    try:
        model.run(inputs, recorder, **model.options)
    finally:
        for hook in hooks:
            hook.remove()
    if not states or not all(isinstance(state, Tensor) and state.shape == states[0].shape for state in states):
        raise _no_lens(model)
    return torch.cat(states)


@contextmanager
def _hands_on(layer: nn.Module, states: Tensor) -> Iterator[None]:
    """While this lasts, ``layer`` computes nothing and hands ``states`` on, in the form of its own output."""
    kept: list[Any] = []
    own = layer.forward

    def forward(*inputs: Any, **named: Any) -> Any:
        if not kept:
            kept.append(own(*_narrow(inputs), **_narrow(named)))
        return (states, *kept[0][1:]) if isinstance(kept[0], tuple) else states

    layer.forward = forward
    try:
        yield
    finally:
        layer.forward = own


def _narrow(given: Any) -> Any:
    """The first of a batch of arguments: enough to see what a layer's output looks like."""
    if isinstance(given, Tensor):
        return given[:1] if given.ndim else given
    if isinstance(given, tuple):
        return tuple(_narrow(each) for each in given)
    return {name: _narrow(each) for name, each in given.items()} if isinstance(given, dict) else given

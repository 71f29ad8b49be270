"""Lets a model read a text, a picture or a sound: all its attention, and what it says."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import torch

from attnviz.engine.attention.messages import DECODER, ENCODER, Attention, AttentionBetween, Words
from attnviz.engine.messages import Refused
from attnviz.engine.open import answers, library, load, translation
from attnviz.engine.open.encode import encoded
from attnviz.engine.open.loaded import stacked
from attnviz.engine.open.messages import ImageInput, Reading
from attnviz.engine.open.recorder import Recorder
from attnviz.engine.open.said import Said

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    from attnviz.engine.attention.messages import Token
    from attnviz.engine.model_store import ModelStore
    from attnviz.engine.open.encode import Given
    from attnviz.engine.open.loaded import Loaded
    from attnviz.engine.open.messages import ReadInput


def run(store: ModelStore, request: ReadInput, progress: Callable[..., None]) -> Reading:
    """Answer a ``ReadInput`` request."""
    model = load.loaded(store, request.model, progress)
    start = time.perf_counter()
    with library.quiet():
        given = encoded(model, request.input)
        switches, ignored = model.switches(request.heads_off, request.heads_mean)
        recorder = Recorder(model.blocks, norms=request.norms, layers=model.layers, **switches)
        said = said_of(model, given, recorder, request.input, progress)
    attention = between(model, given, recorder, said)
    return Reading(
        request=request,
        model=model.about,
        source=source_of(given),
        target=said.target,
        attention=attention,
        predictions=said.predictions,
        answer=said.answer,
        text=said.text,
        seen=given.seen,
        notes=(*given.notes, *said.notes, *ignored, *(n for n in model.about.notes if n.code == "weights_new")),
        milliseconds=1000 * (time.perf_counter() - start),
    )


def source_of(given: Given) -> tuple[Token, ...]:
    """The tokens of a text that is read."""
    return given.axis(given.places).tokens if given.ids else ()


def said_of(model: Loaded, given: Given, recorder: Recorder, asked: Any, progress: Callable[..., None]) -> Said:
    """What the model says of ``given``, seen by ``recorder``."""
    if model.writes_target:
        target = None if isinstance(asked, ImageInput) else asked.target
        return translation.read(model, given, recorder, target, progress)
    model.ask_for(dict.fromkeys((ENCODER, DECODER), given.places), dict.fromkeys((ENCODER, DECODER), given.places))
    return _said(model, given, model.run(given.inputs, recorder, **model.options))


def _said(model: Loaded, given: Given, output: Any) -> Said:
    """What an ``output`` says, by what the model was seen to say."""
    says = model.about.says
    if says == "nothing":
        return Said()
    logits = (output if isinstance(output, torch.Tensor) else getattr(output, model.logits))[0]
    ids = list(given.ids)
    if says == "masked_word":
        return Said(*answers.masked_words(model, logits, ids))
    if says == "next_token":
        return Said(*answers.next_tokens(model, logits, ids))
    if says == "classes":
        return Said(*answers.classes(model, logits))
    if says == "token_classes":
        return Said(*answers.classes_of_tokens(model, logits))
    return Said(*(answers.replaced(logits) if says == "replaced" else answers.letters(model, logits)))


def between(model: Loaded, given: Given, recorder: Recorder, said: Said) -> tuple[AttentionBetween, ...]:
    """Every kind of attention that was recorded, between its axes. The rows of a decoder with an encoder are the tokens that it
    writes, its columns those that went in.
    """
    found = []
    for shape in model.about.attentions:
        kind = shape.kind
        if len(recorder.weights[kind]) != shape.layers:
            sentence = f"{model.about.name} returned no {kind.replace('_', ' ')} for this input."
            raise Refused("no_attention", sentence, reason="fused")
        weights = stacked(recorder.weights[kind])
        two_sided = bool(said.target)
        queries = Words(said.target) if two_sided and kind != ENCODER else given.axis(weights.shape[2])
        keys = Words(said.fed) if two_sided and kind == DECODER else given.axis(weights.shape[3])
        found.append(AttentionBetween(Attention(kind, weights, norms_of(recorder, kind)), queries, keys))
    return tuple(found)


def norms_of(recorder: Recorder, kind: str) -> np.ndarray | None:
    """Value norms [layer, head, key], None where one layer's are not known."""
    layers = recorder.norms[kind]
    if not layers or any(layer is None for layer in layers):
        return None
    array = torch.stack([layer for layer in layers if layer is not None]).cpu().numpy()
    array.flags.writeable = False
    return array

"""Translating with a model that a person opened (Marian, T5, NLLB and their kin): answers the requests of the Translate pane."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, NoReturn

import torch

from attnviz.engine.attention import maps
from attnviz.engine.messages import Note, Refused, frozen
from attnviz.engine.open import library, load, read, tokens, translation
from attnviz.engine.open.encode import encoded
from attnviz.engine.open.messages import TextInput
from attnviz.engine.open.recorder import Recorder
from attnviz.engine.translate.messages import Translate, Translation
from attnviz.lazy_numpy import np

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.engine.model_store import ModelStore


@torch.inference_mode()
def run(store: ModelStore, request: Translate, progress: Callable[..., None]) -> Translation:
    """Answer a ``Translate`` request; it searches as its own generation config wants. ``Refused`` codes: text_empty, and those of
    ``OpenModel`` and ``ReadInput``.
    """
    begun = time.perf_counter()
    model = load.loaded(store, store.serving[request.model].request, progress)
    with library.quiet():
        given = encoded(model, TextInput(request.text, target=request.target))
        switches, ignored = model.switches(request.heads_off)
        recorder = Recorder(model.blocks, norms=True, layers=model.layers, **switches)
        said = translation.read(model, given, recorder, request.target, progress, held=list(request.prefix))
    attention = tuple(each.attention for each in read.between(model, given, recorder, said))
    best = [prediction.top for prediction in said.predictions]
    end = bool(said.target) and said.target[-1].id in tokens.special_ids(model.tokenizer)
    cut = () if end or request.target is not None else (Note("translation_cut", {"tokens": len(said.target)}),)
    return Translation(
        request=request,
        text=said.text,
        source_tokens=read.source_of(given),
        target_tokens=said.target,
        attention=attention,
        log_probabilities=frozen(np.log([max(one.said.probability, 1e-30) for one in said.predictions])),
        alternatives=frozen([[choice.id for choice in row] for row in best], "int32"),
        alternative_texts=tuple(tuple(choice.text for choice in row) for row in best),
        alternative_probabilities=frozen([[choice.probability for choice in row] for row in best]),
        entropy=frozen(maps.entropy(attention[0].weights[0, 0])),
        beams=(),
        notes=(*(Note("text_cut", n.parameters) for n in given.notes if n.code == "input_cut"), *cut, *ignored),
        milliseconds=1000 * (time.perf_counter() - begun),
    )


def elsewhere(store: ModelStore, request: Any, progress: Callable[..., None]) -> NoReturn:
    """What only the models that ship can be asked for in Translate."""
    name = store.serving[request.model].name
    sentence = f"{name} was opened by you: “My model” measures its heads and shows all that is known of it."
    raise Refused("opened_elsewhere", sentence, model=name)

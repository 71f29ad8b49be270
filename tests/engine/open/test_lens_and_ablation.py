"""The logit lens ends with what the model says; every head's effect is that of switching it off alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from attnviz.engine.messages import Refused
from attnviz.engine.model_store import no_progress
from attnviz.engine.open import library
from attnviz.engine.open.encode import encoded
from attnviz.engine.open.load import loaded
from attnviz.engine.open.messages import AblateEveryHead, LogitLens, OpenModel, ReadInput, TextInput
from attnviz.engine.open.recorder import Recorder
from tests.engine.open import families

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from attnviz.engine.session import Session


@pytest.mark.parametrize(
    "name", ["bert", "albert", "distilbert", "modernbert", "gpt2", "llama", "gemma2", "pythia", "bart", "t5", "whisper"]
)
def test_the_last_depth_of_the_lens_is_what_the_model_says(
    session: Session, folder_of: Callable[[str], Path], name: str
) -> None:
    model = OpenModel(str(folder_of(name)))
    reading = session.run(ReadInput(model, families.example(name)))
    lens = session.run(LogitLens(model, families.example(name)))
    layers = next(shape.layers for shape in reversed(reading.model.attentions))
    assert lens.ids.shape == lens.probabilities.shape == (layers + 1, len(lens.tokens), 5)
    for prediction in reading.predictions:
        probabilities = [choice.probability for choice in prediction.top]
        assert np.allclose(lens.probabilities[-1, prediction.place], probabilities, atol=1e-5)
    assert not np.allclose(lens.probabilities[0], lens.probabilities[-1], atol=1e-3)


def test_a_depth_of_the_lens_is_the_last_norm_and_the_output_layer(
    session: Session, folder_of: Callable[[str], Path]
) -> None:
    model = OpenModel(str(folder_of("gpt2")))
    held = loaded(session, model, no_progress)
    lens = session.run(LogitLens(model, families.example("gpt2")))
    inputs = encoded(held, families.example("gpt2")).inputs
    with torch.no_grad(), library.quiet():
        states = held.network(**inputs, output_hidden_states=True).hidden_states
        for depth in range(len(states) - 1):
            logits = held.network.lm_head(held.network.transformer.ln_f(states[depth]))[0]
            best = logits.softmax(-1).topk(5, -1).values.numpy()
            assert np.allclose(lens.probabilities[depth], best, atol=1e-5)


@pytest.mark.parametrize("name", ["bert", "gpt2", "deberta-v2", "bart", "vit", "electra", "wav2vec2"])
def test_every_head_is_measured_as_if_it_alone_were_off(
    session: Session, folder_of: Callable[[str], Path], name: str
) -> None:
    model = OpenModel(str(folder_of(name)))
    request = AblateEveryHead(model, families.example(name), seconds=0.0)
    answers = [session.run(request)]
    while answers[-1].share < 1:
        answers.append(session.run(request))
    assert len(answers) > 1 or sum(effect.drops.size for effect in answers[0].effects) <= 8
    plain = session.run(ReadInput(model, families.example(name)))
    for effect in answers[-1].effects:
        assert not np.isnan(effect.drops).any()
        off = session.run(ReadInput(model, families.example(name), heads_off=((effect.kind, 1, 1),)))
        if name in ("bart", "wav2vec2"):
            continue
        place, id = plain.answer.place, plain.answer.said.id
        there = next(p for p in off.predictions if p.place == place)
        probability = next((c.probability for c in (there.said, *there.top) if c.id == id), None)
        if probability is not None:
            drop = np.log(plain.answer.said.probability) - np.log(probability)
            assert effect.drops[1, 1] == pytest.approx(drop, abs=1e-4)


@pytest.mark.parametrize("name", ["bart", "t5", "whisper"])
def test_heads_of_a_decoder_are_measured_without_encoding_again(
    session: Session, folder_of: Callable[[str], Path], name: str
) -> None:
    model = OpenModel(str(folder_of(name)))
    request = AblateEveryHead(model, families.example(name), seconds=60.0)
    known = session.run(request)
    assert known.share == 1
    held = loaded(session, model, no_progress)
    sweep = held.kept["sweep"]
    assert "encoder_outputs" in sweep.encoded
    for effect in known.effects:
        for layer, head in ((0, 1), (1, 0)):
            switches, _ = held.switches(((effect.kind, layer, head),))
            recorder = Recorder(held.blocks, weights=False, layers=held.layers, **switches)
            output = held.run(sweep.inputs, recorder, use_cache=False)
            drop = sweep.base - float(sweep.watch(getattr(output, held.logits))[0])
            assert effect.drops[layer, head] == pytest.approx(drop, abs=1e-4)


def test_what_says_nothing_has_no_effects_and_no_lens(session: Session, folder_of: Callable[[str], Path]) -> None:
    model = OpenModel(str(folder_of("bert-bare")))
    for request, code in (
        (AblateEveryHead(model, TextInput("a cat")), "says_nothing"),
        (LogitLens(model, TextInput("a cat")), "no_lens"),
    ):
        with pytest.raises(Refused) as caught:
            session.run(request)
        assert caught.value.code == code

"""Sweeps and the test of a map's truth: what they measure is what switching off and hiding do, slice by slice."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from attnviz.engine.attention.measuring import random_draws
from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER
from attnviz.engine.messages import Refused
from attnviz.engine.session import Session
from attnviz.engine.translate.ablation import WordErasure
from attnviz.engine.translate.messages import (
    AblateHeads,
    CheckFaithfulness,
    Faithfulness,
    HeadAblation,
    ModelPositions,
    Translate,
)
from attnviz.engine.translate.rereading import Rereading
from attnviz.models.positions import sinusoidal
from tests.tiny.transformer import ID, write_transformer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CAT = "The cat is on the mat."
LAYERS, HEADS = 2, 4


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    folder = tmp_path_factory.mktemp("transformer")
    write_transformer(folder)
    return Session([folder])


@pytest.fixture(scope="module")
def ids(session: Session) -> tuple[int, ...]:
    result = session.run(Translate(CAT, ID, target="Le chat est sur le tapis."))
    return tuple(token.id for token in result.target_tokens)


def slices(session: Session, request: AblateHeads | CheckFaithfulness) -> Iterator[HeadAblation | Faithfulness]:
    """Every slice until all is known."""
    while True:
        result = session.run(request)
        assert result.request is request
        yield result
        if result.share == 1:
            return


def off(session: Session, ids: tuple[int, ...], *heads: tuple[str, int, int]) -> np.ndarray:
    """How probable the target is with these heads off, by translating."""
    return session.run(Translate(CAT, ID, prefix=ids, heads_off=heads)).log_probabilities


def test_a_sweep_measures_what_switching_off_does(session: Session, ids: tuple[int, ...]) -> None:
    *_, result = slices(session, AblateHeads(CAT, ID, ids, seconds=10))
    assert isinstance(result, HeadAblation)
    base = off(session, ids)
    np.testing.assert_allclose(result.log_probabilities, base, atol=1e-5)
    assert [effects.kind for effects in result.effects] == [CROSS, ENCODER, DECODER]
    for effects in result.effects:
        assert effects.drops.shape == (LAYERS, HEADS, len(ids))
        for layer, head in ((0, 0), (1, 3)):
            expected = base - off(session, ids, (effects.kind, layer, head))
            np.testing.assert_allclose(effects.drops[layer, head], expected, atol=1e-5)
        np.testing.assert_allclose(effects.totals, effects.drops.sum(-1))
    for layer in range(LAYERS):
        expected = base - off(session, ids, *((CROSS, layer, head) for head in range(HEADS)))
        np.testing.assert_allclose(result.cross_layers[layer], expected, atol=1e-5)


def test_what_a_sweep_knows_grows_and_stays(session: Session, ids: tuple[int, ...]) -> None:
    request = AblateHeads(CAT, ID, ids, seconds=0)
    results = list(slices(session, request))
    assert len(results) > 3
    assert all(a.share < b.share for a, b in itertools.pairwise(results))
    for before, after in itertools.pairwise(results):
        assert isinstance(before, HeadAblation)
        assert isinstance(after, HeadAblation)
        for a, b in zip(before.effects, after.effects, strict=True):
            known = ~np.isnan(a.drops)
            np.testing.assert_array_equal(a.drops[known], b.drops[known])
    assert not np.isnan(results[-1].effects[1].drops).any()
    assert session.run(replace(request)).share < 1  # another request begins anew


def test_an_interrupted_sweep_goes_on(session: Session, ids: tuple[int, ...]) -> None:
    class Stopped(Exception):
        pass

    def stop(share: float = 0, code: str = "") -> None:
        if code == "measuring":
            raise Stopped

    request = AblateHeads(CAT, ID, ids, seconds=10)
    with pytest.raises(Stopped):
        session.run(request, stop)
    whole, interrupted = session.run(AblateHeads(CAT, ID, ids, seconds=10)), session.run(request)
    for a, b in zip(whole.effects, interrupted.effects, strict=True):
        np.testing.assert_allclose(a.drops, b.drops, atol=1e-6)


def test_a_sweep_stands_on_the_heads_that_are_off(session: Session, ids: tuple[int, ...]) -> None:
    gone = (CROSS, 1, 0)
    result = session.run(AblateHeads(CAT, ID, ids, heads_off=(gone,), seconds=10))
    np.testing.assert_allclose(result.log_probabilities, off(session, ids, gone), atol=1e-5)
    np.testing.assert_allclose(result.effects[0].drops[1, 0], 0, atol=1e-5)
    both = off(session, ids, gone, (DECODER, 0, 2))
    np.testing.assert_allclose(result.effects[2].drops[0, 2], result.log_probabilities - both, atol=1e-5)


def truth(session: Session, ids: tuple[int, ...], *, model: str = ID, **changes: object) -> CheckFaithfulness:
    result = session.run(Translate(CAT, model, prefix=ids))
    attended = result.attention[0].weights[0, 0].sum(0)
    return CheckFaithfulness(CAT, model, ids, attended, **({"seconds": 10.0} | changes))  # type: ignore[arg-type]


def test_nothing_of_a_hidden_word_is_left(session: Session, ids: tuple[int, ...]) -> None:
    request = truth(session, ids)
    telling = WordErasure(Rereading(session.model(ID), request), request)
    with torch.inference_mode():
        telling.measure(0, 2)
        for word in telling.erased.hidden:
            telling.again.source[0, list(telling.words[word])] = 9
        telling.measure(0, 2)
    first, second = telling.measured[:2], telling.measured[2:]
    np.testing.assert_allclose(first[1], second[1], atol=1e-6)
    assert np.abs(first[0] - second[0]).max() > 1e-4


def test_the_most_attended_words_are_hidden(session: Session, ids: tuple[int, ...]) -> None:
    request = truth(session, ids)
    attended = np.zeros_like(request.attended)
    attended[[0, 2]] = 1, 3
    result = session.run(replace(request, attended=attended, k=1))
    (word,) = result.hidden
    assert 2 in result.words[word]
    assert result.share_hidden == pytest.approx(0.75 if 0 not in result.words[word] else 1)
    assert len(result.random) == len(result.random_drops) == len(set(result.random))
    assert result.hidden not in result.random
    assert result.drops.shape == (len(ids),)
    assert [note.code for note in result.notes] == ["fewer_draws"]
    assert len(result.random) == len(result.words) - 1
    again = session.run(replace(request, attended=attended, k=1))
    np.testing.assert_array_equal(again.random_drops, result.random_drops)


def test_truth_comes_slice_by_slice(session: Session, ids: tuple[int, ...]) -> None:
    results = list(slices(session, truth(session, ids, seconds=0.0)))
    assert len(results) > 1
    counts = [len(result.random_drops) for result in results if isinstance(result, Faithfulness)]
    assert counts == sorted(counts)
    assert counts[-1] == 20


def test_truth_of_a_recurrent_network(tiny: Session) -> None:
    first = tiny.run(Translate(CAT, "rnn-en-fr", target="Le chat est sur le tapis."))
    ids = tuple(token.id for token in first.target_tokens)
    result = tiny.run(truth(tiny, ids, model="rnn-en-fr"))
    assert result.share == 1
    np.testing.assert_allclose(result.log_probabilities, first.log_probabilities, atol=1e-5)
    assert np.abs(result.drops).max() > 0


def test_draws_are_different_seeded_and_of_one_size() -> None:
    for words, k in ((3, 1), (6, 2), (40, 5)):
        besides = tuple(range(k))
        found = random_draws(words, k, 20, 7, besides=besides)
        assert found == random_draws(words, k, 20, 7, besides=besides)
        assert len(set(found)) == len(found) <= 20
        assert besides not in found
        assert all(len(set(choice)) == k and max(choice) < words for choice in found)
    assert random_draws(40, 5, 20, 7, besides=()) != random_draws(40, 5, 20, 8, besides=())


def test_what_cannot_be_measured_is_refused(session: Session, tiny: Session, ids: tuple[int, ...]) -> None:
    def code(run: Session, request: AblateHeads | CheckFaithfulness) -> str:
        with pytest.raises(Refused) as caught:
            run.run(request)
        return caught.value.code

    assert code(tiny, AblateHeads(CAT, "rnn-en-fr", (5, 3))) == "no_heads"
    assert code(session, AblateHeads(CAT, ID, ())) == "target_unknown"
    assert code(session, AblateHeads(CAT, ID, (10**6,))) == "target_unknown"
    assert code(session, AblateHeads("  ", ID, ids)) == "text_empty"
    assert code(session, AblateHeads(CAT, "none", ids)) == "weights_missing"
    assert code(session, CheckFaithfulness(CAT, ID, ids, np.ones(3))) == "other_map"
    tokens = session.run(Translate("cat", ID)).source_tokens
    assert code(session, CheckFaithfulness("cat", ID, ids, np.ones(len(tokens)))) == "too_few_words"
    assert session.run(Translate(CAT, ID)).text is not None


def test_a_long_sentence_is_measured_as_it_is_translated(tmp_path: Path) -> None:
    write_transformer(tmp_path, longest=20)
    session, text = Session([tmp_path]), "The cat is on the mat. " * 9
    result = session.run(Translate(text, ID))
    ids = tuple(token.id for token in result.target_tokens)
    swept = session.run(AblateHeads(text, ID, ids))
    np.testing.assert_allclose(swept.log_probabilities, result.log_probabilities, atol=1e-4)
    attended = result.attention[0].weights[0, 0].sum(0)
    told = session.run(CheckFaithfulness(text, ID, ids, attended, k=99))
    assert told.notes[0].code == "fewer_hidden"


def test_the_positions_of_a_model(session: Session, tiny: Session) -> None:
    shown = session.run(ModelPositions(ID, positions=30))
    assert shown.kind == "sinusoidal"
    np.testing.assert_allclose(shown.table, sinusoidal(30, 16).numpy())
    np.testing.assert_allclose(np.diag(shown.similarity), 1, atol=1e-6)
    np.testing.assert_allclose(shown.similarity[3, 8], shown.similarity[13, 18], atol=1e-5)
    assert shown.word_length > 0
    with pytest.raises(Refused) as caught:
        tiny.run(ModelPositions("rnn-en-fr"))
    assert caught.value.code == "no_positions"

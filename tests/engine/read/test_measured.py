"""What is measured of answers, fillings, trees and titles is what switching off and hiding do, slice by slice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch

from attnviz.engine.attention.messages import ENCODER, KINDS
from attnviz.engine.messages import Refused
from attnviz.engine.read import measured
from attnviz.engine.read.measured_messages import AblateReading, CheckReading
from attnviz.engine.read.messages import Answer, Fill, Parse, Title
from attnviz.engine.session import Session
from attnviz.engine.translate.messages import AblateHeads, CheckFaithfulness
from tests.tiny.readers import make_readers

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "The old man sold his boat to a stranger. In Paris the doctor met the keeper of the lighthouse."
REQUESTS = {
    "answer": Answer(TEXT, "Who sold the boat?"),
    "fill": Fill("The old ___ sold his ___ to a stranger."),
    "tree": Parse("The old man sold his boat to a stranger."),
}


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    folder: Path = tmp_path_factory.mktemp("models")
    return Session([make_readers(folder)])


def all_of(session: Session, request: Any) -> Any:
    """The last slice; what is known only grows."""
    shares = []
    while True:
        result = session.run(request)
        assert result.request is request
        shares.append(result.share)
        if result.share == 1:
            assert shares == sorted(shares)
            return result


def said(result: Any, read: Any) -> np.ndarray:
    """The log-probabilities in ``result`` of what ``read`` says."""
    if hasattr(read, "spans"):
        span = read.spans[0]
        return np.log([next(s.probability for s in result.spans if (s.start, s.end) == (span.start, span.end))])
    if hasattr(read, "fillings"):
        best = [words[0].token for words in read.fillings]
        found = [{each.token: each.probability for each in words} for words in result.wanted]
        return np.log([words[token] for words, token in zip(found, best, strict=True)])
    return np.log([result.arcs[i, head] for i, head in enumerate(read.heads)])


def asking(session: Session, kind: str) -> tuple[Any, Any]:
    """A request that tells of what will be measured, and its answer."""
    read = session.run(REQUESTS[kind])
    request: Any = REQUESTS[kind]
    if isinstance(request, Fill):
        request = replace(request, wanted=tuple(words[0].token for words in read.fillings))
    return request, session.run(request)


@pytest.mark.parametrize("kind", REQUESTS)
def test_every_head_is_worth_what_switching_it_off_costs(session: Session, kind: str) -> None:
    request, read = asking(session, kind)
    result = all_of(session, AblateReading(read, seconds=0.0))
    (effects,) = result.effects
    assert effects.kind == ENCODER
    assert np.isfinite(effects.drops).all()
    np.testing.assert_allclose(result.log_probabilities, said(read, read), atol=2e-4)
    layers, heads = effects.totals.shape
    for pair in ((0, 0), (layers - 1, heads - 1)):
        without = session.run(replace(request, heads_off=((ENCODER, *pair),)))
        if kind == "answer" and without.spans[0] != read.spans[0] and len(without.spans) < 2:
            continue
        np.testing.assert_allclose(effects.drops[pair], said(read, read) - said(without, read), atol=2e-3)


@pytest.mark.parametrize("kind", REQUESTS)
def test_heads_that_are_off_stay_off(session: Session, kind: str) -> None:
    request, _ = asking(session, kind)
    read = session.run(replace(request, heads_off=((ENCODER, 0, 0),)))
    (effects,) = all_of(session, AblateReading(read)).effects
    np.testing.assert_allclose(effects.drops[0, 0], 0, atol=1e-5)


@pytest.mark.parametrize("kind", REQUESTS)
def test_the_most_attended_words_are_hidden_and_nothing_of_them_is_left(session: Session, kind: str) -> None:
    _, read = asking(session, kind)
    again = measured.AGAIN[type(read)](session, read, lambda *_: None)
    attended = np.zeros(len(read.tokens), np.float32)
    attended[[again.words[-1][0], again.words[-2][-1]]] = 0.4, 0.6
    result = all_of(session, CheckReading(read, attended, k=2, draws=5))
    assert list(result.hidden) == [len(result.words) - 2, len(result.words) - 1]
    assert result.share_hidden == pytest.approx(1)
    assert len(result.random) == len(result.random_drops) == 5
    hidden = [token for word in result.hidden for token in result.words[word]]
    seen = again.seen.clone()
    seen[0, hidden] = False
    with torch.inference_mode():
        before = again.read(seen, again.on).numpy()[0]
    np.testing.assert_allclose(result.log_probabilities - result.drops, before, atol=1e-5)
    assert not {token for word in result.words for token in word} & again.own()


def test_the_answers_own_words_blanks_and_marks_are_never_hidden(session: Session) -> None:
    _, answer = asking(session, "answer")
    words = all_of(session, CheckReading(answer, np.ones(len(answer.tokens), np.float32))).words
    span = answer.spans[0]
    for word in words:
        token = answer.tokens[word[0]]
        assert token.kind != "special"
        inside = word[0] > answer.split and span.start <= token.start < span.end
        assert not inside
    _, filled = asking(session, "fill")
    words = all_of(session, CheckReading(filled, np.ones(len(filled.tokens), np.float32))).words
    assert not {token for word in words for token in word} & set(filled.masks)


def test_hidden_sentences_stay_hidden(session: Session) -> None:
    read = session.run(replace(REQUESTS["answer"], hidden=(1,)))
    result = all_of(session, CheckReading(read, np.ones(len(read.tokens), np.float32), k=1))
    end = read.sentences[0][1]
    assert all(read.tokens[i].start < end for word in result.words for i in word if i > read.split)
    assert float(result.log_probabilities[0]) == pytest.approx(np.log(read.spans[0].probability), abs=2e-4)


def test_what_cannot_be_measured_is_refused(session: Session) -> None:
    _, read = asking(session, "tree")
    with pytest.raises(Refused, match="another sentence"):
        session.run(CheckReading(read, np.ones(3, np.float32)))
    one = session.run(Parse("Go"))
    with pytest.raises(Refused, match="one word"):
        session.run(CheckReading(one, np.ones(len(one.tokens), np.float32)))


def test_a_title_is_measured_as_a_translation_is(session: Session) -> None:
    read = session.run(Title(TEXT, beams=1))
    ids = tuple(token.id for token in read.target_tokens)
    result = all_of(session, AblateHeads(TEXT, read.request.model, ids))
    np.testing.assert_allclose(result.log_probabilities, read.log_probabilities, atol=1e-4)
    assert [each.kind for each in result.effects] == list(KINDS)
    for effects, attention in zip(result.effects, read.attention, strict=True):
        assert effects.totals.shape == attention.weights.shape[:2]
        for pair in ((0, 0), (effects.totals.shape[0] - 1, 1)):
            off = ((effects.kind, *pair),)
            without = session.run(Title(TEXT, beams=1, prefix=ids, heads_off=off))
            expected = read.log_probabilities - without.log_probabilities[: len(ids)]
            np.testing.assert_allclose(effects.drops[pair], expected, atol=1e-4)
    attended = read.attention[0].weights[-1].mean(0).sum(0)
    told = all_of(session, CheckFaithfulness(TEXT, read.request.model, ids, attended, k=3, draws=4))
    np.testing.assert_allclose(told.log_probabilities, read.log_probabilities, atol=1e-4)
    assert len(told.hidden) == 3
    assert len(told.random_drops) == 4

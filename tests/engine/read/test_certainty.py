"""How sure "no answer here" is, and blanks filled in batches."""

from __future__ import annotations

import math

import numpy as np
import pytest

from attnviz import defaults
from attnviz.engine.messages import Refused
from attnviz.engine.model_store import no_progress
from attnviz.engine.read import fill
from attnviz.engine.read.certainty import Certainty, certainty_of
from attnviz.engine.read.messages import Answer, Fill
from attnviz.engine.session import Session
from attnviz.training.reader.no_answer import platt
from tests.tiny.readers import make_readers


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    return Session([make_readers(tmp_path_factory.mktemp("models"))])


def test_fitted_odds_say_how_often_something_is_there() -> None:
    chance = np.random.default_rng(1)
    true = chance.normal(0, 2, 4000)
    there = chance.random(4000) < 1 / (1 + np.exp(-true))
    told = 3 * true + 6  # three times too sure, and too ready to say yes
    scale, shift = platt(told.tolist(), there.tolist())
    assert scale == pytest.approx(1 / 3, abs=0.04)
    assert shift == pytest.approx(-2, abs=0.3)


@pytest.mark.parametrize(
    "told", [None, 3, {"scale": "1"}, {"scale": -1, "shift": 0}, {"scale": math.nan, "shift": 0}, {"scale": 1}]
)
def test_a_card_without_usable_numbers_changes_nothing(told: object) -> None:
    assert certainty_of({"no_answer": told}) == Certainty()


def test_probabilities_of_spans_and_none_stay_shares_of_one(session: Session) -> None:
    plain = session.run(Answer("The old man sold his boat.", "Who sold the boat?"))
    about = session.model(defaults.ANSWERER).about
    about.card["no_answer"] = {"scale": 0.5, "shift": -1.0}
    try:
        held = session.run(Answer("The old man sold his boat.", "Who sold the boat?"))
    finally:
        del about.card["no_answer"]
    odds = math.log((1 - plain.none) / plain.none)
    assert held.none == pytest.approx(1 / (1 + math.exp(0.5 * odds - 1)), rel=1e-4)
    assert [(s.start, s.end) for s in held.spans] == [(s.start, s.end) for s in plain.spans]
    for before, now in zip(plain.spans, held.spans, strict=True):
        assert now.probability / (1 - held.none) == pytest.approx(before.probability / (1 - plain.none), rel=1e-4)


def test_blanks_of_many_texts_are_filled_as_one_by_one(session: Session) -> None:
    texts = ["The man met a ___ .", "no blank", "She ___ the old ___ in the rain.", ""]
    found = fill.run_many(session, [Fill(text) for text in texts], no_progress)
    assert [isinstance(each, Refused) for each in found] == [False, True, False, True]
    for text, many in zip(texts, found, strict=True):
        if not isinstance(many, Refused):
            alone = session.run(Fill(text)).fillings
            for ours, theirs in zip(many, alone, strict=True):
                assert [f.token for f in ours] == [f.token for f in theirs]
                assert np.allclose([f.probability for f in ours], [f.probability for f in theirs], atol=1e-5)

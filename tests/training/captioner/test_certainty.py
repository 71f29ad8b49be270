"""From which probability on a word is right more often than wrong, and which words of a caption are called unsure."""

import numpy as np
import pytest

from attnviz.engine.describe.certainty import Certainty
from attnviz.training.captioner.certainty import level


def test_the_level_is_where_words_become_right_more_often_than_wrong() -> None:
    probability = np.repeat(np.arange(0.025, 1, 0.05), 40)
    right = np.array([i % 40 < 40 * p for i, p in enumerate(probability)])  # a calibrated model
    found = level(probability, right)
    assert found["below"] == 50
    assert found["under"] == pytest.approx(100 * right[probability < 0.5].mean(), abs=0.1)
    assert found["over"] > 70


def test_a_model_that_is_always_right_or_hardly_measured_has_no_level() -> None:
    assert level(np.linspace(0, 0.99, 900), np.ones(900, bool))["below"] == 0
    assert level(np.array([0.1, 0.2]), np.array([False, False]))["below"] == 0


@pytest.mark.parametrize("card", [{}, {"metrics": 3, "words": []}, {"metrics": {"unsure_thing_below": "x"}}])
def test_a_card_that_says_nothing_calls_no_word_unsure(card: dict[str, object]) -> None:
    certainty = Certainty(card)
    assert certainty.thing == certainty.word == 0

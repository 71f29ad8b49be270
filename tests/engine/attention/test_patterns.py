"""A head made after a pattern is named by it, and no other is."""

from __future__ import annotations

import numpy as np
import pytest

from attnviz.engine.attention import patterns
from attnviz.engine.attention.messages import ENCODER, Attention, AttentionBetween, Token, Words

TEXT = "a b c a b d".split()


def between(weights: np.ndarray, texts: list[str]) -> AttentionBetween:
    axis = Words(tuple(Token(ord(text[0]), text, i, i + 1, True, "word") for i, text in enumerate(texts)))
    return AttentionBetween(Attention(ENCODER, weights[None, None].astype(np.float32)), axis, axis)


def head(pattern: str) -> np.ndarray:
    count = len(TEXT)
    here = np.arange(count)
    at = {"previous": np.maximum(here - 1, 0), "next": np.minimum(here + 1, count - 1), "self": here, "first": here * 0}
    if pattern in at:
        return np.eye(count)[at[pattern]]
    places = patterns.same_tokens(TEXT) if pattern == "same" else patterns.after_the_same(TEXT)
    weights = places.astype(float)
    weights[~places.any(1)] = 1 / count
    return weights / weights.sum(1, keepdims=True)


@pytest.mark.parametrize("pattern", ["previous", "next", "self", "first", "same", "induction"])
def test_a_head_made_after_a_pattern_is_named_by_it(pattern: str) -> None:
    measured = patterns.measured(between(head(pattern), TEXT))
    assert measured[pattern][0, 0] > 0.8
    assert patterns.habit(measured, 0, 0) == pattern


def test_induction_is_what_followed_the_same_token_before() -> None:
    assert np.argwhere(patterns.after_the_same(TEXT)).tolist() == [[3, 1], [4, 2]]


def test_a_head_that_looks_everywhere_has_no_habit() -> None:
    measured = patterns.measured(between(np.full((6, 6), 1 / 6), TEXT))
    assert patterns.habit(measured, 0, 0) == ""


def test_without_a_repeated_token_nothing_is_said_of_repetition() -> None:
    measured = patterns.measured(between(np.eye(3), ["a", "b", "c"]))
    assert np.isnan(measured["induction"]).all()
    assert patterns.habit(measured, 0, 0) == "self"


def test_a_head_that_looks_at_the_first_token_is_named_by_it_though_that_is_special() -> None:
    words = between(head("first"), TEXT)
    axis = Words((Token(0, "[CLS]", -1, -1, True, "special"), *words.keys.tokens[1:]))
    measured = patterns.measured(AttentionBetween(words.attention, axis, axis))
    assert measured["special"][0, 0] == measured["first"][0, 0] == 1
    assert patterns.habit(measured, 0, 0) == "first"


def test_one_token_is_enough() -> None:
    assert patterns.measured(between(np.ones((1, 1)), ["a"]))["self"][0, 0] == 1

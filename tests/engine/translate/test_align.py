"""Word alignment: places of words, sums and means of pieces, links, and long or empty input."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pytest

from attnviz.engine.attention.messages import Token
from attnviz.engine.messages import Refused
from attnviz.engine.translate.align import LONGEST, WordAlignment, align_all, join, shares, words_of
from attnviz.engine.translate.word_links import DIAGONAL, JUMP, LEAP, links, posteriors

if TYPE_CHECKING:
    from attnviz.engine.session import Session


@pytest.mark.parametrize(
    ("language", "words", "sentence"),
    [
        ("en", ["The", "cat", ",", "I", "do", "n't", "know", "!"], "The cat, I don't know!"),
        ("en", ["(", "Tom", "'s", "5", "%", ")", "?"], "(Tom's 5%)?"),
        ("fr", ["L'", "eau", "est", "là", ",", "n'", "est", "-", "ce", "pas", "?"], "L'eau est là, n'est - ce pas ?"),
        ("fr", ["J’", "ai", "faim", "."], "J’ai faim."),
        ("zh", ["猫", "在", "Tom", "Smith", "家", "。"], "猫在Tom Smith家。"),
        ("en", [], ""),
    ],
)
def test_words_are_joined_as_people_write(language: str, words: list[str], sentence: str) -> None:
    text, places = join(words, language)
    assert text == sentence
    assert [text[start:end] for start, end in places] == words


def token(start: int, end: int, kind: str = "word") -> Token:
    return Token(9, "x", start, end, True, kind)


def test_a_token_is_shared_by_the_words_it_touches() -> None:
    places = [(0, 2), (2, 3), (4, 6)]
    tokens = [token(0, 2), token(1, 3), token(3, 6), token(6, 7), token(-1, -1, "special")]
    expected = [[1, 0, 0], [0.5, 0.5, 0], [0, 0, 1], [0, 0, 0], [0, 0, 0]]
    np.testing.assert_allclose(shares(tokens, places), expected)


def test_source_pieces_are_summed_target_pieces_averaged_and_the_end_left_out() -> None:
    weights = np.array([[0.2, 0.3, 0.4, 0.1], [0.6, 0.0, 0.2, 0.2], [0.1, 0.1, 0.7, 0.1], [0.0, 0.0, 0.0, 1.0]])
    source = np.array([[1, 0], [1, 0], [0, 1], [0, 0]], np.float32)  # two pieces, one piece, end
    target = np.array([[1, 0], [1, 0], [0, 1], [0, 0]], np.float32)
    merged = words_of(weights, target, source)
    first = np.array([(0.5 + 0.6) / 2, (0.4 + 0.2) / 2])
    np.testing.assert_allclose(merged, [first / first.sum(), np.array([0.2, 0.7]) / 0.9])


def test_a_word_that_only_looks_at_the_end_has_no_link() -> None:
    merged = words_of(np.array([[0.0, 1.0]]), np.array([[1.0]]), np.array([[1.0], [0.0]]))
    assert (merged == 0).all()
    assert links(merged) == ()


def test_links_follow_clear_weights_also_away_from_the_diagonal() -> None:
    order = [0, 2, 1, 3, 4]
    weights = np.full((5, 5), 0.01)
    weights[np.arange(5), order] = 0.96
    assert links(weights) == tuple(sorted((j, t) for t, j in enumerate(order)))


def test_a_weak_link_that_is_not_returned_is_left_out() -> None:
    weights = np.array([[0.9, 0.05, 0.05], [0.4, 0.3, 0.3], [0.02, 0.08, 0.9]])
    found = links(weights)
    assert {(0, 0), (2, 2)} <= set(found)
    assert (0, 1) not in found


def test_a_word_may_have_several_links_and_a_word_that_nobody_looks_at_has_none() -> None:
    weights = np.array([[0.96, 0.01, 0.01, 0.01, 0.01], [0.01, 0.48, 0.47, 0.02, 0.02], [0.01, 0.01, 0.01, 0.01, 0.96]])
    assert links(weights) == ((0, 0), (1, 1), (2, 1), (4, 2))  # two source words for one; the fourth is left out
    assert links(weights.T) == ((0, 0), (1, 1), (1, 2), (2, 4))  # and the other way about


def test_posteriors_are_those_of_all_paths_counted_one_by_one() -> None:
    weights = np.random.default_rng(5).dirichlet(np.ones(3), 4)
    paths = np.array(list(itertools.product(range(3), repeat=4)))
    steps = np.array([[np.exp(-JUMP * abs(j - i - 1)) + LEAP for j in range(3)] for i in range(3)])
    steps /= steps.sum(1, keepdims=True)
    totals = np.zeros((4, 3))
    for path in paths:
        probability = 1.0
        for t, j in enumerate(path):
            probability *= (weights[t, j] + 1e-3) * np.exp(-DIAGONAL * abs(j / 2 - t / 3))
            probability *= steps[path[t - 1], j] if t else 1.0
        totals[np.arange(4), path] += probability
    np.testing.assert_allclose(posteriors(weights), totals / totals.sum(1, keepdims=True), rtol=1e-6)


def test_a_very_long_pair_keeps_finite_posteriors() -> None:
    found = posteriors(np.random.default_rng(1).dirichlet(np.ones(300) / 50, 400))
    np.testing.assert_allclose(found.sum(1), 1)


def test_no_words_no_links() -> None:
    assert links(np.zeros((0, 4))) == links(np.zeros((3, 0))) == ()


def test_the_shipped_models_align_plain_sentences(shipped: Session) -> None:
    (french,) = align_all(
        shipped.model("rnn-en-fr"), [("The black cat is sleeping .".split(), "Le chat noir dort .".split())]
    )
    assert isinstance(french, WordAlignment)
    assert {(2, 1), (1, 2), (5, 4)} <= set(french.links)
    (chinese,) = align_all(shipped.model("rnn-en-zh"), [("I have a cat .".split(), "我 有 一只 猫 。".split())])
    assert isinstance(chinese, WordAlignment)
    assert {(0, 0), (3, 3)} <= set(chinese.links)


@pytest.mark.parametrize("model", ["rnn-en-fr", "rnn-en-zh"])
def test_rows_are_distributions_over_the_given_words(shipped: Session, model: str) -> None:
    pairs = [
        ("The cat is on the mat .".split(), "Le chat est sur le tapis .".split()),
        (["😀", "\x00", "ok"], ["猫", "x" * 40, "?"]),
        (["a"], ["b"]),
        ([], ["b"]),
        (["a"], []),
        ([], []),
    ]
    for (source, target), answer in zip(pairs, align_all(shipped.model(model), pairs), strict=True):
        assert isinstance(answer, WordAlignment)
        assert (list(answer.source), list(answer.target)) == (source, target)
        assert answer.weights.shape == (len(target), len(source))
        totals = answer.weights.sum(1)
        assert np.isfinite(answer.weights).all()
        assert ((np.abs(totals - 1) < 1e-4) | (totals == 0)).all()
        assert all(0 <= i < len(source) and 0 <= j < len(target) for i, j in answer.links)
        assert not answer.weights.flags.writeable


def test_pairs_align_the_same_alone_and_together(shipped: Session) -> None:
    pairs = [("The cat sleeps .".split(), "Le chat dort .".split()), (["Yes"], ["Oui"]), ("I am here".split(), ["Ici"])]
    loaded = shipped.model("rnn-en-fr")
    for pair, together in zip(pairs, align_all(loaded, pairs), strict=True):
        (alone,) = align_all(loaded, [pair])
        assert isinstance(alone, WordAlignment)
        assert isinstance(together, WordAlignment)
        assert alone.links == together.links
        np.testing.assert_allclose(alone.weights, together.weights, atol=1e-4)


def test_a_pair_that_is_too_long_is_refused_and_the_others_are_answered(tiny: Session) -> None:
    long, good = (["word"] * LONGEST, ["mot"]), (["a"], ["b"])
    answers = align_all(tiny.model("rnn-en-fr"), [good, long, (["a"], ["b"] * LONGEST), good])
    assert [isinstance(answer, Refused) for answer in answers] == [False, True, True, False]

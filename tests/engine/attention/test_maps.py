"""What is done to an alignment before it is drawn keeps its meaning."""

from __future__ import annotations

import numpy as np
import pytest

from attnviz.engine.attention import maps
from attnviz.engine.attention.maps import MapView, picture
from attnviz.engine.attention.messages import Token
from tests.handmade.translations import tokens, weights

SOURCE = tokens("The cat 's un believ able mat , .")
TARGET = tokens("Le tapis in croy able , .")
ALL = [
    MapView(words=words, hide_special=special, hide_punctuation=punctuation)
    for words in (True, False)
    for special in (True, False)
    for punctuation in (True, False)
]


@pytest.fixture(params=range(5))
def alignment(request: pytest.FixtureRequest) -> np.ndarray:
    return weights(len(TARGET), len(SOURCE), request.param)


@pytest.mark.parametrize("view", ALL, ids=str)
def test_rows_sum_to_one_however_they_are_seen(alignment: np.ndarray, view: MapView) -> None:
    shown = picture(alignment, TARGET, SOURCE, view)
    assert shown.weights.shape == (len(shown.rows), len(shown.columns))
    np.testing.assert_allclose(shown.weights.sum(1), 1, atol=1e-5)
    assert shown.weights.min() >= 0


@pytest.mark.parametrize("view", ALL, ids=str)
def test_the_removed_share_is_the_weight_that_stood_on_hidden_columns(alignment: np.ndarray, view: MapView) -> None:
    shown = picture(alignment, TARGET, SOURCE, view)
    visible = [i for group in shown.column_tokens for i in group]
    for row, group in enumerate(shown.row_tokens):
        hidden = 1 - alignment[np.ix_(group, visible)].sum(1).mean()
        assert shown.removed[row] == pytest.approx(hidden, abs=1e-5)


def test_a_word_sums_its_source_pieces_and_averages_its_target_pieces(alignment: np.ndarray) -> None:
    shown = picture(alignment, TARGET, SOURCE)
    row, column = shown.rows.index("incroyable"), shown.columns.index("unbelievable")
    assert shown.row_tokens[row] == (2, 3, 4)
    assert shown.column_tokens[column] == (3, 4, 5)
    assert shown.weights[row, column] == pytest.approx(alignment[2:5, 3:6].sum(1).mean(), abs=1e-6)


def test_pieces_are_as_the_model_has_them(alignment: np.ndarray) -> None:
    shown = picture(alignment, TARGET, SOURCE, MapView(words=False))
    np.testing.assert_allclose(shown.weights, alignment, atol=1e-6)
    assert shown.rows == tuple(token.text for token in TARGET)


def test_hiding_keeps_the_ratios_of_what_is_left(alignment: np.ndarray) -> None:
    all_, some = (picture(alignment, TARGET, SOURCE, MapView(hide_special=hide)) for hide in (False, True))
    assert "</s>" in all_.columns
    assert "</s>" not in (*some.columns, *some.rows)
    np.testing.assert_allclose(some.weights[0] * (1 - some.removed[0]), all_.weights[0, : len(some.columns)], atol=1e-5)


def test_a_row_with_all_its_weight_hidden_is_empty_and_says_so() -> None:
    alignment = np.zeros((2, 2), np.float32)
    alignment[:, 1] = 1
    shown = picture(alignment, tokens("a"), tokens("b"), MapView(hide_special=True))
    assert shown.weights.tolist() == [[0.0]]
    assert shown.removed.tolist() == [1.0]


def test_hiding_everything_leaves_an_empty_picture() -> None:
    shown = picture(weights(2, 2), tokens("."), tokens("."), MapView(hide_special=True, hide_punctuation=True))
    assert shown.rows == ()
    assert shown.weights.shape == (0, 0)


@pytest.mark.parametrize("strongest", [1, 2, 5])
def test_strongest_links_are_the_largest_of_their_row(alignment: np.ndarray, strongest: int) -> None:
    chosen = maps.links(alignment, strongest=strongest)
    assert (chosen.sum(1) == strongest).all()
    for row, kept in zip(alignment, chosen, strict=True):
        assert row[kept].min() >= row[~kept].max()


@pytest.mark.parametrize("threshold", [0.0, 0.05, 0.3, 1.0])
def test_no_link_is_weaker_than_the_threshold(alignment: np.ndarray, threshold: float) -> None:
    chosen = maps.links(alignment, threshold=threshold)
    np.testing.assert_array_equal(chosen, alignment >= threshold)


def test_entropy_is_zero_for_one_place_and_log_of_the_places_for_all() -> None:
    np.testing.assert_allclose(maps.entropy(np.array([[1.0, 0, 0, 0], [0.25] * 4])), [0, 2], atol=1e-6)


def test_a_lone_word_mark_has_no_say_in_its_word() -> None:
    mark = Token(9, "", 0, 0, True, "word")
    target = (mark, Token(10, "猫", 0, 1, False, "word"), Token(3, "</s>", -1, -1, True, "special"))
    alignment = np.array([[0.1, 0.9], [0.8, 0.2], [0.0, 1.0]], np.float32)
    shown = picture(alignment, target, tokens("cat"))
    assert shown.rows == ("猫", "</s>")
    assert shown.row_tokens[0] == (0, 1)
    np.testing.assert_allclose(shown.weights, [[0.8, 0.2], [0, 1]], atol=1e-6)

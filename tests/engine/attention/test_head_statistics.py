"""What is said of heads by their numbers alone: each measure at its ends, and the map that a card or a view names."""

from __future__ import annotations

import numpy as np
import pytest

from attnviz.engine.attention import head_statistics as measures
from attnviz.engine.attention import maps
from attnviz.engine.attention.maps import MapView
from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER, Attention, Token


def drawn(*shape: int, seed: int = 1) -> np.ndarray:
    """Weights whose rows sum to 1."""
    values = np.random.default_rng(seed).random(shape).astype(np.float32) ** 4
    return values / values.sum(-1, keepdims=True)


def tokens(*texts: str) -> tuple[Token, ...]:
    kinds = {"</s>": "special", ".": "punctuation", ",": "punctuation"}
    return tuple(Token(9, text, i, i + 1, True, kinds.get(text, "word")) for i, text in enumerate(texts))


def test_shifting_takes_the_row_of_the_next_step() -> None:
    weights = drawn(2, 3, 5, 4)
    shifted = maps.shifted(weights)
    np.testing.assert_array_equal(shifted[..., :-1, :], weights[..., 1:, :])
    np.testing.assert_array_equal(shifted[..., -1, :], weights[..., -1, :])
    np.testing.assert_array_equal(maps.shifted(weights[..., :1, :]), weights[..., :1, :])


def test_the_mean_is_of_exactly_the_chosen_heads() -> None:
    weights = drawn(2, 3, 5, 4)
    mean = maps.mean_of(weights, [(0, 1), (1, 2)])
    np.testing.assert_allclose(mean, (weights[0, 1] + weights[1, 2]) / 2, rtol=1e-6)
    np.testing.assert_array_equal(maps.mean_of(weights, [(1, 2)] * 3), weights[1, 2])
    np.testing.assert_array_equal(maps.mean_of(weights, [(8, 8)]), weights[1, 2])


def test_a_view_names_one_map() -> None:
    attention = Attention(CROSS, drawn(2, 3, 5, 4), drawn(2, 3, 4, seed=2))
    weights = attention.weights
    np.testing.assert_array_equal(maps.chosen_map(attention, MapView(layer=1, head=2)), weights[1, 2])
    chosen = maps.chosen_map(attention, MapView(heads=((0, 0), (1, 1)), shift=True))
    np.testing.assert_allclose(chosen[:-1], (weights[0, 0] + weights[1, 1])[1:] / 2, rtol=1e-6)
    norms = maps.chosen_map(attention, MapView(layer=0, head=1, norms=True))
    np.testing.assert_allclose(norms.sum(-1), 1, rtol=1e-5)
    ratio = norms / weights[0, 1]  # proportional to the value norms in every row
    np.testing.assert_allclose(ratio / ratio[:, :1], np.tile(ratio[0] / ratio[0, 0], (5, 1)), rtol=1e-4)
    without = Attention(CROSS, weights)
    np.testing.assert_allclose(maps.chosen_map(without, MapView(norms=True)), weights[0, 0], rtol=1e-6)


def test_the_encoder_is_never_shifted() -> None:
    weights = drawn(1, 1, 4, 4)
    encoder, decoder = (maps.chosen_map(Attention(kind, weights), MapView(shift=True)) for kind in (ENCODER, DECODER))
    np.testing.assert_array_equal(encoder, weights[0, 0])
    np.testing.assert_array_equal(decoder[0], weights[0, 0, 1])


@pytest.mark.parametrize("norms", [True, False])
def test_the_best_map_is_the_one_of_the_card(norms: bool) -> None:
    card = {"alignment": {"layer": 2, "heads": [1, 5], "shift": 1, "norms": norms, "dev_aer": 0.31, "taught": True}}
    best = measures.best_map(card, 4, 8)
    assert best.view == MapView(layer=2, head=1, heads=((2, 1), (2, 5)), shift=True, norms=norms)
    assert (best.dev_aer, best.taught) == (0.31, True)


@pytest.mark.parametrize(
    "alignment",
    [None, {}, [], "x", 3, {"layer": 9, "heads": [0]}, {"layer": 0, "heads": []}, {"layer": 0, "heads": [8]},
     {"layer": 0, "heads": 3}, {"layer": "x", "heads": [0]}, {"layer": 0, "heads": [0], "dev_aer": "?"}],
)  # fmt: skip
def test_without_a_usable_card_the_penultimate_layer_is_meant(alignment: object) -> None:
    best = measures.best_map({"alignment": alignment}, 4, 8)
    assert best == measures.best_map({}, 4, 8)
    assert best.view.heads == tuple((2, head) for head in range(8))
    assert best.dev_aer is None
    assert measures.best_map({}, 1, 2).view.heads == ((0, 0), (0, 1))


def test_measures_at_their_ends() -> None:
    n = 8
    eye, flat = np.eye(n, dtype=np.float32), np.full((n, n), 1 / n, np.float32)
    assert measures.sharpness(eye) == 0
    assert measures.sharpness(flat) == pytest.approx(3)
    assert measures.diagonality(eye) == 1
    assert measures.diagonality(eye) > measures.diagonality(flat) > measures.diagonality(eye[:, ::-1])
    assert measures.agreement(eye, eye) == 1
    assert measures.agreement(eye, eye[:, ::-1]) == 0
    assert measures.agreement(flat, eye) == pytest.approx(1 / n)


def test_the_diagonal_is_scaled_to_both_lengths() -> None:
    wide = np.zeros((4, 13), np.float32)
    wide[range(4), [0, 4, 8, 12]] = 1
    assert measures.diagonality(wide) == 1
    tall = np.zeros((13, 4), np.float32)
    tall[range(13), np.arange(13) // 4] = 1
    assert measures.diagonality(tall) == 1
    assert measures.diagonality(np.ones((1, 1), np.float32)) == 1


def test_measures_take_all_heads_at_once() -> None:
    weights, best = drawn(2, 3, 5, 4), drawn(5, 4)
    for measure in (measures.sharpness, measures.diagonality, lambda w: measures.agreement(w, best)):
        np.testing.assert_allclose(measure(weights)[1, 2], measure(weights[1, 2]), rtol=1e-6)


def test_a_scale_ends_at_what_half_of_the_rows_reach_beside_special_tokens() -> None:
    words = tokens(*["</s>", *["word"] * 98, "</s>"])
    weights = np.full((1, 3, 100, 100), 0.1 / 98, np.float32)
    weights[..., 0] = 0.9  # a head that looks at an end token, and at all words alike
    weights[0, 1] = np.eye(100) * 0.6 + 0.4 / 100  # one with a shape
    weights[0, 2] = 0.01
    weights[0, 2, :3, 5] = 0.9  # three rows say nothing of the others
    found = measures.peaks(weights, words)
    np.testing.assert_allclose(found, [[0.02, 0.604, 0.02]], rtol=1e-5)
    assert (measures.peaks(drawn(2, 3, 500, 40), tokens(*["a"] * 40)) <= 1).all()


def test_a_sink_draws_much_and_gives_little() -> None:
    words = tokens("the", "cat", "sleeps", ".", "</s>")
    weights = np.full((4, 5), 0.05, np.float32)
    weights[:, 4] = 0.8
    norms = np.array([1, 1.2, 0.9, 1, 0.1], np.float32)
    (sink,) = measures.sinks(weights, norms, words)
    assert (sink.key, sink.place) == (4, "end")
    assert sink.share == pytest.approx(0.8)
    assert sink.norm == pytest.approx(0.1)
    assert measures.sinks(weights, np.ones(5, np.float32), words) == []  # it gives what others give
    assert measures.sinks(np.full((4, 5), 0.2, np.float32), norms, words) == []  # it draws what others draw
    for key, place in ((0, "first"), (3, "punctuation"), (2, "other")):
        (moved,) = measures.sinks(np.roll(weights, key - 4, 1), np.roll(norms, key - 4), words)
        assert (moved.key, moved.place) == (key, place)


@pytest.mark.parametrize("keys", [1, 2, 5, 8])
def test_a_sink_is_measured_by_the_median_of_the_norms(keys: int) -> None:
    norms = np.random.default_rng(keys).random((2, keys)).astype(np.float32)
    told = [measures.sinks(np.full((1, keys), 1.0), row, tokens(*"abcdefgh"[:keys])) for row in norms]
    small = norms <= measures.SINK_NORM * np.median(norms, axis=-1, keepdims=True)
    assert [[sink.key for sink in row] for row in told] == [np.flatnonzero(row).tolist() for row in small]
    found = [pytest.approx(norms[i, sink.key] / np.median(norms[i])) for i, row in enumerate(told) for sink in row]
    assert [sink.norm for row in told for sink in row] == found


def test_hiding_tells_what_it_removes() -> None:
    weights = drawn(5, 4)
    kept, removed = measures.hide(weights, [1, 3])
    assert (kept[:, [1, 3]] == 0).all()
    np.testing.assert_allclose(kept.sum(-1), 1, rtol=1e-5)
    np.testing.assert_allclose(removed, weights[:, [1, 3]].sum(-1), rtol=1e-4)
    nothing, all_removed = measures.hide(weights, range(4))
    assert (nothing == 0).all()
    np.testing.assert_allclose(all_removed, 1)
    same, none_removed = measures.hide(weights, [])
    np.testing.assert_allclose(same, weights, rtol=1e-5)
    np.testing.assert_allclose(none_removed, 0, atol=1e-6)


@pytest.mark.parametrize("by", measures.ORDERS)
def test_every_order_has_every_head_once(by: str) -> None:
    attention = Attention(CROSS, drawn(2, 3, 5, 4))
    found = measures.order(by, attention, best=drawn(5, 4), effects=np.ones((2, 3)))
    assert sorted(found) == [(layer, head) for layer in range(2) for head in range(3)]
    self_attention = Attention(ENCODER, drawn(2, 3, 4, 4))
    assert len(measures.order(by, self_attention, best=drawn(5, 4))) == 6


def test_orders_put_first_what_they_name() -> None:
    weights = np.full((2, 2, 6, 6), 1 / 6, np.float32)
    weights[1, 0] = np.eye(6)
    attention = Attention(CROSS, weights)
    assert measures.order("place", attention)[0] == (0, 0)
    for by in ("entropy", "diagonal", "agreement"):
        assert measures.order(by, attention, best=weights[1, 0])[0] == (1, 0)
    effects = np.array([[0.1, np.nan], [-1, 2.0]], np.float32)
    assert measures.order("effect", attention, effects=effects) == [(1, 1), (0, 0), (1, 0), (0, 1)]

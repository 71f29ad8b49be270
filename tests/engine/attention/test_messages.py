"""An axis has one token for each of its places, and an attention lies between axes as long as its weights."""

from __future__ import annotations

import numpy as np
import pytest

from attnviz.engine.attention.examples import EXAMPLES, sentence
from attnviz.engine.attention.maps import MapView, picture
from attnviz.engine.attention.messages import CROSS, Attention, AttentionBetween, Frames, Patches


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_place_of_an_axis_has_a_token(example: str) -> None:
    made = EXAMPLES[example]()
    for axis in (made.queries, made.keys):
        assert len(axis) == len(axis.tokens) > 1


def test_patches_are_named_by_row_and_column_after_the_extra_tokens() -> None:
    special = sentence("").tokens
    axis = Patches(2, 3, np.zeros((4, 6, 3), np.uint8), special)
    assert [token.text for token in axis.tokens] == ["</s>", "1, 1", "1, 2", "1, 3", "2, 1", "2, 2", "2, 3"]


def test_frames_are_named_by_the_second_at_which_they_begin() -> None:
    axis = Frames(3, 0.25, np.zeros(12, np.float32), 16)
    assert [token.text for token in axis.tokens] == ["0.00 s", "0.25 s", "0.50 s"]


def test_axes_of_another_length_are_refused() -> None:
    attention = Attention(CROSS, np.zeros((1, 1, 3, 4), np.float32))
    AttentionBetween(attention, sentence("a b"), sentence("a b c"))
    for queries, keys in (("a b c", "a b c"), ("a b", "a b")):
        with pytest.raises(ValueError, match="do not fit"):
            AttentionBetween(attention, sentence(queries), sentence(keys))


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_an_attention_and_the_same_at_every_call(example: str) -> None:
    made, again = EXAMPLES[example](), EXAMPLES[example]()
    weights = made.attention.weights
    assert not weights.flags.writeable
    assert weights.min() >= 0
    np.testing.assert_allclose(weights.sum(-1), 1, rtol=1e-5)
    np.testing.assert_array_equal(weights, again.attention.weights)


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_map_between_any_axes_can_be_seen_whole_and_without_special_tokens(example: str) -> None:
    made = EXAMPLES[example]()
    map_, (queries, keys) = made.attention.weights[1, 0], (made.queries.tokens, made.keys.tokens)
    whole = picture(map_, queries, keys, MapView(words=False))
    np.testing.assert_allclose(whole.weights, map_, rtol=1e-4, atol=1e-7)
    assert whole.columns == tuple(token.text for token in keys)
    hidden = picture(map_, queries, keys, MapView(hide_special=True))
    kept = [group[0] for group in hidden.column_tokens]
    assert kept == [i for i, token in enumerate(keys) if token.kind != "special"]
    np.testing.assert_allclose(hidden.weights.sum(1), 1, rtol=1e-4)

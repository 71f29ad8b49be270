"""Maps over many frames are made readable: rows still add up to what lay on the sound, the silence after it is told of."""

from __future__ import annotations

import numpy as np
import pytest

from attnviz.engine.attention.messages import CROSS, ENCODER, Attention, AttentionBetween, Frames, Token, Words
from attnviz.ui.panes.open.fewer_frames import MOST_FRAMES, fewer
from attnviz.ui.panes.open.subject import MOST_CELLS, of_attention


def frames(count: int, loud: float) -> Frames:
    wave = np.zeros(count * 320, np.float32)
    wave[: int(loud * 16_000)] = 0.1
    return Frames(count, 0.02, wave, 16_000, np.zeros((80, 2 * count), np.float32))


def weights(*shape: int) -> np.ndarray:
    made = np.random.default_rng(1).uniform(size=shape).astype(np.float32)
    return made / made.sum(-1, keepdims=True)


@pytest.mark.parametrize("loud", [1.0, 29.0])
def test_frames_are_taken_together_and_silence_left_out(loud: float) -> None:
    axis = frames(1500, loud)
    made = fewer(AttentionBetween(Attention(ENCODER, weights(2, 2, 1500, 1500)), axis, axis), MOST_CELLS)
    shown = made.between
    assert max(shown.attention.weights.shape) <= MOST_FRAMES
    assert np.allclose(shown.attention.weights.sum(-1).mean(), 1 - made.left_out, atol=0.01)
    assert made.left_out == pytest.approx(1 - min(loud + 0.5, 30) / 30, abs=0.02)
    assert shown.keys.seconds == pytest.approx(0.02 * made.together)  # type: ignore[union-attr]
    assert shown.keys.log_mel.shape[1] % len(shown.keys) == 0  # type: ignore[union-attr]


def test_queries_that_are_words_stay() -> None:
    words = Words(tuple(Token(i, "a", i, i + 1, True, "word") for i in range(7)))
    given = AttentionBetween(Attention(CROSS, weights(2, 2, 7, 1500)), words, frames(1500, 29.0))
    made = fewer(given, MOST_CELLS)
    assert made.between.queries is words
    assert made.together == 5


def test_whatever_is_heard_can_be_shown_head_by_head() -> None:
    axis = frames(1500, 3.0)
    subject = of_attention("", [AttentionBetween(Attention(ENCODER, weights(1, 2, 1500, 1500)), axis, axis)])
    assert subject.answer()
    assert subject.parts[0].stack.shape == (1, 2, 1500, 1500)


def test_a_head_that_follows_the_sound_is_found_among_sharper_ones_that_do_not() -> None:
    words = Words(tuple(Token(i, "a", i, i + 1, True, "word") for i in range(10)))
    made = np.full((2, 2, 10, 1500), 1e-6, np.float32)
    made[0, 1, :, 3] = 0.9  # always the same moment
    made[1, 0, np.arange(10), np.arange(10) * 20] = 0.6  # one after another
    part = of_attention("", (AttentionBetween(Attention(CROSS, made), words, frames(1500, 4.0)),)).parts[0]
    assert part.seen is not None
    assert part.follows_best() == (1, 0)

"""What is shown of an attention that was read: the scale on which all its heads are seen."""

from __future__ import annotations

import numpy as np
import pytest

from attnviz.engine.attention.messages import ENCODER, Attention, AttentionBetween, Token, Words
from attnviz.ui.panes.open.subject import of_attention


@pytest.mark.parametrize(("words", "brightest"), [(12, 1.0), (100, 0.02)])
def test_over_many_words_the_brightest_colour_stands_for_what_heads_reach(words: int, brightest: float) -> None:
    text = Words(tuple(Token(i, "a", i, i + 1, True, "word") for i in range(words)))
    weights = np.full((2, 3, words, words), 1 / words, np.float32)
    part = of_attention("a text", [AttentionBetween(Attention(ENCODER, weights), text, text)]).part(ENCODER)
    assert part.brightest() == pytest.approx(brightest)

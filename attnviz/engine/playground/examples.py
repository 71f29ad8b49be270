"""The worked examples of the step view: small numbers made by hand, and those that ask a model for real ones.
Imports no torch.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from attnviz.engine.messages import frozen
from attnviz.engine.playground import tables
from attnviz.engine.playground.messages import PlaygroundAttention, PlaygroundExample
from attnviz.lazy_numpy import np

if TYPE_CHECKING:
    from collections.abc import Callable

SENTENCE = "The cat is on the mat."
SHOP_QUERY = "laptop"
SHOP_TITLES = (
    "laptop bag",
    "portable computer",
    "mobile phone",
    "keyboard for your computer",
    "winter coat",
    "leather shoes",
    "red apples",
    "garden chair",
)


@dataclass(frozen=True, eq=False)
class Example:
    """Numbers with the names of their rows."""

    numbers: PlaygroundAttention
    query_labels: tuple[str, ...]
    key_labels: tuple[str, ...]


def numbered(letter: str, count: int) -> tuple[str, ...]:
    """k₁, k₂, … as row names."""
    digits = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
    return tuple(f"{letter}{str(i + 1).translate(digits)}" for i in range(count))


def labelled(numbers: PlaygroundAttention) -> Example:
    """Numbers whose rows are called q₁ … and k₁ …"""
    return Example(numbers, numbered("q", len(numbers.q)), numbered("k", len(numbers.k)))


def _made(q: list[list[float]], k: list[list[float]], v: list[list[float]], scoring: str) -> PlaygroundAttention:
    fresh = tables.draw(1, queries=len(q), keys=len(k), d=len(k[0]), d_value=len(v[0]), scoring=scoring)
    return replace(fresh, q=frozen(q), k=frozen(k), v=frozen(v))


def exercise() -> Example:
    """The exercise: given q and (k_1, v_1) … (k_4, v_4), what is the context?"""
    numbers = _made(
        [[1.0, 0.5, -0.5, 2.0]],
        [[0.2, 1.0, 0.0, 0.4], [1.2, 0.4, -1.0, 1.5], [-0.8, 0.3, 1.0, -0.5], [0.5, -1.0, 0.6, 0.9]],
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.5], [0.0, 0.0, 1.0], [2.0, -1.0, 0.0]],
        "scaled_dot",
    )
    return labelled(numbers)


# One column each for: article, animal, action, place.
_WORDS = {
    "the": [1.6, 0.4, 0.0, 0.2],
    "cat": [0.4, 2.2, 0.6, 0.0],
    "sat": [0.0, 1.4, 2.0, 0.8],
    "down": [0.2, 0.0, 1.2, 2.0],
    "le": [1.8, 0.2, 0.0, 0.0],
    "chat": [0.0, 2.4, 0.4, 0.0],
}


def self_attention() -> Example:
    """Queries, keys and values are the same words: each looks at all."""
    words = ("the", "cat", "sat", "down")
    x = [_WORDS[word] for word in words]
    return Example(_made(x, x, x, "scaled_dot"), words, words)


def cross_attention() -> Example:
    """Queries from the translation, keys and values from the source."""
    target, source = ("le", "chat"), ("the", "cat", "sat", "down")
    x = [_WORDS[word] for word in source]
    return Example(_made([_WORDS[word] for word in target], x, x, "scaled_dot"), target, source)


def causal_attention() -> Example:
    """Self-attention in which no word sees those after it."""
    example = self_attention()
    return replace(example, numbers=tables.with_mask(example.numbers, tables.causal_mask(4, 4)))


MADE: dict[str, Callable[[], Example]] = {
    "exercise": exercise,
    "self": self_attention,
    "cross": cross_attention,
    "causal": causal_attention,
}
REAL: dict[str, PlaygroundExample] = {
    "cat-fr": PlaygroundExample("translation", SENTENCE, model="rnn-en-fr"),
    "cat-zh": PlaygroundExample("translation", SENTENCE, model="rnn-en-zh"),
    "search": PlaygroundExample("search", SHOP_QUERY, titles=SHOP_TITLES),
}


# Heads: four words that each want their left and their right neighbour. Columns 1-4 say which word it is, 5-8 where it stands.
HEAD_WORDS = ("red", "fox", "sees", "hen")
SHARP = 6.0  # large enough that a head's weights are nearly 0 or 1


def two_heads() -> dict[str, np.ndarray]:
    """x and W_Q, W_K, W_V, W_O [8, 8]: head 1 finds the word before, head 2 the word after; one head can only mix
    the two.
    """
    words, places, shift = np.eye(4), np.eye(4), np.eye(4, k=-1)
    before, after = shift.copy(), shift.T.copy()
    before[0, 0] = after[3, 3] = 1  # at the edge a word finds itself
    nothing = np.zeros((4, 4))
    return {
        "x": frozen(np.hstack((words, places))),
        "w_q": frozen(np.block([[nothing, nothing], [SHARP * before, SHARP * after]])),
        "w_k": frozen(np.block([[nothing, nothing], [places, places]]) * 2),
        "w_v": frozen(np.block([[words, words], [nothing, nothing]])),
        "w_o": frozen(np.eye(8)),
    }


def two_heads_target() -> np.ndarray:
    """What is wanted of the words above: the word before in columns 1-4, the word after in 5-8."""
    return frozen(np.hstack((np.eye(4)[[0, 0, 1, 2]], np.eye(4)[[1, 2, 3, 3]])))

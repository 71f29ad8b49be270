"""The worked examples of the step view: small numbers made by hand, and those that ask a model for real ones.
Imports no torch.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from attnviz.engine import playground
from attnviz.engine.messages import frozen
from attnviz.engine.playground_messages import PlaygroundAttention, PlaygroundExample
from attnviz.later import np

SENTENCE = "The cat is on the mat."
SHOP_QUERY = "laptop"
SHOP_TITLES = (
    "computer with a large screen",
    "garden chair",
    "red apples",
    "mobile phone",
    "leather shoes",
    "keyboard for your computer",
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
    fresh = playground.draw(1, queries=len(q), keys=len(k), d=len(k[0]), d_value=len(v[0]), scoring=scoring)
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
    return replace(example, numbers=playground.with_mask(example.numbers, playground.causal_mask(4, 4)))


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


def similarity(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Cosine of every row of a [N, D] with every row of b [M, D]: [N, M]."""
    a = a / np.maximum(np.linalg.norm(a, axis=1, keepdims=True), 1e-9)
    b = b / np.maximum(np.linalg.norm(b, axis=1, keepdims=True), 1e-9)
    return a @ b.T

"""Which habit a head has, measured: how much of its weight stands where a known pattern would put it. Numpy only.

Clark et al. 2019 (1906.04341) for previous, next, first and special tokens; Olsson et al. 2022 (2209.11895) for induction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz.engine.attention.messages import CROSS
from attnviz.lazy_numpy import np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.attention.messages import AttentionBetween

PATTERNS = ("previous", "next", "self", "first", "same", "induction", "special")
HABIT = 0.4  # of the weight, from which a head is called by a pattern
MOSTLY = 0.9  # of the weight on special tokens, from which on the first token it is called by that one


def measured(between: AttentionBetween) -> dict[str, np.ndarray]:
    """For each pattern that can be measured between these axes, the mean share of weight [layer, head], 0..1; NaN where no row
    has a place for it. Of cross-attention only ``first`` and ``special``; in self-attention a row stands for the token that went in
    there, whatever it is called by.
    """
    weights, keys = between.attention.weights, between.keys.tokens
    found = {"first": weights[..., 0].mean(-1)}
    special = [i for i, token in enumerate(keys) if token.kind == "special"]
    if special:
        found["special"] = weights[..., special].sum(-1).mean(-1)
    if between.attention.kind == CROSS or weights.shape[2] != weights.shape[3]:
        return found
    names = [token.id if token.id >= 0 else token.text for token in keys]
    count = len(names)
    here = np.arange(count)
    found["self"] = weights[..., here, here].mean(-1)
    if count > 1:
        found["previous"] = weights[..., here[1:], here[:-1]].mean(-1)
        found["next"] = weights[..., here[:-1], here[1:]].mean(-1)
    found["same"] = _mean_on(weights, same_tokens(names))
    found["induction"] = _mean_on(weights, after_the_same(names))
    return {name: found[name] for name in PATTERNS if name in found}


def same_tokens(names: Sequence[object]) -> np.ndarray:
    """Other places with the same token: bool [T, T]."""
    codes = {name: i for i, name in enumerate(dict.fromkeys(names))}
    row = np.array([codes[name] for name in names])
    return (row[:, None] == row) & ~np.eye(len(row), dtype=bool)


def after_the_same(names: Sequence[object]) -> np.ndarray:
    """For each place the places that follow an earlier one of the same token: bool [T, T]."""
    earlier = np.tril(same_tokens(names), -1)
    return np.pad(earlier[:, :-1], ((0, 0), (1, 0))) if len(earlier) else earlier


def _mean_on(weights: np.ndarray, places: np.ndarray) -> np.ndarray:
    """The weight on some places of each row, the mean of the rows that have any: [layer, head]."""
    rows = np.flatnonzero(places.any(1))
    if not len(rows):
        return np.full(weights.shape[:2], np.nan, np.float32)
    return (weights[..., rows, :] * places[rows]).sum(-1).mean(-1)


def habit(patterns: dict[str, np.ndarray], layer: int, head: int) -> str:
    """The pattern that most of a head's weight follows; "" where none has at least ``HABIT`` of it. Where nearly all weight on
    special tokens is on the first of them, that is what it is called by.
    """
    scores = {name: float(values[layer, head]) for name, values in patterns.items()}
    if scores.get("first", 0.0) >= MOSTLY * scores.get("special", 1.0):
        scores.pop("special", None)
    best = max(scores, key=lambda name: -1.0 if np.isnan(scores[name]) else scores[name], default="")
    return best if best and scores[best] >= HABIT else ""

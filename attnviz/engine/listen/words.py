"""Words out of letters, and when each was said: where the attention of its letters begins and ends. Numpy only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz.engine.listen.messages import Word
from attnviz.lazy_numpy import np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.attention.messages import Token

BEFORE, AFTER = 0.01, 0.03  # of a word's attention lie before its start and after its end (chosen on dev)


def letter_groups(tokens: Sequence[Token]) -> list[list[int]]:
    """The letters of each word, or the tokens; spaces and the end belong to none."""
    groups: list[list[int]] = []
    before = -2
    for i, token in enumerate(tokens):
        if token.kind != "word":
            continue
        if i != before + 1 or token.starts_word:
            groups.append([])
        groups[-1].append(i)
        before = i
    return groups


def moment(weights: np.ndarray, share: float) -> float:
    """Where in frames, between them as well, ``share`` of the weight [S] has passed."""
    passed = np.concatenate(([0.0], np.cumsum(weights, dtype=np.float64)))
    return float(np.interp(share * passed[-1], passed, np.arange(len(passed))))


def word_times(weights: np.ndarray, tokens: Sequence[Token], seconds: float) -> tuple[Word, ...]:
    """Weights [T, S] of tokens over frames of ``seconds`` -> the words, in the order written.

    A word begins where its letters, taken together, begin to listen and ends where they cease.
    """
    found = []
    for group in letter_groups(tokens):
        together = weights[group].mean(0)
        start, end = (moment(together, share) * seconds for share in (BEFORE, 1 - AFTER))
        found.append(Word("".join(tokens[i].text for i in group), round(start, 3), round(max(end, start), 3)))
    return tuple(found)


def letter_times(weights: np.ndarray, tokens: Sequence[Token], seconds: float) -> tuple[Word, ...]:
    """When each letter was said: within its word, from halfway after the letter before to halfway before the next (by the middles
    of their attention), so that letters fill their word.
    """
    found = []
    for word, group in zip(word_times(weights, tokens, seconds), letter_groups(tokens), strict=True):
        middles = np.maximum.accumulate([moment(weights[i], 0.5) * seconds for i in group])
        between = ((middles[:-1] + middles[1:]) / 2).clip(word.start, word.end).tolist()
        edges = [word.start, *(round(edge, 3) for edge in between), word.end]
        found += [Word(tokens[i].text, edges[k], edges[k + 1]) for k, i in enumerate(group)]
    return tuple(found)

"""How sure "no answer here" is: log-odds that there is one, scaled and shifted so that they are true on passages with and without.

Platt 1999: logistic regression of what is the case on the score. Half of the pairs is a question with its own passage, half with
another passage of the same article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from attnviz.training.reader.answers import answered, other_passage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.read.word_pieces import WordPieces
    from attnviz.training.reader.texts import Passage

PAIRS = 250  # questions that it is fitted to
STEPS = 50  # of Newton's method at most


def platt(odds: Sequence[float], there: Sequence[bool]) -> tuple[float, float]:
    """Scale and shift of log-odds so that they say how often something is there."""
    x = np.stack((np.asarray(odds, np.float64), np.ones(len(odds))), 1)
    wanted, w = np.asarray(there, np.float64), np.zeros(2)
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -50, 50)))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 1e-6 * np.eye(2)
        step = np.linalg.solve(hessian, x.T @ (wanted - p))
        w += step
        if float(np.abs(step).max()) < 1e-8:
            break
    return float(w[0]), float(w[1])


def fitted(network: Any, pieces: WordPieces, passages: Sequence[Passage]) -> dict[str, float]:
    """``scale`` and ``shift`` on ``PAIRS`` questions, spread evenly over the passages, as a card's ``no_answer`` holds them."""
    pairs = [(passage, question) for passage in passages for question in passage.questions]
    asked: list[tuple[str, str]] = []
    for passage, question in pairs[:: max(1, len(pairs) // PAIRS)]:
        if (other := other_passage(passage, passages)) is not None:
            asked += [(question.text, passage.text), (question.text, other.text)]
    odds = [each for _, each in answered(network, pieces, asked)]
    scale, shift = platt(odds, [number % 2 == 0 for number in range(len(odds))])
    return {"scale": round(scale, 4), "shift": round(shift, 4)}

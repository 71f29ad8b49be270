"""Requests for what is measured of an answer, of fillings and of a tree: what each head is worth, whether a map tells the truth.

Imports no torch. Both answer a slice at a time, as those of ``engine/translate/messages.py`` do, whose results they give.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attnviz.engine.read.messages import Answered, Filled, Parsed
    from attnviz.lazy_numpy import np


@dataclass(frozen=True, eq=False)
class AblateReading:
    """Switch off each head in turn, on top of those that are off in ``read``, and measure how much less probable becomes what was
    read: the best answer [1] in its window, the likeliest word of each blank [blanks], the head of each word [words]. Answered
    with a ``HeadAblation`` of one kind, the encoder's.
    """

    read: Answered | Filled | Parsed
    seconds: float = 0.1


@dataclass(frozen=True, eq=False)
class CheckReading:
    """Hide the ``k`` words that a map says matter most, and as often as ``draws`` as many others, and measure the same as
    ``AblateReading`` does. Answered with a ``Faithfulness``.

    ``attended`` [S] is how much of the map stands on each token of ``read``. Hiding a word means that nothing attends to it; the
    answer's own words, blanks and marks are never hidden.
    """

    read: Answered | Filled | Parsed
    attended: np.ndarray
    k: int = 2
    draws: int = 20
    seed: int = 1
    seconds: float = 0.1

"""What is asked and answered while three readers learn to tell a far letter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

LETTERS = "abcdefghijklmnop"
LONGEST = 40


@dataclass(frozen=True, eq=False)
class TrainContext:
    """Train every reader for about ``seconds``; a run that is not there, or is of another ``length`` or ``seed``, begins anew, and
    with ``restart`` in any case.
    """

    run: str
    length: int = 20
    seconds: float = 0.05
    seed: int = 1
    restart: bool = False


@dataclass(frozen=True, eq=False)
class ContextTrained:
    """What the readers (in the order of ``models.context.KINDS``) know after ``steps`` [3] and ``seconds`` [3] of training: the
    share of held-out letters told right by distance, ``accuracy`` float32 [3, n] (1 place back first). For the letters of a fixed
    example, asked for each distance: ``answers`` [3][n], and where the two that attend looked: ``weights`` float32 [2, n, n].
    """

    request: TrainContext
    steps: tuple[int, ...]
    seconds: tuple[float, ...]
    accuracy: np.ndarray
    example: str
    answers: tuple[str, ...]
    weights: np.ndarray

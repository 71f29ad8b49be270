"""What a model said, on its way into an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attnviz.engine.attention.messages import Token
    from attnviz.engine.messages import Note
    from attnviz.engine.open.messages import Prediction


@dataclass(frozen=True, eq=False)
class Said:
    """The fields of a ``Reading`` of the same names, and ``fed``."""

    predictions: tuple[Prediction, ...] = ()
    answer: Prediction | None = None
    text: str = ""
    target: tuple[Token, ...] = ()
    fed: tuple[Token, ...] = ()  # what the decoder was given for each: the start, and each token before
    notes: tuple[Note, ...] = ()

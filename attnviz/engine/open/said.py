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
    """The fields of a ``Reading`` of the same names."""

    predictions: tuple[Prediction, ...] = ()
    answer: Prediction | None = None
    text: str = ""
    target: tuple[Token, ...] = ()
    notes: tuple[Note, ...] = ()

"""How sure a reader of answers is that there is one, as its card says it was measured. Platt 1999."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Certainty(NamedTuple):
    """Log-odds that there is an answer times ``scale`` plus ``shift`` are those that hold on passages with and without one."""

    scale: float = 1.0
    shift: float = 0.0

    def odds(self, odds: float) -> float:
        """The log-odds that hold."""
        return self.scale * odds + self.shift

    def finds(self, odds: float) -> bool:
        """Whether an answer is more probable than none."""
        return self.odds(odds) >= 0

    def none(self, odds: float) -> float:
        """The probability that there is no answer, 0..1."""
        held = self.odds(odds)
        return 1 / (1 + math.exp(held)) if held < 50 else math.exp(-held)


AS_SAID = Certainty()  # by the network itself


def certainty_of(card: Mapping[str, Any]) -> Certainty:
    """What a card's ``no_answer`` says; as the network says it where a card has none that can be used."""
    told = card.get("no_answer")
    if not isinstance(told, dict):
        return AS_SAID
    scale, shift = told.get("scale"), told.get("shift")
    numbers = all(isinstance(each, int | float) and math.isfinite(each) for each in (scale, shift))
    return Certainty(float(scale), float(shift)) if numbers and scale > 0 else AS_SAID  # type: ignore[arg-type,operator]

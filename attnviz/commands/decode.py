"""``attnviz decode``: a code in, its picture out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from attnviz.commands import Failed, codes
from attnviz.commands.lines import say
from attnviz.engine.latent.messages import Decode
from attnviz.engine.session import Session

if TYPE_CHECKING:
    import argparse


def run(arguments: argparse.Namespace) -> int:
    """Write one PNG, a pixel for each of the model's."""
    codes.check_out(arguments.out, ".png")
    z = _code(arguments.z)
    session = Session()
    codes.network(session, arguments.model)
    answer = codes.ask(session, Decode(z, arguments.model))
    codes.write(arguments.out, codes.png(answer.picture))
    if answer.notes:
        say("decode", codes.noted(answer.notes))
    return 0


def _code(text: str) -> np.ndarray:
    """Numbers between commas as float64 [D]; between semicolons, a comma may stand for the point. ``Failed`` with status 2
    for anything else.
    """
    values = []
    for word in text.replace(",", ".").split(";") if ";" in text else text.split(","):
        try:
            values.append(float(word))
        except ValueError:
            raise Failed(f"--z needs numbers between commas, and {word.strip()!r} is none", status=2) from None
    return np.array(values)

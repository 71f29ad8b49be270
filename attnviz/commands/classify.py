"""``attnviz classify``: what a classifier calls each picture, where it looks, and the object's box; overlays with --out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz.commands import Failed, codes, pictures
from attnviz.commands.overlay import overlaid
from attnviz.engine.look import as_numbers, classify
from attnviz.engine.look.messages import Look, Looked
from attnviz.engine.session import Session

if TYPE_CHECKING:
    import argparse

    import numpy as np


def run(arguments: argparse.Namespace) -> int:
    """Classify every picture in order; one that cannot be read is told, and the exit status is then 1."""
    session = Session()
    labels = classify.network_of(session, arguments.model, codes.silent).config.classes
    if arguments.label is not None and arguments.label not in labels:
        raise Failed(f"{arguments.model} knows no {arguments.label}; it knows {', '.join(labels)}", status=2)

    def named(answer: Looked) -> int:
        """The class that was asked for, else the best one."""
        return answer.top[0].index if arguments.label is None else labels.index(arguments.label)

    def look(picture: np.ndarray) -> Looked:
        looked: Looked = session.run(Look(picture, arguments.model))
        return looked

    def drawn(picture: np.ndarray, answer: Looked) -> bytes:
        k = named(answer)
        laid_over = _map(answer, k if arguments.label else None)
        return codes.png(overlaid(picture, laid_over, as_numbers.box_of(answer, k).region))

    return pictures.each(
        arguments,
        "classify",
        ".look.png",
        answer=look,
        drawn=drawn,
        told=lambda answer, name: as_numbers.told(answer, named(answer), image=name),
        line=lambda answer, name: _line(name, answer, named(answer)),
    )


def _map(answer: Looked, k: int | None) -> np.ndarray:
    """What is laid over the picture: the presence of the class that was asked for, else the gate (the best class's presence
    for a network without one)."""
    if k is None and answer.spatial_map is not None:
        return answer.spatial_map
    return answer.presence[answer.top[0].index if k is None else k]


def _line(name: str, answer: Looked, k: int) -> str:
    best = ", ".join(f"{one.label} {one.probability:.2f}" for one in answer.top)
    x0, y0, x1, y1 = (round(side) for side in as_numbers.box_of(answer, k).region)
    return f"{name}: {best}; {answer.labels[k]} in ({x0}, {y0}) to ({x1}, {y1})"

"""``attnviz classify``: what a classifier calls each picture, where it looks, and the object's box; overlays with --out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from attnviz.commands import Failed, codes
from attnviz.commands.lines import put, put_json, say, sound
from attnviz.commands.overlay import overlaid
from attnviz.commands.progress import Line
from attnviz.engine.look import as_numbers, classify
from attnviz.engine.look.messages import MOST_SIDE, Look, Looked
from attnviz.engine.messages import Refused
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
    if arguments.out is not None:
        arguments.out.mkdir(parents=True, exist_ok=True)
    status, line, used = 0, Line(), set[str]()
    for i, name in enumerate(arguments.image):
        told = sound(name)
        if arguments.out is not None and len(arguments.image) > 1:
            line.show(f"picture {i + 1} of {len(arguments.image)}")
        try:
            picture = codes.read(Path(name), longest=MOST_SIDE)
            answer: Looked = session.run(Look(picture, arguments.model))
            k = answer.top[0].index if arguments.label is None else labels.index(arguments.label)
            if arguments.out is not None:
                shown = overlaid(
                    picture, _map(answer, k if arguments.label else None), as_numbers.box_of(answer, k).region
                )
                codes.write(arguments.out / codes.free_name(Path(told).stem, ".look.png", used), codes.png(shown))
        except (Failed, Refused) as error:
            status = 1
            if arguments.json:
                put_json(image=told, error=str(error).rstrip("."))
            else:
                say("classify", f"{told}: {error}" if isinstance(error, Refused) else str(error))
            continue
        if arguments.json:
            put_json(**as_numbers.told(answer, k, image=told))
        else:
            _put(told, answer, k)
        sys.stdout.flush()
    line.end()
    return status


def _map(answer: Looked, k: int | None) -> np.ndarray:
    """What is laid over the picture: the presence of the class that was asked for, else the gate (the best class's presence
    for a network without one)."""
    if k is None and answer.spatial_map is not None:
        return answer.spatial_map
    return answer.presence[answer.top[0].index if k is None else k]


def _put(name: str, answer: Looked, k: int) -> None:
    best = ", ".join(f"{one.label} {one.probability:.2f}" for one in answer.top)
    x0, y0, x1, y1 = (round(side) for side in as_numbers.box_of(answer, k).region)
    put(f"{name}: {best}; {answer.labels[k]} in ({x0}, {y0}) to ({x1}, {y1})")

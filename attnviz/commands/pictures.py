"""What ``classify`` and ``describe`` share: each picture of the call in order, one that cannot be read told and not in the way."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attnviz.commands import Failed, codes
from attnviz.commands.lines import put, put_json, say, sound
from attnviz.commands.progress import Line
from attnviz.engine.look.messages import MOST_SIDE
from attnviz.engine.messages import Refused

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable

    import numpy as np


def each(
    arguments: argparse.Namespace,
    command: str,
    ending: str,
    *,
    answer: Callable[[np.ndarray], Any],
    drawn: Callable[[np.ndarray, Any], bytes],
    told: Callable[[Any, str], dict[str, Any]],
    line: Callable[[Any, str], str],
    notes: Callable[[Any], Iterable[str]] = lambda answer: (),
) -> int:
    """Answer ``arguments.image`` in order; the exit status, 1 when one could not be read.

    ``drawn`` is the file written with ``--out``, its name's end ``ending``; ``told`` the object printed with ``--json`` and
    ``line`` the line without, both given the picture's name; ``notes`` are told on standard error.
    """
    out: Path | None = arguments.out
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
    status, progress, used = 0, Line(), set[str]()
    for i, given in enumerate(arguments.image):
        name = sound(given)
        if out is not None and len(arguments.image) > 1:
            progress.show(f"picture {i + 1} of {len(arguments.image)}")
        try:
            picture = codes.read(Path(given), longest=MOST_SIDE)
            found = answer(picture)
            if out is not None:
                codes.write(out / codes.free_name(Path(name).stem, ending, used), drawn(picture, found))
        except (Failed, Refused) as error:
            status = 1
            if arguments.json:
                put_json(image=name, error=str(error).rstrip("."))
            else:
                say(command, f"{name}: {error}" if isinstance(error, Refused) else str(error))
            continue
        if arguments.json:
            put_json(**told(found, name))
        else:
            put(line(found, name))
        for note in notes(found):
            say(command, f"{name}: {note}")
        sys.stdout.flush()
    progress.end()
    return status

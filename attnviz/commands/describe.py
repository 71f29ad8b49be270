"""``attnviz describe``: each picture told in words, with where each word looked; the figure of it with --out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from attnviz.commands import Failed, codes
from attnviz.commands.lines import put, put_json, say, sound
from attnviz.commands.progress import Line
from attnviz.engine.describe import as_numbers
from attnviz.engine.describe.describe import captioner
from attnviz.engine.describe.messages import Describe, Described
from attnviz.engine.look.messages import MOST_SIDE
from attnviz.engine.messages import Note, Refused
from attnviz.engine.session import Session

if TYPE_CHECKING:
    import argparse


def run(arguments: argparse.Namespace) -> int:
    """Tell every picture in order; one that cannot be read is told, and the exit status is then 1."""
    session = Session()
    try:
        captioner(session, arguments.model, codes.silent)
    except Refused as error:
        raise Failed(str(error).rstrip("."), status=2) from error
    if arguments.out is not None:
        arguments.out.mkdir(parents=True, exist_ok=True)
    status, line, used = 0, Line(), set[str]()
    for i, name in enumerate(arguments.image):
        told = sound(name)
        if arguments.out is not None and len(arguments.image) > 1:
            line.show(f"picture {i + 1} of {len(arguments.image)}")
        try:
            picture = codes.read(Path(name), longest=MOST_SIDE)
            answer: Described = session.run(
                Describe(picture, arguments.model, beams=arguments.beam, caption=arguments.caption)
            )
            if arguments.out is not None:
                from attnviz.ui.panes.look.strip_file import strip_png

                codes.write(
                    arguments.out / codes.free_name(Path(told).stem, ".describe.png", used), strip_png(picture, answer)
                )
        except (Failed, Refused) as error:
            status = 1
            if arguments.json:
                put_json(image=told, error=str(error).rstrip("."))
            else:
                say("describe", f"{told}: {error}" if isinstance(error, Refused) else str(error))
            continue
        if arguments.json:
            put_json(**as_numbers.told(answer, image=told))
        else:
            put(f"{told}: {answer.caption}")
        for note in answer.notes:
            say("describe", f"{told}: {_sentence(note)}")
        sys.stdout.flush()
    line.end()
    return status


def _sentence(note: Note) -> str:
    sentences = {
        "words_unknown": "words that the model has not learned: {words}",
        "caption_cut": "only the first {shown} of {given} words of the caption are read",
        "caption_unfinished": "the caption did not end after {tokens} tokens",
        "left_out": "characters that the model does not know are left out: {characters}",
    }
    return sentences.get(note.code, note.code).format(**note.parameters)

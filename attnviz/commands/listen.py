"""``attnviz listen``: what is said in sounds, letter by letter, and when; words with their times as a TextGrid."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from attnviz import atomic_write, defaults
from attnviz.commands import Failed
from attnviz.commands.lines import put, put_json, say, sound
from attnviz.commands.notes import sentence
from attnviz.engine.listen import as_numbers, labels
from attnviz.engine.listen.listen import network_of
from attnviz.engine.listen.messages import Heard, Listen
from attnviz.engine.listen.sounds import read_sound
from attnviz.engine.messages import Refused
from attnviz.engine.model_store import no_progress
from attnviz.engine.open.messages import OpenModel
from attnviz.engine.session import Session

if TYPE_CHECKING:
    import argparse


def run(arguments: argparse.Namespace) -> int:
    """Listen to every sound in order; one that cannot be read is told, and the exit status is then 1."""
    if arguments.textgrid is not None and len(arguments.sound) > 1:
        raise Failed("argument --textgrid is for one sound", status=2)
    session = Session()
    if Path(arguments.model).is_dir():  # a model of one's own
        session.run(OpenModel(arguments.model))
    else:
        network_of(session, arguments.model, no_progress)  # refused once, not for every sound
    status = 0
    for name in arguments.sound:
        told = sound(name)
        try:
            read = read_sound(Path(name))
            request = Listen(read.samples, arguments.model, beams=defaults.BEAMS, transcript=arguments.transcript)
            heard: Heard = session.run(request)
        except Refused as error:
            status = 1
            if arguments.json:
                put_json(sound=told, error=str(error).rstrip("."))
            else:
                say("listen", f"{told}: {error}")
            continue
        for note in (*read.notes, *heard.notes):
            say("listen", f"{told}: {sentence(note)}")
        if arguments.textgrid is not None:
            text = labels.textgrid(heard.words, as_numbers.letters_of(heard), read.seconds)
            atomic_write.write(arguments.textgrid, text.encode("utf-8"))
        if arguments.json:
            put_json(**as_numbers.told(heard, sound=told, seconds=read.seconds))
        else:
            put(f"{told}: {heard.text}" if len(arguments.sound) > 1 else heard.text)
        sys.stdout.flush()
    return status

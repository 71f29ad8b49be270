"""``attnviz generate``: lets a language model of one's own write on from a text, token by token."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from attnviz.commands.inspect import heads_of, watched
from attnviz.commands.lines import put, put_json, say, shown, sound
from attnviz.commands.opened_notes import sentence
from attnviz.engine.open.messages import OpenModel, Write
from attnviz.engine.session import Session

if TYPE_CHECKING:
    import argparse

    from attnviz.engine.open.messages import Writing


def run(arguments: argparse.Namespace) -> int:
    """Write until it ends, showing each token as it comes; with --json one object a token."""
    model = OpenModel(str(arguments.path), arguments.device, arguments.dtype)
    session, progress = Session(), watched()
    opened = session.run(model, progress)
    request = Write(
        model,
        sound(arguments.text),
        tokens=arguments.tokens,
        temperature=arguments.temperature,
        top_k=arguments.top_k,
        seed=arguments.seed,
        stop=tuple(arguments.stop or ()),
        heads_off=heads_of(arguments.heads_off, opened),
    )
    told, share = "", 0.0
    while share < 1:
        writing: Writing = session.run(request)
        for note in writing.notes if not told and not share else ():
            say("generate", sentence(note))
        share = writing.share
        if arguments.json:
            _put_tokens(writing)
        elif not writing.text.endswith("\ufffd"):  # a character that is not whole yet
            sys.stdout.write(shown_lines(writing.text[len(told) :]))
            told = writing.text
        sys.stdout.flush()
    if not arguments.json:
        put("")
    return 0


def shown_lines(text: str) -> str:
    """A text with its lines, and without what would move the cursor."""
    return "\n".join(shown(line) for line in text.split("\n"))


def _put_tokens(writing: Writing) -> None:
    for prediction in writing.new:
        put_json(
            place=prediction.place,
            token=prediction.said.text,
            id=prediction.said.id,
            probability=round(prediction.said.probability, 6),
            answer=[{"text": c.text, "id": c.id, "probability": round(c.probability, 6)} for c in prediction.top],
            milliseconds=round(writing.milliseconds, 2),
            ended=writing.ended if prediction is writing.new[-1] else "",
        )

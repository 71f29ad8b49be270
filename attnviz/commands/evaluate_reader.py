"""The part of ``attnviz evaluate`` that measures a reader: answers, blanks, trees, titles, or texts that are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz.commands import Failed
from attnviz.commands.lines import put, put_json, say
from attnviz.engine.session import Session
from attnviz.training.reader.table import measured
from attnviz.training.translator.pairs import DataError

if TYPE_CHECKING:
    import argparse

KINDS = ("reader", "answerer", "blank_filler", "parser", "title_writer")


def run(arguments: argparse.Namespace) -> int:
    """Print every figure of one split, shares in percent."""
    if arguments.data is None:
        raise Failed("--data is needed: the folder of the texts", status=2)
    loaded = Session().model(arguments.id)
    if loaded.about.kind not in KINDS:
        raise Failed(f"{arguments.id} does not read English")
    say("evaluate", f"measuring {arguments.id}")
    try:
        figures = measured(loaded, arguments.data, arguments.split, beams=arguments.beam)
    except DataError as error:
        raise Failed(str(error).rstrip(".")) from error
    if arguments.json:
        put_json(id=arguments.id, split=arguments.split, **figures)
        return 0
    put(f"{arguments.id}, {arguments.split}")
    for name, value in figures.items():
        put(f"{name.replace('_', ' ')}: {value:g}")
    return 0

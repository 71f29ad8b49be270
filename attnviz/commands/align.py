"""``attnviz align``: tokenised sentence pairs in, Pharaoh links or word matrices out, a line for a line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from attnviz.commands.lines import chunks, put, put_json, say, standard_input
from attnviz.commands.notes import sentence
from attnviz.engine.messages import Refused, rounded
from attnviz.engine.session import Session
from attnviz.engine.translate.align import WordAlignment, align_all

if TYPE_CHECKING:
    import argparse

SEPARATOR = "|||"
SPACES = " \t"


def run(arguments: argparse.Namespace) -> int:
    """Align until the input ends; a line that cannot be aligned gets an empty answer, a sentence, and exit status 1."""
    loaded = Session().model(arguments.model)
    number, status = 0, 0
    for chunk in chunks(standard_input()):
        pairs = [_pair(line) for line in chunk]
        for pair, answer in zip(pairs, align_all(loaded, [pair or ([], []) for pair in pairs]), strict=True):
            number += 1
            if pair is None or isinstance(answer, Refused):
                say(
                    "align", f"line {number}: {answer if pair else f'{SEPARATOR} between source and target is missing'}"
                )
                answer, status = WordAlignment.empty(*(pair or ([], []))), 1
            for note in answer.notes:
                say("align", f"line {number}: {sentence(note)}")
            _write(answer, arguments.model, as_json=arguments.json)
        sys.stdout.flush()
    return status


def _pair(line: str) -> tuple[list[str], list[str]] | None:
    """The words of both sides; None when the line has no separator and is not blank."""
    source, separator, target = line.partition(SEPARATOR)
    return (_words(source), _words(target)) if separator or not source.strip(SPACES) else None


def _words(side: str) -> list[str]:
    """Cut at spaces and tabs alone: other spaces, such as that of 1\u00a0000, stand inside words."""
    return [word for word in side.replace("\t", " ").split(" ") if word]


def _write(answer: WordAlignment, model: str, *, as_json: bool) -> None:
    if not as_json:
        put(" ".join(f"{source}-{target}" for source, target in answer.links))
        return
    put_json(
        model=model,
        source_tokens=answer.source,
        target_tokens=answer.target,
        alignment=rounded(answer.weights),
        links=answer.links,
    )

"""``attnviz describe``: each picture told in words, with where each word looked; the figure of it with --out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from attnviz.commands import Failed, codes, pictures
from attnviz.engine.attention.maps import word_groups
from attnviz.engine.describe import as_numbers
from attnviz.engine.describe.certainty import Certainty
from attnviz.engine.describe.describe import captioner
from attnviz.engine.describe.messages import Describe, Described
from attnviz.engine.messages import Note, Refused
from attnviz.engine.session import Session

if TYPE_CHECKING:
    import argparse

    import numpy as np


def run(arguments: argparse.Namespace) -> int:
    """Tell every picture in order; one that cannot be read is told, and the exit status is then 1."""
    session = Session()
    try:
        certainty = Certainty(captioner(session, arguments.model, codes.silent).loaded.about.card)
    except Refused as error:
        raise Failed(str(error).rstrip("."), status=2) from error

    def answer(picture: np.ndarray) -> Described:
        asked = Describe(picture, arguments.model, beams=arguments.beam, caption=arguments.caption)
        described: Described = session.run(asked)
        return described

    return pictures.each(
        arguments,
        "describe",
        ".describe.png",
        answer=answer,
        drawn=lambda picture, described: _strip(picture, described, certainty),
        told=lambda described, name: as_numbers.told(described, image=name),
        line=lambda described, name: f"{name}: {_line(described)}",
        notes=lambda described: map(_sentence, described.notes),
    )


def _line(described: Described) -> str:
    """The caption; of one that was given, how probable each of its words is."""
    if described.request.caption is None:
        return described.caption
    words = []
    for group in word_groups(described.tokens):
        if described.tokens[group[0]].kind == "special":
            continue
        text = "".join(described.tokens[i].text for i in group)
        share = math.exp(float(described.log_probabilities[group].sum()))
        words.append(f"{text} ({share:.2g})")
    return " ".join(words)


def _strip(picture: np.ndarray, answer: Described, certainty: Certainty) -> bytes:
    from attnviz.ui.panes.look.strip_file import strip_png

    return strip_png(picture, answer, certainty)


def _sentence(note: Note) -> str:
    sentences = {
        "words_unknown": "words that the model has not learned: {words}",
        "caption_cut": "only the first {shown} of {given} words of the caption are read",
        "caption_unfinished": "the caption did not end after {tokens} tokens",
        "left_out": "characters that the model does not know are left out: {characters}",
    }
    return sentences.get(note.code, note.code).format(**note.parameters)

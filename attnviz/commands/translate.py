"""``attnviz translate``: texts or lines in, translations out, in the same order."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from attnviz.commands.lines import chunks, put, put_json, say, sound, standard_input
from attnviz.commands.notes import sentence
from attnviz.engine.messages import rounded
from attnviz.engine.session import Session
from attnviz.engine.translate.batch import Answer, translate_all
from attnviz.engine.translate.translate import with_readers

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable


def run(arguments: argparse.Namespace) -> int:
    """Translate until the input ends. ``Refused`` when the model cannot be used."""
    session = Session()
    loaded = session.model(arguments.model)
    texts: Iterable[str] = map(sound, arguments.text) if arguments.text else standard_input()
    number = 0
    for chunk in chunks(texts):
        for answer in translate_all(loaded, chunk, beams=arguments.beam):
            number += 1
            for note in with_readers(answer.notes, session.available):
                say("translate", f"text {number}: {sentence(note)}")
            _write(answer, arguments.model, as_json=arguments.json)
        sys.stdout.flush()
    return 0


def _write(answer: Answer, model: str, *, as_json: bool) -> None:
    if not as_json:
        put(answer.translation)
        return
    put_json(
        model=model,
        source=answer.source,
        translation=answer.translation,
        source_tokens=[token.text for token in answer.source_tokens],
        target_tokens=[token.text for token in answer.target_tokens],
        log_probabilities=rounded(answer.log_probabilities),
        alignment=rounded(answer.alignment),
    )

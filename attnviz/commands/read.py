"""``attnviz read``: questions answered, blanks filled, sentences taken apart, titles written, texts found; many at once."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attnviz.commands import Failed
from attnviz.commands.lines import chunks, put, put_json, say, shown, sound, standard_input
from attnviz.engine.messages import Refused
from attnviz.engine.model_store import no_progress
from attnviz.engine.read import as_numbers
from attnviz.engine.read.answer import spans_of_many
from attnviz.engine.read.fill import run_many as fill_many
from attnviz.engine.read.messages import Answer, Fill, Find, Parse
from attnviz.engine.read.parse import run_many
from attnviz.engine.read.title import run_many as write_titles
from attnviz.engine.session import Session

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Sequence

    from attnviz.engine.messages import Note


NOTES = {  # what is said of a text that was not read whole
    "text_cut": "only the first {shown} of its {given} words are read",
    "sentences_cut": "only its first sentence is taken apart",
    "texts_cut": "of {count} texts only the first {tokens} pieces are searched",
}
NAMED_BY = 60  # characters of a text that name it where something is said of it


class _BadLine(Exception):
    """A line of the input that cannot be understood: one sentence why."""


def run(arguments: argparse.Namespace) -> int:
    """Do what ``arguments.what`` names; one that cannot be read is told, and the exit status is then 1."""
    work = {"answer": answer, "fill": fill, "tree": tree, "title": title, "find": find}
    return work[arguments.what](arguments)


def answer(arguments: argparse.Namespace) -> int:
    """One question, or one JSON object a line from standard input."""
    if (arguments.passage is None) != (arguments.question is None):
        raise Failed("arguments --passage and --question go together", status=2)
    session = Session()
    if arguments.passage is not None:
        passage = _text_of(arguments.passage)
        result = session.run(Answer(passage, sound(arguments.question), arguments.model))
        _say_notes("answer", passage, result.notes)
        if arguments.json:
            put_json(**as_numbers.answered(result))
        elif result.found:
            put(result.spans[0].text)
        else:
            put("(no answer here)")
        return 0

    def request(line: str) -> Answer:
        given = _object(line, "passage", "question")
        return Answer(given["passage"], given["question"], arguments.model)

    def many(requests: Sequence[Answer]) -> list[dict[str, Any] | Refused]:
        found = spans_of_many(session, requests, no_progress)
        told: list[dict[str, Any] | Refused] = []
        for asked, each in zip(requests, found, strict=True):
            if not isinstance(each, Refused):
                spans, none, notes = each
                _say_notes("answer", asked.passage, notes)
                told.append(as_numbers.spans(spans, none))
            else:
                told.append(each)
        return told

    return _lines("answer", request, many)


def fill(arguments: argparse.Namespace) -> int:
    """Each text of the call, or each line of standard input."""
    session = Session()

    def many(requests: Sequence[Fill]) -> list[dict[str, Any] | Refused]:
        found = fill_many(session, requests, no_progress)
        return [each if isinstance(each, Refused) else as_numbers.fillings(each) for each in found]

    return _lines("fill", lambda line: Fill(line, arguments.model), many, arguments.text)


def tree(arguments: argparse.Namespace) -> int:
    """Each sentence of the call, or of standard input: one JSON object with its words a line, or plain text."""
    session = Session()

    def request(line: str) -> Parse:
        if not line.lstrip().startswith("{"):
            return Parse(line, model=arguments.model)
        try:
            given = json.loads(line)
        except (ValueError, RecursionError):
            return Parse(line, model=arguments.model)
        words = given.get("words")
        if (
            not isinstance(words, list)
            or not words
            or not all(isinstance(word, str) and word.strip() for word in words)
        ):
            raise _BadLine('"words" is no list of words')
        return Parse(words=tuple(map(sound, words)), model=arguments.model)

    def many(requests: Sequence[Parse]) -> list[dict[str, Any] | Refused]:
        found = run_many(session, requests, no_progress)
        for asked, each in zip(requests, found, strict=True):
            if not isinstance(each, Refused):
                _say_notes("tree", asked.text, each.notes)
        return [each if isinstance(each, Refused) else as_numbers.parsed(each) for each in found]

    return _lines("tree", request, many, arguments.text)


def title(arguments: argparse.Namespace) -> int:
    """A title a line for each text of the call, or each line of standard input: an empty line where none can be written."""
    session = Session()

    def many(texts: Sequence[str]) -> list[dict[str, Any] | Refused]:
        found = write_titles(session, texts, arguments.model, arguments.beams, no_progress)
        for text, each in zip(texts, found, strict=True):
            if not isinstance(each, Refused):
                _say_notes("title", text, each.notes)
        return [each if isinstance(each, Refused) else as_numbers.written(each) for each in found]

    def plain(line: str, told: dict[str, Any] | str) -> None:
        put("" if isinstance(told, str) else told["title"])
        if isinstance(told, str):
            say("read title", f"{_name(line)}: {told}")

    return _lines("title", lambda line: line, many, arguments.text, None if arguments.json else plain)


def find(arguments: argparse.Namespace) -> int:
    """Rank the lines of a file for each query."""
    texts = tuple(line.strip() for line in _file(arguments.texts).split("\n") if line.strip())
    if not texts:
        raise Failed(f"{arguments.texts}: there are no texts in it")
    session, status = Session(), 0
    for query in map(sound, arguments.query):
        try:
            found = session.run(Find(texts, query, arguments.model))
        except Refused as refused:
            if refused.code in ("weights_missing", "weights_broken", "not_a_reader", "too_many_texts"):
                raise
            status = 1
            _tell("find", query, str(refused), json_wanted=arguments.json)
            continue
        _say_notes("find", str(arguments.texts), found.notes)
        told = as_numbers.found(found, arguments.top)
        if arguments.json:
            put_json(**told)
        else:
            if len(arguments.query) > 1:
                put(f"# {query}")
            for each in told["texts"]:
                put(f"{each['share']:.3f}\t{each['bm25']:.2f}\t{each['text']}")
        sys.stdout.flush()
    return status


def _lines(
    what: str,
    request: Any,
    many: Any,
    given: Sequence[str] = (),
    plain: Callable[[str, dict[str, Any] | str], None] | None = None,
) -> int:
    """Answer lines in chunks, an object a line in their order; a line that cannot be answered gives an object with ``error``.
    ``plain`` tells a line its answer, or the sentence why there is none, in place of objects.
    """
    status = 0
    for chunk in [list(map(sound, given))] if given else chunks(standard_input()):
        requests, errors = [], {}
        for number, line in enumerate(chunk):
            try:
                requests.append(request(line))
            except _BadLine as bad:
                errors[number] = str(bad)
        answers = iter(many(requests) if requests else ())
        for number, line in enumerate(chunk):
            told = errors.get(number) or next(answers)
            if isinstance(told, Refused) and told.code.startswith(("weights_", "not_a")) and told.code != "not_english":
                raise told
            if not isinstance(told, dict):
                status, told = 1, str(told)
            if plain is not None:
                plain(line, told)
            elif isinstance(told, dict):
                put_json(**told)
            else:
                put_json(error=told.rstrip("."))
        sys.stdout.flush()
    return status


def _object(line: str, *names: str) -> dict[str, str]:
    """The texts of these names in a line of JSON."""
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        raise _BadLine("the line is no JSON object") from None
    if not isinstance(given, dict):
        raise _BadLine("the line is no JSON object")
    for name in names:
        if not isinstance(given.get(name), str):
            raise _BadLine(f'"{name}" is missing or no text')
    return {name: sound(given[name]) for name in names}


def _text_of(given: str) -> str:
    """The text of a file of this name, where there is one; else the text itself."""
    try:
        is_file = len(given) < 1000 and Path(given).is_file()
    except (OSError, ValueError):
        is_file = False
    return _file(Path(given)) if is_file else sound(given)


def _file(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise Failed(f"{path} is no text in UTF-8") from None


def _tell(what: str, name: str, sentence: str, *, json_wanted: bool) -> None:
    if json_wanted:
        put_json(query=name, error=sentence.rstrip("."))
    else:
        say(f"read {what}", f"{_name(name)}: {sentence}")


def _say_notes(what: str, text: str, notes: Iterable[Note]) -> None:
    """Say of a text that was not read whole how far it was."""
    for note in notes:
        if note.code in NOTES:
            say(f"read {what}", f"{_name(text)}: {NOTES[note.code].format(**note.parameters)}")


def _name(text: str) -> str:
    """The beginning of a text, on one line."""
    begin = " ".join(text[: 2 * NAMED_BY].split())
    return shown(begin if len(begin) <= NAMED_BY and len(text) <= 2 * NAMED_BY else begin[: NAMED_BY - 1] + "…")

"""Text as a model reads it (Unicode normalization): composed, in plain forms, without what the model does not know.

Training, commands and window all read through ``read``. What a vocabulary knows stays; “yes” becomes "yes" where it knows no curly
quotes. Each character that is read remembers which typed ones it stands for, so that a token shows what the person typed.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from attnviz.engine.translate.alphabet import WRITES_NOTHING, Alphabet, clean
from attnviz.engine.translate.letter_case import Score, recased

if TYPE_CHECKING:
    from collections.abc import Iterator

ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
CLOSING = ".,!?;:"


class ReadText(NamedTuple):
    """What a model reads of a text.

    ``places`` says which typed characters each one stands for, ``[start, end)``. ``left_out`` are the runs of typed characters
    that the model does not know; when that is all there is, they are read all the same and ``unknown`` is true. ``recased``
    are the words typed in capitals, as they are read.
    """

    text: str
    places: list[tuple[int, int]] | None = None  # each its own
    left_out: tuple[str, ...] = ()
    unknown: bool = False
    recased: tuple[str, ...] = ()

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where the read characters ``[start, end)`` stand in the typed text."""
        if self.places is None:
            return start, end
        if start < end:
            return self.places[start][0], self.places[end - 1][1]
        at = self.places[start - 1][1] if start else 0
        return at, at


def read(text: str, alphabet: Alphabet | None = None, score: Score | None = None) -> ReadText:
    """Read a text with the characters of ``alphabet`` (None knows all); ``score`` lets words in capitals be read in the
    case that is more probable."""
    if alphabet is None:
        cells = [cell for cell in _composed(text) if not WRITES_NOTHING.match(cell[0])]
        return ReadText(clean("".join(c for c, _, _ in cells)), [(start, end) for _, start, end in cells])
    found = ReadText(clean(text))
    if ENTITY.search(text) or not alphabet.known.issuperset(found.text):
        writing = _Writing(text, alphabet)
        left_out = tuple(writing.left_out)
        visible = WRITES_NOTHING.sub("", found.text).strip()
        if visible and not any(c.isalnum() or (c != " " and not left_out) for c, _, _ in writing.cells):
            return found._replace(left_out=left_out or (found.text.strip(),), unknown=True)
        places = [(start, end) for _, start, end in writing.cells]
        found = ReadText("".join(c for c, _, _ in writing.cells), places, left_out)
    if score is not None and not alphabet.ideographic:
        as_known, words = recased(found.text, score)
        found = found._replace(text=as_known, recased=words)
    return found


Cell = tuple[str, int, int]  # a character that is read, and the place of the typed ones that it stands for


def _composed(text: str) -> Iterator[Cell]:
    """The characters in composed form (NFC); those named by an HTML entity in its place."""
    at = 0
    while at < len(text):
        entity = ENTITY.match(text, at) if text[at] == "&" else None
        if entity and (stands := html.unescape(entity[0])) != entity[0]:
            end = entity.end()
        else:
            end = at + 1
            while end < len(text) and _joins(text[end]):
                end += 1
            stands = unicodedata.normalize("NFC", text[at:end]) if end > at + 1 or text[at] > "\u0300" else text[at]
        for character in stands:
            yield character, at, end
        at = end


def _joins(character: str) -> bool:
    """Whether a character may compose with the one before: an accent, or the later letters of a Hangul syllable."""
    return character > "\u02ff" and (unicodedata.combining(character) > 0 or "\u1160" <= character <= "\u11ff")


class _Writing:
    """Writes down what is read: ``cells``, and the runs that are ``left_out``."""

    def __init__(self, text: str, alphabet: Alphabet) -> None:
        self.cells: list[Cell] = []
        self.left_out: dict[str, None] = {}
        self._text = text
        self._gap = False  # something was left out since the last cell
        self._wide = False  # the last cell stands for a full-width mark, which brings its own space
        self._inside = False  # just behind an opening mark
        self._waiting: int | None = None  # where a bracket stands that the next cell shows
        self._brackets: list[bool] = []  # of each open bracket whether it is read as a comma
        run: tuple[int, int] | None = None
        for character, start, end in _composed(text):
            as_read = alphabet.read_as(clean(character))
            if as_read == "":
                continue
            bracket = as_read is None and unicodedata.category(character) in ("Ps", "Pe")
            if as_read is None and not bracket:
                run = (run[0] if run else start, end)
                self._gap = True
                continue
            self._leave_out(run)
            run = None
            if bracket:
                self._bracket(character, start, end)
            else:
                self._write(character, as_read or "", start, end)
        self._leave_out(run)
        while self._gap and self.cells and self.cells[-1][0] == " ":
            self.cells.pop()
        if self._waiting is not None:
            self._stretch(len(text))

    def _leave_out(self, run: tuple[int, int] | None) -> None:
        if run:
            self.left_out[clean(self._text[run[0] : run[1]])] = None

    def _write(self, character: str, as_read: str, start: int, end: int) -> None:
        last = self.cells[-1][0] if self.cells else " "
        if as_read == " " and (self._inside or (self._gap and last == " ")):
            self.cells[-1:] = [(c, start, end) for c, _, _ in self.cells[-1:] if c == " "] or self.cells[-1:]
            return
        if self._waiting is not None and as_read != " ":
            start, self._waiting = self._waiting, None
        if last != " " and as_read[0].isalnum() and self._stands_apart(character, last, as_read[0]):
            self.cells.append((" ", start, start))
        elif last == " " and ((self._gap and as_read[0] in CLOSING) or self._closes(character, as_read, end)):
            del self.cells[-1:]
        self.cells += [(c, start, end) for c in as_read]
        self._gap, self._inside = False, character == "«" and as_read != "«" and last == " "
        self._wide = character > "\u2e80" and as_read in CLOSING

    def _closes(self, character: str, as_read: str, end: int) -> bool:
        """Whether it is a French closing quote read as another, before which no space stays."""
        return character == "»" and as_read != "»" and not self._text[end : end + 1].isalnum()

    def _stands_apart(self, character: str, last: str, first: str) -> bool:
        """Whether a space must part what is written from what comes next, which had one or was set apart by its form."""
        if self._wide:
            return not (first.isdigit() and len(self.cells) > 1 and self.cells[-2][0].isdigit())
        return (self._gap and last.isalnum()) or (unicodedata.category(character) == "No" and last.isdigit())

    def _bracket(self, character: str, start: int, end: int) -> None:
        """A bracket that is unknown: a comma where it sets words apart, else nothing beside the character that it stands at."""
        if unicodedata.category(character) == "Ps":
            apart = len(self.cells) > 1 and self.cells[-1][0] == " " and self.cells[-2][0] not in CLOSING + "-"
            self._brackets.append(apart)
            if apart:
                self.cells[-1:] = [(",", self.cells[-1][1], end), (" ", end, end)]
                self._inside = True
            else:
                self._waiting = start if self._waiting is None else self._waiting
            return
        apart = self._brackets.pop() if self._brackets else False
        if apart and re.match(r"\s+\w", self._text[end : end + 20]):
            self.cells.append((",", start, end))
        elif not self._stretch(end) and self._waiting is None:
            self._waiting = start

    def _stretch(self, end: int) -> bool:
        """Let the last cell that writes something show what is typed up to ``end``; false when there is none."""
        for i in range(len(self.cells) - 1, -1, -1):
            character, start, _ = self.cells[i]
            self.cells[i] = (character, end if character == " " else start, end)
            if character != " ":
                return True
        return False

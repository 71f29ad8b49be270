"""Text to BERT's word pieces (WordPiece, Wu et al. 2016, 1609.08144), which remember where in the typed text they stand.

As transformers' BertTokenizer reads (uncased): small letters without accents, punctuation apart, then of each word the longest
piece that is known, and so on; the pieces within a word begin with ``##``. A character that no piece has becomes [UNK] alone, so
that one odd letter does not hide its word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
PAD, UNK, CLS, SEP, MASK = range(len(SPECIAL))
INSIDE = "##"  # begins a piece within a word
LONGEST_WORD = 100  # characters looked at as one word
PLAIN = re.compile(rf"[!-/:-@\[-`{{-~]|[0-9A-Za-z]{{1,{LONGEST_WORD}}}")  # marks and words of a text in ASCII


class Piece(NamedTuple):
    """A piece's id, its place [start, end) in the text, and whether a word begins with it."""

    id: int
    start: int
    end: int
    starts_word: bool


class WordPieces:
    """A vocabulary of word pieces and how text is cut into them."""

    def __init__(self, proto: bytes) -> None:
        """``proto``: the pieces in the order of their ids, one a line, UTF-8. ValueError when it is no such list."""
        try:
            self.pieces = proto.decode("utf-8").split("\n")
        except UnicodeDecodeError as error:
            raise ValueError("not a list of word pieces") from error
        self._ids = {piece: i for i, piece in enumerate(self.pieces)}
        if tuple(self.pieces[: len(SPECIAL)]) != SPECIAL or len(self._ids) != len(self.pieces):
            raise ValueError("not a list of word pieces")
        self.proto = proto
        self._longest = max(map(len, self.pieces))
        self._cut = lru_cache(20_000)(self._cut_word)

    @classmethod
    def of(cls, pieces: Iterable[str]) -> WordPieces:
        """The vocabulary of these pieces, the special ones before them."""
        return cls("\n".join((*SPECIAL, *pieces)).encode("utf-8"))

    def __len__(self) -> int:
        return len(self.pieces)

    def id(self, piece: str) -> int:
        """The id of a piece as the vocabulary writes it; that of [UNK] when it is none."""
        return self._ids.get(piece, UNK)

    def piece(self, id: int) -> str:
        """A piece as the vocabulary writes it."""
        return self.pieces[id]

    def cut(self, text: str) -> list[Piece]:
        """The pieces of a text without special ones; places count characters of ``text`` itself."""
        found = []
        for word, places in words(text):
            for id, begin, end in self._cut(word):
                found.append(Piece(id, places[begin], places[end - 1] + 1, begin == 0))
        return found

    def ids(self, text: str) -> list[int]:
        """The ids of a text without special ones."""
        return [id for word, _ in words(text) for id, _, _ in self._cut(word)]

    def _cut_word(self, word: str) -> tuple[tuple[int, int, int], ...]:
        """The longest known pieces of a word from left to right: id, and [begin, end) in the word."""
        found, begin = [], 0
        while begin < len(word):
            for end in range(min(len(word), begin + self._longest), begin, -1):
                id = self._ids.get(word[begin:end] if begin == 0 else INSIDE + word[begin:end])
                if id is not None:
                    break
            else:
                id, end = UNK, begin + 1
            found.append((id, begin, end))
            begin = end
        return tuple(found)

    def decode(self, ids: Sequence[int]) -> str:
        """Ids to text: words apart, pieces within a word joined, marks at the words they belong to."""
        return self.joined(ids)[0]

    def joined(self, ids: Sequence[int]) -> tuple[str, list[Piece]]:
        """The same text, and where each id stands in it; what is no text stands nowhere, at its end."""
        text, found = "", []
        for id in ids:
            written = "" if id in (PAD, CLS, SEP) else self.pieces[id]
            if inside := written.startswith(INSIDE) and len(written) > len(INSIDE):
                written = written.removeprefix(INSIDE)
            elif written and text and written not in CLOSING and text[-1] not in OPENING:
                text += " "
            found.append(Piece(id, len(text), len(text) + len(written), not inside))
            text += written
        return text, found


CLOSING = frozenset(".,;:!?)]}%'-")
OPENING = frozenset("([{-'$")


def words(text: str) -> Iterable[tuple[str, Sequence[int]]]:
    """Words and marks of a text in small letters without accents, each with the places in ``text`` of its characters."""
    if text.isascii() and text.isprintable():
        for match in PLAIN.finditer(text):
            yield match[0].lower(), range(*match.span())
    else:
        yield from _words_letter_by_letter(text)


def _words_letter_by_letter(text: str) -> Iterable[tuple[str, list[int]]]:
    word = ""
    places: list[int] = []
    for place, character in enumerate(text):
        alone = _alone(character)
        if word and (alone or character.isspace() or len(word) >= LONGEST_WORD):
            yield word, places
            word, places = "", []
        if alone:
            yield character, [place]
        elif not character.isspace():
            plain = _plain(character)
            word += plain
            places += [place] * len(plain)
    if word:
        yield word, places


@lru_cache(4096)
def _plain(character: str) -> str:
    """Small and without accents; nothing for marks and control characters."""
    apart = unicodedata.normalize("NFD", character.lower())
    return "".join(c for c in apart if unicodedata.category(c) not in ("Mn", "Cc", "Cf") and c != "\ufffd")


@lru_cache(4096)
def _alone(character: str) -> bool:
    """Whether a character is a word of its own: punctuation, other ASCII signs, Chinese characters."""
    code = ord(character)
    if 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126:
        return True
    cjk = 0x3400 <= code <= 0x4DBF or 0x4E00 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x2FA1F
    return cjk or unicodedata.category(character).startswith("P")

"""What a word aligner counts when it finds the links of tokens: whole words, or the characters of a script without spaces.

A token of the network may be a part of a word or hold several characters. As units of an aligner, such tokens are rarer than
words and characters, and their links are worse: by characters, eflomal errs in 25 % of its links of Chinese newswire.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from attnviz.engine.translate.alphabet import WORD_START
from attnviz.training.translator.word_aligner import find_links

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from attnviz.engine.translate.tokenizer import Tokenizer
    from attnviz.training.translator.pairs import Link


class Units(NamedTuple):
    """The units of a text in order, and for each the tokens it overlaps."""

    texts: list[str]
    tokens: list[list[int]]


def words_of(pieces: Sequence[str]) -> Units:
    """Pieces with their mark of a word's beginning -> words in lower case; a sign is a word of its own."""
    units = Units([], [])
    goes_on = False
    for token, piece in enumerate(pieces):
        text = piece.removeprefix(WORD_START).lower()
        if goes_on and text == piece.lower() and text.isalnum():
            units.texts[-1] += text
            units.tokens[-1].append(token)
        elif text:
            units.texts.append(text)
            units.tokens.append([token])
        goes_on = text.isalnum()
    return units


def characters_of(pieces: Sequence[str]) -> Units:
    """Pieces -> their characters; the bytes of a rare character stay as they are."""
    units = Units([], [])
    for token, piece in enumerate(pieces):
        for text in [piece] if piece.startswith("<0x") else piece.replace(WORD_START, ""):
            units.texts.append(text)
            units.tokens.append([token])
    return units


def units_of(tokenizer: Tokenizer, sentences: Sequence[Sequence[int]]) -> list[Units]:
    """Token ids, sentence by sentence -> words, or characters where the script has no spaces."""
    split = words_of if tokenizer.spaced else characters_of
    return [split([tokenizer.raw_piece(id) for id in ids]) for ids in sentences]


def links_by_units(
    readers: tuple[Tokenizer, Tokenizer],
    sources: Sequence[Sequence[int]],
    targets: Sequence[Sequence[int]],
    cache: Path,
) -> list[set[Link]]:
    """Token ids of both sides, pair by pair -> links of tokens: all tokens of two units that are linked. Kept in ``cache``.

    ``DataError`` when eflomal is not there.
    """
    source, target = (units_of(reader, side) for reader, side in zip(readers, (sources, targets), strict=True))
    # a space inside a unit would be read as two, and no text at all as no sentence
    plain = [[["_".join(text.split()) or "_" for text in units.texts] for units in side] for side in (source, target)]
    found = find_links(plain[0], plain[1], cache)
    return [
        {(s, t) for i, j in links for s in a.tokens[i] for t in b.tokens[j]}
        for links, a, b in zip(found, source, target, strict=True)
    ]

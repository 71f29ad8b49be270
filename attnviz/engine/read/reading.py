"""What every reader begins with: its network and pieces, checks of what was typed, pieces as tokens, heads that are off."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, TypeVar

import torch

from attnviz.engine.attention.messages import ENCODER, Attention, Token
from attnviz.engine.messages import Note, Refused, frozen
from attnviz.engine.read.word_pieces import CLS, SEP, UNK, WordPieces
from attnviz.models.reader import AdaptedReader, Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from attnviz.engine.model_store import ModelStore
    from attnviz.engine.read.messages import HeadsOff
    from attnviz.engine.read.word_pieces import Piece
    from attnviz.engine.worker import YieldPoint
    from attnviz.models.encoder import Encoding

N = TypeVar("N", bound=AdaptedReader | Reader)
T = TypeVar("T")
MOSTLY = 0.5  # a share of letters in another script from which on a text is refused
PARTLY = 0.1  # and from which on that is told
SAID_CHARACTERS = 10


def in_batches(todo: list[T], length: Callable[[T], int], many: int, progress: YieldPoint) -> Iterator[list[T]]:
    """What is to be read, ``many`` at once and those of about equal length together; ``progress`` hears before each."""
    ordered = sorted(todo, key=length)
    for begin in range(0, len(ordered), many):
        progress(begin / len(ordered), "reading")
        yield ordered[begin : begin + many]


def loaded(store: ModelStore, id: str, kind: type[N], code: str, progress: YieldPoint) -> tuple[N, WordPieces]:
    """The network ``id`` and its word pieces. ``Refused`` codes: ``code`` when it is of another kind, weights_missing,
    weights_broken.
    """
    network = store.network(id, kind, code, progress)
    pieces = next((each for each in store.model(id).tokenizers.values() if isinstance(each, WordPieces)), None)
    if pieces is None:
        raise Refused("weights_broken", f"{id} has no word pieces.", file=id, reason="tokenizer", of="source")
    return network, pieces


def check(text: str, empty: str, sentence: str) -> list[Note]:
    """What should be known of a text before it is read. ``Refused`` with the code ``empty`` where there is nothing in it, with
    no_letters and not_english where it cannot be read.
    """
    if text.isascii() and text.isprintable() and any(c.isalpha() for c in text):
        return []  # as nearly all texts are
    controls = sum(is_control(c) for c in text)
    if not any(not c.isspace() and not is_control(c) for c in text):
        raise Refused(empty, sentence)
    letters = [c for c in text if c.isalpha()]
    if not letters:
        raise Refused("no_letters", "There are no letters in the text, so there is nothing to read.")
    foreign = sum(not _is_latin(c) for c in letters) / len(letters)
    if foreign > MOSTLY:
        raise Refused("not_english", "This model reads English; most of the text is in another script.")
    notes = [Note("control_characters", {"count": controls})] if controls else []
    return [*notes, Note("partly_other_script")] if foreign > PARTLY else notes


def is_control(character: str) -> bool:
    """Whether a character only steers a terminal or a text, and is passed over."""
    return unicodedata.category(character) in ("Cc", "Cf") and not character.isspace()


def _is_latin(character: str) -> bool:
    return character < "\u0250" or 0x1E00 <= ord(character) <= 0x1EFF or 0xFF21 <= ord(character) <= 0xFF5A


def unknown(pieces: Iterable[Piece], text: str) -> list[Note]:
    """A note of the characters that no piece has."""
    found = dict.fromkeys(text[piece.start : piece.end] for piece in pieces if piece.id == UNK)
    characters = [each for each in found if each.strip() and each.isprintable()][:SAID_CHARACTERS]
    return [Note("unknown_characters", {"characters": " ".join(characters)})] if characters else []


def first_words(text: str, most: int) -> tuple[str, int]:
    """The text up to its ``most``-th word, and how many words it has."""
    words = text.split()
    if len(words) <= most:
        return text, len(words)
    place = 0
    for word in words[:most]:
        place = text.index(word, place) + len(word)
    return text[:place], len(words)


def tokens(pieces: Sequence[Piece], text: str) -> list[Token]:
    """Pieces as they stand in the text."""
    return [
        Token(
            p.id,
            text[p.start : p.end],
            p.start,
            p.end,
            p.starts_word,
            "word" if _writes(text[p.start : p.end]) else "punctuation",
        )
        for p in pieces
    ]


def _writes(text: str) -> bool:
    return any(c.isalnum() for c in text)


def mark(id: int) -> Token:
    """[CLS] or [SEP]."""
    return Token(id, {CLS: "[CLS]", SEP: "[SEP]"}[id], -1, -1, starts_word=True, kind="special")


def heads_on(network: Any, off: HeadsOff) -> torch.Tensor | None:
    """[1, layer, head], 0 where a head is off, whatever kind it is said of; None where none is."""
    config = network.config
    pairs = {(layer, head) for _, layer, head in off if 0 <= layer < config.layers and 0 <= head < config.heads}
    if not pairs:
        return None
    on = torch.ones(1, config.layers, config.heads)
    for layer, head in pairs:
        on[0, layer, head] = 0
    return on


def attention(encoding: Encoding, row: int = 0) -> Attention:
    """The weights of one text of a batch, with its value norms."""
    assert encoding.weights is not None
    norms = None if encoding.value_norms is None else frozen(encoding.value_norms[row])
    return Attention(ENCODER, frozen(encoding.weights[row]), norms)

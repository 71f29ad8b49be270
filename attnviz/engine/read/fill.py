"""Fills the blanks of a text, and compares the words for the blank of two."""

from __future__ import annotations

import re
import time
from functools import lru_cache
from typing import TYPE_CHECKING

import torch

from attnviz.engine.attention.messages import Token
from attnviz.engine.messages import Refused, frozen
from attnviz.engine.read import reading
from attnviz.engine.read.messages import (
    BLANK,
    MOST_BLANKS,
    MOST_IN_SENTENCE,
    CompareFillings,
    Fill,
    Filled,
    Filling,
    FillingsCompared,
)
from attnviz.engine.read.word_pieces import CLS, INSIDE, MASK, SEP, SPECIAL, Piece
from attnviz.lazy_numpy import np
from attnviz.models.decoding import pad_batch
from attnviz.models.reader import BlankFiller

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.messages import Note
    from attnviz.engine.model_store import ModelStore
    from attnviz.engine.read.word_pieces import WordPieces
    from attnviz.engine.worker import YieldPoint

MANY = 16  # texts of a file read at once
BLANKS = re.compile(r"_{2,}")


def cut(pieces: WordPieces, text: str) -> list[Piece]:
    """The pieces of a text with [MASK] in place of each blank."""
    found, place = [], 0
    for blank in BLANKS.finditer(text):
        found += _moved(pieces.cut(text[place : blank.start()]), place)
        found.append(Piece(MASK, *blank.span(), starts_word=True))
        place = blank.end()
    return found + _moved(pieces.cut(text[place:]), place)


def _moved(pieces: list[Piece], by: int) -> list[Piece]:
    return [piece._replace(start=piece.start + by, end=piece.end + by) for piece in pieces]


def is_word(piece: str) -> bool:
    """Whether a piece can stand in a blank by itself: a word, no mark and no end of one."""
    return piece not in SPECIAL and not piece.startswith(INSIDE) and any(c.isalnum() for c in piece)


@lru_cache(4)
def whole_words(pieces: WordPieces) -> torch.Tensor:
    """Which pieces are words, bool [V]."""
    return torch.tensor([is_word(piece) for piece in pieces.pieces])


@torch.inference_mode()
def run(store: ModelStore, request: Fill, progress: YieldPoint) -> Filled:
    """Answer a ``Fill`` request: probabilities are shares among the words that are one piece. ``Refused`` codes: those of
    ``reading.loaded`` and ``reading.check``; no_blank, only_blanks, too_many_blanks, too_long.
    """
    network, pieces = reading.loaded(store, request.model, BlankFiller, "not_a_blank_filler", progress)
    begun = time.perf_counter()
    read, notes = _ready(network, pieces, request.text)
    masks = [i for i, piece in enumerate(read, 1) if piece.id == MASK]
    ids = torch.tensor([[CLS, *(piece.id for piece in read), SEP]])
    filled = network(ids, None, reading.heads_on(network, request.heads_off), at=torch.tensor(masks), show=True)
    logits = filled.logits.masked_fill(~whole_words(pieces), -torch.inf)
    probabilities = logits.softmax(-1)
    wanted = [(word, pieces.id(word.lower())) for word in request.wanted]
    found = tuple(map(tuple, _likeliest(pieces, probabilities, request.most)))
    tokens = [
        Token(MASK, BLANK, *token_of[1:3], starts_word=True, kind="word") if piece.id == MASK else token
        for piece, token, token_of in zip(read, reading.tokens(read, request.text), read, strict=True)
    ]
    return Filled(
        request=request,
        blanks=tuple((piece.start, piece.end) for piece in read if piece.id == MASK),
        fillings=found,
        wanted=tuple(
            tuple(Filling(word, float(row[id])) for word, id in wanted if is_word(pieces.piece(id)))
            for row in probabilities
        ),
        tokens=(reading.mark(CLS), *tokens, reading.mark(SEP)),
        masks=tuple(masks),
        attention=reading.attention(filled.encoding),
        notes=(*notes, *reading.unknown(read, request.text)),
        milliseconds=1000 * (time.perf_counter() - begun),
    )


def run_many(store: ModelStore, requests: Sequence[Fill], progress: YieldPoint) -> list[list[list[Filling]] | Refused]:
    """The fillings of texts that ask the same model with no head off, many in a batch; a ``Refused`` in place of what cannot be
    filled.
    """
    found: list[list[list[Filling]] | Refused] = []
    todo: list[tuple[int, list[Piece]]] = []
    for i, request in enumerate(requests):
        network, pieces = reading.loaded(store, request.model, BlankFiller, "not_a_blank_filler", progress)
        try:
            todo.append((i, _ready(network, pieces, request.text)[0]))
            found.append([])
        except Refused as refused:
            found.append(refused)
    for part in reading.in_batches(todo, lambda each: len(each[1]), MANY, progress):
        for (i, _), fillings in zip(part, _fill(network, pieces, part, requests), strict=True):
            found[i] = fillings
    return found


@torch.inference_mode()
def _fill(
    network: BlankFiller, pieces: WordPieces, part: Sequence[tuple[int, list[Piece]]], requests: Sequence[Fill]
) -> list[list[list[Filling]]]:
    """The fillings of some texts in one batch."""
    ids, whole = pad_batch([[CLS, *(piece.id for piece in read), SEP] for _, read in part])
    at = (ids == MASK).flatten().nonzero().squeeze(1)  # row after row
    logits = network(ids, None if bool(whole.all()) else whole, at=at).logits
    probabilities = logits.masked_fill(~whole_words(pieces), -torch.inf).softmax(-1)
    each = probabilities.split((ids == MASK).sum(1).tolist())
    return [_likeliest(pieces, one, requests[i].most) for one, (i, _) in zip(each, part, strict=True)]


def _likeliest(pieces: WordPieces, probabilities: torch.Tensor, most: int) -> list[list[Filling]]:
    """The likeliest words of each blank, of probabilities [blanks, V]."""
    top, places = probabilities.topk(min(most, probabilities.shape[-1]), -1)
    return [
        [Filling(_shown(pieces.piece(id)), p) for p, id in zip(*row, strict=True)]
        for row in zip(top.tolist(), places.tolist(), strict=True)
    ]


def _ready(network: BlankFiller, pieces: WordPieces, text: str) -> tuple[list[Piece], list[Note]]:
    """A text cut for reading, and what should be known of it. ``Refused`` for what cannot be filled."""
    notes = _check(text)
    read = cut(pieces, text)
    if len(read) + 2 > network.config.longest:
        raise _too_long(len(text.split()))
    return read, notes


def _check(text: str) -> list[Note]:
    """What should be known of a text with blanks. ``Refused`` for what cannot be filled."""
    blanks, rest = len(BLANKS.findall(text)), BLANKS.sub(" ", text)
    if blanks and not rest.strip():
        raise Refused("only_blanks", "There is nothing around the blanks that could say what belongs there.")
    notes = reading.check(rest, "text_empty", "There is no text to fill in.")
    if not blanks:
        raise Refused("no_blank", f"There is no blank ({BLANK}) in the text.")
    if blanks > MOST_BLANKS:
        raise Refused(
            "too_many_blanks",
            f"There are {blanks} blanks; at most {MOST_BLANKS} can be filled.",
            given=blanks,
            most=MOST_BLANKS,
        )
    words = len(text.split())
    if words > MOST_IN_SENTENCE:
        raise _too_long(words)
    return notes


def _too_long(words: int) -> Refused:
    sentence = f"The text has {words} words; at most {MOST_IN_SENTENCE} can be read at once."
    return Refused("too_long", sentence, given=words, most=MOST_IN_SENTENCE)


def _shown(piece: str) -> str:
    return "I" if piece == "i" else piece


def compare(store: ModelStore, request: CompareFillings, progress: YieldPoint) -> FillingsCompared:
    """Answer a ``CompareFillings`` request. ``Refused`` codes: those of ``run``."""
    begun = time.perf_counter()
    both = [run(store, each, progress) for each in (request.first, request.second)]
    words = list(dict.fromkeys(each.token for one in both for each in one.fillings[0]))
    asked = [
        run(store, Fill(each.text, each.model, each.heads_off, 1, tuple(words)), progress)
        for each in (request.first, request.second)
    ]
    first, second = (np.array([each.probability for each in one.wanted[0]], np.float32) for one in asked)
    order = np.argsort(-np.abs(first - second), kind="stable")[: request.most]
    return FillingsCompared(
        request=request,
        words=tuple(words[i] for i in order),
        first=frozen(first[order]),
        second=frozen(second[order]),
        milliseconds=1000 * (time.perf_counter() - begun),
    )

"""The words of a sentence as the parser reads them: their pieces between [CLS] and [SEP], where each begins, how it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import torch
from torch import Tensor

from attnviz.engine.read.word_pieces import CLS, PAD, SEP, UNK
from attnviz.models.parser import word_shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.read.word_pieces import WordPieces

MOST_PIECES = 8  # of a word: a long address says little more
MOST_TOKENS = 512


class WordsRead(NamedTuple):
    """Ids with [CLS] and [SEP], the place of each word's first piece among them, each word's ``word_shape``."""

    ids: list[int]
    first: list[int]
    shapes: list[int]


def read_words(words: Sequence[str], pieces: WordPieces) -> WordsRead:
    """Words -> what the parser reads. ValueError for more than it can."""
    ids, first = [CLS], []
    for word in words:
        first.append(len(ids))
        ids += pieces.ids(word)[:MOST_PIECES] or [UNK]
    if len(ids) >= MOST_TOKENS:
        raise ValueError(f"{len(ids) + 1} tokens, but {MOST_TOKENS} can be read")
    return WordsRead([*ids, SEP], first, [word_shape(word) for word in words])


class WordBatch(NamedTuple):
    """tokens and mask [B, T]; first, words (True where there is one) and shapes [B, W]: what ``Parser`` is called with."""

    tokens: Tensor
    mask: Tensor
    first: Tensor
    words: Tensor
    shapes: Tensor


def word_batch(sentences: Sequence[WordsRead]) -> WordBatch:
    """Sentences of unlike lengths as rectangles."""
    tokens = _rectangle([sentence.ids for sentence in sentences], PAD)
    first = _rectangle([sentence.first for sentence in sentences], -1)
    shapes = _rectangle([sentence.shapes for sentence in sentences], 0)
    return WordBatch(tokens, tokens != PAD, first.clamp(min=0), first >= 0, shapes)


def _rectangle(rows: Sequence[Sequence[int]], fill: int) -> Tensor:
    longest = max(map(len, rows))
    return torch.tensor([[*row, *([fill] * (longest - len(row)))] for row in rows])

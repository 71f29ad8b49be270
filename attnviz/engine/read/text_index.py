"""Texts that are read once and searched often: the vectors of their tokens, and which words stand in which."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import torch

from attnviz.engine.read.word_pieces import CLS, PAD, SEP, words
from attnviz.lazy_numpy import np
from attnviz.models.reader import token_vectors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from attnviz.engine.read.word_pieces import WordPieces
    from attnviz.models.reader import Reader

LONGEST = 256  # pieces read of a text
BATCH = 8
K1, B = 1.2, 0.75  # of BM25
MOST_KEPT = 20_000  # texts of which vectors are kept


class Packed(NamedTuple):
    """All texts one after the other: ``vectors`` [D, tokens of all], where each text begins, and a vector a text [N, D]."""

    vectors: Tensor
    begins: np.ndarray
    whole: Tensor


class TextIndex:
    """What one network knows of texts."""

    def __init__(self) -> None:
        self._vectors: dict[str, Tensor] = {}  # of each text those of its pieces [T, D], half precision
        self.cut: set[str] = set()  # texts of which only the beginning is read
        self._packed: tuple[tuple[str, ...], Packed] | None = None
        self._words: tuple[tuple[str, ...], Overlap] | None = None

    def missing(self, texts: Sequence[str]) -> list[str]:
        """Those that are not read yet, each once, short ones first."""
        return sorted({text for text in texts if text not in self._vectors}, key=len)

    @torch.inference_mode()
    def read(self, network: Reader, pieces: WordPieces, texts: Sequence[str]) -> None:
        """Read some texts in one batch."""
        if len(self._vectors) > MOST_KEPT:
            self._vectors.clear()
            self.cut.clear()
        ids = [pieces.ids(text) for text in texts]
        rows = [[CLS, *each[: LONGEST - 2], SEP] for each in ids]
        self.cut |= {text for text, each in zip(texts, ids, strict=True) if len(each) > LONGEST - 2}
        width = max(map(len, rows))
        tokens = torch.tensor([[*row, *([PAD] * (width - len(row)))] for row in rows])
        mask = tokens != PAD
        states = token_vectors(network(tokens, None if bool(mask.all()) else mask).states)
        for text, row, each in zip(texts, rows, states, strict=True):
            self._vectors[text] = (
                each[1 : len(row) - 1] if len(row) > 2 else each[:1]
            ).half()  # an empty text: its mark

    def packed(self, texts: tuple[str, ...]) -> Packed:
        """The vectors of texts that are all read."""
        if self._packed is None or self._packed[0] is not texts:
            each = [self._vectors[text] for text in texts]
            begins = np.cumsum([0, *(len(one) for one in each)])[:-1]
            vectors = torch.cat(each).float()
            whole = torch.stack([one.float().mean(0) for one in each])
            self._packed = texts, Packed(vectors.T.contiguous(), begins, torch.nn.functional.normalize(whole, dim=-1))
        return self._packed[1]

    def overlap(self, texts: tuple[str, ...]) -> Overlap:
        """Which words stand in which text."""
        if self._words is None or self._words[0] is not texts:
            self._words = texts, Overlap(texts)
        return self._words[1]


class Overlap:
    """Plain word overlap. Robertson & Zaragoza 2009, eq. 3.15, k1 1.2, b 0.75."""

    def __init__(self, texts: Sequence[str]) -> None:
        bags = [Counter(word for word, _ in words(text) if word[0].isalnum()) for text in texts]
        lengths = np.array([sum(bag.values()) for bag in bags], np.float64)
        self._norm = K1 * (1 - B + B * lengths / max(float(lengths.mean()) if len(bags) else 1.0, 1e-9))
        found: dict[str, list[tuple[int, int]]] = {}
        for i, bag in enumerate(bags):
            for word, count in bag.items():
                found.setdefault(word, []).append((i, count))
        self._places = {word: np.array(each) for word, each in found.items()}  # [texts with it, (text, count)]
        self._count = len(bags)

    def scores(self, query: str) -> np.ndarray:
        """BM25 of each text [N]; 0 for one that shares no word."""
        total = np.zeros(self._count, np.float32)
        for word in {word for word, _ in words(query)} & self._places.keys():
            texts, often = self._places[word].T
            rare = math.log(1 + (self._count - len(texts) + 0.5) / (len(texts) + 0.5))
            total[texts] += rare * often * (K1 + 1) / (often + self._norm[texts])
        return total

"""Sentence pairs from ``*.tsv.gz`` files, and batches of similar length in an order that the seed alone decides."""

from __future__ import annotations

import gzip
import random
from dataclasses import dataclass
from pathlib import Path

from sacrebleu.tokenizers.tokenizer_13a import Tokenizer13a
from torch import Tensor

from attnviz.engine.text import BOS, EOS, Tokenizer
from attnviz.models.decoding import pad_batch

Pair = tuple[str, str]
WORDS = Tokenizer13a()


class DataError(Exception):
    """A data file that is missing or not as described; the message is one sentence for a person."""


def find(data: Path, name: str) -> Path:
    """The file ``name`` in ``data`` or its ``text`` folder."""
    for path in (data / name, data / "text" / name):
        if path.is_file():
            return path
    raise DataError(f"{name} is not in {data} (nor in {data / 'text'}).")


def words(text: str) -> str:
    """The text in lower case with spaces around punctuation, as published word-level systems read it."""
    return str(WORDS(text.lower()))


def read_pairs(path: Path, *, reverse: bool = False) -> list[Pair]:
    """Gzipped UTF-8 lines ``source TAB target`` -> pairs; ``reverse`` swaps the sides."""
    pairs = []
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                columns = line.rstrip("\n").split("\t")
                if len(columns) != 2:
                    raise DataError(f"{path.name}, line {number}: two columns expected, {len(columns)} found.")
                pairs.append((columns[1], columns[0]) if reverse else (columns[0], columns[1]))
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise DataError(f"{path.name} is not a whole gzipped UTF-8 file.") from error
    return pairs


def group_references(pairs: list[Pair]) -> tuple[list[str], list[list[str]]]:
    """Pairs -> the distinct sources in order, and for each all its references."""
    references: dict[str, list[str]] = {}
    for source, target in pairs:
        references.setdefault(source, []).append(target)
    return list(references), list(references.values())


@dataclass(frozen=True)
class Batch:
    """source [B, S] with eos, src_mask [B, S], target inputs [B, T] from bos, target outputs [B, T] to eos (0 = padding)."""

    source: Tensor
    src_mask: Tensor
    inputs: Tensor
    outputs: Tensor

    def to(self, device: str) -> Batch:
        return Batch(*(t.to(device) for t in (self.source, self.src_mask, self.inputs, self.outputs)))


class PairBatches:
    """All batches of an epoch; the same seed and epoch give the same batches."""

    def __init__(
        self,
        pairs: list[Pair],
        source: Tokenizer,
        target: Tokenizer,
        *,
        tokens: int,
        longest: int = 60,
    ) -> None:
        """``tokens`` bounds the target tokens of a batch; pairs with a side of more than ``longest`` tokens are left out."""
        self._tokens = tokens
        encoded = (([*source.ids(s), EOS], [BOS, *target.ids(t), EOS]) for s, t in pairs)
        self._encoded = [(s, t) for s, t in encoded if len(s) <= longest and len(t) <= longest]

    def epoch(self, seed: int, epoch: int) -> list[list[tuple[list[int], list[int]]]]:
        """Shuffle, sort within large windows by length, cut into batches, shuffle the batches."""
        shuffled = random.Random(f"{seed}:{epoch}")
        encoded = list(self._encoded)
        shuffled.shuffle(encoded)
        batches: list[list[tuple[list[int], list[int]]]] = []
        window = 12_800
        for begin in range(0, len(encoded), window):
            batch: list[tuple[list[int], list[int]]] = []
            longest = 0
            for pair in sorted(encoded[begin : begin + window], key=lambda p: (len(p[0]), len(p[1]))):
                longest = max(longest, len(pair[1]))
                if batch and longest * (len(batch) + 1) > self._tokens:
                    batches.append(batch)
                    batch, longest = [], len(pair[1])
                batch.append(pair)
            batches.append(batch)
        shuffled.shuffle(batches)
        return batches


def tensors(batch: list[tuple[list[int], list[int]]]) -> Batch:
    """Encoded pairs -> padded tensors."""
    source, src_mask = pad_batch([s for s, _ in batch])
    target, _ = pad_batch([t for _, t in batch])
    return Batch(source, src_mask, target[:, :-1].contiguous(), target[:, 1:].contiguous())

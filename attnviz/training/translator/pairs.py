"""Sentence pairs from ``*.tsv.gz`` files, and batches of similar length in an order that the seed alone decides."""

from __future__ import annotations

import gzip
import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import torch
from sacrebleu.tokenizers.tokenizer_13a import Tokenizer13a
from torch import Tensor

from attnviz.engine.translate.tokenizer import BOS, EOS, Tokenizer, seed_sampling
from attnviz.models.decoding import pad_batch

if TYPE_CHECKING:
    from pathlib import Path

    from attnviz.training.translator.recipes import TranslatorRecipe

Pair = tuple[str, str]
Link = tuple[int, int]  # source token, target token
Split = Callable[[str], list[int]]  # a text to its tokens
Vary = Callable[[str, str, random.Random], Pair]  # a pair as it may also be written
WORDS = Tokenizer13a()


class DataError(Exception):
    """A data file that is missing or not as described; the message is one sentence for a person."""


def find(data: Path, name: str) -> Path:
    """The file ``name`` in ``data`` or its ``text`` folder."""
    for path in (data / name, data / "text" / name):
        if path.is_file():
            return path
    raise DataError(f"{name} is not in {data} (nor in {data / 'text'}).")


def words(text: str, language: str) -> str:
    """The text in lower case with spaces around punctuation, and after a French elision (l' eau), as published systems read it."""
    parted = str(WORDS(text.lower()))
    return re.sub(r"(?<=\w)['’](?=\w)", "' ", parted) if language == "fr" else parted


def read_rows(path: Path, columns: int) -> list[list[str]]:
    """Gzipped UTF-8 lines parted by tabs -> their columns. ``DataError`` where there are more or fewer than ``columns``."""
    rows = []
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                row = line.rstrip("\n").split("\t")
                if len(row) != columns:
                    raise DataError(f"{path.name}, line {number}: {columns} columns expected, {len(row)} found.")
                rows.append(row)
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise DataError(f"{path.name} is not a whole gzipped UTF-8 file.") from error
    return rows


def read_pairs(path: Path, *, reverse: bool = False) -> list[Pair]:
    """Gzipped UTF-8 lines ``source TAB target`` -> pairs; ``reverse`` swaps the sides."""
    return [(b, a) if reverse else (a, b) for a, b in read_rows(path, 2)]


def read_corpus(data: Path, name: str, recipe: TranslatorRecipe) -> list[Pair]:
    """The pairs of a file of the recipe's corpus, as its network reads them."""
    pairs = read_pairs(find(data, name), reverse=recipe.corpus.reverse)
    if not recipe.corpus.words:
        return pairs
    return [(words(s, recipe.source_language), words(t, recipe.target_language)) for s, t in pairs]


def group_references(pairs: list[Pair]) -> tuple[list[str], list[list[str]]]:
    """Pairs -> the distinct sources in order, and for each all its references."""
    references: dict[str, list[str]] = {}
    for source, target in pairs:
        references.setdefault(source, []).append(target)
    return list(references), list(references.values())


@dataclass(frozen=True)
class Batch:
    """source [B, S] with eos, src_mask [B, S], target inputs [B, T] from bos, target outputs [B, T] to eos (0 = padding).

    ``links`` [B, T, S]: the row of each input token is spread over the source tokens that say the same, or 0; all 0 where links
    are not known.
    """

    source: Tensor
    src_mask: Tensor
    inputs: Tensor
    outputs: Tensor
    links: Tensor

    def to(self, device: str) -> Batch:
        return Batch(*(t.to(device) for t in (self.source, self.src_mask, self.inputs, self.outputs, self.links)))


class EncodedPair(NamedTuple):
    """A pair as the network reads it: source ids with eos, target ids from bos to eos, links (source, target) of its tokens."""

    source: list[int]
    target: list[int]
    links: frozenset[Link] = frozenset()


def join(first: EncodedPair, second: EncodedPair) -> EncodedPair:
    """Two pairs as one: the second's texts follow the first's."""
    s, t = len(first.source) - 1, len(first.target) - 2  # their tokens without eos and bos
    return EncodedPair(
        first.source[:-1] + second.source,
        first.target[:-1] + second.target[1:],
        first.links | {(i + s, j + t) for i, j in second.links},
    )


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
        more: Sequence[Pair] = (),
    ) -> None:
        """``tokens`` bounds the target tokens of a batch; pairs with a side of more than ``longest`` tokens are left out.

        ``more`` pairs are learned in epochs that vary pairs, and always varied.
        """
        self._tokens, self._longest, self._more = tokens, longest, more
        self._source, self._target = source, target
        encoded = [(pair, self._encoded(*pair, source.ids, target.ids)) for pair in pairs]
        self._texts = [pair for pair, ids in encoded if self._fits(ids)]
        self.pairs = [ids for _, ids in encoded if self._fits(ids)]

    @staticmethod
    def _encoded(source_text: str, target_text: str, source: Split, target: Split) -> EncodedPair:
        return EncodedPair([*source(source_text), EOS], [BOS, *target(target_text), EOS])

    def _fits(self, pair: EncodedPair) -> bool:
        return max(len(pair.source), len(pair.target)) <= self._longest

    def _drawn(self, seed: int, alpha: float) -> list[EncodedPair]:
        """All pairs with their words split by chance."""
        seed_sampling(seed)
        split = [partial(side.sampled_ids, alpha=alpha) for side in (self._source, self._target)]
        return list(filter(self._fits, (self._encoded(*pair, *split) for pair in self._texts)))

    def _varied(self, draw: random.Random, share: float, vary: Vary) -> list[EncodedPair]:
        """All pairs, a ``share`` of them and all of ``more`` as ``vary`` writes them: these have no links."""
        pairs = []
        for pair, text in zip(self.pairs, self._texts, strict=True):
            other = vary(*text, draw) if draw.random() < share else text
            ids = pair if other == text else self._encoded(*other, self._source.ids, self._target.ids)
            pairs.append(ids if self._fits(ids) else pair)
        written = (self._encoded(*vary(*text, draw), self._source.ids, self._target.ids) for text in self._more)
        return [*pairs, *filter(self._fits, written)]

    def _joined(self, pairs: list[EncodedPair], draw: random.Random, share: float) -> list[EncodedPair]:
        """A ``share`` of the shuffled ``pairs`` two and two as one text, as paragraphs are."""
        joined, waiting = [], None
        for pair in pairs:
            if draw.random() >= share:
                joined.append(pair)
            elif waiting is None:
                waiting = pair
            else:
                both = join(waiting, pair)
                joined += [both] if self._fits(both) else [waiting, pair]
                waiting = None
        return joined if waiting is None else [*joined, waiting]

    def link(self, find: Callable[[Sequence[list[int]], Sequence[list[int]]], Sequence[Iterable[Link]]]) -> None:
        """Let ``find`` say which tokens of each pair belong together; it sees no eos and no bos."""
        found = find([pair.source[:-1] for pair in self.pairs], [pair.target[1:-1] for pair in self.pairs])
        self.pairs = [pair._replace(links=frozenset(links)) for pair, links in zip(self.pairs, found, strict=True)]

    def repeat(self, words: int) -> None:
        """From now on learn pairs with so many words in the source twice in each epoch."""
        again = [i for i, (source, _) in enumerate(self._texts) if len(source.split()) >= words]
        self._texts += [self._texts[i] for i in again]
        self.pairs += [self.pairs[i] for i in again]

    def epoch(
        self,
        seed: int,
        epoch: int,
        *,
        sampled: float = 0.0,
        joined: float = 0.0,
        varied: tuple[float, Vary] | None = None,
    ) -> list[list[EncodedPair]]:
        """Shuffle, sort within large windows by length, cut into batches, shuffle the batches.

        With ``sampled`` the words are split by chance (see ``Tokenizer.sampled_ids``), else a share of the pairs may be
        ``varied`` by a function; a share of all is ``joined`` two and two.
        """
        shuffled = random.Random(f"{seed}:{epoch}")
        if sampled:
            encoded = self._drawn(shuffled.getrandbits(31), sampled)
        else:
            encoded = self._varied(shuffled, *varied) if varied else list(self.pairs)
        shuffled.shuffle(encoded)
        if joined:
            encoded = self._joined(encoded, shuffled, joined)
        batches: list[list[EncodedPair]] = []
        window = 12_800
        for begin in range(0, len(encoded), window):
            batch: list[EncodedPair] = []
            longest = 0
            for pair in sorted(encoded[begin : begin + window], key=lambda p: (len(p.source), len(p.target))):
                longest = max(longest, len(pair.target))
                if batch and longest * (len(batch) + 1) > self._tokens:
                    batches.append(batch)
                    batch, longest = [], len(pair.target)
                batch.append(pair)
            batches.append(batch)
        shuffled.shuffle(batches)
        return batches


def tensors(batch: list[EncodedPair]) -> Batch:
    """Encoded pairs -> padded tensors."""
    source, src_mask = pad_batch([pair.source for pair in batch])
    target, _ = pad_batch([pair.target for pair in batch])
    links = torch.zeros(len(batch), target.shape[1] - 1, source.shape[1])
    placed = [(i, t + 1, s) for i, pair in enumerate(batch) for s, t in pair.links]  # bos is the first input
    if placed:
        links[tuple(torch.tensor(placed).T)] = 1
        links /= links.sum(-1, keepdim=True).clamp(min=1)
    return Batch(source, src_mask, target[:, :-1].contiguous(), target[:, 1:].contiguous(), links)

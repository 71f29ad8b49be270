"""Blanks: whole words of sentences are hidden, and the pieces that stood there are to be found again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

from attnviz.engine.read.word_pieces import CLS, MASK, PAD, SEP
from attnviz.models.reader import AdaptedConfig, BlankFiller
from attnviz.training.classifier.photos import generator
from attnviz.training.reader.batches import batches_of, padded
from attnviz.training.reader.run import ReaderRun
from attnviz.training.reader.texts import (
    DIALOGUES_ORIGIN,
    SQUAD_ORIGIN,
    TATOEBA_ORIGIN,
    read_dialogues,
    read_passages,
    read_sentences,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from attnviz.engine.read.word_pieces import WordPieces
    from attnviz.training.reader.recipes import BlankFillerRecipe

FEWEST_WORDS = 5  # of a sentence that is measured
SHOWN = 500  # sentences behind the figures shown while training
BATCH = 64
LEAST = 0.08  # share of the words hidden in a sentence, at least; ``recipe.hidden`` at most


class Sentence(NamedTuple):
    """Ids without special ones, and the word that each piece is of."""

    ids: list[int]
    words: list[int]


class BlankBatch(NamedTuple):
    """tokens [B, T] with blanks, mask [B, T], the blanks' places in the flattened B T, and what stood there [N]."""

    tokens: Tensor
    mask: Tensor
    at: Tensor
    hidden: Tensor


def cut_sentence(pieces: WordPieces, text: str, longest: int) -> Sentence:
    """The first ``longest`` pieces of a text."""
    cut = pieces.cut(text)[:longest]
    words, word = [], -1
    for piece in cut:
        word += piece.starts_word
        words.append(word)
    return Sentence([piece.id for piece in cut], words)


class BlankFillerRun(ReaderRun):
    """Learning to fill in: the loss is the mean surprise at the pieces of the hidden words."""

    kind = "blank_filler"
    origin, licence = "; ".join((TATOEBA_ORIGIN, SQUAD_ORIGIN, DIALOGUES_ORIGIN)), "as named"
    recipe: BlankFillerRecipe

    def __init__(self, recipe: BlankFillerRecipe, data: Path, out: Path, *, device: str = "cpu", seed: int = 1) -> None:
        super().__init__(recipe, data, out, device=device, seed=seed)
        chance = generator(seed)
        texts: list[str] = []
        for more, count in (
            (read_sentences(data, "train"), recipe.sentences),
            (self._paragraph_sentences(), recipe.paragraphs),
            (read_dialogues(data), recipe.dialogues),
        ):
            texts += [more[i] for i in torch.randperm(len(more), generator=chance)[:count].tolist()]
        cut = [cut_sentence(self.pieces, text, recipe.longest) for text in texts]
        self.sentences = [sentence for sentence in cut if len(sentence.ids) > 3]
        self.dev = read_sentences(data, "dev")
        self._order: tuple[int, list[list[int]]] = (-1, [])

    def _paragraph_sentences(self) -> list[str]:
        return [
            part for passage in read_passages(self.data, "train") for part in passage.text.split(". ") if len(part) > 20
        ]

    def network(self) -> BlankFiller:
        return BlankFiller(AdaptedConfig(**self.shared_config, rank=self.recipe.rank, adapted=self.recipe.adapted))

    def _batches(self, epoch: int) -> list[list[int]]:
        if self._order[0] != epoch:
            lengths = torch.tensor([len(sentence.ids) + 2 for sentence in self.sentences])
            found = batches_of(lengths, self.recipe.tokens, self.recipe.most, generator(self.seed, epoch))
            self._order = epoch, found
        return self._order[1]

    def steps(self, epoch: int) -> int:
        return len(self._batches(epoch))

    def epoch_batches(self, epoch: int, first: int) -> Iterator[BlankBatch]:
        for number, batch in enumerate(self._batches(epoch)[first:], first):
            chance = generator(self.seed, epoch, number)
            yield with_blanks([self.sentences[i] for i in batch], chance, most=self.recipe.hidden)

    def loss(self, batch: BlankBatch) -> Tensor:
        filled = self.model(batch.tokens, batch.mask, at=batch.at)
        return F.cross_entropy(filled.logits.float(), batch.hidden)

    def measure(self) -> dict[str, float]:
        return filled_in(self.kept.eval(), self.pieces, self.dev, most=SHOWN, quick=self.bfloat16)

    def figures(self, network: Any, split: str = "dev") -> dict[str, Any]:
        return filled_in(network, self.pieces, read_sentences(self.data, split))


def with_blanks(sentences: Sequence[Sentence], chance: torch.Generator, *, most: float) -> BlankBatch:
    """Hide words of each sentence: one at least, up to the share ``most``; all pieces of a word together, and all become [MASK]."""
    rows, hidden = [], []
    for sentence in sentences:
        count = sentence.words[-1] + 1
        share = LEAST + (most - LEAST) * float(torch.rand(1, generator=chance))
        chosen = set(torch.randperm(count, generator=chance)[: max(1, round(share * count))].tolist())
        blank = [word in chosen for word in sentence.words]
        rows.append([CLS, *(MASK if b else id for id, b in zip(sentence.ids, blank, strict=True)), SEP])
        hidden += [id for id, b in zip(sentence.ids, blank, strict=True) if b]
    tokens = padded(rows)
    return BlankBatch(tokens, tokens != PAD, torch.nonzero(tokens.flatten() == MASK).squeeze(1), torch.tensor(hidden))


@torch.inference_mode()
def filled_in(
    network: Any, pieces: WordPieces, texts: Sequence[str], *, most: int = 0, quick: bool = False
) -> dict[str, Any]:
    """How often, in percent, the hidden word of a sentence of five words or more is the first, or among the first five fillings.

    One word a sentence is hidden, the same in every measurement; it becomes one blank, so words of several pieces are missed.
    """
    chance = generator(0)
    rows, wanted = [], []
    for text in texts:
        sentence = cut_sentence(pieces, text, 60)
        spelled = (
            [word for word in range(sentence.words[-1] + 1) if _is_word(pieces, sentence, word)]
            if sentence.words
            else []
        )
        if len(spelled) < FEWEST_WORDS:
            continue
        word = spelled[int(torch.randint(len(spelled), (1,), generator=chance))]
        first, last = sentence.words.index(word), len(sentence.words) - sentence.words[::-1].index(word)
        rows.append([CLS, *sentence.ids[:first], MASK, *sentence.ids[last:], SEP])
        wanted.append(sentence.ids[first] if last == first + 1 else -1)
        if len(rows) == most:
            break
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    top = {1: 0, 5: 0}
    for begin in range(0, len(order), BATCH):
        chosen = order[begin : begin + BATCH]
        tokens = padded([rows[i] for i in chosen])
        with torch.autocast("cpu", torch.bfloat16, enabled=quick):
            at = torch.nonzero(tokens.flatten() == MASK).squeeze(1)
            best = network(tokens, tokens != PAD, at=at).logits.float().topk(5, -1).indices
        right = best == torch.tensor([wanted[i] for i in chosen]).unsqueeze(1)
        for k in top:
            top[k] += int(right[:, :k].any(1).sum())
    return {
        "sentences": len(rows),
        "of_one_piece": round(100 * sum(id >= 0 for id in wanted) / len(rows), 2),
        **{f"top_{k}": round(100 * count / len(rows), 2) for k, count in top.items()},
    }


def _is_word(pieces: WordPieces, sentence: Sentence, word: int) -> bool:
    return pieces.piece(sentence.ids[sentence.words.index(word)])[0].isalnum()

"""Titles: abstracts of arXiv with their titles, what the encoder's lower layers say of them kept in a file, training, ROUGE-L."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import torch
from torch import Tensor

from attnviz.engine.messages import Refused
from attnviz.engine.model_store import no_progress
from attnviz.engine.read.title import LONGEST_TITLE, write_many
from attnviz.engine.read.word_pieces import CLS, PAD, SEP
from attnviz.engine.read.word_pieces import words as words_of
from attnviz.models.title_writer import TitleWriter, TitleWriterConfig
from attnviz.training.classifier.photos import generator
from attnviz.training.reader.batches import batches_of, padded
from attnviz.training.reader.run import ReaderRun
from attnviz.training.reader.texts import ABSTRACTS_ORIGIN, read_titled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from attnviz.engine.read.word_pieces import WordPieces
    from attnviz.training.reader.recipes import TitleRecipe

BEAMS = 4
SHOWN = 100  # abstracts behind the figures shown while training
BATCH = 20


class TitleBatch(NamedTuple):
    """States [B, S, D] below the layers that learn, source and mask [B, S], title inputs and outputs [B, T]."""

    states: Tensor
    source: Tensor
    mask: Tensor
    inputs: Tensor
    outputs: Tensor


class TitleRun(ReaderRun):
    """Learning to write titles: the loss is the mean surprise at their tokens, written or copied."""

    kind = "title_writer"
    origin, licence = ABSTRACTS_ORIGIN, "arXiv's terms for metadata"
    recipe: TitleRecipe
    model: TitleWriter

    def __init__(self, recipe: TitleRecipe, data: Path, out: Path, *, device: str = "cpu", seed: int = 1) -> None:
        super().__init__(recipe, data, out, device=device, seed=seed)
        pairs = read_titled(data, "train")
        self.sources = [source_ids(self.pieces, abstract, recipe.longest) for abstract, _ in pairs]
        self.titles = [self.pieces.ids(title)[: LONGEST_TITLE - 1] for _, title in pairs]
        self.dev = read_titled(data, "dev")
        self.lower = self.model.config.layers - recipe.adapted
        self.starts = np.concatenate(([0], np.cumsum([len(source) for source in self.sources])))
        self.states = self._states_of_all()
        self._order: tuple[int, list[list[int]]] = (-1, [])
        self._steps = 0

    def network(self) -> TitleWriter:
        recipe = self.recipe
        return TitleWriter(
            TitleWriterConfig(
                **self.shared_config | {"dropout": recipe.dropout},
                rank=recipe.rank,
                adapted=recipe.adapted,
                decoder_layers=recipe.decoder_layers,
                d_decoder=recipe.d_decoder,
            )
        )

    def _states_of_all(self) -> Any:
        """float16 [all tokens, D]: from a file in the run's folder, or computed into it first."""
        width, path = self.model.config.d_model, self.out / "states.f16"
        shape = (int(self.starts[-1]), width)
        if not path.is_file() or path.stat().st_size != 2 * shape[0] * shape[1]:
            partial = path.with_suffix(".unfinished")
            kept = np.memmap(partial, np.float16, "w+", shape=shape)
            order = sorted(range(len(self.sources)), key=lambda i: len(self.sources[i]))
            self.model.eval()
            for begin in range(0, len(order), BATCH):
                chosen = order[begin : begin + BATCH]
                for i, states in zip(chosen, self._lower([self.sources[i] for i in chosen]), strict=True):
                    kept[self.starts[i] : self.starts[i + 1]] = states[: len(self.sources[i])].numpy()
            kept.flush()
            partial.replace(path)
            self.model.train()
        return np.memmap(path, np.float16, "r", shape=shape)

    @torch.inference_mode()
    def _lower(self, sources: Sequence[Sequence[int]]) -> Tensor:
        """float16 [B, S, D]: what the layers say that do not learn."""
        tokens = padded(sources)
        with torch.autocast(self.device, torch.bfloat16, enabled=self.bfloat16):
            return self.model.encoder(tokens, tokens != PAD, layers=self.lower).states.half()

    def _batches(self, epoch: int) -> list[list[int]]:
        if self._order[0] != epoch:
            lengths = torch.tensor([len(source) for source in self.sources])
            found = batches_of(lengths, self.recipe.tokens, self.recipe.most, generator(self.seed, epoch))
            self._order = epoch, found
        return self._order[1]

    def steps(self, epoch: int) -> int:
        if not self._steps:  # epochs differ by a few batches: the last ones are left out, or missing
            self._steps = len(self._batches(0))
        return self._steps

    def epoch_batches(self, epoch: int, first: int) -> Iterator[TitleBatch]:
        for batch in self._batches(epoch)[first : self.steps(epoch)]:
            yield self.batch(batch)

    def batch(self, chosen: Sequence[int]) -> TitleBatch:
        source = padded([self.sources[i] for i in chosen])
        states = torch.zeros(*source.shape, self.model.config.d_model)
        for row, i in zip(states, chosen, strict=True):
            row[: len(self.sources[i])] = torch.from_numpy(self.states[self.starts[i] : self.starts[i + 1]].copy())
        titles = [self.titles[i] for i in chosen]
        return TitleBatch(
            states,
            source,
            source != PAD,
            padded([[CLS, *title] for title in titles]),
            padded([[*title, SEP] for title in titles]),
        )

    def loss(self, batch: TitleBatch) -> Tensor:
        memory = self.model.encoder.go_on(batch.states, batch.mask, after=self.lower).states
        written, _ = self.model.write(batch.inputs, self.model.state(memory, batch.source, batch.mask))
        surprise = -written.log_probabilities.gather(-1, batch.outputs.unsqueeze(-1)).squeeze(-1)
        return surprise[batch.outputs != PAD].mean()

    def measure(self) -> dict[str, float]:
        return titled(self.kept.eval(), self.pieces, self.dev[:SHOWN], beams=1)

    def figures(self, network: Any, split: str = "dev") -> dict[str, Any]:
        pairs = read_titled(self.data, split)
        return titled(network, self.pieces, pairs, beams=BEAMS)


def source_ids(pieces: WordPieces, text: str, longest: int) -> list[int]:
    """[CLS] text [SEP], at most ``longest`` tokens."""
    return [CLS, *pieces.ids(text)[: longest - 2], SEP]


def titles_of(network: Any, pieces: WordPieces, texts: Sequence[str], *, beams: int) -> list[tuple[list[int], float]]:
    """For each text the best title's ids, and the share of its tokens that were copied for the greater part; none for a text that
    cannot be read.
    """
    written = write_many(network, pieces, texts, beams=beams, progress=no_progress)
    return [([], 0.0) if isinstance(each, Refused) else (each.ids, each.copied) for each in written]


def rouge_l(found: str, reference: str) -> float:
    """F1 of the longest common subsequence of words, 0..1. Lin 2004, section 3; small letters, marks left out, no stemming."""
    ours, theirs = ([word for word, _ in words_of(text) if word[0].isalnum()] for text in (found, reference))
    row = [0] * (len(theirs) + 1)
    for word in ours:
        before = 0
        for j, other in enumerate(theirs, 1):
            before, row[j] = row[j], before + 1 if word == other else max(row[j], row[j - 1])
    return 2 * row[-1] / (len(ours) + len(theirs)) if row[-1] else 0.0


def titled(network: Any, pieces: WordPieces, pairs: Sequence[tuple[str, str]], *, beams: int) -> dict[str, Any]:
    """ROUGE-L in percent, beside that of the first sentence and of its first ten words; the share of tokens that are copied."""
    found = titles_of(network, pieces, [abstract for abstract, _ in pairs], beams=beams)
    leads = [abstract.split(". ")[0] for abstract, _ in pairs]
    scored = {
        "rouge_l": [pieces.decode(ids) for ids, _ in found],
        "rouge_l_of_the_first_sentence": leads,
        "rouge_l_of_its_first_ten_words": [" ".join(lead.split()[:10]) for lead in leads],
    }
    told: dict[str, Any] = {"abstracts": len(pairs), "beams": beams}
    for name, texts in scored.items():
        scores = [rouge_l(text, title) for text, (_, title) in zip(texts, pairs, strict=True)]
        told[name] = round(100 * sum(scores) / len(scores), 2)
    told["copied"] = round(100 * sum(share for _, share in found) / len(found), 1)
    told["words"] = round(sum(len(text.split()) for text in scored["rouge_l"]) / len(found), 1)
    return told

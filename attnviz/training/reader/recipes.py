"""The recipes of the readers: what each adds to the shared encoder, and how long it learns."""

from __future__ import annotations

from dataclasses import dataclass

SHARED = "reader-en"


@dataclass(frozen=True)
class SharedRecipe:
    """The encoder that others trained, as it is shared here. Nothing is learned: there is no epoch."""

    id: str = SHARED
    vocabulary: int = 12_000
    bits: int = 4
    epochs: int = 0
    ships: bool = True


@dataclass(frozen=True)
class ReaderRecipe:
    """One task on the shared encoder: ``rank`` of the adapters, batches of at most ``tokens`` tokens, schedule."""

    id: str
    rank: int
    adapted: int  # last layers of the encoder that learn
    tokens: int
    most: int  # rows of a batch
    learning_rate: float
    epochs: int = 1
    warmup: int = 100  # steps
    weight_decay: float = 0.01
    averaged: int = 100  # steps over which the weights that are kept are averaged
    bits: int = 6  # in which matrices are stored
    starts_from: str | None = None  # a shipped model: all its weights that fit
    ships: bool = True


@dataclass(frozen=True)
class AnswererRecipe(ReaderRecipe):
    """``questions`` of an epoch; ``longest``: tokens of question and passage read at once; ``absent``: share of questions about
    another passage.
    """

    questions: int = 87_600  # all

    longest: int = 120
    longest_at_last: int = 184  # once ``settled`` of the run is done
    settled: float = 0.6
    absent: float = 0.06


@dataclass(frozen=True)
class BlankFillerRecipe(ReaderRecipe):
    """How many everyday ``sentences``, and those of ``paragraphs`` and ``dialogues``, of at most ``longest`` pieces; ``hidden``:
    share of words that are hidden, at most.
    """

    sentences: int = 64_000
    paragraphs: int = 3_000
    dialogues: int = 5_000
    longest: int = 40
    hidden: float = 0.3


@dataclass(frozen=True)
class ParserRecipe(ReaderRecipe):
    """Sentences of at most ``longest`` words; roles that stand ``least`` times in the treebank are learned."""

    longest: int = 100
    least: int = 20
    dropout: float = 0.1
    role_weight: float = 1.0
    hidden: float = 0.0  # share of pieces that are hidden while it learns


@dataclass(frozen=True)
class TitleRecipe(ReaderRecipe):
    """Abstracts of at most ``longest`` pieces, and the sizes of the decoder."""

    longest: int = 200
    decoder_layers: int = 3
    d_decoder: int = 1024
    dropout: float = 0.1


READER_RECIPES = {
    recipe.id: recipe
    for recipe in (
        SharedRecipe(),
        AnswererRecipe(
            "reader-qa", rank=64, adapted=6, tokens=2048, most=20, learning_rate=1e-3, starts_from="reader-qa"
        ),
        ParserRecipe(
            "reader-tree",
            rank=48,
            adapted=6,
            tokens=1536,
            most=64,
            learning_rate=7e-4,
            epochs=3,
            warmup=60,
            starts_from="reader-tree",
            hidden=0.08,
            role_weight=1.5,
        ),
        BlankFillerRecipe(
            "reader-mlm",
            rank=48,
            adapted=4,
            tokens=2048,
            most=200,
            learning_rate=2e-3,
            epochs=2,
            warmup=60,
            starts_from="reader-mlm",
            sentences=121_000,
            hidden=0.2,
        ),
        TitleRecipe("titles-en", rank=48, adapted=1, tokens=4096, most=40, learning_rate=1e-3, epochs=3, bits=4),
    )
}

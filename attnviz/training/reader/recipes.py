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
    bits: int = 8  # in which matrices are stored
    ships: bool = True


@dataclass(frozen=True)
class AnswererRecipe(ReaderRecipe):
    """``questions`` of an epoch; ``longest``: tokens of question and passage read at once; ``absent``: share of questions about
    another passage.
    """

    questions: int = 64_000

    longest: int = 120
    longest_at_last: int = 176  # once ``settled`` of the run is done
    settled: float = 0.8
    absent: float = 0.06


READER_RECIPES = {
    recipe.id: recipe
    for recipe in (
        SharedRecipe(),
        AnswererRecipe("reader-qa", rank=64, adapted=4, tokens=2048, most=20, learning_rate=1e-3),
    )
}

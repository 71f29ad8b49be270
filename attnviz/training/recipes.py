"""The recipes: which data, which network, how long. One line of the table trains one model."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Corpus:
    """Training files of sentence pairs and the dev file that tunes; ``{split}`` names fill from train, dev or test."""

    train: tuple[str, ...]
    dev: str
    test: str
    origin: str
    licence: str
    reverse: bool = False
    lower: bool = False
    words: bool = False  # word level instead of subwords


@dataclass(frozen=True)
class TranslatorRecipe:
    """An attention RNN: data, sizes, schedule."""

    id: str
    source_language: str
    target_language: str
    corpus: Corpus
    scoring: str = "additive"
    cell: str = "gru"
    vocabulary: int = 6000
    coverage: float = 1.0
    d_embedding: int = 256
    d_encoder: int = 256
    d_hidden: int = 512
    d_attention: int = 128
    dropout: float = 0.2
    sample: float | None = None  # subword regularization
    batch_tokens: int = 1536
    epochs: int = 14
    learning_rate: float = 1e-3
    warmup: int = 400
    label_smoothing: float = 0.1
    starts_from: str | None = None  # the id of a finished model whose weights it begins with
    ships: bool = True


TATOEBA = "Tatoeba through manythings.org"
TATOEBA_LICENCE = "CC BY 2.0 FR"
EN_FR = Corpus(
    train=("tatoeba.en-fr.train.tsv.gz",),
    dev="tatoeba.en-fr.dev.tsv.gz",
    test="tatoeba.en-fr.test.tsv.gz",
    origin=TATOEBA,
    licence=TATOEBA_LICENCE,
)
EN_ZH = Corpus(
    train=("tatoeba.en-zh.train.tsv.gz", "extra.3am.en-zh.train.tsv.gz"),
    dev="tatoeba.en-zh.dev.tsv.gz",
    test="tatoeba.en-zh.test.tsv.gz",
    origin=f"{TATOEBA}; 3AM image captions",
    licence=f"{TATOEBA_LICENCE}; MIT",
)

RECIPES = {
    recipe.id: recipe
    for recipe in (
        TranslatorRecipe("rnn-en-fr", "en", "fr", EN_FR),
        TranslatorRecipe(
            "rnn-en-zh", "en", "zh", EN_ZH, coverage=0.9995, dropout=0.3, sample=0.2, batch_tokens=1024, epochs=22
        ),
    )
}

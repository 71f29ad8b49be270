"""The recipes: which data, which network, how long. One line of the table trains one model."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Corpus:
    """Files of sentence pairs: all of ``train`` to learn from, ``dev`` to tune on, ``test`` to report on."""

    train: tuple[str, ...]
    dev: str
    test: str
    origin: str
    licence: str
    reverse: bool = False  # the files hold the target first
    words: bool = False  # lower-cased words instead of subwords, as in published lessons


@dataclass(frozen=True)
class TranslatorRecipe:
    """An attention RNN: data, sizes, schedule."""

    id: str
    source_language: str
    target_language: str
    corpus: Corpus
    scoring: str = "additive"
    cell: str = "gru"
    vocabularies: tuple[int, int] = (6000, 6000)  # source, target
    coverage: float = 1.0  # share of the target's characters that are kept whole; the others become bytes
    d_embedding: int = 256
    d_encoder: int = 256
    d_hidden: int = 512
    d_attention: int = 128
    dropout: float = 0.2
    batch_tokens: int = 1536
    epochs: int = 9
    learning_rate: float = 1e-3
    warmup: int = 400  # steps
    label_smoothing: float = 0.1
    starts_from: str | None = None  # a shipped model: its tokenizers of the same language and all weights that fit
    ships: bool = True


EN_FR = Corpus(
    train=("tatoeba.en-fr.train.tsv.gz",),
    dev="tatoeba.en-fr.dev.tsv.gz",
    test="tatoeba.en-fr.test.tsv.gz",
    origin="Tatoeba (tatoeba.org) through manythings.org",
    licence="CC BY 2.0 FR",
)
EN_ZH = Corpus(
    # everyday sentences count twice beside the captions, which are twice as long and of another kind
    train=("tatoeba.en-zh.train.tsv.gz", "tatoeba.en-zh.train.tsv.gz", "extra.3am.en-zh.train.tsv.gz"),
    dev="tatoeba.en-zh.dev.tsv.gz",
    test="tatoeba.en-zh.test.tsv.gz",
    origin="Tatoeba (tatoeba.org) through manythings.org; 3AM image captions",
    licence="CC BY 2.0 FR; MIT",
)
MULTI30K_DE_EN = Corpus(
    train=("multi30k.en-de.train.tsv.gz",),
    dev="multi30k.en-de.val.tsv.gz",
    test="multi30k.en-de.test2016.tsv.gz",
    origin="Multi30k task 1",
    licence="none stated: for comparison with published figures only",
    reverse=True,
    words=True,
)

RECIPES = {
    recipe.id: recipe
    for recipe in (
        TranslatorRecipe("rnn-en-fr", "en", "fr", EN_FR),
        TranslatorRecipe(
            "rnn-en-fr-dot", "en", "fr", EN_FR, scoring="dot", epochs=1, learning_rate=3e-4, starts_from="rnn-en-fr"
        ),
        TranslatorRecipe(
            "rnn-en-fr-general",
            "en",
            "fr",
            EN_FR,
            scoring="general",
            epochs=1,
            learning_rate=3e-4,
            starts_from="rnn-en-fr",
        ),
        TranslatorRecipe(
            "rnn-en-zh",
            "en",
            "zh",
            EN_ZH,
            vocabularies=(6000, 4000),
            coverage=0.9995,
            dropout=0.3,
            batch_tokens=1024,
            epochs=8,
            starts_from="rnn-en-fr",
        ),
        TranslatorRecipe(
            "multi30k-de-en", "de", "en", MULTI30K_DE_EN, vocabularies=(7900, 5900), dropout=0.4, epochs=10, ships=False
        ),
        TranslatorRecipe(
            "multi30k-de-en-plain",
            "de",
            "en",
            MULTI30K_DE_EN,
            scoring="none",
            vocabularies=(7900, 5900),
            dropout=0.4,
            epochs=14,
            ships=False,
        ),
    )
}

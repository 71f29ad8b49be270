"""The recipes: which data, which network, how long. One line of the table trains one model."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any, ClassVar


@dataclass(frozen=True)
class Monolingual:
    """``lines`` lines of the target language, of a file that has one in each line, to be translated back by the model ``by``."""

    file: str
    by: str
    lines: int
    origin: str
    licence: str


@dataclass(frozen=True)
class Distilled:
    """``lines`` lines of the English side of ``files``, reworded, with the translations that the models ``by`` and one of the other
    direction, ``backward``, together find best: the ``kept`` share that they are surest of.
    """

    files: tuple[str, ...]
    lines: int
    by: tuple[str, ...]
    backward: str = ""  # none
    kept: float = 0.5


@dataclass(frozen=True)
class Corpus:
    """Files of sentence pairs: all of ``train`` to learn from, ``dev`` to tune on, ``test`` to report on."""

    train: tuple[str, ...]
    dev: str
    test: str
    origin: str
    licence: str
    reverse: bool = False  # the files hold the target first
    words: bool = False  # in lower case with spaces around punctuation, as in published tables
    monolingual: Monolingual | None = None  # text of the target language alone, learned with what a model says it was
    distilled: Distilled | None = None  # more text of the source language, learned with what other models make of it

    def told(self) -> dict[str, Any]:
        """What a card says of it."""
        found: dict[str, Any] = {"origin": self.origin, "licence": self.licence, "files": list(self.train)}
        if self.monolingual is not None:
            found["back_translated"] = asdict(self.monolingual)
        if self.distilled is not None:
            found["distilled"] = asdict(self.distilled)
        return found


@dataclass(frozen=True, kw_only=True)
class TranslatorRecipe:
    """What the recipes of all translators say: data, schedule. The sizes of the network bear the names of its config."""

    id: str
    kind: ClassVar[str]  # of ``engine.checkpoints.KINDS``
    source_language: str
    target_language: str
    corpus: Corpus
    vocabularies: tuple[int, int] = (6000, 6000)  # source, target
    subwords: bool = True  # False: each word is a token, rare ones are unknown, as in published lessons
    coverage: float = 1.0  # share of the target's characters that are kept whole; the others become bytes
    dropout: float = 0.2
    batch_tokens: int = 1536
    epochs: int = 9
    learning_rate: float = 1e-3
    warmup: int = 400  # steps
    label_smoothing: float = 0.1
    sampled: float = 0.0  # words are split by chance, by p ** sampled (Kudo 2018), but in the last epochs; 0: never
    joined: float = 0.0  # the share of the pairs that are learned two and two, as one text
    varied: float = 0.0  # the share of the pairs that are learned as they may also be written (``training.forms``)
    long_twice: int = 0  # words of the source from which a pair is learned twice in each epoch; 0: none is
    copied: bool = False  # names and numbers that both sides have are learned more often, with others in their place
    dictionary: str = ""  # a file of words: what is said alone is learned in quotation marks
    averaged: int = 0  # steps over which the weights that are kept are averaged; 0 keeps the last ones
    starts_from: str | None = None  # a shipped model: its tokenizers of the same language and all weights that fit
    features_of: str = ""  # a shipped encoder that the source is read with besides: a Transformer's alone
    keeps: tuple[
        str, ...
    ] = ()  # beginnings of the names of weights that stay as that model has them, and lie in its file alone
    fixed: tuple[str, ...] = ()  # those of weights that stay so too, and lie in both files: others share them
    ships: bool = True
    guided: bool = False  # one head learns from the links of a statistical aligner


@dataclass(frozen=True, kw_only=True)
class RnnRecipe(TranslatorRecipe):
    """An attention RNN."""

    kind = "rnn"
    scoring: str = "additive"
    cell: str = "gru"
    d_embedding: int = 256
    d_encoder: int = 256
    d_hidden: int = 512
    d_attention: int = 128


@dataclass(frozen=True, kw_only=True)
class TransformerRecipe(TranslatorRecipe):
    """A Transformer; its source embedding is its own, so that all models from English read the same tokens."""

    kind = "transformer"
    d_model: int = 256
    heads: int = 8
    layers: int = 3
    d_feedforward: int = 640
    positions: str = "sinusoidal"
    shared: bool = False  # one vocabulary and embedding for both sides: of both texts, as large as the source's
    dropout: float = 0.1
    epochs: int = 5
    starts_from: str | None = "rnn-en-fr"
    guided: bool = True


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


def multi30k(language: str, *, reverse: bool = False) -> Corpus:
    """Captions in English and another language."""
    return Corpus(
        train=(f"multi30k.en-{language}.train.tsv.gz",),
        dev=f"multi30k.en-{language}.val.tsv.gz",
        test=f"multi30k.en-{language}.test2016.tsv.gz",
        origin="Multi30k task 1",
        licence="none stated: for comparison with published figures only",
        reverse=reverse,
        words=True,
    )


EN_DE = Corpus(
    train=("tatoeba.en-de.train.tsv.gz",),
    dev="tatoeba.en-de.dev.tsv.gz",
    test="tatoeba.en-de.test.tsv.gz",
    origin="Tatoeba (tatoeba.org) through manythings.org",
    licence="CC BY 2.0 FR",
)

EVERYDAY_ZH = replace(EN_ZH, train=("tatoeba.en-zh.train.tsv.gz",))  # what people type is nearer to it than to captions
DISTILLED_ZH = replace(
    EN_ZH,
    distilled=Distilled(
        ("tatoeba.en-zh.train.tsv.gz", "tatoeba.en-fr.train.tsv.gz", "tatoeba.en-de.train.tsv.gz"),
        lines=50_000,
        by=("transformer-en-zh", "rnn-en-zh"),
        backward="transformer-zh-en",
    ),
)
FR: dict[str, Any] = {"source_language": "en", "target_language": "fr", "corpus": EN_FR}
DE: dict[str, Any] = {"source_language": "en", "target_language": "de", "corpus": EN_DE}
ZH: dict[str, Any] = {
    "source_language": "en",
    "target_language": "zh",
    "corpus": EN_ZH,
    "vocabularies": (6000, 4000),
    "coverage": 0.9995,
}
LAST_ZH: dict[str, Any] = {  # everyday sentences alone, at last
    "corpus": EVERYDAY_ZH,
    "epochs": 3,
    "learning_rate": 4e-4,
    "warmup": 100,
    "averaged": 300,
    "joined": 0.2,
    "varied": 0.2,
}
ZH_EN = replace(
    EN_ZH,
    reverse=True,
    monolingual=Monolingual(
        "english.sgd.txt.gz",
        by="transformer-en-zh",
        lines=20_000,
        origin="Schema-Guided Dialogue, its English translated by transformer-en-zh",
        licence="CC BY-SA 4.0",
    ),
)
EMBEDDINGS = ("source_embedding", "target_embedding")
MORE: dict[str, Any] = {  # once learned, with longer and varied text
    "epochs": 3,
    "learning_rate": 7e-4,
    "averaged": 500,
    "joined": 0.4,
    "varied": 0.3,
}
WITH_FEATURES: dict[str, Any] = MORE | {
    "epochs": 2,
    "warmup": 200,
    "copied": True,
    "long_twice": 10,
    "features_of": "reader-en",
}
SHORT_FR: dict[str, Any] = FR | {"epochs": 1, "learning_rate": 3e-4, "starts_from": "rnn-en-fr", "keeps": EMBEDDINGS}
WORDS: dict[str, Any] = {  # as in public lessons
    "source_language": "de",
    "target_language": "en",
    "corpus": multi30k("de", reverse=True),
    "vocabularies": (7900, 5900),
    "subwords": False,
    "ships": False,
}
TINY: dict[str, Any] = {  # Transformer-tiny of Wu et al. 2021 (2105.14462), which has one vocabulary of both languages
    "source_language": "en",
    "d_model": 128,
    "heads": 4,
    "layers": 4,
    "d_feedforward": 256,
    "dropout": 0.3,
    "shared": True,
    "sampled": 0.3,
    "batch_tokens": 3072,
    "epochs": 40,
    "learning_rate": 4e-3,
    "warmup": 800,
    "averaged": 1000,
    "starts_from": None,
    "guided": False,
    "ships": False,
}

RECIPES: dict[str, TranslatorRecipe] = {
    recipe.id: recipe
    for recipe in (
        RnnRecipe(
            id="rnn-en-fr",
            starts_from="rnn-en-fr",
            fixed=EMBEDDINGS,
            **FR | MORE | {"epochs": 1, "learning_rate": 5e-4, "copied": True},
        ),
        RnnRecipe(id="rnn-en-fr-dot", scoring="dot", **SHORT_FR),
        RnnRecipe(id="rnn-en-fr-general", scoring="general", **SHORT_FR),
        RnnRecipe(
            id="rnn-en-zh",
            dropout=0.3,
            batch_tokens=1024,
            starts_from="rnn-en-zh",
            dictionary="wiktionary.en-zh.tsv.gz",
            **ZH | LAST_ZH | {"epochs": 2, "copied": True, "long_twice": 10},
        ),
        TransformerRecipe(
            id="transformer-en-fr",
            starts_from="transformer-en-fr",
            dictionary="wiktionary.en-fr.tsv.gz",
            **FR | WITH_FEATURES,
        ),
        TransformerRecipe(
            id="transformer-en-de",
            starts_from="transformer-en-de",
            dictionary="wiktionary.en-de.tsv.gz",
            **DE | WITH_FEATURES,
        ),
        TransformerRecipe(
            id="transformer-en-zh",
            dropout=0.2,
            starts_from="transformer-en-zh",
            dictionary="wiktionary.en-zh.tsv.gz",
            **ZH | WITH_FEATURES | LAST_ZH,
        ),
        TransformerRecipe(  # before that
            id="transformer-en-zh-distilled",
            dropout=0.2,
            starts_from="transformer-en-zh",
            dictionary="wiktionary.en-zh.tsv.gz",
            ships=False,
            **ZH | WITH_FEATURES | {"corpus": DISTILLED_ZH, "joined": 0.2, "varied": 0.2},
        ),
        TransformerRecipe(
            id="transformer-zh-en",
            source_language="zh",
            target_language="en",
            corpus=ZH_EN,
            dropout=0.2,
            epochs=3,
            averaged=500,
            joined=0.2,
            starts_from="transformer-en-zh",
        ),
        RnnRecipe(id="multi30k-de-en", dropout=0.4, epochs=10, **WORDS),
        RnnRecipe(id="multi30k-de-en-plain", scoring="none", dropout=0.4, epochs=14, **WORDS),
        TransformerRecipe(
            id="multi30k-de-en-transformer",
            d_feedforward=512,
            dropout=0.3,
            epochs=10,
            averaged=300,
            starts_from=None,
            guided=False,
            **WORDS,
        ),
        TransformerRecipe(id="multi30k-en-de-transformer", target_language="de", corpus=multi30k("de"), **TINY),
        TransformerRecipe(id="multi30k-en-fr-transformer", target_language="fr", corpus=multi30k("fr"), **TINY),
    )
}

"""A few texts of every kind that the readers learn from, and a shared encoder that is small and knows nothing."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest
import torch

from attnviz.engine import checkpoints
from attnviz.engine.read.word_pieces import WordPieces
from attnviz.models.encoder import EncoderConfig
from attnviz.models.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
WORDS = [
    "the",
    "dog",
    "cat",
    "tom",
    "sleeps",
    "runs",
    "garden",
    "house",
    "where",
    "who",
    "does",
    "in",
    "is",
    "attention",
    "model",
]
PASSAGES = [
    (
        "Animals",
        "The dog sleeps in the garden. The cat runs in the house.",
        [("Where does the dog sleep?", "in the garden")],
    ),
    ("Animals", "Tom is in the house, and the house is in the garden of Tom.", [("Who is in the house?", "Tom")]),
]
TREE = {
    "text": "Tom runs in the garden.",
    "words": ["Tom", "runs", "in", "the", "garden", "."],
    "upos": ["PROPN", "VERB", "ADP", "DET", "NOUN", "PUNCT"],
    "head": [2, 0, 5, 5, 2, 2],
    "deprel": ["nsubj", "root", "case", "det", "obl", "punct"],
    "predicates": [{"predicate": 1, "sense": "run.01", "roles": [["ARG0", 0, 1], ["ARGM-LOC", 2, 5]]}],
}
OTHER_TREE = {
    "text": "The cat sleeps",
    "words": ["The", "cat", "sleeps"],
    "upos": ["DET", "NOUN", "VERB"],
    "head": [2, 3, 0],
    "deprel": ["det", "nsubj", "root"],
    "predicates": None,
}


def vocabulary() -> WordPieces:
    return WordPieces.of([*LETTERS, *".,?!'-", *(f"##{c}" for c in LETTERS), *WORDS])


def write(path: Path, lines: Iterable[str]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)


@pytest.fixture(scope="session")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    for split in ("train", "dev"):
        records = [
            {"title": title, "context": text, "qas": [{"question": q, "answers": [a]} for q, a in asked]}
            for title, text, asked in PASSAGES
        ]
        write(folder / f"squad.{split}.jsonl.gz", map(json.dumps, records))
        write(folder / f"ewt.{split}.jsonl.gz", map(json.dumps, [TREE, OTHER_TREE] * 4))
        sentences = ["The dog runs in the garden.\tx", "Who is in the house now?\ty", "The cat sleeps in the house.\tz"]
        write(folder / f"tatoeba.en-fr.{split}.tsv.gz", sentences)
        abstract = "The attention model is a model. The dog is in the garden."
        write(
            folder / f"arxiv-titles.{split}.tsv.gz", [f"{i}\tcs.CL\t{abstract}\tThe attention model" for i in range(4)]
        )
    write(folder / "english.sgd.txt.gz", ["Where is the garden house?", "The cat is in."])
    return folder


@pytest.fixture(scope="session")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of runs in which the shared encoder lies."""
    torch.manual_seed(11)
    folder = tmp_path_factory.mktemp("runs")
    pieces = vocabulary()
    network = Reader(EncoderConfig(len(pieces), d_model=24, heads=4, layers=3, d_feedforward=32, longest=64))
    card = {"id": "reader-en", "languages": ["en", "en"]}
    bits = {"encoder.embedding.weight": 4, "encoder.layers.0.feed.0.weight": 4}
    checkpoints.save(folder / "reader-en.safetensors", network, "reader", {"source": pieces}, card, bits=bits)
    return folder

"""Tiny made data: a language of eight words whose translation is word for word."""

from __future__ import annotations

import gzip
import random
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

WORDS = {
    "one": "un",
    "two": "deux",
    "cat": "chat",
    "dog": "chien",
    "red": "rouge",
    "big": "grand",
    "the": "le",
    "runs": "court",
}


def made_pairs(number: int, seed: int) -> list[tuple[str, str]]:
    """Sentences of one to six words and their translations."""
    chance = random.Random(seed)
    sentences = [[chance.choice(list(WORDS)) for _ in range(chance.randint(1, 6))] for _ in range(number)]
    return [(" ".join(words), " ".join(WORDS[word] for word in words)) for words in sentences]


def write_pairs(path: Path, pairs: list[tuple[str, str]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(f"{source}\t{target}\n" for source, target in pairs)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder for the recipe ``rnn-en-fr``, with a small dictionary beside it."""
    folder = tmp_path / "data"
    folder.mkdir()
    write_pairs(folder / "tatoeba.en-fr.train.tsv.gz", made_pairs(400, 1))
    write_pairs(folder / "tatoeba.en-fr.dev.tsv.gz", made_pairs(20, 2))
    (folder / "wiktionary.en-fr.tsv.gz").write_bytes(gzip.compress(b"red\trouge\tinterj\n"))
    return folder

"""Back-translation: which lines of a text are taken, and that they are translated once."""

from __future__ import annotations

import gzip
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from attnviz.training.translator.back_translation import KNOWN, back_translated
from attnviz.training.translator.pairs import DataError
from attnviz.training.translator.recipes import RECIPES

if TYPE_CHECKING:
    from pathlib import Path

TEXT = RECIPES["transformer-zh-en"].corpus.monolingual
KEPT = "I am hungry."
LINES = [
    "I like cats.",
    "I like cats.",
    KEPT,
    "I like xylophones.",
    "cats",
    "We like hungry cats.",
    "I like\ttabs a lot.",
]
TARGETS = ["I am hungry. We like cats."] * KNOWN


def test_lines_of_frequent_words_are_translated_once(tmp_path: Path):
    assert TEXT is not None
    (tmp_path / TEXT.file).write_bytes(gzip.compress("\n".join(LINES).encode()))
    cache = tmp_path / "kept.tsv.gz"
    pairs = back_translated(TEXT, tmp_path, TARGETS, {KEPT}, cache)
    assert [target for _, target in pairs] == ["I like cats.", "We like hungry cats."]
    assert all(any("\u4e00" <= c <= "\u9fff" for c in source) for source, _ in pairs)
    (tmp_path / TEXT.file).unlink()
    assert back_translated(TEXT, tmp_path, TARGETS, {KEPT}, cache) == pairs


def test_lines_are_taken_from_the_whole_file(tmp_path: Path):
    assert TEXT is not None
    lines = [f"We like cats{' and cats' * i}." for i in range(5)]
    (tmp_path / TEXT.file).write_bytes(gzip.compress("\n".join(lines).encode()))
    few = replace(TEXT, lines=2)
    pairs = back_translated(few, tmp_path, ["We like cats and cats."] * KNOWN, set(), tmp_path / "kept.tsv.gz")
    assert [target for _, target in pairs] == [lines[0], lines[2]]


@pytest.mark.parametrize("content", [None, b"plain text"])
def test_a_file_that_is_not_there_or_no_archive_is_told(content: bytes | None, tmp_path: Path):
    assert TEXT is not None
    if content:
        (tmp_path / TEXT.file).write_bytes(content)
    with pytest.raises(DataError, match=TEXT.file):
        back_translated(TEXT, tmp_path, TARGETS, set(), tmp_path / "kept.tsv.gz")

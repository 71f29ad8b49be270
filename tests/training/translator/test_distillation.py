"""Distillation: which lines are taken, that the best of all candidates is kept, and that a run that is cut goes on."""

from __future__ import annotations

import gzip
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from attnviz.engine.checkpoints import load
from attnviz.paths import asset
from attnviz.training.translator import distillation
from attnviz.training.translator.distillation import best_translations, chosen_lines, distilled, log_probabilities
from attnviz.training.translator.pairs import DataError
from attnviz.training.translator.recipes import Distilled

if TYPE_CHECKING:
    from pathlib import Path

LINES = ["I like cats.", "We are tired.", "I like cats.", "He has a red book and a very old car.", "I know that."]
TEXT = Distilled(("lines.tsv.gz",), 10, ("rnn-en-fr-dot",), kept=1.0)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    rows = "".join(f"{line}\tnever read\n" for line in LINES)
    (tmp_path / "lines.tsv.gz").write_bytes(gzip.compress(rows.encode()))
    return tmp_path


def test_half_of_the_lines_are_long_where_there_are_so_many():
    short, long = [f"Short {i}." for i in range(10)], [f"This line {i} has eight words or more." for i in range(10)]
    assert chosen_lines([*short, *long], 4) == [long[0], long[5], short[0], short[5]]
    assert chosen_lines([*short, long[0]], 6) == [long[0], *short[::2]]
    assert chosen_lines([*short, *long], 100) == [*long, *short]


def test_reworded_text_is_not_as_it_stands_in_the_files(data: Path):
    pairs = distilled(TEXT, data, set(), data)
    assert len(pairs) >= 3
    assert not {source for source, _ in pairs} & {*LINES}
    (data / "lines.tsv.gz").write_bytes(gzip.compress(b"another\ttext\n"))
    assert distilled(TEXT, data, set(), data) == pairs, "kept from the first time"


def test_each_line_has_the_candidate_that_the_models_together_find_best():
    models = [load(asset("weights", f"{name}.safetensors")) for name in ("rnn-en-fr-dot", "rnn-en-fr-general")]
    lines = LINES[:2]
    for score, pair in best_translations(lines, models):
        own = [best_translations([pair[0]], [model])[0][1] for model in models]
        for other in own:
            means = [log_probabilities(model, [other])[0] for model in models]
            assert score >= sum(means) / 2 - 0.02  # bfloat16


def test_a_model_of_the_other_direction_changes_what_is_best():
    forward, backward = (
        load(asset("weights", f"{name}.safetensors")) for name in ("transformer-en-zh", "transformer-zh-en")
    )
    ((score, pair),) = best_translations(["He has a red book."], [forward], backward)
    (given,) = log_probabilities(forward, [pair])
    (back,) = log_probabilities(backward, [pair[::-1]])
    assert score == pytest.approx(given + distillation.BACKWARD * back, abs=0.05)


def test_translations_are_made_once_and_a_cut_run_goes_on(data: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(distillation, "PART", 2)
    pairs = distilled(TEXT, data, set(), data)
    (data / "distilled-1.tsv.gz").unlink()
    assert distilled(TEXT, data, set(), data) == pairs
    monkeypatch.setattr(distillation, "load", None)  # nothing is translated again
    assert distilled(TEXT, data, set(), data) == pairs
    assert distilled(replace(TEXT, kept=1 / len(pairs)), data, set(), data) == pairs[:1]
    known = pairs[0][0]
    for path in data.glob("*reworded*"):
        path.unlink()
    (data / "lines.tsv.gz").write_bytes(gzip.compress("".join(f"{line}\tnever read\n" for line in LINES).encode()))
    assert known not in distillation._lines(TEXT, data, {known}, data)


@pytest.mark.parametrize("content", [None, b"plain text"])
def test_a_file_that_is_not_there_or_no_archive_is_told(content: bytes | None, tmp_path: Path):
    if content:
        (tmp_path / "lines.tsv.gz").write_bytes(content)
    with pytest.raises(DataError, match=r"lines\.tsv\.gz"):
        distilled(TEXT, tmp_path, set(), tmp_path)


def test_a_model_that_is_not_there_is_told(data: Path):
    with pytest.raises(DataError, match="transformer-xx-yy"):
        distilled(replace(TEXT, by=("transformer-xx-yy",)), data, set(), data)

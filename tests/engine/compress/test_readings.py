"""Spellers, captioners and readers compressed: at 16 bits nothing changes, at 2 the file is smaller and decisions change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from attnviz import defaults
from attnviz.engine.compress import readings
from attnviz.engine.compress.compress import HANDLERS
from attnviz.engine.compress.messages import CompareReadings, Compression, MeasureCompressed
from attnviz.engine.describe.messages import Describe
from attnviz.engine.listen.messages import Listen
from attnviz.engine.messages import Refused
from attnviz.engine.model_store import ModelStore, no_progress
from attnviz.engine.read.messages import Answer, Fill, Find, Parse, Title
from attnviz.ui.panes.listen import samples

TEXTS = ("A warm woollen hat.", "A boat with two sails.", "Bread with cheese.")
EXAMPLES: dict[str, Any] = {
    defaults.SPELLER: Listen(samples.open_sample("mixed").samples, ""),
    defaults.PARSER: Parse("I saw the man with the telescope."),
    defaults.FILLER: Fill("The capital of France is ___ ."),
    defaults.ANSWERER: Answer("The cat sat on the mat. The dog slept in the garden.", "Where did the dog sleep?"),
    defaults.SEARCHER: Find(TEXTS, "something to eat"),
    defaults.TITLER: Title(
        "We train small models on sentences and switch off their attention heads one after another."
    ),
    defaults.CAPTIONER: Describe(np.random.default_rng(1).integers(0, 255, (64, 80, 3), dtype=np.uint8), "", beams=1),
}


@pytest.fixture(scope="module")
def store() -> ModelStore:
    return ModelStore()


def example(id: str) -> Any:
    return replace(EXAMPLES[id], model=id)


@pytest.mark.parametrize("id", EXAMPLES)
def test_as_it_is_nothing_changes(store: ModelStore, id: str) -> None:
    compared = HANDLERS[CompareReadings](store, CompareReadings(id, Compression(16), example(id)), no_progress)
    decided = readings.decisions(compared.original)
    assert decided
    assert decided == readings.decisions(compared.compressed) == readings.decisions(compared.read)


@pytest.mark.parametrize("id", [defaults.SPELLER, defaults.CAPTIONER])
def test_what_is_written_is_read_with_the_same_words(store: ModelStore, id: str) -> None:
    compared = readings.compare(store, CompareReadings(id, Compression(2), example(id)), no_progress)
    assert [token.text for token in compared.read.tokens] == [token.text for token in compared.original.tokens]
    weights = [getattr(each.attention, "weights", each.attention) for each in (compared.original, compared.read)]
    assert weights[0].shape == weights[1].shape
    assert not np.allclose(weights[0], weights[1], atol=1e-3)


def test_the_figure_is_the_share_of_decisions_that_stay(store: ModelStore) -> None:
    texts = ("She poured herself a cup of ___ and opened the newspaper.", "The children were too ___ to sleep.")
    fills = tuple(Fill(text, defaults.FILLER) for text in texts)
    figures = {}
    for bits in (16, 2):
        request = MeasureCompressed(defaults.FILLER, Compression(bits), seconds=60.0, examples=fills)
        figures[bits] = HANDLERS[MeasureCompressed](store, request, no_progress)
    assert figures[16].quality == 100
    assert figures[2].quality < 100
    assert figures[2].bytes < figures[16].bytes / 4
    assert {(each.measure, each.of, each.share) for each in figures.values()} == {("agreement", 2, 1.0)}


def test_the_models_own_answers_stay_as_they_were(store: ModelStore) -> None:
    before = readings.answer(store, example(defaults.PARSER), no_progress)
    readings.compare(store, CompareReadings(defaults.PARSER, Compression(2), example(defaults.PARSER)), no_progress)
    after = readings.answer(store, example(defaults.PARSER), no_progress)
    assert np.array_equal(before.arcs, after.arcs)


def test_without_examples_nothing_is_measured(store: ModelStore) -> None:
    with pytest.raises(Refused) as refused:
        HANDLERS[MeasureCompressed](store, MeasureCompressed(defaults.SPELLER, Compression(4)), no_progress)
    assert refused.value.code == "no_sample"

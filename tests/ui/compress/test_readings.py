"""The window of compressed models with spellers, captioners and readers: what it asks, and what it shows of the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from attnviz import defaults
from attnviz.engine.compress import readings
from attnviz.engine.compress.messages import CompareReadings, CompressedFigure, MeasureCompressed
from attnviz.engine.messages import ListModels, Models
from attnviz.engine.model_store import ModelStore, no_progress
from attnviz.ui import i18n
from attnviz.ui.compress import examples
from attnviz.ui.compress.reading_maps import map_of, said
from attnviz.ui.compress.window import CompressWindow
from tests.ui.compress.test_window import Engine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

IDS = (
    defaults.SPELLER,
    defaults.CAPTIONER,
    defaults.ANSWERER,
    defaults.FILLER,
    defaults.PARSER,
    defaults.TITLER,
    defaults.SEARCHER,
)


@pytest.fixture(scope="module")
def store() -> ModelStore:
    return ModelStore()


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def window(engine: Engine, store: ModelStore, qtbot: QtBot, qapp: QApplication) -> Iterator[CompressWindow]:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = CompressWindow(engine, parent, model=defaults.SPELLER, text="")
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    made.show()
    question, request = engine.last(ListModels)
    question.receive(Models(request, tuple(model for model in store.available() if model.id in IDS)))
    yield made
    made.close()


def choose(window: CompressWindow, id: str) -> None:
    window.controls.model.setCurrentIndex(window.controls.model.findData(id))
    window.controls.model_changed.emit()


def answered(engine: Engine, store: ModelStore) -> Any:
    question, request = engine.last(CompareReadings)
    result = readings.compare(store, request, no_progress)
    question.receive(result)
    return result


def test_every_kind_is_offered_and_measured_on_what_ships(window: CompressWindow, engine: Engine) -> None:
    combo = window.controls.model
    assert {combo.itemData(i) for i in range(combo.count())} == set(IDS)
    assert len({combo.itemText(i) for i in range(combo.count())}) == len(IDS)
    for id in IDS:
        choose(window, id)
        asked, measured = engine.last(CompareReadings)[1], engine.last(MeasureCompressed)[1]
        assert (asked.model, asked.example.model, measured.model) == (id, id, id)
        assert measured.examples
        assert {each.model for each in measured.examples} == {id}
        assert window.readings.isVisible()
        assert not window.sentence.isVisible()
        assert not window.controls.pruned.isEnabled()
        assert window.quality.quality_title.text()


@pytest.mark.parametrize("id", [defaults.SPELLER, defaults.PARSER, defaults.FILLER, defaults.SEARCHER])
def test_both_answers_and_the_difference_are_shown(
    window: CompressWindow, engine: Engine, store: ModelStore, id: str
) -> None:
    choose(window, id)
    window.controls.bits[2].click()
    result = answered(engine, store)
    panel = window.readings
    assert panel.texts[0].text().startswith(said(result.original))
    assert panel.page.isVisible()
    panel.page.minus.click()
    shown = panel.page.shown()
    assert shown is not None
    assert 0 < float(np.abs(shown.weights).max()) <= 1


def test_a_words_places_are_shown_over_the_photo(window: CompressWindow, engine: Engine, store: ModelStore) -> None:
    choose(window, defaults.CAPTIONER)
    result = answered(engine, store)
    panel = window.readings.words
    assert panel.isVisible()
    assert panel.word.maximum() == len(result.original.tokens)
    panel.word.setValue(1)
    assert result.original.tokens[0].text in panel.text.text()
    before = panel.note.text()
    panel.word.setValue(2)
    assert result.original.tokens[1].text in panel.text.text()
    assert panel.note.text() != before


def test_another_example_is_asked_about(window: CompressWindow, engine: Engine) -> None:
    choose(window, defaults.PARSER)
    asked = engine.count(CompareReadings)
    window.readings.example.setCurrentIndex(1)
    window.readings.example.activated.emit(1)
    assert engine.count(CompareReadings) == asked + 1
    assert engine.last(CompareReadings)[1].example.text == examples.texts.SENTENCES[1]


def test_it_speaks_chinese(window: CompressWindow, engine: Engine, store: ModelStore, qapp: QApplication) -> None:
    choose(window, defaults.FILLER)
    answered(engine, store)
    question, request = engine.last(MeasureCompressed)
    question.receive(CompressedFigure(request, 1_000_000, 100.0, 5, 5, 1.0, "agreement"))
    english = [label.text() for label in (*window.readings.names, window.quality.quality_title, window.quality.note)]
    try:
        i18n.apply(qapp, "zh_CN")
        qapp.processEvents()
        chinese = [
            label.text() for label in (*window.readings.names, window.quality.quality_title, window.quality.note)
        ]
    finally:
        i18n.apply(qapp, "en")
    assert all(one != other for one, other in zip(english, chinese, strict=True))


def test_no_agreement_is_drawn_above_a_hundred(window: CompressWindow, engine: Engine) -> None:
    choose(window, defaults.PARSER)
    for quality in (100.0, 99.5):
        question, request = engine.last(MeasureCompressed)
        question.receive(CompressedFigure(request, int(1e6 * quality), quality, 5, 5, 1.0, "agreement"))
    low, high = window.quality.curve._range()
    assert (high, low % 1) == (100, 0)
    assert low <= 99.5


def test_cosines_are_shown_as_they_are(window: CompressWindow, engine: Engine, store: ModelStore) -> None:
    choose(window, defaults.SEARCHER)
    result = answered(engine, store)
    assert np.allclose(map_of(result.original).weights, np.clip(result.original.similarity, 0, 1))

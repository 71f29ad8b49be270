"""The window of compressed models with models that read pictures: what it asks, and what it shows of the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from attnviz.engine.compress.messages import (
    CompareCompressed,
    ComparedPictures,
    ComparePictures,
    CompressedFigure,
    Compression,
    MeasureCompressed,
    PictureAnswer,
)
from attnviz.engine.messages import Failure, ListModels, Model, Models, frozen
from attnviz.ui import i18n
from attnviz.ui.compress.window import CompressWindow
from attnviz.ui.panes.look import samples
from tests.handmade.heads import TRANSFORMER
from tests.ui.compress.test_window import Engine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

LOOK, LATENT = "cnn-objects", "vae-fashion"
MODELS = (TRANSFORMER, Model(LOOK, "cnn", ("", ""), "", 1, 1, {}), Model(LATENT, "vae", ("", ""), "", 1, 1, {}))


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def window(engine: Engine, qtbot: QtBot, qapp: QApplication) -> Iterator[CompressWindow]:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = CompressWindow(engine, parent, model=LOOK, text="")
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    made.show()
    question, request = engine.last(ListModels)
    question.receive(Models(request, MODELS))
    yield made
    made.close()


def choose(window: CompressWindow, id: str) -> None:
    window.controls.model.setCurrentIndex(window.controls.model.findData(id))
    window.controls.model_changed.emit()


def looked(engine: Engine, away: float = 0.2) -> None:
    question, request = engine.last(ComparePictures)
    gate = np.full((20, 20), 0.5, np.float32)
    first = PictureAnswer(frozen(gate), (("cat", 0.8), ("dog", 0.1)), None, float("nan"))
    second = PictureAnswer(frozen(gate + away), (("dog", 0.6), ("cat", 0.3)), None, float("nan"))
    question.receive(ComparedPictures(request, "cnn", np.zeros((80, 80, 3), np.uint8), 0, first, second))


def painted(engine: Engine) -> None:
    question, request = engine.last(ComparePictures)
    answers = [PictureAnswer(None, (), frozen(np.full((28, 28, 1), level, np.float32)), 0.01) for level in (0.5, 0.4)]
    question.receive(ComparedPictures(request, "vae", np.zeros((28, 28, 1), np.uint8), 200, *answers))


def test_models_of_all_kinds_are_offered(window: CompressWindow) -> None:
    combo = window.controls.model
    assert [combo.itemData(i) for i in range(combo.count())] == [model.id for model in MODELS]
    assert len({combo.itemText(i) for i in range(combo.count())}) == len(MODELS)


def test_a_classifier_is_asked_about_a_picture_and_measured_on_all(window: CompressWindow, engine: Engine) -> None:
    assert window.pictures.isVisible()
    assert not window.sentence.isVisible()
    request = engine.last(ComparePictures)[1]
    assert (request.model, request.compression) == (LOOK, Compression(4))
    assert request.picture.shape[2] == 3
    assert len(engine.last(MeasureCompressed)[1].pictures) == len(samples.SAMPLES)
    assert not engine.count(CompareCompressed)
    assert not window.controls.pruned.isEnabled()


def test_both_answers_and_their_difference_are_shown(window: CompressWindow, engine: Engine) -> None:
    looked(engine)
    assert "cat 80 %" in window.pictures.words[1].text()
    assert "dog 60 %" in window.pictures.words[2].text()
    assert "+0.200" in window.pictures.words[3].text()
    difference = window.pictures.views[3].image().pixelColor(0, 0)
    assert difference.red() > difference.blue()  # more is orange
    looked_at = engine.count(ComparePictures)
    window.pictures.photo.setCurrentIndex(1)
    window.pictures.photo.activated.emit(1)
    assert engine.count(ComparePictures) == looked_at + 1


def test_a_vae_is_asked_about_its_own_pictures(window: CompressWindow, engine: Engine) -> None:
    choose(window, LATENT)
    request = engine.last(ComparePictures)[1]
    assert (request.model, request.picture, request.sample) == (LATENT, None, 0)
    assert engine.last(MeasureCompressed)[1].pictures == ()
    painted(engine)
    assert window.pictures.sample.maximum() == 200
    window.pictures.sample.setValue(7)
    assert engine.last(ComparePictures)[1].sample == 6
    assert "−0.100" in window.pictures.words[3].text()


def test_the_figure_says_what_it_is(window: CompressWindow, engine: Engine) -> None:
    titles = {window.quality.quality_title.text()}
    for id in (LATENT, TRANSFORMER.id):
        choose(window, id)
        titles.add(window.quality.quality_title.text())
    assert len(titles) == 3
    choose(window, LATENT)
    question, request = engine.last(MeasureCompressed)
    question.receive(CompressedFigure(request, 1_500_000, 31.2, 200, 200, 1.0, "psnr"))
    assert "31.2" in window.quality.curve.accessibleDescription()
    window.quality.curve.grab()


def test_turning_to_a_translator_leaves_no_answer_behind(window: CompressWindow, engine: Engine) -> None:
    old = engine.last(ComparePictures)
    choose(window, TRANSFORMER.id)
    assert window.sentence.isVisible()
    assert not window.pictures.isVisible()
    gate = PictureAnswer(None, (), None, float("nan"))
    old[0].receive(ComparedPictures(old[1], "cnn", np.zeros((80, 80, 3), np.uint8), 0, gate, gate))
    assert not window.pictures.words[3].text()


def test_a_failure_is_said(window: CompressWindow, engine: Engine) -> None:
    question, request = engine.last(ComparePictures)
    question.receive(Failure(request, "weights_missing", {"model": LOOK, "file": "x"}, "The weights are missing."))
    assert window.message.text()
    assert window.message.isVisible()
    window._ask()
    looked(engine)
    assert not window.message.isVisible()


def test_it_is_worded_anew(window: CompressWindow, engine: Engine, qapp: QApplication) -> None:
    looked(engine)
    before = [title.text() for title in window.pictures.titles]
    try:
        i18n.apply(qapp, "zh_CN")
        qapp.processEvents()
        assert all(title.text() != old for title, old in zip(window.pictures.titles, before, strict=True))
    finally:
        i18n.apply(qapp, "en")

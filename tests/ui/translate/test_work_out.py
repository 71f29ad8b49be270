"""What is handed to the Playground is the map that is shown, and what is said of a map follows its switches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QLabel

from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER
from attnviz.engine.messages import ListModels, Models
from attnviz.engine.playground.messages import PlaygroundExample
from attnviz.engine.session import Session
from attnviz.engine.translate.messages import Translate
from attnviz.ui import i18n
from attnviz.ui.panes.playground.pane import PlaygroundPane
from attnviz.ui.panes.translate.pane import TranslatePane
from tests.handmade.heads import TRANSFORMER, make_transformer
from tests.handmade.translations import MODELS, translation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

OFF = ((CROSS, 0, 0), (ENCODER, 0, 1))


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session([make_transformer(tmp_path)])


@pytest.fixture
def pane(qtbot: QtBot, session: Session) -> Iterator[TranslatePane]:
    made = TranslatePane()
    qtbot.addWidget(made)
    qtbot.addWidget(made.details())
    made.show_models(Models(ListModels(), (*MODELS, TRANSFORMER)))
    made.set_model(TRANSFORMER.id)
    request = Translate("the cat is small", TRANSFORMER.id, target="le chat est petit", heads_off=OFF)
    made.show_result(session.run(request))
    yield made
    made._timer.stop()


def handed(pane: TranslatePane, qtbot: QtBot) -> PlaygroundExample:
    """What the Playground asks of a model when the map is handed over."""
    playground = PlaygroundPane()
    qtbot.addWidget(playground)
    qtbot.addWidget(playground.details())
    asked: list[Any] = []
    pane.handed.connect(lambda id, what: playground.receive(**what))
    pane.work_out()
    asked = [question.waiting for question in playground._held]
    return next(request for request in asked if isinstance(request, PlaygroundExample))


@pytest.mark.parametrize("kind", [CROSS, ENCODER, DECODER])
@pytest.mark.parametrize("shift", [False, True])
def test_the_playground_works_out_the_rows_that_are_shown(
    pane: TranslatePane, session: Session, qtbot: QtBot, kind: str, shift: bool
) -> None:
    pane.view.shift.setChecked(shift)
    pane.show_map(kind, ((1, 1),))
    assert pane.state.map is not None
    found = session.run(handed(pane, qtbot))
    np.testing.assert_allclose(found.weights, pane.state.map.weights, atol=1e-5)


def test_of_several_heads_the_first_is_worked_out_and_that_is_said(pane: TranslatePane, qtbot: QtBot) -> None:
    said: list[str] = []
    pane.said.connect(said.append)
    pane.show_map(CROSS, ((1, 0), (1, 2)))
    request = handed(pane, qtbot)
    assert (request.layer, request.head) == (1, 0)
    assert "layer 2, head 1" in said[0]


@pytest.mark.parametrize("kind", [CROSS, DECODER])
def test_what_am_i_looking_at_follows_the_input_step(pane: TranslatePane, qapp: QApplication, kind: str) -> None:
    before = {CROSS: "just before writing it", DECODER: "a word about to be written"}[kind]
    after = {CROSS: "when it read that word", DECODER: "a word that has just gone in"}[kind]
    pane.view.shift.setChecked(False)
    pane.show_map(kind, ((1, 1),))
    assert before in pane.panel.explanation.text()
    assert after not in pane.panel.explanation.text()
    pane.view.shift.click()
    assert after in pane.panel.explanation.text()
    assert before not in pane.panel.explanation.text()
    i18n.apply(qapp, "zh_CN")
    pane.panel.retranslate()
    shifted = pane.panel.explanation.text()
    pane.view.shift.click()
    assert shifted != pane.panel.explanation.text()
    assert after not in shifted


@pytest.mark.parametrize("kind", [CROSS, DECODER])
@pytest.mark.parametrize("page", ["heatmap", "lines"])
def test_the_caption_follows_the_input_step(pane: TranslatePane, kind: str, page: str) -> None:
    pane.view.pictures[page].click()
    pane.view.shift.setChecked(False)
    pane.show_map(kind, ((1, 1),))
    before = pane.caption.text()
    assert "went in" not in before
    pane.view.shift.click()
    assert "went in" in pane.caption.text()
    assert "about to be" not in pane.caption.text()
    pane.view.shift.click()
    assert pane.caption.text() == before


def test_norms_are_explained_where_they_are_shown(pane: TranslatePane) -> None:
    pane.show_map(CROSS, ((1, 1),))
    pane.view.weights.click()
    assert "is weighted by" not in pane.panel.explanation.text()
    pane.view.norms.click()
    assert "is weighted by" in pane.panel.explanation.text()


def test_heads_are_explained_as_soon_as_a_model_has_several(pane: TranslatePane) -> None:
    assert "A Transformer has many such maps" in pane.panel.explanation.text()
    pane.show_result(translation())
    assert "A Transformer has many such maps" not in pane.panel.explanation.text()
    assert isinstance(pane.panel.explanation, QLabel)

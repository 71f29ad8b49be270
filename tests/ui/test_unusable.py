"""A file among the models that cannot be used is listed with the reason, and cannot be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from attnviz.engine.messages import ListModels, Model, Models, Unusable
from attnviz.engine.unusable_weights import REASONS
from attnviz.ui.panes.look.pane import LookPane
from attnviz.ui.panes.translate.model_bar import ModelBar
from attnviz.ui.panes.unusable import sentence

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

MODEL = Model("rnn-en-fr", "rnn", ("en", "fr"), "additive", 5, 10, {})
BROKEN = Unusable("x.safetensors", "card", "", "x.safetensors cannot be used: its card is damaged.")


def test_the_translators_end_with_what_cannot_be_used(qapp: QApplication) -> None:
    bar = ModelBar()
    bar.set_models([MODEL], [BROKEN])
    assert bar.model.count() == 2
    assert bar.model.itemText(1) == "x.safetensors: its card is damaged"
    assert not bar.model.model().index(1, 0).flags() & Qt.ItemFlag.ItemIsEnabled
    assert bar.model.currentData() == MODEL.id
    bar.set_models([MODEL])
    assert bar.model.count() == 1


@pytest.mark.parametrize("reason", [*REASONS, "missing"])
def test_each_reason_has_its_words(qapp: QApplication, reason: str) -> None:
    said = sentence(Unusable("x.safetensors", reason, "dropout", ""))
    assert said.startswith("x.safetensors: ")
    assert len(said) > 20


def test_the_other_panes_list_it_too(qapp: QApplication) -> None:
    pane = LookPane()
    pane.show_models(Models(ListModels(), (), (BROKEN,)))
    assert pane.model.itemText(0) == "x.safetensors: its card is damaged"
    pane.retranslate()
    assert pane.model.count() == 1

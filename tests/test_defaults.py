"""What the command line offers is what the window has."""

from __future__ import annotations

from attnviz import defaults
from attnviz.paths import asset
from attnviz.ui.panes.latent.pane import LatentPane
from attnviz.ui.panes.look.pane import LookPane
from attnviz.ui.panes.playground import sections as playground
from attnviz.ui.panes.read import sections as read
from attnviz.ui.panes.table import PANES
from tests.test_imports import loaded_after


def test_the_panes_and_their_sections_are_those_of_the_window(qtbot: object) -> None:
    assert tuple(pane.id for pane in PANES) == defaults.PANES
    assert tuple(LookPane().sections) == defaults.SECTIONS["look"]
    assert tuple(LatentPane().sections) == defaults.SECTIONS["latent"]
    assert tuple(section.id for section in read.SECTIONS) == defaults.SECTIONS["read"]
    assert tuple(section.id for section in playground.SECTIONS) == defaults.SECTIONS["playground"]


def test_the_models_that_are_shown_first_are_shipped() -> None:
    for id in (defaults.TRANSLATOR, defaults.CLASSIFIER, defaults.AUTOENCODER):
        assert (asset("weights") / f"{id}.safetensors").is_file()


def test_they_bring_neither_qt_nor_torch() -> None:
    assert not loaded_after("import attnviz.defaults") & {"PySide6", "torch"}

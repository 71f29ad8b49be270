"""A Whisper that a person opened is in the list of models, and everything the pane can do is done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

pytest.importorskip("transformers")

from attnviz.engine.listen.sounds import Sound
from attnviz.engine.session import Session
from attnviz.ui.attention.figure import FORMATS, FigureOptions
from attnviz.ui.attention.figure_export import FigureFile
from attnviz.ui.panes.listen.pane import ListenPane
from attnviz.ui.panes.open.pane import OpenPane
from tests.engine.open import families
from tests.handmade.sounds import hum

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from attnviz.ui.window import Window
    from tests.handmade.sound_devices import Devices


@pytest.mark.filterwarnings("ignore")
def test_a_whisper_that_was_opened_is_listened_with(
    open_window: Callable[..., Window], models: Path, qtbot: QtBot, devices: Devices, tmp_path: Path
) -> None:
    window = open_window((ListenPane, OpenPane), lambda: Session([models]).run)
    window.resize(1280, 800)
    pane: Any = window.pane
    qtbot.waitUntil(pane.is_settled)
    assert not pane.model.isVisible()
    window.show_pane("open")
    opener: Any = window.panes["open"]
    opener.open_path(families.folder("whisper", tmp_path / "whisper"))
    qtbot.waitUntil(lambda: opener.state.model is not None, timeout=600_000)  # transformers is imported
    window.show_pane("listen")
    qtbot.waitUntil(lambda: pane.model.count() == 2)
    assert pane.model.isVisible()
    pane.take(Sound(hum(0.7), "hum"))
    pane.set_model(str(tmp_path / "whisper"))
    qtbot.waitUntil(lambda: pane.is_settled() and pane.state.heard.ctc is None)
    heard = pane.state.heard
    assert pane.heads.isVisible()
    assert pane.heads.count() == 1 + len(heard.heads)
    pane.heads.setCurrentIndex(2)
    pane.heads.activated.emit(2)
    assert np.allclose(pane.state.map.weights, heard.attention.weights[0, 2])
    window.toggle_presentation()
    assert not pane.heads.isVisible()
    assert not pane.top.isVisible()
    window.toggle_presentation()
    assert pane.heads.isVisible()
    assert pane.top.isVisible()
    figure = pane.exporter.figures._figure()
    assert figure is not None
    for format in FORMATS:
        assert len(pane.exporter.figures.data(FigureFile(figure, FigureOptions(format=format)))) > 1000
    for save in pane.exporter.formats():
        save.write(tmp_path / f"saved.{save.what}.{save.ending}", heard)
        assert (tmp_path / f"saved.{save.what}.{save.ending}").stat().st_size > 0

"""The Listen pane in a real window with a small speller and made devices of sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from attnviz.engine.session import Session
from attnviz.ui.panes.listen.pane import ListenPane
from tests.handmade.sound_devices import Devices
from tests.tiny.speller import make_speller

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from attnviz.ui.window import Window


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_speller(tmp_path_factory.mktemp("models"))


@pytest.fixture
def devices(monkeypatch: pytest.MonkeyPatch) -> Devices:
    return Devices(monkeypatch)


@pytest.fixture
def pane(open_window: Callable[..., Window], models: Path, qtbot: QtBot, devices: Devices) -> ListenPane:
    window = open_window((ListenPane,), lambda: Session([models]).run)
    window.resize(1280, 800)
    pane = window.pane
    assert isinstance(pane, ListenPane)
    qtbot.waitUntil(pane.is_settled)
    return pane

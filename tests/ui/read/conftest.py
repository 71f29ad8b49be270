"""The Read pane in a real window with small readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from attnviz.engine.session import Session
from attnviz.ui.panes.read.pane import ReadPane
from tests.tiny.readers import make_readers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from attnviz.ui.window import Window


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_readers(tmp_path_factory.mktemp("models"))


@pytest.fixture
def pane(open_window: Callable[..., Window], models: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> ReadPane:
    monkeypatch.setenv("ATTNVIZ_MODELS", str(models))
    window = open_window((ReadPane,), lambda: Session([models]).run)
    window.resize(1280, 800)
    pane = window.pane
    assert isinstance(pane, ReadPane)
    qtbot.waitUntil(lambda: pane.is_settled() and pane.current().result is not None)
    return pane

"""Downloading in the window: the size first, then progress that can be cancelled, then the model is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from attnviz.engine.open import download
from attnviz.engine.session import Session
from attnviz.ui.panes.open.pane import OpenPane
from tests.handmade.hub import FILES, hub

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from attnviz.ui.panes.open.download_dialog import DownloadDialog
    from attnviz.ui.window import Window
    from tests.ui.conftest import PatientBot

__all__ = ["hub"]


@pytest.fixture
def dialog(open_window: Callable[..., Window], tmp_path: Path) -> DownloadDialog:
    pane = open_window((OpenPane,), lambda: Session([tmp_path]).run).pane
    assert isinstance(pane, OpenPane)
    pane.sources.ask_for_download()
    dialog = pane.sources.download
    assert dialog is not None
    dialog.folder = tmp_path / "downloaded"
    return dialog


def ask(qtbot: PatientBot, dialog: DownloadDialog, name: str) -> None:
    dialog.name.clear()
    qtbot.keyClicks(dialog.name, name)
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.offer is not None or bool(dialog.error.text()))


def test_the_size_is_told_before_anything_is_downloaded(
    qtbot: PatientBot, hub: dict[str, bytes], dialog: DownloadDialog
) -> None:
    assert not dialog.go.isEnabled()
    ask(qtbot, dialog, "own/tiny")
    assert "3.5 MB in 3 files" in dialog.told.text()
    assert not dialog.folder.exists()
    chosen: list[Path] = []
    dialog.done_at.disconnect()
    dialog.done_at.connect(chosen.append)
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(chosen))
    assert chosen == [dialog.folder / "own--tiny"]
    assert (chosen[0] / "model.safetensors").read_bytes() == FILES["model.safetensors"]
    assert not dialog.isVisible()


def test_cancelled_it_leaves_nothing_and_may_be_asked_again(
    qtbot: PatientBot, hub: dict[str, bytes], dialog: DownloadDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("attnviz.ui.panes.open.download_dialog.SLICE", 0.0)
    monkeypatch.setattr(download, "CHUNK", 10_000)
    ask(qtbot, dialog, "own/tiny")
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: 0 < dialog.progress.value() < 1000)
    assert dialog.progress.isVisible()
    qtbot.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)
    assert not dialog.progress.isVisible()
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: not list(dialog.folder.iterdir()))
    ask(qtbot, dialog, "own/tiny")
    assert dialog.offer is not None


def test_what_cannot_be_had_is_one_sentence(
    qtbot: PatientBot, hub: dict[str, bytes], dialog: DownloadDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(qtbot, dialog, "own/none")
    assert dialog.error.text() == "Hugging Face has no open model called own/none with config.json and safetensors."
    monkeypatch.setattr(download, "HOST", "http://127.0.0.1:9")
    ask(qtbot, dialog, "own/tiny")
    assert dialog.error.text().startswith("Hugging Face cannot be reached")
    assert dialog.isVisible()

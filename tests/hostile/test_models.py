"""Every hostile model is tried through the commands and the window: it alone is refused, in a sentence, and the others answer."""

from __future__ import annotations

import shutil
import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from attnviz.cli import main
from attnviz.engine.session import Session
from attnviz.ui.panes.translate.pane import TranslatePane
from attnviz.ui.settings import Settings
from attnviz.ui.window import Window
from tests.hostile.models import CARDS, MODELS, Spoiled, odd_card
from tests.tiny.translator import make_models

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

ID, OTHER = "odd-en-fr", "rnn-en-zh"
FILE = f"{ID}.safetensors"
MOST_SECONDS = 20  # of one file, on a slow machine


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_models(tmp_path_factory.mktemp("models"))


@pytest.fixture
def folder(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A whole model and one that a test spoils, which no shipped one is named like."""
    for ending in (".safetensors", ".json"):
        shutil.copy(tiny / f"{OTHER}{ending}", tmp_path)
        shutil.copy(tiny / f"rnn-en-fr{ending}", tmp_path / f"{ID}{ending}")
    monkeypatch.setenv("ATTNVIZ_MODELS", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("odd", MODELS, ids=[odd.what for odd in MODELS])
def test_a_model_in_the_commands(odd: Spoiled, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    odd.spoil(folder / FILE)
    begun = time.monotonic()
    assert main(["models"]) == 0
    listed = capfd.readouterr()
    assert OTHER in listed.out
    assert (ID in listed.out) != odd.listed
    lines = listed.err.splitlines()
    assert len(lines) == odd.listed
    assert all(line.startswith("attnviz models: ") and FILE in line and odd.says in line for line in lines)
    status = main(["translate", "--model", ID, "Hi."])
    out, err = capfd.readouterr()
    if odd.is_read:
        assert (status, err) == (0, "")
    else:
        assert (status, out) == (1, "")
        (line,) = err.splitlines()
        assert line.startswith("attnviz translate: ")
        assert FILE in line
        assert odd.says in line
    assert time.monotonic() - begun < MOST_SECONDS


@pytest.fixture
def open_pane(folder: Path, qtbot: QtBot) -> Iterator[Callable[[], TranslatePane]]:
    """The pane in a real window whose engine has these models and no others."""
    windows = []

    def open_it() -> TranslatePane:
        window = Window(Settings(language="en"), lambda settings: True, (TranslatePane,), lambda: Session([folder]).run)
        windows.append(window)
        qtbot.addWidget(window)
        window.painted.connect(window.bridge.open)
        with qtbot.waitSignal(window.painted):
            window.show()
        pane = window.panes["translate"]
        assert isinstance(pane, TranslatePane)
        qtbot.waitUntil(lambda: pane.models.about(OTHER) is not None)
        return pane

    yield open_it
    for window in windows:
        window.close()


@pytest.mark.parametrize("odd", MODELS, ids=[odd.what for odd in MODELS])
def test_a_model_in_the_window(
    odd: Spoiled, folder: Path, open_pane: Callable[[], TranslatePane], qtbot: QtBot
) -> None:
    odd.spoil(folder / FILE)
    pane = open_pane()
    box = pane.models.model
    entries = {
        box.itemText(i): bool(box.model().index(i, 0).flags() & Qt.ItemFlag.ItemIsEnabled) for i in range(box.count())
    }
    refused = [text for text, enabled in entries.items() if not enabled]
    assert len(refused) == odd.listed
    assert all(text.startswith(f"{FILE}: ") for text in refused)
    assert len(entries) == 2
    pane.set_text("The cat.")
    if not odd.listed:
        pane.set_model(ID)
        qtbot.waitUntil(lambda: FILE in pane.message.text())
        pane.set_model(OTHER)
    qtbot.waitUntil(lambda: pane.is_settled() and pane.state.result is not None)
    assert pane.state.result is not None
    assert pane.state.result.request.model == OTHER


@pytest.mark.parametrize("odd", CARDS, ids=repr)
def test_a_card_with_odd_values_in_the_commands(odd: object, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / f"{ID}.json").write_text(odd_card(odd), encoding="utf-8")
    assert main(["models"]) == 0
    assert main(["models", "--json"]) == 0
    assert main(["translate", "--model", ID, "Hi."]) == 0
    out, err = capfd.readouterr()
    assert (out.count(ID), err) == (2, "")


@pytest.mark.parametrize("odd", CARDS, ids=repr)
def test_a_card_with_odd_values_in_the_window(
    odd: object, folder: Path, open_pane: Callable[[], TranslatePane], qtbot: QtBot
) -> None:
    (folder / f"{ID}.json").write_text(odd_card(odd), encoding="utf-8")
    pane = open_pane()
    pane.set_model(ID)
    pane.set_text("The cat.")
    qtbot.waitUntil(lambda: pane.is_settled() and pane.state.result is not None)
    assert pane.state.result is not None
    assert pane.state.result.request.model == ID

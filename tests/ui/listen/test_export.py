"""What can be saved from the Listen pane says what is on the screen."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QGuiApplication, QImage

from attnviz.ui.widgets.selection import Spot
from tests.handmade.sounds import hum, write

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from attnviz.ui.panes.listen.pane import ListenPane


def test_every_format_says_what_is_shown(pane: ListenPane, qtbot: QtBot, tmp_path: Path) -> None:
    assert pane.open_file(write(tmp_path / "mine.wav", hum(1.5)))
    qtbot.waitUntil(pane.is_settled)
    heard = pane.state.heard
    assert heard is not None
    pane.state.selection.pin(Spot(row=0))
    saved = {}
    for what, save in pane.exporter._saves.items():
        saved[what] = tmp_path / f"it.{save.ending}.{what}"
        assert pane.exporter.save_as(what, saved[what])
    assert not QImage(str(saved["png"])).isNull() or QImage.fromData(saved["png"].read_bytes()).width() > 300
    assert b"<svg" in saved["svg"].read_bytes()
    told = json.loads(saved["json"].read_text("utf-8"))
    assert told["text"] == heard.text
    assert told["words"] == [{"text": w.text, "start": w.start, "end": w.end} for w in heard.words]
    with np.load(saved["npz"]) as arrays:
        assert np.array_equal(arrays["attention"], heard.attention.weights[0, 0])
        assert np.array_equal(arrays["waveform"], heard.frames.waveform)
    rows = saved["csv"].read_text("utf-8-sig").splitlines()
    assert len(rows) == len(heard.tokens) + 1
    assert heard.words[0].text in saved["textgrid"].read_text("utf-8")
    assert "-->" in saved["srt"].read_text("utf-8")
    assert saved["audacity"].read_text("utf-8").split("\t")[2].strip() == heard.words[0].text
    assert pane.exporter.stem(pane.exporter._saves["png"]) == "mine.listen"


def test_the_python_lines_give_the_same(
    pane: ListenPane, qtbot: QtBot, models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pane.open_file(write(tmp_path / "mine.wav", hum(1.5), subtype="FLOAT"))
    pane.state.vary(speed=1.1)
    qtbot.waitUntil(pane.is_settled)
    pane.exporter.copy("python")
    lines = QGuiApplication.clipboard().text()
    monkeypatch.setenv("ATTNVIZ_MODELS", str(models))
    done = subprocess.run([sys.executable, "-c", lines], capture_output=True, text=True, check=True, timeout=300)
    assert pane.state.heard is not None
    assert done.stdout.splitlines()[0] == pane.state.heard.text

"""A picture of the real window: of the size, theme and language that were asked for, with the answer in it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtGui import QImage

from attnviz.ui import theme
from attnviz.ui.shot import shot

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def tiny_models(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATTNVIZ_MODELS", str(models))


def test_a_picture_has_the_size_and_theme_asked_for(tmp_path: Path) -> None:
    for name, colors in (("light", theme.LIGHT), ("dark", theme.DARK)):
        out = tmp_path / f"{name}.png"
        shot("playground", out, theme_name=name, size=(900, 620))
        image = QImage(str(out))
        assert (image.width(), image.height()) == (900, 620)
        assert image.pixelColor(4, 300) == colors.window


def test_a_picture_waits_until_the_pane_is_ready(tmp_path: Path) -> None:
    seen: list[Any] = []

    def prepare(pane: Any) -> None:
        pane.set_text("I am hungry.")

    def ready(pane: Any) -> bool:
        seen.append(pane.sentences.target.toPlainText())
        return bool(pane.sentences.target.toPlainText())

    shot("translate", tmp_path / "a.png", prepare=prepare, ready=ready, timeout=60)
    assert seen[0] == ""
    assert seen[-1] != ""


def test_a_pane_that_never_gets_ready_is_told(tmp_path: Path) -> None:
    with pytest.raises(TimeoutError, match=r"not ready after 0\.2 s"):
        shot("playground", tmp_path / "a.png", ready=lambda pane: False, timeout=0.2)
    assert not (tmp_path / "a.png").exists()


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"folder.a\.png"):
        shot("playground", tmp_path / "no" / "folder" / "a.png")


def test_a_pane_that_there_is_not_is_told(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        shot("nothing", tmp_path / "a.png")


def test_a_picture_neither_reads_nor_writes_the_persons_settings(tmp_path: Path, own_settings: Path) -> None:
    shot("playground", tmp_path / "a.png")
    assert not own_settings.exists()


BUSY = """
import sys, threading, time
from functools import partial
from pathlib import Path
from attnviz.ui import shot, window

def start():
    import torch

    def run(request, progress):
        entered.set()
        x, end = torch.zeros(1), time.monotonic() + 1
        while time.monotonic() < end:
            x = x + 1

    return run

entered = threading.Event()
shot.Window = partial(window.Window, start=start)
shot.shot("translate", Path(sys.argv[1]), prepare=lambda pane: pane.set_text("Yes."), ready=lambda pane: entered.is_set())
"""


def test_the_process_ends_in_peace_although_the_engine_is_inside_torch_when_the_picture_is_taken(
    tmp_path: Path,
) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", BUSY, str(tmp_path / "a.png")],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert (done.returncode, "terminate" in done.stderr) == (0, False), done.stderr
    assert (tmp_path / "a.png").exists()


@pytest.mark.parametrize("comes", [True, False])
def test_the_engine_has_ended_whether_the_picture_comes_or_not(tmp_path: Path, comes: bool) -> None:
    def ready(pane: Any) -> bool:
        if pane.sentences.target.toPlainText() and not comes:
            raise LookupError("no picture")
        return bool(pane.sentences.target.toPlainText())

    with nullcontext() if comes else pytest.raises(LookupError):
        shot("translate", tmp_path / "a.png", prepare=lambda pane: pane.set_text("I am hungry."), ready=ready)
    assert not any(thread.name == "attnviz-engine" for thread in threading.enumerate())

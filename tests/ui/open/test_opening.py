"""While something is being opened its name and how far it is are seen, and Cancel ends the work."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attnviz.engine.attention_files.messages import OpenAttention
from attnviz.engine.messages import Refused
from attnviz.engine.open.handlers import HANDLERS
from attnviz.engine.open.messages import OpenModel, StopOpening
from attnviz.ui.bridge import Bridge
from attnviz.ui.panes.open.opening import Opening, OpeningLine
from tests.conftest import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot


class Loading:
    """An engine that loads until it is told to stop, and notes how that ended."""

    def __init__(self) -> None:
        self.ended: list[str] = []

    def __call__(self, request: Any, checkpoint: Callable[..., None]) -> Any:
        if isinstance(request, StopOpening):
            return HANDLERS[StopOpening](None, request, checkpoint)
        if isinstance(request, OpenAttention):
            raise Refused("attention_missing", f"{request.path.name} is not there.", name=request.path.name)
        end = time.monotonic() + PATIENCE
        try:
            while time.monotonic() < end:
                checkpoint(0.25, "loading")
                time.sleep(0.01)
        except BaseException as error:
            self.ended.append(type(error).__name__)
            raise
        self.ended.append("loaded")
        return None


def test_opening_is_seen_and_can_be_cancelled(qtbot: QtBot) -> None:
    engine = Loading()
    bridge = Bridge(lambda: engine)
    bridge.open()
    opening = Opening(bridge.ask)
    line = OpeningLine(opening)
    qtbot.addWidget(line)
    opening.open(Path("/models/large"), "cpu", "float32")
    assert line.isVisibleTo(None)
    assert "large" in line.text.text()
    assert line.progress.maximum() == 0  # not known yet
    qtbot.waitUntil(lambda: line.progress.value() == 250)
    line.cancel.click()
    assert not line.isVisibleTo(None)
    assert not opening.is_waiting()
    qtbot.waitUntil(lambda: engine.ended == ["Interrupted"])
    opening.open(Path("/models/other"), "cpu", "float32")  # what is asked next is not held up
    qtbot.waitUntil(lambda: line.progress.value() == 250)
    assert bridge.close(PATIENCE)


def test_a_file_that_is_refused_is_told_and_nothing_waits(qtbot: QtBot) -> None:
    bridge = Bridge(lambda: Loading())
    bridge.open()
    opening, told = Opening(bridge.ask), []
    opening.refused.connect(told.append)
    opening.open(Path("/maps/gone.npz"), "cpu", "float32")
    assert opening.name == "gone.npz"
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].code == "attention_missing"
    assert not opening.is_waiting()
    assert isinstance(told[0].request, OpenAttention)
    opening.open(Path("/models/x"), "cpu", "bfloat16")
    asked = opening._of_model.waiting
    assert isinstance(asked, OpenModel)
    assert (asked.path, asked.device, asked.dtype) == ("/models/x", "cpu", "bfloat16")
    assert bridge.close(PATIENCE)

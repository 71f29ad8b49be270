"""The decoder plays: word after word is read, and the light moves over the source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt

from attnviz.engine.playground import decoder_tables as decoder
from tests.ui.playground.test_pane import Desk

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Desk:
    made = Desk(qtbot, tmp_path)
    made.pane.show_section("recurrent")
    made.answer()
    return made


def section(desk: Desk) -> Any:
    return desk.pane.section("recurrent")


def test_it_reads_to_the_end_and_begins_anew(desk: Desk, qtbot: QtBot):
    section(desk)._timer.setInterval(10)
    time = desk.find("recurrent.time")
    seen = [time.value()]
    time.valueChanged.connect(seen.append)
    desk.find("recurrent.play").click()
    qtbot.waitUntil(lambda: time.value() == decoder.STEPS - 1 and not section(desk)._timer.isActive(), timeout=5000)
    assert seen == list(range(decoder.STEPS))
    desk.find("recurrent.play").click()
    assert time.value() == 0
    desk.find("recurrent.play").click()
    assert not section(desk)._timer.isActive()


def test_space_plays_and_arrows_step(desk: Desk, qtbot: QtBot):
    time = desk.find("recurrent.time")
    section(desk).setFocus()
    qtbot.keyClick(section(desk), Qt.Key.Key_Right)
    assert time.value() == 1
    qtbot.keyClick(section(desk), Qt.Key.Key_Left)
    assert time.value() == 0
    qtbot.keyClick(section(desk), Qt.Key.Key_Space)
    assert section(desk)._timer.isActive()
    desk.pane.show_section("steps")
    assert not section(desk)._timer.isActive()  # nothing plays out of sight


def test_space_and_arrows_go_on_with_what_a_button_began(desk: Desk, qtbot: QtBot):
    time = desk.find("recurrent.time")
    desk.pane.window().show()
    desk.pane.window().activateWindow()
    for name in ("play", "forward", "back"):
        time.setValue(1)
        button = desk.find(f"recurrent.{name}")
        button.setFocus()
        button.click()
        focus = desk.pane.window().focusWidget()
        assert focus is time, name
        at = time.value()
        qtbot.keyClick(focus, Qt.Key.Key_Right)
        assert time.value() == at + 1
    playing = section(desk)._timer.isActive()
    qtbot.keyClick(time, Qt.Key.Key_Space)
    assert section(desk)._timer.isActive() != playing
    section(desk)._timer.stop()


def test_what_is_lit_is_what_the_step_looks_at(desk: Desk):
    for t in range(decoder.STEPS):
        desk.find("recurrent.time").setValue(t)
        weights = desk.values("recurrent.weights")[0]
        said = desk.find("recurrent.written").accessibleDescription()
        assert f"“{decoder.SOURCE_WORDS[int(weights.argmax())]}”" in said
        assert f"“{decoder.INPUT_WORDS[t]}”" in said

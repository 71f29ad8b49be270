"""Playing an answer: rows appear one after another, keys step, and everything ends where it began."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from attnviz.ui.attention import playback
from attnviz.ui.attention.example_view import ExampleView
from attnviz.ui.theme import colors

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def view(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> ExampleView:
    monkeypatch.setattr(playback, "STEP", 20)
    monkeypatch.setattr(playback, "LAST", 20)
    made = ExampleView("words")
    made.selection.replace(None, None)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    return made


def test_it_writes_row_after_row_and_shows_all_again(view: ExampleView, qtbot: QtBot):
    seen: list[int | None] = []
    view.selection.changed.connect(lambda: seen.append(view.selection.written))
    rows = len(view.pages["heatmap"].map.picture().rows)
    view.view.view_bar.play.click()
    assert view.view.view_bar.play.text() == "Pause"
    qtbot.waitUntil(lambda: view.selection.written is None, timeout=5000)
    written = [number for number in dict.fromkeys(seen) if number]
    assert written == list(range(1, rows + 1))
    assert view.view.view_bar.play.text() == "Play"
    assert view.selection.shown is None


def test_the_row_written_last_is_the_one_that_is_shown_and_later_ones_are_not(view: ExampleView):
    view.selection.write(1)
    assert view.selection.shown.row == 0
    picture = view.pages["heatmap"].map.grab().toImage()
    grid, ratio = view.pages["heatmap"].map.grid(), picture.devicePixelRatio()
    below = grid.cell(2, 0).center() * ratio
    assert QColor(picture.pixel(below.toPoint())) == colors().panel


def test_space_pauses_arrows_step_and_escape_ends(view: ExampleView, qtbot: QtBot):
    heatmap = view.pages["heatmap"].map
    qtbot.keyClick(heatmap, Qt.Key.Key_Space)
    qtbot.keyClick(heatmap, Qt.Key.Key_Space)
    at = view.selection.written
    assert at
    qtbot.wait(80)
    assert view.selection.written == at  # paused
    qtbot.keyClick(heatmap, Qt.Key.Key_Down)
    assert view.selection.written == at + 1
    qtbot.keyClick(heatmap, Qt.Key.Key_Left)
    assert view.selection.written == at
    qtbot.keyClick(heatmap, Qt.Key.Key_Escape)
    assert view.selection.written is None
    assert view.view.view_bar.play.text() == "Play"


def test_another_answer_ends_it(view: ExampleView):
    view.view.view_bar.play.click()
    view.view.set_stale(True)
    assert view.selection.written is None


def test_space_and_arrows_go_on_with_what_the_button_began(view: ExampleView, qtbot: QtBot):
    view.activateWindow()
    view.view.view_bar.play.click()
    focus = view.focusWidget()
    assert focus is view.pages["heatmap"].map
    qtbot.keyClick(focus, Qt.Key.Key_Space)
    assert view.view.view_bar.play.text() == "Play"
    at = view.selection.written
    qtbot.keyClick(focus, Qt.Key.Key_Right)
    assert view.selection.written == at + 1

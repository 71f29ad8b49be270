"""Translate by keyboard alone: regions, the text, alternatives by their number, and what a screen reader is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from attnviz.engine.session import Session
from attnviz.ui.panes.translate.differing import differing
from attnviz.ui.panes.translate.pane import TranslatePane
from attnviz.ui.widgets.selection import Spot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from attnviz.ui.window import Window


@pytest.fixture
def window(open_window: Callable[..., Window], models: Path, qtbot: QtBot) -> Window:
    made = open_window((TranslatePane,), lambda: Session([models]).run)
    pane = made.pane
    assert isinstance(pane, TranslatePane)
    qtbot.waitUntil(pane.is_settled)
    made.activateWindow()
    return made


def test_f6_reaches_the_map_and_escape_leads_back(window: Window, qtbot: QtBot):
    pane = window.pane
    seen = []
    for _ in range(6):
        window.columns.focus_next_area()
        seen.append(QApplication.focusWidget())
    assert pane.heatmap in seen
    pane.heatmap.setFocus()
    pane.selection.pin(Spot(0))
    qtbot.keyClick(pane.heatmap, Qt.Key.Key_Escape)
    assert pane.selection.pinned is None
    qtbot.keyClick(pane.heatmap, Qt.Key.Key_Escape)
    assert QApplication.focusWidget().objectName() == "window.panes"


def test_a_slash_goes_to_the_text_and_is_typed_in_it(window: Window, qtbot: QtBot):
    pane = window.pane
    pane.heatmap.setFocus()
    window.go_to_text()
    assert QApplication.focusWidget() is pane.sentences.source
    before = pane.sentences.source.toPlainText()
    qtbot.keyClicks(pane.sentences.source, "/")
    assert len(pane.sentences.source.toPlainText()) == len(before) + 1


def test_a_digit_writes_the_alternative_of_that_number(window: Window, qtbot: QtBot):
    pane = window.pane
    pane.heatmap.setFocus()
    pane.selection.pin(Spot(0))
    taken = int(pane.state.result.alternatives[0, 1])
    qtbot.keyClick(pane.heatmap, Qt.Key.Key_2)
    qtbot.waitUntil(pane.is_settled)
    assert pane.state.result.target_tokens[0].id == taken


def test_the_pointed_cell_is_told_in_words(window: Window, qtbot: QtBot):
    pane = window.pane
    pane.heatmap.setFocus()
    qtbot.keyClick(pane.heatmap, Qt.Key.Key_Right)
    picture = pane.state.map.picture
    told = QAccessible.queryAccessibleInterface(pane.heatmap).text(QAccessible.Text.Description)
    assert told == f"{picture.rows[0]} looks at {picture.columns[0]}, {picture.weights[0, 0]:.2f}"


def test_the_view_menu_shows_what_is_on(window: Window):
    pane = window.pane
    actions = pane.commands()[0]
    pane.view.lines.click()
    assert actions["translate.show_lines"].isChecked()
    assert not actions["translate.show_heatmap"].isChecked()
    actions["translate.toggle_words"].trigger()
    assert pane.view.pieces.isChecked()
    assert not actions["translate.toggle_words"].isChecked()


def test_the_words_that_differ_are_marked():
    text = "Le chat est sur le mat."
    assert [text[a : a + n] for a, n in differing(text, "Le chat est sur le tapis.")] == ["mat."]
    assert differing("猫在垫子上", "猫在毯子上") == [(2, 1)]
    assert differing(text, text) == []

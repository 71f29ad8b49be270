"""The command palette in a real window: every command is found by a few letters, and Enter runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from attnviz.ui.help.command_palette import CommandPalette, rank
from attnviz.ui.settings import Settings
from attnviz.ui.window import Window
from tests.ui.conftest import echo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    made = Window(Settings(), lambda _: True, start=echo)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def opened(window: Window) -> CommandPalette:
    window.help.palette()
    palette = window.findChild(CommandPalette)
    assert palette is not None
    return palette


def listed(palette: CommandPalette) -> list[str]:
    return [palette.list.item(row).text() for row in range(palette.list.count())]


def test_it_lists_every_command_that_can_be_run_now_with_its_keys(window: Window):
    found = listed(opened(window))
    assert any(text.startswith("Help › Guided tour") for text in found)
    assert any(text.startswith("View › Theme › Dark") for text in found)
    assert any("Ctrl+3" in text and "Look" in text for text in found)
    assert not any("&" in text for text in found)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("dark", "View › Theme › Dark"),
        ("chinese", ""),
        ("gdtr", "Help › Guided tour"),
        ("theme light", "View › Theme › Light"),
    ],
)
def test_a_few_letters_find_a_command(window: Window, qtbot: QtBot, query: str, first: str):
    palette = opened(window)
    qtbot.keyClicks(palette.query, query)
    found = listed(palette)
    assert found[0].startswith(first) if first else not found


def test_enter_runs_the_chosen_one_and_closes(window: Window, qtbot: QtBot):
    palette = opened(window)
    qtbot.keyClicks(palette.query, "view look")
    qtbot.keyClick(palette.query, Qt.Key.Key_Return)
    assert window.pane.id == "look"
    qtbot.waitUntil(lambda: window.findChild(CommandPalette) is None)


def test_the_arrow_keys_choose_while_one_types(window: Window, qtbot: QtBot):
    palette = opened(window)
    qtbot.keyClicks(palette.query, "theme")
    qtbot.keyClick(palette.query, Qt.Key.Key_Down)
    assert palette.list.currentRow() == 1
    qtbot.keyClick(palette.query, Qt.Key.Key_Return)
    assert window.settings.theme == "light"


def test_nothing_that_fits_runs_nothing(window: Window, qtbot: QtBot):
    palette = opened(window)
    qtbot.keyClicks(palette.query, "zzzqqq")
    qtbot.keyClick(palette.query, Qt.Key.Key_Return)
    assert palette.isVisible()
    qtbot.keyClick(palette.query, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(CommandPalette) is None)


def test_words_as_they_stand_come_before_scattered_letters():
    assert rank("dark", "View › Theme › Dark") == 0
    assert rank("theme dark", "View › Theme › Dark") == 0
    assert rank("the dar", "View › Theme › Dark") == 2
    assert rank("vtd", "View › Theme › Dark") == 3
    assert rank("xyz", "View › Theme › Dark") is None

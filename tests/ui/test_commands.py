"""Commands: what is written in their tables is what the menus, the keys and the page of shortcuts have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from attnviz.defaults import LANGUAGES
from attnviz.engine.messages import Refused
from attnviz.ui import i18n, theme
from attnviz.ui.commands import MENUS, Actions, Command
from attnviz.ui.panes.table import PANES

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from attnviz.ui.window import Window


@pytest.fixture(params=[pane.id for pane in PANES])
def window(request: pytest.FixtureRequest, open_window: Callable[..., Window]) -> Window:
    def run(request: Any, checkpoint: Any) -> Any:
        raise Refused("no_engine", "There is no engine in this test.")

    window = open_window(PANES, lambda: run)
    window.show_pane(request.param)
    return window


def commands(window: Window) -> list[Command]:
    """Every command in force, those of submenus that never change among them."""
    found = [command for _, listed in window.menus.commands() for command in listed]
    return found + [
        entry for command in found if isinstance(command.entries, tuple | list) for entry in command.entries
    ]


def test_every_command_has_a_text_in_every_language(window: Window, qapp: QApplication) -> None:
    texts = []
    for language in LANGUAGES:
        i18n.apply(qapp, language)
        texts.append({command.id: command.name() for command in commands(window)})
    names = {f"window.language.{code}" for code in LANGUAGES}  # each in its own language
    for id in texts[0]:
        said = dict(zip(LANGUAGES, (each[id].strip() for each in texts), strict=True))
        assert all(said.values()), id
        assert (said["zh_CN"] == said["en"]) == (id in names), id


def test_no_two_commands_have_one_key(window: Window) -> None:
    keys = [key.toString() for command in commands(window) for key in command.shortcuts()]
    assert len(keys) > 8
    assert all(keys)
    assert sorted({key for key in keys if keys.count(key) > 1}) == []


def test_every_command_has_a_name_of_its_own_and_stands_in_one_menu(window: Window) -> None:
    ids = [command.id for command in commands(window)]
    assert len(ids) == len(set(ids))
    for name, (_, listed) in zip(MENUS, window.menus.commands(), strict=True):
        shown = [action for action in window.menus.menu(name).actions() if not action.isSeparator()]
        assert [action.text() for action in shown] == [command.text() for command in listed]
        assert [action.menu().objectName() if action.menu() else action.objectName() for action in shown] == [
            command.id for command in listed
        ]
        assert [action.shortcuts() for action in shown] == [command.shortcuts() for command in listed]


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    owner = QWidget()
    qtbot.addWidget(owner)
    return owner


def test_an_action_shows_what_can_be_done_now_and_does_it(owner: QWidget) -> None:
    state = {"on": False, "can": False}

    def turn() -> None:
        state["on"] = not state["on"]

    actions = Actions(
        owner,
        [Command("a", lambda: "A", do=turn, enabled=lambda: state["can"], checked=lambda: state["on"]), plain("b")],
    )
    assert not actions["a"].isEnabled()
    assert actions["b"].isEnabled()
    actions["a"].trigger()
    assert not state["on"]
    state["can"] = True
    actions.refresh()
    actions["a"].trigger()
    assert state["on"]
    assert actions["a"].isChecked()
    state["can"] = False
    actions["b"].trigger()  # whatever was done, all is asked again
    assert not actions["a"].isEnabled()


def test_a_click_switches_nothing_on_that_is_not_so(owner: QWidget) -> None:
    actions = Actions(owner, [Command("a", lambda: "A", checked=lambda: False)])
    actions["a"].trigger()
    assert not actions["a"].isChecked()


def test_actions_are_worded_again_when_the_owner_hears_of_another_language(owner: QWidget) -> None:
    words = ["one"]
    actions = Actions(owner, [Command("a", lambda: words[0], entries=[Command("b", lambda: words[0])]), plain("c")])
    words[0] = "two"
    QApplication.sendEvent(owner, QEvent(QEvent.Type.LanguageChange))
    assert actions["a"].text() == "two"
    assert [entry.text() for entry in actions.submenu("a").actions()] == ["two"]


def test_entries_that_change_are_asked_for_whenever_the_menu_opens(owner: QWidget, qtbot: QtBot) -> None:
    paths = ["x"]
    done: list[str] = []

    def entries() -> list[Command]:
        return [Command(path, lambda path=path: path, do=lambda path=path: done.append(path)) for path in paths]  # type: ignore[misc]

    menu = Actions(owner, [Command("a", lambda: "A", entries=entries)]).submenu("a")
    for _ in range(3):
        paths.append("y")
        menu.aboutToShow.emit()
        assert [action.text() for action in menu.actions()] == paths
    menu.actions()[1].trigger()
    assert done == ["y"]
    qtbot.wait(10)
    assert len(menu.findChildren(Actions)) == 1  # those of the times before are gone


def test_actions_come_before_another_and_lines_part_them(owner: QWidget) -> None:
    menu = QMenu(owner)
    last = menu.addAction("last")
    actions = Actions(owner, [plain("a"), Command("b", lambda: "B", "file"), Command("c", lambda: "C", apart=True)])
    put = actions.fill(menu, "", last)
    assert [action.text() for action in menu.actions()] == ["a", "", "C", "last"]
    assert [action.isSeparator() for action in put] == [False, True, False]
    assert actions.fill(menu, "file") == menu.actions()[-1:]


@pytest.mark.parametrize(
    ("text", "name"), [("&File", "File"), ("文件(&F)", "文件"), ("Save as PNG…", "Save as PNG…"), ("L&arger", "Larger")]
)
def test_a_name_has_no_mnemonic(text: str, name: str) -> None:
    assert Command("a", lambda: text).name() == name


def test_keys_are_written_as_people_write_them() -> None:
    assert [key.toString() for key in Command("a", str, keys="Ctrl++; Ctrl+=").shortcuts()] == ["Ctrl++", "Ctrl+="]
    assert Command("a", str).shortcuts() == []


def plain(id: str) -> Command:
    return Command(id, lambda: id)


def test_every_theme_is_offered(window: Window) -> None:
    (offered,) = [command for command in commands(window) if command.id == "window.theme"]
    assert isinstance(offered.entries, list)
    assert [command.id.rpartition(".")[2] for command in offered.entries] == list(theme.THEMES)

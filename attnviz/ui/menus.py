"""The menus: the window's own commands, and before them those of the pane that is shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from attnviz.defaults import LANGUAGES
from attnviz.ui.commands import MENUS, Actions, Command, without_mnemonic

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QMenu

    from attnviz.ui.panes.pane import Pane
    from attnviz.ui.panes.table import PaneEntry
    from attnviz.ui.window import Window


class Menus(QObject):
    """The menu bar of a window over some panes; what a command does is the window's."""

    def __init__(self, window: Window, panes: Sequence[type[Pane] | PaneEntry]) -> None:
        super().__init__(window)
        bar = window.menuBar()
        bar.setObjectName("window.menu")
        self._menus = {name: bar.addMenu("") for name in MENUS}
        self._own = Actions(window, self._commands(window, panes))
        for name, menu in self._menus.items():
            self._own.fill(menu, name)
        self._first = {name: menu.actions()[0] if menu.actions() else None for name, menu in self._menus.items()}
        self._of_pane: tuple[Actions, ...] = ()
        self._shown: list[tuple[QMenu, QAction]] = []
        self.retranslate()

    def _commands(self, window: Window, panes: Sequence[type[Pane] | PaneEntry]) -> list[Command]:
        """What the window itself can do."""

        themes: dict[str, Callable[[], str]] = {
            "system": lambda: self.tr("Same as system"),
            "light": lambda: self.tr("Light"),
            "dark": lambda: self.tr("Dark"),
        }
        languages: dict[str, Callable[[], str]] = {
            "system": lambda: self.tr("Same as system"),
            **{code: partial(str, name) for code, name in LANGUAGES.items()},
        }
        return [
            Command(
                "window.quit",
                lambda: self.tr("&Quit"),
                "file",
                window.close,
                "Ctrl+Q",
                role=QAction.MenuRole.QuitRole,
            ),
            *(
                _choice(window, "pane", pane.id, pane.title, window.enter_pane, "view", f"Ctrl+{number}")
                for number, pane in enumerate(panes, start=1)
            ),
            Command(
                "window.details",
                lambda: self.tr("&Details column"),
                "view",
                window.toggle_details,
                "F9",
                checked=lambda: window.settings.details,
                apart=True,
            ),
            Command(
                "window.focus",
                lambda: self.tr("&Next panel"),
                "view",
                window.columns.focus_next_area,
                "F6",
            ),
            Command("window.text", lambda: self.tr("Go to the te&xt"), "view", window.go_to_text, "/"),
            Command(
                "window.theme",
                lambda: self.tr("&Theme"),
                "view",
                entries=[_choice(window, "theme", *each, window.set_theme) for each in themes.items()],
                apart=True,
            ),
            Command(
                "window.language",
                lambda: self.tr("Lan&guage"),
                "view",
                entries=[_choice(window, "language", *each, window.set_language) for each in languages.items()],
            ),
            Command(
                "window.larger",
                lambda: self.tr("L&arger text"),
                "view",
                lambda: window.set_scale(window.settings.scale + 10),
                "Ctrl++; Ctrl+=",
                apart=True,
            ),
            Command(
                "window.smaller",
                lambda: self.tr("&Smaller text"),
                "view",
                lambda: window.set_scale(window.settings.scale - 10),
                "Ctrl+-",
            ),
            Command(
                "window.normal",
                lambda: self.tr("N&ormal text size"),
                "view",
                lambda: window.set_scale(100),
                "Ctrl+0",
            ),
            Command(
                "window.present",
                lambda: self.tr("&Present (full screen)"),
                "view",
                window.toggle_presentation,
                "F11",
                checked=lambda: window.presentation.runs,
                apart=True,
            ),
            Command(
                "window.end_presentation",
                lambda: self.tr("End presentation"),
                "view",
                window.presentation.end,
                "Esc",
                enabled=lambda: window.presentation.runs,
                visible=lambda: window.presentation.runs,
            ),
            Command(
                "window.palette",
                lambda: self.tr("Run a &command…"),
                "help",
                window.help.palette,
                "Ctrl+Shift+P",
            ),
            Command(
                "window.compress",
                lambda: self.tr("&Compress…"),
                "model",
                window.show_compress,
                "Ctrl+Shift+R",
                apart=True,
            ),
            Command("window.tour", lambda: self.tr("Guided &tour"), "help", window.show_tour),
            Command("window.shortcuts", lambda: self.tr("&Keyboard shortcuts"), "help", window.help.shortcuts, "F1"),
            Command("window.glossary", lambda: self.tr("&Glossary"), "help", window.help.glossary, "Shift+F1"),
            Command("window.cite", lambda: self.tr("&Cite what is shown…"), "help", window.help.cite),
            Command("window.log", lambda: self.tr("&Log folder"), "help", window.open_log_folder),
            Command(
                "window.about",
                lambda: self.tr("&About attnviz"),
                "help",
                window.help.about,
                role=QAction.MenuRole.AboutRole,
                apart=True,
            ),
        ]

    def show_pane(self, pane: Pane) -> None:
        """Put a pane's commands before the window's own, and take the last pane's away."""
        for menu, action in self._shown:
            menu.removeAction(action)
            if action.isSeparator():
                action.deleteLater()
        self._shown.clear()
        self._of_pane = tuple(pane.commands())
        for name, menu in self._menus.items():
            first = self._first[name]
            put = [action for actions in self._of_pane for action in actions.fill(menu, name, first)]
            if put and first:
                put.append(menu.insertSeparator(first))
            self._shown += [(menu, action) for action in put]
        for name in ("edit", "model"):
            self._menus[name].menuAction().setVisible(bool(self._menus[name].actions()))
        self._own.refresh()

    def menu(self, name: str) -> QMenu:
        """One of the menus by its name in ``MENUS``."""
        return self._menus[name]

    def commands(self) -> list[tuple[str, list[Command]]]:
        """Every command now in force: the title of each menu, and what stands in it."""
        tables = (*self._of_pane, self._own)
        return [
            (
                without_mnemonic(menu.title()),
                [command for actions in tables for command in actions.commands if command.menu == name],
            )
            for name, menu in self._menus.items()
        ]

    def refresh(self) -> None:
        """Show which settings are in force."""
        self._own.refresh()

    def retranslate(self) -> None:
        """Word the menus' titles in the language of now; the actions do so themselves."""
        for name, title in {
            "file": self.tr("&File"),
            "edit": self.tr("&Edit"),
            "view": self.tr("&View"),
            "model": self.tr("&Model"),
            "help": self.tr("&Help"),
        }.items():
            self._menus[name].setTitle(title)


def _choice(
    window: Window,
    setting: str,
    value: str,
    text: Callable[[], str],
    choose: Callable[[str], None],
    menu: str = "",
    keys: str = "",
) -> Command:
    """One value of a setting; that which is in force is checked."""
    return Command(
        f"window.{setting}.{value}",
        text,
        menu,
        partial(choose, value),
        keys,
        checked=lambda: bool(getattr(window.settings, setting) == value),
        group=setting,
    )

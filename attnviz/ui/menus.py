"""The menus: the window's own actions, and in their midst those of the pane that is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from attnviz.ui import i18n, theme
from attnviz.ui.panes.pane import Pane

MENUS = ("file", "edit", "view", "model", "help")


class Choice(QObject):
    """A submenu of which one entry is checked; ``chosen`` is called with its key."""

    def __init__(self, menu: QMenu, name: str, keys: Sequence[str], chosen: Callable[[str], None]) -> None:
        super().__init__(menu)
        self.menu = menu.addMenu("")
        self._group = QActionGroup(self)
        self._actions = {}
        for key in keys:
            action = QAction(self, checkable=True)
            action.setObjectName(f"window.{name}.{key}")
            action.triggered.connect(lambda _checked, key=key: chosen(key))
            self._group.addAction(action)
            self.menu.addAction(action)
            self._actions[key] = action

    def check(self, key: str) -> None:
        """Show which entry is in force."""
        self._actions[key].setChecked(True)

    def name(self, names: dict[str, str]) -> None:
        """Give the entries their texts."""
        for key, action in self._actions.items():
            action.setText(names[key])


class Menus(QObject):
    """The menu bar of a window; what an action does is the window's (``perform`` by name)."""

    def __init__(
        self,
        window: QMainWindow,
        panes: Sequence[type[Pane]],
        perform: dict[str, Callable[[], object]],
        choose: dict[str, Callable[[str], None]],
    ) -> None:
        super().__init__(window)
        bar = window.menuBar()
        bar.setObjectName("window.menu")
        self._menus = {name: bar.addMenu("") for name in MENUS}
        self._own: dict[str, QAction] = {}
        self._perform = perform
        self._add("quit", "file", QKeySequence("Ctrl+Q"), role=QAction.MenuRole.QuitRole)
        self._panes = panes
        self._pane_actions = []
        group = QActionGroup(self)
        for number, pane in enumerate(panes, start=1):
            action = QAction(self, checkable=True)
            action.setObjectName(f"window.pane.{pane.id}")
            action.setShortcut(QKeySequence(f"Ctrl+{number}"))
            action.triggered.connect(lambda _checked, id=pane.id: choose["pane"](id))
            group.addAction(action)
            self._menus["view"].addAction(action)
            self._pane_actions.append(action)
        self._menus["view"].addSeparator()
        self._add("details", "view", QKeySequence("F9"), checkable=True)
        self._add("focus", "view", QKeySequence("F6"))
        self._menus["view"].addSeparator()
        self.theme = Choice(self._menus["view"], "theme", theme.THEMES, choose["theme"])
        self.language = Choice(self._menus["view"], "language", i18n.LANGUAGES, choose["language"])
        self._menus["view"].addSeparator()
        self._add("larger", "view", QKeySequence("Ctrl++"), QKeySequence("Ctrl+="))
        self._add("smaller", "view", QKeySequence("Ctrl+-"))
        self._add("normal", "view", QKeySequence("Ctrl+0"))
        self._add("full_screen", "view", QKeySequence("F11"))
        self._add("tour", "help")
        self._add("shortcuts", "help", QKeySequence("F1"))
        self._add("log", "help")
        self._menus["help"].addSeparator()
        self._add("about", "help", role=QAction.MenuRole.AboutRole)
        self._first = {name: menu.actions()[0] if menu.actions() else None for name, menu in self._menus.items()}
        self._shown: list[tuple[QMenu, QAction]] = []
        self.retranslate()

    def _add(
        self,
        name: str,
        menu: str,
        *keys: QKeySequence,
        checkable: bool = False,
        role: QAction.MenuRole = QAction.MenuRole.NoRole,
    ) -> None:
        action = QAction(self, checkable=checkable)
        action.setObjectName(f"window.{name}")
        action.setShortcuts(keys)
        action.setMenuRole(role)
        action.triggered.connect(self._triggered)
        self._own[name] = action
        self._menus[menu].addAction(action)

    def _triggered(self) -> None:
        self._perform[self.sender().objectName().removeprefix("window.")]()

    def show_pane(self, pane: Pane) -> None:
        """Put a pane's actions before the window's own, and take the last pane's away."""
        for menu, action in self._shown:
            menu.removeAction(action)
        self._shown.clear()
        for name, actions in pane.pane_actions().items():
            menu, before = self._menus[name], self._first[name]
            added = list(actions)
            if added and before:
                separator = QAction(self)
                separator.setSeparator(True)
                added.append(separator)
            for action in added:
                menu.insertAction(before, action) if before else menu.addAction(action)
                self._shown.append((menu, action))
        for name in ("edit", "model"):
            self._menus[name].menuAction().setVisible(bool(self._menus[name].actions()))
        self._pane_actions[[each.id for each in self._panes].index(pane.id)].setChecked(True)

    def menu(self, name: str) -> QMenu:
        """One of the menus by its name in ``MENUS``."""
        return self._menus[name]

    def check_details(self, shown: bool) -> None:
        """Show whether the details column is there."""
        self._own["details"].setChecked(shown)

    def shortcuts(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Every shortcut now in force: by menu, the action's text and its keys."""
        found = []
        for menu in self._menus.values():
            rows = [
                (
                    _plain(action.text()),
                    ", ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts()),
                )
                for action in menu.actions()
                if action.shortcuts()
            ]
            if rows:
                found.append((_plain(menu.title()), rows))
        return found

    def retranslate(self) -> None:
        """Word everything in the language of now."""
        for name, title in {
            "file": self.tr("&File"),
            "edit": self.tr("&Edit"),
            "view": self.tr("&View"),
            "model": self.tr("&Model"),
            "help": self.tr("&Help"),
        }.items():
            self._menus[name].setTitle(title)
        for name, text in {
            "quit": self.tr("&Quit"),
            "details": self.tr("&Details column"),
            "focus": self.tr("&Next area of the window"),
            "larger": self.tr("L&arger text"),
            "smaller": self.tr("&Smaller text"),
            "normal": self.tr("N&ormal text size"),
            "full_screen": self.tr("&Full screen"),
            "tour": self.tr("Guided &tour"),
            "shortcuts": self.tr("&Keyboard shortcuts"),
            "log": self.tr("&Log folder"),
            "about": self.tr("&About attnviz"),
        }.items():
            self._own[name].setText(text)
        for action, pane in zip(self._pane_actions, self._panes, strict=True):
            action.setText(pane.title())
        self.theme.menu.setTitle(self.tr("&Theme"))
        self.theme.name({"system": self.tr("Like the system"), "light": self.tr("Light"), "dark": self.tr("Dark")})
        self.language.menu.setTitle(self.tr("Lan&guage"))
        self.language.name({"system": self.tr("Like the system"), **i18n.NAMES})


def _plain(text: str) -> str:
    """A menu text without its mnemonic: ``&File`` and ``文件(&F)`` alike."""
    if text.endswith(")") and "(&" in text:
        return text[: text.rindex("(&")]
    return text.replace("&", "")

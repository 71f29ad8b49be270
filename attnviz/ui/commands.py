"""Commands as data: what can be done, in which menu and with which keys; and the actions that are made of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from attnviz.ui.widgets.plain_text import tip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MENUS = ("file", "edit", "view", "model", "help")


@dataclass(frozen=True)
class Command:
    """One thing to do. What may change is asked for: the text when the language does, all else at every ``refresh``."""

    id: str  # the object name of its action
    text: Callable[[], str]
    menu: str = ""  # one of ``MENUS``, or none of the window's
    do: Callable[[], object] = lambda: None
    keys: str | QKeySequence.StandardKey = ""  # several as in "Ctrl++; Ctrl+="
    enabled: Callable[[], bool] = lambda: True
    visible: Callable[[], bool] = lambda: True
    checked: Callable[[], bool] | None = None  # where it is switched on and off
    group: str = ""  # of the commands of one group one is checked
    apart: bool = False  # a line parts it from those before it
    tip: str = ""
    role: QAction.MenuRole = QAction.MenuRole.NoRole
    entries: Sequence[Command] | Callable[[], Sequence[Command]] = ()  # of a submenu; asked for whenever it opens

    def name(self) -> str:
        """The text without its mnemonic: ``&File`` and ``文件(&F)`` alike."""
        return without_mnemonic(self.text())

    def shortcuts(self) -> list[QKeySequence]:
        """The keys as Qt takes them."""
        if isinstance(self.keys, str):
            return QKeySequence.listFromString(self.keys) if self.keys else []
        return [QKeySequence(self.keys)]


class Actions(QObject):
    """The actions of an owner's commands, each by its command's id; they are worded again when the language changes."""

    def __init__(self, owner: QWidget, commands: Sequence[Command]) -> None:
        super().__init__(owner)
        self.commands = tuple(commands)
        self._submenus: list[Actions] = []
        self._actions = [self._make(command, owner) for command in self.commands]
        groups = {command.group: QActionGroup(self) for command in self.commands if command.group}
        for command, action in zip(self.commands, self._actions, strict=True):
            if command.group:
                groups[command.group].addAction(action)
        self.refresh()
        self.retranslate()

    def __getitem__(self, id: str) -> QAction:
        return self._actions[[command.id for command in self.commands].index(id)]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions)

    def submenu(self, id: str) -> QMenu:
        """The menu of a command that has entries."""
        menu = self[id].menu()
        assert isinstance(menu, QMenu)
        return menu

    def fill(self, menu: QMenu, name: str = "", before: QAction | None = None) -> list[QAction]:
        """Put the actions of the menu ``name`` into one, before an action of it or at its end; gives all that was put."""
        put = []
        for command, action in zip(self.commands, self._actions, strict=True):
            if command.menu == name:
                put += [line(menu), action] if command.apart else [action]
        menu.insertActions(before, put)  # type: ignore[arg-type]  # None: at the end
        return put

    def refresh(self) -> None:
        """Show what can be done now, and what is switched on."""
        for command, action in zip(self.commands, self._actions, strict=True):
            action.setEnabled(command.enabled())
            action.setVisible(command.visible())
            if command.checked:
                action.setChecked(command.checked())
        for entries in self._submenus:
            entries.refresh()

    def retranslate(self) -> None:
        """Word everything in the language of now."""
        for command, action in zip(self.commands, self._actions, strict=True):
            action.setText(command.text())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange:  # widgets hand it to all that is theirs
            self.retranslate()
        return super().event(event)

    def _make(self, command: Command, owner: QWidget) -> QAction:
        if command.entries:
            return self._submenu(command, owner).menuAction()
        action = QAction(self, checkable=command.checked is not None)
        action.setObjectName(command.id)
        action.setShortcuts(command.shortcuts())
        action.setMenuRole(command.role)
        action.triggered.connect(partial(self._do, command))
        if command.tip:
            action.setToolTip(tip(command.tip))
        return action

    def _submenu(self, command: Command, owner: QWidget) -> QMenu:
        menu, entries = QMenu(owner), command.entries
        menu.setObjectName(command.id)
        if callable(entries):
            menu.setToolTipsVisible(True)
            menu.aboutToShow.connect(partial(_fill_anew, menu, entries))
        else:
            self._submenus.append(Actions(menu, entries))
            self._submenus[-1].fill(menu)
        return menu

    def _do(self, command: Command, _checked: bool = False) -> None:
        command.do()
        self.refresh()


def _fill_anew(menu: QMenu, entries: Callable[[], Sequence[Command]]) -> None:
    menu.clear()
    for old in menu.findChildren(Actions):
        old.deleteLater()
    Actions(menu, entries()).fill(menu)


def line(menu: QMenu) -> QAction:
    """What parts the entries of a menu."""
    made = QAction(menu)
    made.setSeparator(True)
    return made


def without_mnemonic(text: str) -> str:
    """A menu text as one reads it: ``&File`` and ``文件(&F)`` alike."""
    if text.endswith(")") and "(&" in text:
        return text[: text.rindex("(&")]
    return text.replace("&", "")

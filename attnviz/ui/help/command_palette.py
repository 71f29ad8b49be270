"""The command palette: type a few letters of a command's name and run it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from attnviz.ui import theme
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from attnviz.ui.commands import Command

WIDTH_EM, ROWS = 34, 12
_INDEX = Qt.ItemDataRole.UserRole
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True)
class Entry:
    """A command that can be run now, and the names of the menus that lead to it."""

    path: tuple[str, ...]
    command: Command

    def title(self) -> str:
        """As it is read in the list: ``View › Theme › Dark``."""
        return " › ".join((*self.path, self.command.name()))


def keys_of(command: Command) -> str:
    """The keys of a command as they are written on this system."""
    return ", ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in command.shortcuts())


def entries(menus: Sequence[tuple[str, Sequence[Command]]]) -> list[Entry]:
    """Every command of the menus and their submenus that can be run now."""

    def walk(path: tuple[str, ...], commands: Sequence[Command]) -> Iterator[Entry]:
        for command in commands:
            if not (command.visible() and command.enabled()):
                continue
            if command.entries:
                inner = command.entries() if callable(command.entries) else command.entries
                yield from walk((*path, command.name()), inner)
            else:
                yield Entry(path, command)

    return [entry for title, commands in menus for entry in walk((title,), commands)]


def rank(query: str, title: str) -> int | None:
    """How well a title answers a query, smaller is better: words as they stand, then letters in this order; None if neither."""
    query, title = query.casefold().strip(), title.casefold()
    words = query.split()
    if all(word in title for word in words):
        last = title.rsplit(" › ", 1)[-1]
        whole = set(words) <= set(title.split())
        return 0 if last.startswith(query) or (whole and words) else 1 if query in last else 2
    at = -1
    for letter in query.replace(" ", ""):
        at = title.find(letter, at + 1)
        if at < 0:
            return None
    return 3


class CommandPalette(QDialog):
    """A line to type in above the commands that fit; Enter runs the chosen one once the palette has closed."""

    ran = Signal()

    def __init__(self, menus: Sequence[tuple[str, Sequence[Command]]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Run a command"))
        self._entries = entries(menus)
        self.query = named(QLineEdit(), "palette.query")
        self.query.setPlaceholderText(self.tr("Type a command"))
        self.query.setAccessibleName(self.tr("Command to look for"))
        self.query.setClearButtonEnabled(True)
        self.list = named(QListWidget(), "palette.commands")
        self.list.setAccessibleName(self.tr("Commands"))
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.EDGE, theme.EDGE, theme.EDGE, theme.EDGE)
        column.addWidget(self.query)
        column.addWidget(self.list)
        em = self.fontMetrics().height()
        self.resize(
            min(WIDTH_EM * em, parent.width() - 2 * theme.EDGE), min((2 * ROWS + 4) * em, parent.height() * 2 // 3)
        )
        self.query.installEventFilter(self)
        self.query.textChanged.connect(self._fill)
        self.query.returnPressed.connect(self._run)
        self.list.itemActivated.connect(self._run)
        self.list.itemClicked.connect(self._run)
        self._fill("")

    def _fill(self, query: str) -> None:
        """List what fits, the best first; without a query everything in the order of the menus."""
        ranked = [(rank(query, entry.title()), i) for i, entry in enumerate(self._entries)]
        self.list.clear()
        for _, i in sorted((fit, i) for fit, i in ranked if fit is not None):
            entry = self._entries[i]
            keys = keys_of(entry.command)
            item = QListWidgetItem(f"{entry.title()}    {keys}" if keys else entry.title(), self.list)
            item.setData(_INDEX, i)
        self.list.setCurrentRow(0)

    def _run(self) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        command = self._entries[item.data(_INDEX)].command
        self.close()
        command.do()
        self.ran.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrow keys move in the list while the line is typed in."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and Qt.Key(event.key()) in _MOVES:
            self.list.event(event)
            return True
        return super().eventFilter(watched, event)

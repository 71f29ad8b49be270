"""The photos and folders opened last, as a menu."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from attnviz.ui.commands import Command

if TYPE_CHECKING:
    from pathlib import Path

MOST = 10


class Recent(QObject):
    """``chosen`` carries the path that a person wants again; whether it is still there is not known."""

    chosen = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.paths: list[Path] = []  # the newest first

    def add(self, path: Path) -> None:
        """Put a path first."""
        self.set_paths([path, *self.paths])

    def drop(self, path: Path) -> None:
        """Take a path off the list."""
        self.set_paths([each for each in self.paths if each != path])

    def set_paths(self, paths: list[Path]) -> None:
        """Another list; none stands in it twice."""
        self.paths = list(dict.fromkeys(paths))[:MOST]

    def command(self) -> Command:
        """The menu of all of them."""
        return Command("look.recent", lambda: self.tr("Recent pictures"), "file", entries=self._entries)

    def _entries(self) -> list[Command]:
        if not self.paths:
            return [Command("look.recent.none", lambda: self.tr("Nothing was opened yet"), enabled=lambda: False)]
        clear = Command("look.recent.clear", lambda: self.tr("Empty this list"), do=self.paths.clear, apart=True)
        return [*(self._entry(number, path) for number, path in enumerate(self.paths, start=1)), clear]

    def _entry(self, number: int, path: Path) -> Command:
        name = (path.name or str(path)).replace("&", "&&")
        return Command(f"look.recent.{number}", lambda: name, do=partial(self.chosen.emit, path), tip=str(path))

"""The photos and folders opened last, as a menu."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

MOST = 10


class Recent(QObject):
    """``chosen`` carries the path that a person wants again; whether it is still there is not known."""

    chosen = Signal(object)

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.paths: list[Path] = []  # the newest first
        self.menu = QMenu(owner)
        self.menu.setObjectName("look.recent")
        self.menu.setToolTipsVisible(True)
        self.menu.aboutToShow.connect(self._fill)
        self.retranslate()

    def add(self, path: Path) -> None:
        """Put a path first."""
        self.set_paths([path, *self.paths])

    def drop(self, path: Path) -> None:
        """Take a path off the list."""
        self.set_paths([each for each in self.paths if each != path])

    def set_paths(self, paths: list[Path]) -> None:
        """Another list; none stands in it twice."""
        self.paths = list(dict.fromkeys(paths))[:MOST]

    def _fill(self) -> None:
        self.menu.clear()
        for path in self.paths:
            action = self.menu.addAction((path.name or str(path)).replace("&", "&&"), partial(self.chosen.emit, path))
            action.setToolTip(str(path))
        if not self.paths:
            self.menu.addAction(self.tr("Nothing was opened yet")).setEnabled(False)
            return
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Empty this list"), self._clear).setObjectName("look.recent.clear")

    def _clear(self) -> None:
        self.set_paths([])

    def retranslate(self) -> None:
        self.menu.setTitle(self.tr("Recent pictures"))

"""The button above the photo that opens others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QToolButton

from attnviz.ui.commands import Actions, Command
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.controls import IconButton

if TYPE_CHECKING:
    from attnviz.ui.panes.look.photo_sources import Files


class OpenButton(Reworded, IconButton):
    """Opens a picture; its arrow offers a folder, the recent pictures and the samples."""

    def __init__(self, files: Files) -> None:
        super().__init__("look.open", "open")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        menu = QMenu(self)
        folder = Command("look.open.folder", lambda: self.tr("Folder…"), do=files.ask_for_folder)
        Actions(menu, [folder]).fill(menu)
        menu.addMenu(files.samples_menu)
        menu.addMenu(files.recent_menu)
        self.setMenu(menu)
        self.clicked.connect(files.ask_for_file)
        self.retranslate()

    def retranslate(self) -> None:
        self.word(self.tr("Open…"), self.tr("Look at a picture from a file; it can also be dropped anywhere here"))
        self.setAccessibleName(self.tr("Open a picture"))
        self.menu().setTitle(self.text())

"""Where models and attention files come from: dialogs, drops, the recent list."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from attnviz.engine.attention_files.messages import ENDINGS
from attnviz.ui.commands import Actions, Command
from attnviz.ui.files.dialogs import FileDialogs
from attnviz.ui.panes.open.download_dialog import DownloadDialog

if TYPE_CHECKING:
    from attnviz.ui.panes.questions import Ask

MOST_RECENT = 10
MODEL_ENDINGS = (".safetensors", ".gguf")


class Sources(QObject):
    """``chosen`` carries the path of a folder or a file that a person wants to see."""

    chosen = Signal(object)

    def __init__(self, owner: QWidget, ask: Ask) -> None:
        super().__init__(owner)
        self._owner, self._ask = owner, ask
        self.download: DownloadDialog | None = None
        self.recent: list[Path] = []  # the newest first
        self._last = Path.home()
        self._dialogs = FileDialogs(owner, "open.dialog")
        self.commands = Actions(
            owner,
            [
                Command("open.model", lambda: self.tr("Open &model…"), "file", self.ask_for_folder, "Ctrl+O"),
                Command("open.file", lambda: self.tr("Open &file…"), "file", self.ask_for_file, "Ctrl+Shift+O"),
                Command(
                    "open.download", lambda: self.tr("&Download from Hugging Face…"), "file", self.ask_for_download
                ),
                Command("open.recent", lambda: self.tr("&Recent"), "file", entries=self._entries),
            ],
        )
        self.recent_menu = self.commands.submenu("open.recent")

    def ask_for_folder(self) -> None:
        """Ask for the folder of a model, without holding up the window."""
        dialog = self._dialogs.make()
        dialog.setWindowTitle(self.tr("The folder of a model"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setDirectory(str(self._last))
        dialog.fileSelected.connect(lambda name: self.chosen.emit(Path(name)))
        dialog.open()

    def ask_for_file(self) -> None:
        """Ask for an attention file, or a model in one file."""
        dialog = self._dialogs.make()
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setDirectory(str(self._last))
        endings = " ".join(f"*{ending}" for ending in dict.fromkeys((*ENDINGS, *MODEL_ENDINGS)))
        dialog.setNameFilters([self.tr("Attention files and models ({})").format(endings), self.tr("All files (*)")])
        dialog.fileSelected.connect(lambda name: self.chosen.emit(Path(name)))
        dialog.open()

    def ask_for_download(self) -> None:
        """Ask which model to download; the window can be used meanwhile."""
        if self.download is None:
            self.download = DownloadDialog(self._ask, self._owner)
            self.download.done_at.connect(self.chosen)
        self.download.begin()

    @staticmethod
    def takes(mime: QMimeData) -> bool:
        """Whether a folder or a file is dropped."""
        return any(url.isLocalFile() for url in mime.urls())

    @staticmethod
    def dropped(mime: QMimeData) -> Path | None:
        """The first folder or file of what is dropped."""
        return next((Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()), None)

    def remember(self, path: Path) -> None:
        """A path was opened: put it first."""
        path = Path(os.path.abspath(path))
        self._last = path.parent
        self.recent = list(dict.fromkeys([path, *self.recent]))[:MOST_RECENT]

    def save_state(self) -> list[str]:
        return [str(path) for path in self.recent]

    def restore_state(self, state: Any) -> None:
        if isinstance(state, list):
            self.recent = [Path(each) for each in state if isinstance(each, str) and each][:MOST_RECENT]
            if self.recent:
                self._last = self.recent[0].parent

    def _entries(self) -> list[Command]:
        if not self.recent:
            return [Command("open.recent.none", lambda: self.tr("Nothing was opened yet"), enabled=lambda: False)]
        return [self._entry(number, path) for number, path in enumerate(self.recent, start=1)]

    def _entry(self, number: int, path: Path) -> Command:
        name = (path.name or str(path)).replace("&", "&&")
        return Command(f"open.recent.{number}", lambda: name, do=partial(self.chosen.emit, path), tip=str(path))

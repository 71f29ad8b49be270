"""Where the Look pane's photos come from: dialogs, drops, the clipboard, the recent list, a folder, the samples."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from attnviz.ui.panes.look_state import LookState


class Files(QObject):
    """Gives photos through ``state.given``, and one sentence through ``state.failed`` where there is none."""

    listed = Signal(object, int)  # the paths of the filmstrip (a list), and which of them is shown

    def __init__(self, state: LookState, owner: QWidget) -> None:
        super().__init__(owner)
        self.recent_menu, self.samples_menu = QMenu(owner), QMenu(owner)

    def ask_for_file(self) -> None: ...

    def ask_for_folder(self) -> None: ...

    def open_path(self, path: Path) -> bool:
        return False

    def open_paths(self, paths: list[Path]) -> bool:
        return False

    def open_folder(self, folder: Path) -> bool:
        return False

    def paste(self) -> bool:
        return False

    def take_mime(self, mime: QMimeData | None, *, dropped: bool = True) -> bool:
        return False

    def open_sample(self, id: str) -> bool:
        return False

    def recent(self) -> list[Path]:
        return []

    def save_state(self) -> dict[str, Any]:
        return {}

    def restore_state(self, state: dict[str, Any]) -> None: ...

    def retranslate(self) -> None: ...

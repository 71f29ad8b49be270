"""The pictures of a folder in one row, read as they come into sight."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from attnviz.ui.panes.look_files import Files
from attnviz.ui.panes.look_state import LookState


class Filmstrip(QWidget):
    """Hidden until a folder or several files are open."""

    def __init__(self, state: LookState, files: Files, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hide()

    def retranslate(self) -> None: ...

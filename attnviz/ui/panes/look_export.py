"""Saving and copying from the Look pane."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from attnviz.ui.exporting import FileActions
from attnviz.ui.panes.look_state import LookState

SAVES = {"png": "look.png", "svg": "look.svg", "csv": "look.csv", "json": "look.json", "npz": "look.npz"}
COPIES = ("picture", "numbers", "python")


class Exporter(FileActions):
    """Saves and copies what the state holds."""

    def __init__(self, owner: QWidget, state: LookState) -> None:
        super().__init__(owner, "look", saves=SAVES, copies=COPIES)

    def save_as(self, what: str, path: Path) -> bool:
        return False

    def copy(self, what: str) -> None: ...

    def retranslate(self) -> None: ...

"""The Look pane: what a network calls a photo, and where it looks."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

from PySide6.QtCore import QCoreApplication

from attnviz.ui.panes.sectioned_pane import SectionedPane


class LookPane(SectionedPane):
    """Sections: picture, stages, compare, whatif and views."""

    id = "look"

    def make(self) -> tuple[Any, ModuleType]:
        from attnviz.ui.panes.look import saved_state
        from attnviz.ui.panes.look.body import LookBody

        return LookBody(self.ask), saved_state

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("Look", "Look")

    def open_file(self, path: Path) -> bool:
        """Look at the picture in a file; False, and one sentence in the pane, when it cannot be read."""
        opened: bool = self.body.files.open_path(path)
        return opened

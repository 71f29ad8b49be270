"""What the Latent pane's sections have in common."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from attnviz.ui.panes import section
from attnviz.ui.panes.latent.state import Studio


class Section(section.Section):
    """One way of looking at codes; it shows what the studio holds."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.studio = studio

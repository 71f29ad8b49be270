"""What the Latent pane's sections have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz.ui.panes import section

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from attnviz.ui.panes.latent.state import LatentState


class Section(section.Section):
    """One way of looking at codes; it shows what the state holds."""

    def __init__(self, state: LatentState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = state

    def figure_part(self) -> QWidget | None:
        """What of it a figure shows as it stands; None where it is the grid or way of pictures."""
        return self

    def figure_caption(self) -> str:
        """What is said below a figure of it."""
        return ""

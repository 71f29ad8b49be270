"""What a pane with several sections asks of each of them."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from attnviz.ui.reworded import Reworded


class Section(Reworded, QWidget):
    """One way of looking at what the pane holds; what it asks of the engine it asks with questions of its own."""

    id: ClassVar[str]

    @classmethod
    def title(cls) -> str:
        """The section's name in the interface language."""
        raise NotImplementedError

    def begin(self) -> None:
        """The section is shown: draw what changed while it was hidden, ask for what is missing."""

    def present(self, on: bool) -> None:
        """Show the picture and its words alone, for a lecture hall, or everything again."""

    def save_state(self) -> dict[str, Any]:
        """What to remember until the next start."""
        return {}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Take back what ``save_state`` gave; wrong types are ignored."""

    def retranslate(self) -> None:
        """Word everything in the language of now."""

"""A pane whose body is made of sections, imported when the pane is first visited."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from attnviz.ui.commands import Actions
from attnviz.ui.panes.pane import Pane


class SectionedPane(Pane):
    """Stands in the table of panes for its body, and hands on what the window asks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(self.id)
        self.body, self._saved_state = self.make()
        self.body.said.connect(self.said)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.body)
        self.retranslate()

    def make(self) -> tuple[Any, ModuleType]:
        """The body, and the module that knows what it remembers; imported here, not while another pane is first painted."""
        raise NotImplementedError

    def details(self) -> QWidget:
        shown: QWidget = self.body.details
        return shown

    def begins_at(self) -> QWidget:
        tabs: QWidget = self.body.tabs
        return tabs

    def commands(self) -> Sequence[Actions]:
        commands: Sequence[Actions] = self.body.commands()
        return commands

    def set_model(self, id: str) -> None:
        """Show another model, as soon as the models are known."""
        self.body.set_model(id)

    def section(self, id: str) -> Any:
        """One of the sections."""
        return self.body.sections[id]

    def show_section(self, id: str) -> None:
        """Turn to a section."""
        self.body.show_section(id)

    def current(self) -> Any:
        """The section that is shown."""
        return self.body.current()

    def is_settled(self) -> bool:
        """Whether what is shown is the answer to what is asked."""
        return bool(self.body.is_settled())

    def save_state(self) -> dict[str, Any]:
        kept: dict[str, Any] = self._saved_state.save(self.body)
        return kept

    def restore_state(self, state: dict[str, Any]) -> None:
        self._saved_state.restore(self.body, state)

    def retranslate(self) -> None:
        self.setAccessibleName(self.title())

"""A pane whose body is a workbench of sections, imported when the pane is first visited."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from attnviz.engine.messages import Failure
from attnviz.ui.panes.pane import Pane


class WorkbenchPane(Pane):
    """Stands in the table of panes for its workbench, and hands on what the window asks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(self.id)
        self.workbench, self._memory = self.make()
        self.answers = self.workbench.answers
        self.workbench.requested.connect(self._ask)
        self.workbench.said.connect(self.said)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.workbench)
        self.setAccessibleName(self.title())

    def make(self) -> tuple[Any, ModuleType]:
        """The workbench, and the module that knows what it remembers; imported here, not while another pane is first painted."""
        raise NotImplementedError

    def details(self) -> QWidget:
        shown: QWidget = self.workbench.details
        return shown

    def begins_at(self) -> QWidget:
        tabs: QWidget = self.workbench.tabs
        return tabs

    def pane_actions(self) -> dict[str, list[QAction]]:
        actions: dict[str, list[QAction]] = self.workbench.actions_.by_menu()
        return actions

    def set_model(self, id: str) -> None:
        """Show another model, as soon as the models are known."""
        self.workbench.set_model(id)

    def section(self, id: str) -> Any:
        """One of the sections."""
        return self.workbench.sections[id]

    def show_section(self, id: str) -> None:
        """Turn to a section."""
        self.workbench.show_section(id)

    def current(self) -> Any:
        """The section that is shown."""
        return self.workbench.current()

    def is_settled(self) -> bool:
        """Whether what is shown is the answer to what is asked."""
        return bool(self.workbench.is_settled())

    def _ask(self, request: Any, interrupt: bool = False) -> None:
        self.submit(request, interrupt=interrupt)

    def show_result(self, result: Any) -> None:
        self.workbench.show_result(result)

    def show_failure(self, failure: Failure) -> None:
        self.workbench.show_failure(failure)

    def save_state(self) -> dict[str, Any]:
        kept: dict[str, Any] = self._memory.kept(self.workbench)
        return kept

    def restore_state(self, state: dict[str, Any]) -> None:
        self._memory.restore(self.workbench, state)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(self.title())

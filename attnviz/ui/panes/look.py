"""The Look pane: what a network calls a photo, and where it looks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from attnviz.engine.messages import Failure, Progress
from attnviz.ui.panes.base import Pane

if TYPE_CHECKING:
    from attnviz.ui.panes.look_section import Section


class LookPane(Pane):
    """Stands in the table of panes for the workbench, which is imported when the pane is first visited."""

    id = "look"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("look")
        from attnviz.ui.panes.look_workbench import Workbench  # not while another pane waits for its first paint

        self.workbench = Workbench()
        self.answers = self.workbench.answers
        self.workbench.requested.connect(self._ask)
        self.workbench.said.connect(self.said)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.workbench)
        self.setAccessibleName(self.title())

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("Look", "Look")

    def details(self) -> QWidget:
        return self.workbench.details

    def begins_at(self) -> QWidget:
        return self.workbench.tabs

    def pane_actions(self) -> dict[str, list[QAction]]:
        return self.workbench.actions_.by_menu()

    def set_model(self, id: str) -> None:
        """Look with another model, as soon as the models are known."""
        self.workbench.set_model(id)

    def open_file(self, path: Path) -> bool:
        """Look at the picture in a file; False, and one sentence in the pane, when it cannot be read."""
        return self.workbench.files.open_path(path)

    def section(self, id: str) -> Section:
        """One of the sections: picture, stages, compare, whatif or views."""
        return self.workbench.sections[id]

    def show_section(self, id: str) -> None:
        """Turn to a section."""
        self.workbench.show_section(id)

    def current(self) -> Section:
        """The section that is shown."""
        return self.workbench.current()

    def is_settled(self) -> bool:
        """Whether what is shown is the answer about the photo that is shown."""
        return self.workbench.is_settled()

    def _ask(self, request: Any, interrupt: bool) -> None:
        self.submit(request, interrupt=interrupt)

    def show_result(self, result: Any) -> None:
        self.workbench.show_result(result)

    def show_progress(self, progress: Progress) -> None:
        self.workbench.show_progress(progress)

    def show_failure(self, failure: Failure) -> None:
        self.workbench.show_failure(failure)

    def save_state(self) -> dict[str, Any]:
        from attnviz.ui.panes import look_memory

        return look_memory.kept(self.workbench)

    def restore_state(self, state: dict[str, Any]) -> None:
        from attnviz.ui.panes import look_memory

        look_memory.restore(self.workbench, state)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(self.title())

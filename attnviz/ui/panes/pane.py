"""What the window asks of every pane: what it is called, what it offers in menus, what it remembers; and what a pane asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from attnviz.ui.panes import table
from attnviz.ui.reworded import Reworded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from attnviz.ui.commands import Actions
    from attnviz.ui.panes.questions import Question


class Pane(Reworded, QWidget):
    """One task. It draws from one result at a time; while hidden it sends nothing but keeps the newest request of each question."""

    asked = Signal(object, object, bool)  # a question and its request; whether that interrupts the one that runs
    said = Signal(str)  # a short sentence for the status line
    handed = Signal(str, object)  # to another pane: its id, and what its ``receive`` is called with, by name
    tour_wanted = Signal()  # the guided tour
    models_changed = Signal()  # a model was saved: other panes may offer it

    id: ClassVar[str]  # translate, look, ...: the prefix of object names, also the name of its icon

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held: dict[Question, tuple[Any, bool]] = {}

    @classmethod
    def title(cls) -> str:
        """The pane's name in the interface language."""
        return table.title(cls.id)

    def details(self) -> QWidget:
        """The widget for the details column beside the pane; the same object every time."""
        raise NotImplementedError

    def begins_at(self) -> QWidget | None:
        """The control that has the focus when the pane is entered; None for its first. A focus proxy would hide others from Tab."""
        return None

    def commands(self) -> Sequence[Actions]:
        """What stands in the menus while this pane is shown, in this order."""
        return ()

    def papers(self) -> tuple[str, ...]:
        """The papers behind what is shown now, by their ids in ``help/citations.py``."""
        return ()

    def retranslate(self) -> None:
        """Word everything in the language of now."""

    def receive(self, **what: Any) -> None:
        """Show what another pane handed over; only panes that something is handed to know what."""
        raise NotImplementedError

    def present(self, on: bool) -> None:
        """Show the picture and its words alone, for a lecture hall, or everything again."""

    def model_seen(self) -> str:
        """The id of the model that is being looked at; "" for none."""
        return ""

    def list_models(self) -> None:
        """Ask again which models there are, where they are offered."""

    def save_state(self) -> dict[str, Any]:
        """What to remember until the next start: strings, numbers, booleans."""
        return {}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Take back what ``save_state`` gave; unknown keys and wrong types are ignored."""

    def ask(self, question: Question, request: Any, interrupt: bool = False) -> None:
        """Ask the engine, now or, while hidden, as soon as the pane is shown: then each question's newest request."""
        if self.isVisible():
            self.asked.emit(question, request, interrupt)
        else:
            self._held[question] = (request, interrupt)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        held, self._held = self._held, {}
        for question, (request, interrupt) in held.items():
            if question.waiting is request:
                self.asked.emit(question, request, interrupt)

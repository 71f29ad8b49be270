"""What the Look pane asks of each of its sections."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from PySide6.QtCore import QEvent
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from attnviz.engine.messages import Failure
from attnviz.ui.panes.look_state import LookState


class Section(QWidget):
    """One way of looking at the answer; it shows what the state holds and answers to its own requests."""

    id: ClassVar[str]
    answers: ClassVar[tuple[type, ...]] = ()  # request classes; results and failures of its own requests come to it

    def __init__(self, state: LookState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = state

    @classmethod
    def title(cls) -> str:
        """The section's name in the interface language."""
        raise NotImplementedError

    def begin(self) -> None:
        """The section is shown: draw what changed while it was hidden, ask for what is missing."""

    def show_result(self, result: Any) -> None:
        """Draw an answer to one of its requests; others are to be ignored (``result.request is not self._asked``)."""

    def show_failure(self, failure: Failure) -> None:
        """A request of its own was refused; the pane says why."""

    def save_state(self) -> dict[str, Any]:
        """What to remember until the next start."""
        return {}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Take back what ``save_state`` gave; wrong types are ignored."""

    def retranslate(self) -> None:
        """Word everything in the language of now."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class DrawnSection(Section):
    """A section that only draws what the state holds: while it is hidden it remembers that it has something to draw."""

    def __init__(self, state: LookState, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self._behind = True
        for changed in (state.pictured, state.answered, state.modelled):
            changed.connect(self.refresh)

    def refresh(self) -> None:
        """Draw now, or when it is shown."""
        self._behind = True
        if self.isVisible():
            self.begin()

    def begin(self) -> None:
        if self._behind:
            self._behind = False
            self.draw()

    def draw(self) -> None:
        """Draw all of it."""
        raise NotImplementedError

    def fit(self, views: Iterable[QWidget], width: float) -> None:
        """Give views of the photo that are ``width`` pixels wide no more height than they fill, so that words stand close."""
        photo = self.state.photo
        if photo is not None:
            rows, columns = photo.pixels.shape[:2]
            for view in views:
                view.setMaximumHeight(max(round(width * rows / columns), view.minimumSizeHint().height()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.begin()

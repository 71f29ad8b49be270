"""What the Look pane's sections have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz.ui.panes import section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QWidget

    from attnviz.ui.panes.look.state import LookState


class Section(section.Section):
    """One way of looking at the answer; it shows what the state holds."""

    def __init__(self, state: LookState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = state


class DrawnSection(Section):
    """A section that only draws what the state holds: while it is hidden it remembers that it has something to draw."""

    def __init__(self, state: LookState, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self._behind = True
        for changed in (state.photo_changed, state.answer_changed, state.model_changed):
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

"""The numbers of the step view as they stand now, with the way back and forward through their changes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from attnviz.engine.playground.messages import PlaygroundAttention
from attnviz.ui.history import History

MOST_UNDO = 200

Edit = tuple[str, int, int]  # what is edited: a table or a control, row and column


class Numbers(QObject):
    """Holds the numbers; whoever shows them follows ``changed``."""

    changed = Signal(object)  # the numbers that stood before

    def __init__(self, now: PlaygroundAttention, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history = History(now, most=MOST_UNDO)
        self._last_edit: Edit | None = None

    @property
    def now(self) -> PlaygroundAttention:
        return self._history.current

    @property
    def can_undo(self) -> bool:
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        return self._history.can_redo

    def change(self, numbers: PlaygroundAttention, edit: Edit | None = None) -> None:
        """Take changed numbers; a drag or a wheel over one cell is one step of undo."""
        before, same = self.now, edit is not None and edit == self._last_edit
        self._last_edit = edit
        (self._history.replace if same else self._history.add)(numbers)
        self.changed.emit(before)

    def undo(self) -> None:
        """Back to the numbers before the last change."""
        before = self.now
        self._follow(before, self._history.undo())

    def redo(self) -> None:
        """Forward again."""
        before = self.now
        self._follow(before, self._history.redo())

    def _follow(self, before: PlaygroundAttention, moved: bool) -> None:
        if moved:
            self._last_edit = None
            self.changed.emit(before)

    def begin(self, numbers: PlaygroundAttention) -> None:
        """Take numbers that nothing leads back from."""
        before = self.now
        self._history.begin(numbers)
        self._last_edit = None
        self.changed.emit(before)

"""Undo and redo of the Translate pane: choices first, then the text before this."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attnviz.ui.panes.translate.forcing import Forcing
    from attnviz.ui.panes.translate.sentences import Sentences


class Undoing:
    """Over what is chosen of the translation, and the text field of the source."""

    def __init__(self, forcing: Forcing, sentences: Sentences) -> None:
        self._forcing, self._choices, self._source = forcing, forcing.choices, sentences.source

    def can_undo(self) -> bool:
        """Whether a choice can be taken back or, without one, the text before this."""
        return self._choices.can_undo or self._source.document().isUndoAvailable()

    def can_redo(self) -> bool:
        """Whether what was taken back can be had again; a text only while nothing is chosen for this one."""
        can = self._choices
        return can.can_redo or (not can.can_undo and self._source.document().isRedoAvailable())

    def undo(self) -> None:
        """Take the last choice back; without one, bring back the text before this."""
        (self._forcing.undo if self._choices.can_undo else self._source.undo)()

    def redo(self) -> None:
        """Have again what was taken back."""
        (self._forcing.redo if self._choices.can_redo else self._source.redo)()

"""What is to be known about a translation, or why there is none: a line over the foot of the pane."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attnviz.ui.i18n import in_a_row
from attnviz.ui.panes.translate.texts import failure_sentence, note_sentence
from attnviz.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from attnviz.engine.messages import Note


class MessageBar(Notice):
    """Shifts nothing; what was closed comes back when there is something else to say."""

    def __init__(self, host: QWidget) -> None:
        super().__init__("translate.message", host)
        self.setProperty("role", "muted")
        self._code, self._sentence = "", ""
        self._parameters: Mapping[str, Any] = {}
        self._notes: tuple[Note, ...] = ()

    def tell_notes(self, notes: Sequence[Note]) -> None:
        """Say all that is to be known about a result, in a sentence each."""
        self._notes = tuple(notes)
        self.tell("notes" if notes else "", failed=False)

    def tell(
        self, code: str, parameters: Mapping[str, Any] | None = None, sentence: str = "", *, failed: bool = False
    ) -> None:
        """Say what a code means, or for an unknown one the ``sentence``; an empty code says nothing."""
        self._code, self._parameters, self._sentence = code, parameters or {}, sentence
        role = "error" if failed else "muted"
        if self.property("role") != role:
            self.setProperty("role", role)
            self.style().unpolish(self)
            self.style().polish(self)
        self.retranslate()

    def retranslate(self) -> None:
        text = ""
        if self._code == "notes":
            text = in_a_row(note_sentence(note.code, note.parameters) for note in self._notes)
        elif self._code:
            text = note_sentence(self._code, self._parameters)
            text = text or failure_sentence(self._code, self._parameters, self._sentence)
        if text != self.text():  # what a person closed stays closed while it is the same
            self.setText(text)
            self.setVisible(bool(text))

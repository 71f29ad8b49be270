"""What the notice of the Listen pane says: a sentence, a failure, or notes of an answer; worded again in another language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz.engine.messages import Failure
from attnviz.ui.panes.listen import texts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from attnviz.engine.messages import Note, Refused
    from attnviz.ui.widgets.notice import Notice


class Told:
    """Words the notice; ``say`` is for what cannot be worded again."""

    def __init__(self, notice: Notice) -> None:
        self._notice = notice
        self._words: Callable[[], str] | None = None

    def say(self, sentence: str) -> None:
        """One sentence; "" takes it back."""
        self._words = None
        self._show(sentence)

    def fail(self, why: Failure | Refused) -> None:
        """Why something cannot be done."""
        sentence = why.sentence if isinstance(why, Failure) else str(why)
        self._tell(lambda: texts.failure_sentence(why.code, why.parameters, sentence))

    def note(self, notes: Sequence[Note]) -> None:
        """What is to be known of an answer."""
        self._tell(lambda: " ".join(filter(None, map(texts.note_sentence, notes))))

    def retranslate(self) -> None:
        """Say it in the language of now."""
        if self._words is not None:
            self._show(self._words())

    def _tell(self, words: Callable[[], str]) -> None:
        self._words = words
        self._show(words())

    def _show(self, sentence: str) -> None:
        if sentence != self._notice.text():
            self._notice.setText(sentence)
        self._notice.setVisible(bool(sentence))

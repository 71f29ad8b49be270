"""What a person makes the translation be: words held, a beam, heads off; each a choice that can be taken back."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from attnviz.engine.translate.messages import Beam, Translation
from attnviz.ui.panes.translate import map_choice
from attnviz.ui.panes.translate.choices import Choice, Choices
from attnviz.ui.panes.translate.model_bar import ModelBar
from attnviz.ui.panes.translate.sentences import Sentences


class Forcing(QObject):
    """Keeps the choices and the beams that can be chosen; ``chosen`` says that a translation has to be asked for."""

    chosen = Signal()

    def __init__(self, models: ModelBar, sentences: Sentences, parent: QObject) -> None:
        super().__init__(parent)
        self._models, self._sentences = models, sentences
        self._result: Translation | None = None
        self.choices = Choices()
        self.beams: tuple[Beam, ...] = ()  # of the last search; they stay while one of them is looked at

    def meet(self, result: Translation) -> None:
        """Choose among the words and beams of this answer."""
        self._result = result
        if result.beams and not (self.choices.current.beam and result.request.prefix):
            self.beams = result.beams
        elif result.request.target is not None:
            self.beams = ()

    def choose_alternative(self, token: int, rank: int) -> None:
        """Write the ``rank``-th alternative in place of a target token, hold all before it, and decode the rest again."""
        if self._result is None:
            return
        held = tuple(t.id for t in self._result.target_tokens[:token])
        self._force((*held, int(self._result.alternatives[token, rank])), beam=False)

    def choose_beam(self, index: int) -> None:
        """Show another beam; the first is what the model chose itself."""
        if index < len(self.beams):
            self._force(self.beams[index].ids, beam=True)

    def switch_off(self, off: map_choice.Off) -> None:
        """Translate with exactly these heads off; undo switches back."""
        self._take(self.choices.current.with_off(off))

    def undo(self) -> None:
        """Take the last choice back."""
        if self.choices.undo():
            self.chosen.emit()

    def redo(self) -> None:
        """Make the choice again that was taken back."""
        if self.choices.redo():
            self.chosen.emit()

    def free(self) -> None:
        """Back to the model's own translation; undo leads to the choices again."""
        self._take(self.choices.current.own_words())

    def _force(self, prefix: tuple[int, ...], *, beam: bool) -> None:
        """Hold these words, unless they are another model's, whose answer is still shown: its ids mean nothing here."""
        if self._result is None or self._result.request.model != self._models.model_id():
            return
        self._sentences.set_own(None)
        self._take(Choice(prefix, beam, self.choices.current.off))

    def _take(self, choice: Choice) -> None:
        self.choices.add(choice)
        self.chosen.emit()

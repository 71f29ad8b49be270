"""What a person makes the translation be: words held, a beam, heads off; each a choice that can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from attnviz.ui.panes.translate.choices import Choice

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.ui.attention.map_choice import Off
    from attnviz.ui.panes.translate.state import TranslateState


class Forcing(QObject):
    """Chooses among the words, beams and heads of the state's translation; ``chosen``: a translation has to be asked for."""

    chosen = Signal()

    def __init__(
        self, state: TranslateState, model_id: Callable[[], str], set_own: Callable[[str | None], None]
    ) -> None:
        """``model_id`` says which model is asked now; ``set_own(None)`` leaves what the person wrote."""
        super().__init__(state)
        self._state, self._model_id, self._set_own = state, model_id, set_own
        self.choices = state.choices

    def choose_alternative(self, token: int, rank: int) -> None:
        """Write the ``rank``-th alternative in place of a target token, hold all before it, and decode the rest again."""
        result = self._state.result
        if result is None:
            return
        held = tuple(t.id for t in result.target_tokens[:token])
        self._force((*held, int(result.alternatives[token, rank])), beam=False)

    def choose_beam(self, index: int) -> None:
        """Show another beam; the first is what the model chose itself."""
        if index < len(self._state.beams):
            self._force(self._state.beams[index].ids, beam=True)

    def switch_off(self, off: Off) -> None:
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
        result = self._state.result
        if result is None or result.request.model != self._model_id():
            return
        self._set_own(None)
        self._take(Choice(prefix, beam, self.choices.current.off))

    def _take(self, choice: Choice) -> None:
        self.choices.add(choice)
        self.chosen.emit()

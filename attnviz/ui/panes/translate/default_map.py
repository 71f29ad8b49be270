"""Which map stands first for a model: the one that aligns best by its card, or the one remembered from the last time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attnviz.engine.attention.head_statistics import best_map
from attnviz.ui.attention.map_choice import has_heads
from attnviz.ui.attention.saved_map import map_text, restore_map

if TYPE_CHECKING:
    from attnviz.ui.attention.view import AttentionView
    from attnviz.ui.panes.translate.model_bar import ModelBar
    from attnviz.ui.panes.translate.state import TranslateState


class DefaultMap:
    """Finds the best map of the model that answered last, and sets drawer and view bar to it."""

    def __init__(self, state: TranslateState, models: ModelBar, frame: AttentionView) -> None:
        self._state, self._models, self._frame = state, models, frame
        self._of = ("", False)  # the model, and whether its card is known
        self.remembered = ""  # a map to come back to with the first answer

    def meet(self) -> None:
        """Begin with the best map of a model that answers for the first time, or whose card has only now come."""
        state, drawer = self._state, self._frame.drawer
        if state.result is None or not has_heads(state.answer):
            return
        about = self._models.about(state.result.request.model)
        met = (state.result.request.model, about is not None)
        if met == self._of:
            return
        self._of = met
        card = about.card if about else {}
        state.best = best_map(card, *state.answer[0].attention.weights.shape[:2])
        state.taught = taught_head(card)
        self.show()
        drawer.show_answer(state.answer, state.result.request.heads_off)
        if self.remembered:
            restore_map(self._frame, self.remembered)
            if about is not None:
                self.remembered = ""

    def show(self) -> None:
        """Choose the best map."""
        best = self._state.best
        self._frame.drawer.set_model(best, self._state.taught)
        self._frame.view_bar.set_reading(shift=best.view.shift, norms=best.view.norms)

    def text(self) -> str:
        """The chosen map, for the settings; the remembered one while there is no answer."""
        answer = self._state.answer
        return map_text(self._frame.choice(answer)) if has_heads(answer) else self.remembered


def taught_head(card: dict[str, Any]) -> tuple[str, int, int] | None:
    """The head that was taught by a statistical aligner, from a model's card."""
    guided = card.get("guided")
    try:
        return str(guided["kind"]), int(guided["layer"]), int(guided["head"])  # type: ignore[index]
    except (KeyError, TypeError, ValueError, OverflowError):
        return None

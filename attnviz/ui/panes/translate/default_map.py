"""Which map stands first for a model: the one that aligns best by its card, or the one remembered from the last time."""

from __future__ import annotations

from attnviz.engine.attention.head_statistics import BestMap
from attnviz.engine.attention.maps import MapView
from attnviz.engine.translate.messages import Translation
from attnviz.ui.panes.translate import map_choice, saved_state
from attnviz.ui.panes.translate.heads_drawer import HeadsDrawer
from attnviz.ui.panes.translate.map_choice import MapChoice
from attnviz.ui.panes.translate.model_bar import ModelBar
from attnviz.ui.panes.translate.view_bar import ViewBar


class DefaultMap:
    """Knows the best map of the model that answered last, and sets drawer and view bar to it."""

    def __init__(self, models: ModelBar, view: ViewBar, drawer: HeadsDrawer) -> None:
        self._models, self._view, self._drawer = models, view, drawer
        self._of = ("", False)  # the model, and whether its card is known
        self.best = BestMap(MapView())
        self.remembered = ""  # a map to come back to with the first answer

    def taught(self) -> tuple[str, int, int] | None:
        """The head of the model that was taught to align, if one was."""
        about = self._models.about(self._of[0])
        return map_choice.taught_head(about.card) if about else None

    def meet(self, result: Translation) -> None:
        """Begin with the best map of a model that answers for the first time, or whose card has only now come."""
        about = self._models.about(result.request.model)
        met = (result.request.model, about is not None)
        if met == self._of or not map_choice.has_heads(result):
            return
        self._of = met
        self.best = map_choice.best_choice(about.card if about else {}, result)
        self.show()
        self._drawer.show_result(result, result.request.heads_off)
        if self.remembered:
            saved_state.restore_map(self._view, self._drawer, self.remembered)
            if about is not None:
                self.remembered = ""

    def show(self) -> None:
        """Choose the best map."""
        self._drawer.set_model(self.best, self.taught())
        self._view.set_reading(shift=self.best.view.shift, norms=self.best.view.norms)

    def choice(self, result: Translation | None) -> MapChoice:
        """Which map of an answer the controls want."""
        view = self._view.map_view()
        if not map_choice.has_heads(result):
            return MapChoice(view)
        return MapChoice(self._drawer.map_view(view), self._drawer.follows(), self._view.hides_sinks())

    def text(self, result: Translation | None) -> str:
        """The chosen map, for the settings; the remembered one while there is no answer."""
        return saved_state.map_text(self.choice(result)) if map_choice.has_heads(result) else self.remembered

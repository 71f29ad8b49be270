"""The other model of a comparison: it reads the chosen model's translation, and its map stands beside."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from attnviz.engine.attention.head_statistics import best_map
from attnviz.engine.attention.maps import MapView
from attnviz.engine.translate.axes import between
from attnviz.engine.translate.messages import Translate, Translation
from attnviz.ui.attention import captions
from attnviz.ui.attention.map_choice import MapChoice, has_heads
from attnviz.ui.panes.questions import Ask, Question
from attnviz.ui.panes.translate.map_texts import TranslateTexts
from attnviz.ui.panes.translate.model_bar import ModelBar, kind_name, scoring_name
from attnviz.ui.panes.translate.texts import failure_sentence

if TYPE_CHECKING:
    from attnviz.engine.messages import Failure, Model
    from attnviz.ui.panes.translate.compare_page import ComparePage
    from attnviz.ui.panes.translate.state import TranslateState


class ComparedModel:
    """Asks once for each translation; the state keeps the newest answer."""

    def __init__(self, ask: Ask, state: TranslateState, page: ComparePage, models: ModelBar) -> None:
        self._state, self._page, self._models = state, page, models
        self.question = Question(ask, state.set_compared, self._failed, named=False)

    def ask(self) -> None:
        """Let the other model read the translation; without one, or without another model, nothing."""
        self.question.forget()
        id, result = self._models.compared_id(), self._state.result
        if not id:
            self._state.set_compared(None)
        elif result is not None:
            text = result.text if result.request.target is None else result.request.target
            self._page.show_waiting(self._name(self._models.about(id)))
            if text.strip():
                self.question.ask(Translate(result.request.text, id, target=text))
            else:
                self._page.show_failure(failure_sentence("nothing_to_read", {}, ""))

    def show(self) -> None:
        """Show both maps, if the other model has read the same sentence."""
        first, second, choice = self._state.result, self._state.compared, self._state.choice
        if first is None or second is None or self.question.waiting is not None:
            return
        if second.request.text != first.request.text:
            return
        about, peer = self._models.about(first.request.model), self._models.about(second.request.model)
        view = replace(MapView(), **{name: getattr(choice.view, name) for name in ("words", *_HIDING)})
        if has_heads(between(second)):
            best = best_map(peer.card if peer else {}, *second.attention[0].weights.shape[:2]).view
            view = replace(view, layer=best.layer, head=best.head, heads=best.heads, shift=best.shift, norms=best.norms)
        other = MapChoice(view, hide_sinks=choice.hide_sinks)
        names = self._full_name(about, first, choice), self._full_name(peer, second, other)
        short = self._name(about) or first.request.model, self._name(peer) or second.request.model
        self._page.show_pair(first, choice, second, other, names, short)

    def _full_name(self, model: Model | None, result: Translation, choice: MapChoice) -> str:
        """The model, and of several heads which."""
        name = self._name(model) or result.request.model
        if not has_heads(between(result)):
            return name
        heads = result.attention[0].weights.shape[1]
        title = captions.title(choice, TranslateTexts().kind(choice.view.kind), heads)
        return QCoreApplication.translate("ComparePage", "{model}: {title}").format(model=name, title=title)

    def _name(self, model: Model | None) -> str:
        if model is None:
            return ""
        return f"{kind_name(model.kind)} · {scoring_name(model.scoring)}" if model.scoring else kind_name(model.kind)

    def _failed(self, failure: Failure) -> None:
        """Say above the other model's map why there is none."""
        self._page.show_failure(failure_sentence(failure.code, failure.parameters, failure.sentence))


_HIDING = ("hide_special", "hide_punctuation", "threshold", "strongest")

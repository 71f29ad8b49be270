"""The other model of a comparison: it reads the chosen model's translation, and its map stands beside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from attnviz.engine.attention.maps import MapView
from attnviz.engine.messages import Failure, Model
from attnviz.engine.translate.messages import Translate, Translation
from attnviz.ui.panes.questions import Ask, Question
from attnviz.ui.panes.translate import map_choice
from attnviz.ui.panes.translate.compare_page import ComparePage
from attnviz.ui.panes.translate.map_choice import MapChoice
from attnviz.ui.panes.translate.model_bar import ModelBar, kind_name, scoring_name
from attnviz.ui.panes.translate.texts import failure_sentence


class ComparedModel:
    """Asks once for each translation; keeps the newest answer, and calls ``came`` with each."""

    def __init__(self, ask: Ask, page: ComparePage, models: ModelBar, came: Callable[[], None]) -> None:
        self._page, self._models, self._came = page, models, came
        self.question = Question(ask, self._take, self._failed, named=False)
        self.result: Translation | None = None

    def is_wanted(self) -> bool:
        """Whether a comparison was asked for and has an answer, or will have one."""
        return bool(self._models.compared_id())

    def ask(self, result: Translation | None) -> None:
        """Let the other model read an answer; without one, or without another model, nothing."""
        self.question.forget()
        id = self._models.compared_id()
        if not id:
            self.result = None
        elif result is not None:
            text = result.text if result.request.target is None else result.request.target
            self._page.show_waiting(self._name(self._models.about(id)))
            if text.strip():
                self.question.ask(Translate(result.request.text, id, target=text))
            else:
                self._page.show_failure(failure_sentence("nothing_to_read", {}, ""))

    def show(self, first: Translation, choice: MapChoice, about: Model | None) -> None:
        """Show both maps, if the other model has read the same sentence."""
        second = self.result
        if second is None or self.question.waiting is not None or second.request.text != first.request.text:
            return
        peer = self._models.about(second.request.model)
        view = replace(MapView(), **{name: getattr(choice.view, name) for name in ("words", *_HIDING)})
        if map_choice.has_heads(second):
            best = map_choice.best_choice(peer.card if peer else {}, second).view
            view = replace(view, layer=best.layer, head=best.head, heads=best.heads, shift=best.shift, norms=best.norms)
        other = MapChoice(view, hide_sinks=choice.hide_sinks)
        names = self._full_name(about, first, choice), self._full_name(peer, second, other)
        short = self._name(about) or first.request.model, self._name(peer) or second.request.model
        self._page.show_pair(first, choice, second, other, names, short)

    def _full_name(self, model: Model | None, result: Translation, choice: MapChoice) -> str:
        """The model, and of several heads which."""
        name = self._name(model) or result.request.model
        if not map_choice.has_heads(result):
            return name
        title = map_choice.title(choice, result.attention[0].weights.shape[1])
        return QCoreApplication.translate("ComparePage", "{model}: {title}").format(model=name, title=title)

    def _name(self, model: Model | None) -> str:
        if model is None:
            return ""
        return f"{kind_name(model.kind)} · {scoring_name(model.scoring)}" if model.scoring else kind_name(model.kind)

    def _take(self, result: Translation) -> None:
        self.result = result
        self._came()

    def _failed(self, failure: Failure) -> None:
        """Say above the other model's map why there is none."""
        self._page.show_failure(failure_sentence(failure.code, failure.parameters, failure.sentence))


_HIDING = ("hide_special", "hide_punctuation", "threshold", "strongest")

"""What the Translate pane measures in the background: the effect of every head, and whether a map tells the truth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attnviz.engine.attention.messages import CROSS
from attnviz.engine.messages import Failure, frozen
from attnviz.engine.translate.messages import AblateHeads, CheckFaithfulness, Faithfulness, Translation
from attnviz.ui.attention.map_choice import MapChoice, has_heads
from attnviz.ui.panes.questions import Ask, SlicedQuestion
from attnviz.ui.panes.translate.texts import failure_sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from attnviz.ui.attention.heads_drawer import HeadsDrawer
    from attnviz.ui.panes.translate.faithfulness import FaithfulnessPanel
    from attnviz.ui.panes.translate.state import TranslateState

SLICE = 0.03  # seconds: as long as a new translation may have to wait


class Measures:
    """Answers go to the drawer of heads and to the section of the details."""

    def __init__(
        self,
        ask: Ask,
        state: TranslateState,
        drawer: HeadsDrawer,
        truth: FaithfulnessPanel,
        failure_sentence: Callable[[str, Mapping[str, Any], str], str] = failure_sentence,
    ) -> None:
        """``failure_sentence`` words why there is no answer."""
        self.ablation = SlicedQuestion(ask, state.set_ablation, self._no_effects)
        self.faithfulness = SlicedQuestion(ask, self._show_faithfulness, self._no_faithfulness)
        self._state, self._drawer, self._section = state, drawer, truth
        self._failure_sentence = failure_sentence
        self._result: Translation | None = None  # what faithfulness is told of, and which map
        self._choice: MapChoice | None = None
        self._group: tuple[int, ...] = ()
        self._row = ""
        state.result_changed.connect(self._meet)
        state.ablation_changed.connect(self._show_effects)
        state.map_changed.connect(self._map_shown)

    def sweep(self, on: bool) -> None:
        """Measure the heads of the translation, or stop."""
        result = self._state.result
        if not on or result is None or not has_heads(self._state.answer):
            self.ablation.forget()
            return self._show_effects()
        ids, request = tuple(token.id for token in result.target_tokens), result.request
        self.ablation.ask(AblateHeads(request.text, request.model, ids, request.heads_off, SLICE))
        self._state.set_ablation(None)
        return None

    def check(self, k: int, draws: int) -> None:
        """Ask whether the shown map tells the truth; of a pinned target word, whether its row does."""
        result, shown, spot = self._state.result, self._state.map, self._state.selection.pinned
        if result is None or shown is None:
            return
        row = spot.row if spot and self._state.choice.view.kind == CROSS else None
        weights = shown.weights
        if row is not None and row < len(shown.picture.rows):
            self._group, self._row = shown.picture.row_tokens[row], shown.picture.rows[row]
            attended = weights[list(self._group)].mean(0)
        else:
            self._group, self._row = (), ""
            attended = weights.sum(0)
        ids, request = tuple(token.id for token in result.target_tokens), result.request
        self._section.set_running()
        self.faithfulness.ask(
            CheckFaithfulness(
                request.text,
                request.model,
                ids,
                frozen(attended),
                k=k,
                draws=draws,
                heads_off=request.heads_off,
                seconds=SLICE,
            )
        )

    def pause(self) -> None:
        """A new translation is asked for: it goes first."""
        self.ablation.pause()
        self.faithfulness.pause()

    def go_on(self) -> None:
        """The newest answer is there: what was measured of another is over, what is still wanted begins."""
        self.ablation.go_on()
        self.faithfulness.go_on()
        if self._drawer.wants_effects() and has_heads(self._state.answer):
            self.sweep(True)
        elif self.ablation.running:
            self.sweep(False)

    def _meet(self) -> None:
        """Another translation is there, whose heads are shown next."""
        if self._state.ablation is None:
            self._drawer.forget_effects()

    def _map_shown(self) -> None:
        """Another map is shown: what was told of the one before is no longer true."""
        result, choice = self._state.result, self._state.choice
        if result is not self._result or _seen(choice) != _seen(self._choice):
            self._result, self._choice = result, choice
            self.faithfulness.forget()
            self._section.clear()

    def _show_effects(self) -> None:
        known, running = self._state.ablation, self.ablation.running
        effects = {each.kind: each.totals for each in known.effects} if known else None
        self._drawer.show_effects(effects, share=known.share if known else 0.0, running=running)

    def _no_effects(self, failure: Failure) -> None:
        self._state.set_ablation(None)

    def _show_faithfulness(self, answer: Faithfulness) -> None:
        if self._result is not None:
            tokens = self._result.source_tokens
            words = ["".join(tokens[i].text for i in answer.words[word]) for word in answer.hidden]
            self._section.show_told(answer, ", ".join(f"“{word}”" for word in words), self._group, self._row)

    def _no_faithfulness(self, failure: Failure) -> None:
        """Say why where the answer would stand."""
        self._section.show_failure(self._failure_sentence(failure.code, failure.parameters, failure.sentence))


def _seen(choice: MapChoice | None) -> object:
    """What of a choice changes the numbers of the map."""
    if choice is None:
        return None
    view = choice.view
    return view.kind, choice.pairs, view.shift, view.norms, choice.rollout

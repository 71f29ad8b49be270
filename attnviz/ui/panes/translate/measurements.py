"""What the Translate pane measures in the background: the effect of every head, and whether a map tells the truth."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attnviz.engine.messages import Failure, frozen
from attnviz.engine.translate.messages import AblateHeads, CheckFaithfulness, Faithfulness, HeadAblation, Translation
from attnviz.ui.panes.translate import map_choice
from attnviz.ui.panes.translate.faithfulness import FaithfulnessPanel
from attnviz.ui.panes.translate.heads_drawer import HeadsDrawer
from attnviz.ui.panes.translate.map_choice import MapChoice, ShownMap
from attnviz.ui.panes.translate.slices import SlicedQuestion
from attnviz.ui.panes.translate.texts import failure_sentence

SLICE = 0.03  # seconds: as long as a new translation may have to wait


class Measures:
    """``ask`` sends a request to the engine; answers go to the drawer of heads and to the section of the details."""

    def __init__(self, ask: Callable[[Any], None], drawer: HeadsDrawer, truth: FaithfulnessPanel) -> None:
        self._sweep, self._truth = SlicedQuestion(ask), SlicedQuestion(ask)
        self._drawer, self._section = drawer, truth
        self._swept: HeadAblation | None = None
        self._result: Translation | None = None
        self._choice: MapChoice | None = None
        self._group: tuple[int, ...] = ()
        self._row = ""

    def sweep(self, result: Translation | None) -> None:
        """Measure the heads of an answer; stop for None."""
        if result is None or not map_choice.has_heads(result):
            self._sweep.stop()
        else:
            self._swept = None
            ids = tuple(token.id for token in result.target_tokens)
            request = result.request
            self._sweep.start(AblateHeads(request.text, request.model, ids, request.heads_off, SLICE))
        self._drawer.show_effects(self._swept, running=self._sweep.running)

    def check(self, result: Translation, shown: ShownMap, row: int | None, *, k: int, draws: int) -> None:
        """Check a map whose columns are source words, or one row of its picture."""
        weights = shown.weights
        if row is not None and row < len(shown.picture.rows):
            self._group, self._row = shown.picture.row_tokens[row], shown.picture.rows[row]
            attended = weights[list(self._group)].mean(0)
        else:
            self._group, self._row = (), ""
            attended = weights.sum(0)
        ids, request = tuple(token.id for token in result.target_tokens), result.request
        self._section.set_running()
        self._truth.start(
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

    def take(self, answer: HeadAblation | Faithfulness) -> None:
        """Show a slice that was awaited."""
        if isinstance(answer, HeadAblation):
            if self._sweep.take(answer):
                self._swept = answer
                self._drawer.show_effects(answer, running=self._sweep.running)
        elif self._truth.take(answer) and self._result is not None:
            tokens = self._result.source_tokens
            words = ["".join(tokens[i].text for i in answer.words[word]) for word in answer.hidden]
            self._section.show_told(answer, ", ".join(f"“{word}”" for word in words), self._group, self._row)

    def failed(self, failure: Failure) -> bool:
        """Whether a failure was of something measured; it is told where the answer would stand."""
        sentence = failure_sentence(failure.code, failure.parameters, failure.sentence)
        if isinstance(failure.request, AblateHeads):
            if self._sweep.failed(failure.request):
                self._drawer.show_effects(None, running=False)
            return True
        if isinstance(failure.request, CheckFaithfulness):
            if self._truth.failed(failure.request):
                self._section.show_failure(sentence)
            return True
        return False

    def pause(self) -> None:
        """A new translation is asked for: it goes first."""
        self._sweep.pause()
        self._truth.pause()

    def translated(self, result: Translation) -> None:
        """A new answer is there: what was measured of another is over, what is still wanted begins."""
        self._sweep.go_on()
        self._truth.go_on()
        if self._drawer.wants_effects() and map_choice.has_heads(result):
            self.sweep(result)
        elif self._sweep.running:
            self.sweep(None)

    def map_shown(self, result: Translation, choice: MapChoice) -> None:
        """Another map is shown: what was told of the one before is no longer true."""
        if result is not self._result or _seen(choice) != _seen(self._choice):
            self._result, self._choice = result, choice
            self._truth.stop()
            self._section.clear()


def _seen(choice: MapChoice | None) -> object:
    """What of a choice changes the numbers of the map."""
    if choice is None:
        return None
    view = choice.view
    return view.kind, choice.pairs, view.shift, view.norms, choice.rollout

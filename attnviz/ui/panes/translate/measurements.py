"""What the Translate pane measures in the background: the effect of every head, and whether a map tells the truth."""

from __future__ import annotations

from attnviz.engine.messages import Failure, frozen
from attnviz.engine.translate.messages import AblateHeads, CheckFaithfulness, Faithfulness, HeadAblation, Translation
from attnviz.ui.panes.questions import Ask, SlicedQuestion
from attnviz.ui.panes.translate import map_choice
from attnviz.ui.panes.translate.faithfulness import FaithfulnessPanel
from attnviz.ui.panes.translate.heads_drawer import HeadsDrawer
from attnviz.ui.panes.translate.map_choice import MapChoice, ShownMap
from attnviz.ui.panes.translate.texts import failure_sentence

SLICE = 0.03  # seconds: as long as a new translation may have to wait


class Measures:
    """Answers go to the drawer of heads and to the section of the details."""

    def __init__(self, ask: Ask, drawer: HeadsDrawer, truth: FaithfulnessPanel) -> None:
        self.ablation = SlicedQuestion(ask, self._show_effects, self._no_effects)
        self.faithfulness = SlicedQuestion(ask, self._show_faithfulness, self._no_faithfulness)
        self._drawer, self._section = drawer, truth
        self._swept: HeadAblation | None = None
        self._result: Translation | None = None
        self._choice: MapChoice | None = None
        self._group: tuple[int, ...] = ()
        self._row = ""

    def sweep(self, result: Translation | None) -> None:
        """Measure the heads of an answer; stop for None."""
        if result is None or not map_choice.has_heads(result):
            self.ablation.forget()
        else:
            self._swept = None
            ids = tuple(token.id for token in result.target_tokens)
            request = result.request
            self.ablation.ask(AblateHeads(request.text, request.model, ids, request.heads_off, SLICE))
        self._drawer.show_effects(self._swept, running=self.ablation.running)

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

    def translated(self, result: Translation) -> None:
        """A new answer is there: what was measured of another is over, what is still wanted begins."""
        self.ablation.go_on()
        self.faithfulness.go_on()
        if self._drawer.wants_effects() and map_choice.has_heads(result):
            self.sweep(result)
        elif self.ablation.running:
            self.sweep(None)

    def map_shown(self, result: Translation, choice: MapChoice) -> None:
        """Another map is shown: what was told of the one before is no longer true."""
        if result is not self._result or _seen(choice) != _seen(self._choice):
            self._result, self._choice = result, choice
            self.faithfulness.forget()
            self._section.clear()

    def _show_effects(self, answer: HeadAblation) -> None:
        self._swept = answer
        self._drawer.show_effects(answer, running=self.ablation.running)

    def _no_effects(self, failure: Failure) -> None:
        self._drawer.show_effects(None, running=False)

    def _show_faithfulness(self, answer: Faithfulness) -> None:
        if self._result is not None:
            tokens = self._result.source_tokens
            words = ["".join(tokens[i].text for i in answer.words[word]) for word in answer.hidden]
            self._section.show_told(answer, ", ".join(f"“{word}”" for word in words), self._group, self._row)

    def _no_faithfulness(self, failure: Failure) -> None:
        """Say why where the answer would stand."""
        self._section.show_failure(failure_sentence(failure.code, failure.parameters, failure.sentence))


def _seen(choice: MapChoice | None) -> object:
    """What of a choice changes the numbers of the map."""
    if choice is None:
        return None
    view = choice.view
    return view.kind, choice.pairs, view.shift, view.norms, choice.rollout

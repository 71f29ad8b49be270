"""What a section of the Read pane measures in the background: the effect of every head, and whether its map tells the truth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from attnviz.engine.messages import Failure, frozen
from attnviz.engine.read.measured_messages import AblateReading, CheckReading
from attnviz.lazy_numpy import np
from attnviz.ui.panes.questions import SlicedQuestion
from attnviz.ui.panes.read.texts import failure_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.translate.messages import Faithfulness, HeadAblation
    from attnviz.ui.attention.map_choice import Off
    from attnviz.ui.panes.questions import Ask
    from attnviz.ui.panes.read.section import ReadSection
    from attnviz.ui.panes.translate.faithfulness import FaithfulnessPanel

SLICE = 0.03  # seconds: as long as something that is typed may have to wait


class Tested(NamedTuple):
    """What a test of the shown map tells of: its ``rows`` (queries) that say what is attended, the token of the answer that each of
    its ``keys`` is (-1 for none), and which of what is measured (``group``, none for all), called ``name``.
    """

    rows: Sequence[int]
    keys: Sequence[int]
    group: tuple[int, ...] = ()
    name: str = ""


class ReadMeasures:
    """Answers go to the section's drawer of heads and to the panel in its details."""

    def __init__(self, ask: Ask, section: ReadSection, panel: FaithfulnessPanel) -> None:
        self.ablation = SlicedQuestion(ask, self._show_effects, self._no_effects, named=False)
        self.faithfulness = SlicedQuestion(ask, self._show_faithfulness, self._no_faithfulness, named=False)
        self._section, self._panel = section, panel
        self._effects: HeadAblation | None = None
        self._of: tuple[Any, Off] | None = None  # the request and the heads off of which effects are known or measured
        self._seen: object = None  # the map that is shown
        self._tested: Tested | None = None
        drawer = section.view.drawer
        drawer.sweep.show()
        drawer.order.model().item(drawer.order.findData("effect")).setEnabled(True)  # type: ignore[attr-defined]
        drawer.sweep_wanted.connect(self.sweep)
        panel.asked.connect(self.check)

    def sweep(self, on: bool) -> None:
        """Measure the heads of what was read, or stop."""
        result = self._section.result
        if not on or result is None:
            self.ablation.forget()
            return self._word()
        self._effects = None
        self.ablation.ask(AblateReading(result, seconds=SLICE))
        return self._word()

    def check(self, k: int, draws: int) -> None:
        """Ask whether the shown map tells the truth; of a pinned word, whether its row does."""
        section, pinned = self._section, self._section.selection.pinned
        result, map = section.result, section.map
        if result is None or map is None:
            return
        row = pinned.row if pinned is not None else None
        groups = map.picture.row_tokens
        tested = section.to_test(groups[row] if row is not None and row < len(groups) else ())
        if tested is None:
            return
        on_keys = map.weights[list(tested.rows)].sum(0)
        attended = np.zeros(len(result.tokens), np.float32)
        for token, weight in zip(tested.keys, on_keys, strict=True):
            if token >= 0:
                attended[token] += weight
        self._tested = tested
        self._panel.set_running()
        self.faithfulness.ask(CheckReading(result, frozen(attended), k=k, draws=draws, seconds=SLICE))

    def pause(self) -> None:
        """Something else is asked for: it goes first."""
        self.ablation.pause()
        self.faithfulness.pause()

    def go_on(self) -> None:
        """The newest answer is there: what was measured of another is over, what is still wanted begins."""
        request = self._section.result.request
        if self._of is None or self._of[0] is not request:
            self._of, self._effects = (request, self._section.off), None
            wanted = self.ablation.running
            self.ablation.forget()
            self._section.view.drawer.forget_effects()
            if wanted or self._section.view.drawer.wants_effects():
                self.sweep(True)
        self.ablation.go_on()
        self.faithfulness.go_on()

    def map_shown(self) -> None:
        """Another map is shown: what was told of the one before is no longer true."""
        choice, result = self._section.choice, self._section.result
        if choice is None:
            return
        seen = result, choice.view.kind, choice.pairs, choice.view.norms, choice.rollout
        if self._seen is None or seen != self._seen:
            self._seen = seen
            self.faithfulness.forget()
            self._panel.clear()
        self._panel.setEnabled(self._section.to_test(()) is not None)

    def _word(self) -> None:
        known, running = self._effects, self.ablation.running
        effects = None
        if known is not None:
            kinds = [each.attention.kind for each in self._section.answer]
            effects = {kind: known.effects[0].totals for kind in kinds if self._section.shares_heads(kind)}
        drawer = self._section.view.drawer
        drawer.show_effects(effects, share=known.share if known is not None else 0.0, running=running)

    def _show_effects(self, known: HeadAblation) -> None:
        self._effects = known
        self._word()

    def _no_effects(self, _failure: Failure) -> None:
        self._effects = None
        self._word()

    def _show_faithfulness(self, told: Faithfulness) -> None:
        tested = self._tested
        if tested is None:
            return
        tokens = told.request.read.tokens
        words = ["".join(tokens[i].text for i in told.words[word]) for word in told.hidden]
        self._panel.show_told(told, ", ".join(f"“{word}”" for word in words), tested.group, tested.name)

    def _no_faithfulness(self, failure: Failure) -> None:
        self._panel.show_failure(failure_sentence(failure.code, failure.parameters, failure.sentence))

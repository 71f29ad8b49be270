"""What the step view is about: the numbers with their history, what their rows are called, the chosen query, the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from attnviz.engine.playground.examples import MADE, REAL, numbered
from attnviz.lazy_numpy import np
from attnviz.ui.history import History
from attnviz.ui.panes.questions import Ask, Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.engine.playground.messages import (
        AttentionSteps,
        ExampleNumbers,
        PlaygroundAttention,
        PlaygroundExample,
    )

MOST_UNDO = 200

Edit = tuple[str, int, int]  # what is edited: a table or a control, row and column
Labels = tuple[tuple[str, ...], tuple[str, ...]]  # of the queries and of the keys


class StepsState(QObject):
    """Every change of the numbers asks the engine for all steps again; whoever shows them follows the signals."""

    changed = Signal(object)  # other numbers stand; carries those that stood before
    query_chosen = Signal()  # another query is looked at
    answered = Signal()  # ``shown`` is another
    example_chosen = Signal()  # ``example`` is another
    model_answered = Signal()  # a model's numbers stand
    refused = Signal(object)  # a ``Failure``: what was asked has no answer

    def __init__(self, ask: Ask, parent: QObject | None = None) -> None:
        super().__init__(parent)
        begin = MADE["exercise"]()
        self.example = "exercise"  # the id of the worked example, ``own`` for numbers drawn or typed
        self.labels: Labels = (begin.query_labels, begin.key_labels)
        self.query = 0
        self.real: ExampleNumbers | None = None  # what the numbers are a part of, where they are a model's
        self._answer: AttentionSteps | None = None
        self._history = History(begin.numbers, most=MOST_UNDO)
        self._last_edit: Edit | None = None
        self._steps = Question(ask, self.take_steps, self.refused.emit, every=True)
        self._model_example = Question(ask, self.take_example, self.refused.emit)

    # Numbers

    @property
    def shown(self) -> AttentionSteps | None:
        """The answer, until the numbers take another shape or scoring function: then nothing, until theirs comes."""
        return self._answer if self._answer is not None and self._fits(self._answer.request) else None

    def _fits(self, asked: PlaygroundAttention) -> bool:
        return asked.mask.shape == self.now.mask.shape and asked.scoring == self.now.scoring

    @property
    def now(self) -> PlaygroundAttention:
        """The numbers as they stand."""
        return self._history.current

    @property
    def can_undo(self) -> bool:
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        return self._history.can_redo

    def change(self, numbers: PlaygroundAttention, edit: Edit | None = None) -> None:
        """Take changed numbers; a drag or a wheel over one cell is one step of undo."""
        before, same = self.now, edit is not None and edit == self._last_edit
        self._last_edit = edit
        (self._history.replace if same else self._history.add)(numbers)
        self._follow(before)

    def begin(self, numbers: PlaygroundAttention) -> None:
        """Take numbers that nothing leads back from."""
        before = self.now
        self._history.begin(numbers)
        self._last_edit = None
        self._follow(before)

    def undo(self) -> None:
        """Back to the numbers before the last change."""
        self._go(self._history.undo)

    def redo(self) -> None:
        """Forward again."""
        self._go(self._history.redo)

    def _go(self, move: Callable[[], bool]) -> None:
        before = self.now
        if move():
            self._last_edit = None
            self._follow(before)

    def _follow(self, before: PlaygroundAttention) -> None:
        rows, keys = self.now.mask.shape
        if (len(self.labels[0]), len(self.labels[1])) != (rows, keys):
            self.labels = (numbered("q", rows), numbered("k", keys))
        self.query = min(self.query, rows - 1)
        self.changed.emit(before)
        self.ask()

    def ask(self) -> None:
        """Ask for all steps of the numbers as they stand."""
        self._steps.ask(self.now)

    def take_steps(self, result: AttentionSteps) -> None:
        """Show the answer, unless it is an older one that no longer fits the tables."""
        if self._fits(result.request):
            self._answer = result
            self.answered.emit()

    # What they are of

    def choose_query(self, query: int) -> None:
        """Look at another query."""
        if query != self.query and query < len(self.now.q):
            self.query = query
            self.query_chosen.emit()

    def own(self) -> None:
        """From now on the numbers are the person's."""
        self.real = None
        self._choose_example("own")

    def load_example(self, id: str) -> None:
        """Show a worked example by its id, at once, or when a model has answered."""
        if id in MADE:
            example = MADE[id]()
            self.real, self.query = None, 0
            self.labels = (example.query_labels, example.key_labels)
            self._model_example.forget()
            self._choose_example(id)
            self.change(example.numbers)
        elif id in REAL:
            self._choose_example(id)
            self.ask_model(REAL[id])

    def ask_model(self, request: PlaygroundExample) -> None:
        """Ask a model for its own numbers, which come to stand here."""
        self._model_example.ask(request)

    def take_example(self, result: ExampleNumbers) -> None:
        """Show the numbers of a model, first the query that has the strongest weight."""
        self.real = result
        self.labels = (result.query_labels, result.key_labels)
        self.query = int(np.argmax(result.weights.max(1))) if len(result.weights) else 0
        if result.request not in REAL.values():
            self._choose_example("sent")
        self.change(result.numbers)
        self.model_answered.emit()

    def _choose_example(self, id: str) -> None:
        self.example = id
        self.example_chosen.emit()

"""The section that works one attention step by step, with every number open to change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from attnviz.engine.messages import Failure, Refused
from attnviz.engine.playground import tables
from attnviz.engine.playground.examples import MADE, REAL, numbered
from attnviz.engine.playground.messages import AttentionSteps, ExampleNumbers, PlaygroundAttention, PlaygroundExample
from attnviz.engine.playground.pytorch_code import pytorch
from attnviz.engine.playground.scorings import GIVEN, SCORINGS
from attnviz.lazy_numpy import np
from attnviz.ui import theme
from attnviz.ui.commands import Actions, Command
from attnviz.ui.i18n import in_a_row
from attnviz.ui.panes.playground import texts as words
from attnviz.ui.panes.playground.controls import ArithmeticBar, ProblemLine, choose, set_quietly
from attnviz.ui.panes.playground.section import Section
from attnviz.ui.panes.playground.steps_cards import Labels, StepsCards
from attnviz.ui.panes.playground.steps_controls import StepsControls
from attnviz.ui.panes.playground.steps_details import StepsDetails
from attnviz.ui.panes.playground.steps_history import Edit, Numbers
from attnviz.ui.panes.playground.steps_hover import Pointing


class StepsSection(Section):
    """Every change of the numbers asks the engine for all steps again."""

    id = "steps"
    answers: ClassVar[tuple[type, ...]] = (PlaygroundAttention, PlaygroundExample)

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("Playground", "Step by step")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        example = MADE["exercise"]()
        self._example_id = "exercise"
        self._numbers = Numbers(example.numbers, self)
        self._labels: Labels = (example.query_labels, example.key_labels)
        self._real: ExampleNumbers | None = None
        self._query = 0
        self._shown: AttentionSteps | None = None
        self._details = StepsDetails()
        self._build()
        self.retranslate()
        self._show_inputs()

    # Building

    def _build(self) -> None:
        self._controls = StepsControls()
        self._problem = ProblemLine("playground.problem")
        self._bar = ArithmeticBar("playground.arithmetic")
        self._cards = StepsCards()
        self._pointing = Pointing(self._cards, self._bar, self._details)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.GAP, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self._controls)
        layout.addWidget(self._problem)
        layout.addWidget(self._cards, 1)
        layout.addWidget(self._bar)

        self._connect()
        self.commands = Actions(self, self._commands())

    def _connect(self) -> None:
        self._numbers.changed.connect(self._on_numbers)
        for table in self._cards.tables.values():
            table.edited.connect(self._on_edited)
            table.refused.connect(self._refuse)
            table.pasted.connect(self._on_pasted)
            table.hovered.connect(self._on_hovered)
            table.cell_clicked.connect(self._on_clicked)
            table.row_clicked.connect(self._on_row)
        self._controls.example.currentIndexChanged.connect(self._on_example)
        self._controls.scoring.currentIndexChanged.connect(self._on_scoring)
        self._controls.temperature.valueChanged.connect(self._on_temperature)
        for box in self._controls.sizes.values():
            box.valueChanged.connect(self._on_size)
        self._controls.seed.valueChanged.connect(self._on_draw)
        self._controls.draw.clicked.connect(self._on_next_seed)
        self._controls.causal.clicked.connect(self._on_causal)
        self._controls.padding.clicked.connect(self._on_padding)
        self._controls.unmask.clicked.connect(self._on_open)
        self._cards.maps.chosen.connect(self._on_chosen_scoring)
        self._cards.maps.hovered.connect(self._on_map_hovered)
        self._details.copy.clicked.connect(self.copy_code)

    def _commands(self) -> list[Command]:
        """Undo, redo and copying the code."""
        keys, numbers = QKeySequence.StandardKey, self._numbers
        return [
            Command(
                "playground.action.undo",
                lambda: self.tr("Undo number"),
                "edit",
                self.undo,
                keys.Undo,
                enabled=lambda: numbers.can_undo,
            ),
            Command(
                "playground.action.redo",
                lambda: self.tr("Redo number"),
                "edit",
                self.redo,
                keys.Redo,
                enabled=lambda: numbers.can_redo,
            ),
            Command("playground.action.code", lambda: self.tr("Copy as PyTorch"), "edit", self.copy_code),
        ]

    def details(self) -> QWidget:
        return self._details

    def begin(self) -> None:
        if self._shown is None:
            self.requested.emit(self._numbers.now)

    # Words

    def retranslate(self) -> None:
        self._controls.offer_examples()
        self._controls.offer_scorings(self._numbers.now)
        choose(self._controls.example, self._example_id)
        self._controls.retranslate()
        self._bar.set_hint(
            self.tr(
                "Point at a result to see the numbers that made it. Change a number: type, drag it up or down, or "
                "turn the wheel on the cell you clicked."
            )
        )
        self._cards.retranslate()
        self._name_cards()
        self._details.retranslate()

    def _name_cards(self) -> None:
        self._cards.name_cards(self._numbers.now.scoring, self._labels[0], self._query)

    # What is shown

    def _show_inputs(self) -> None:
        """The tables and controls a person changes."""
        self._cards.show_inputs(self._numbers.now, self._labels, self._query)
        self._controls.show_numbers(self._numbers.now)
        self.commands.refresh()

    def show_result(self, result: Any) -> None:
        if isinstance(result, ExampleNumbers):
            self._show_real(result)
            return
        asked, now = result.request, self._numbers.now
        if asked.mask.shape != now.mask.shape or asked.scoring != now.scoring:
            return  # an older question; its answer no longer fits the tables
        self._shown = result
        self._query = min(self._query, len(asked.q) - 1)
        self._cards.show_steps(result, self._labels, self._query)
        self._problem.say(in_a_row(words.problem(note.code, note.parameters) for note in result.notes))
        self._details.show_code(asked)
        self._pointing.light(self._shown, self._query)

    def show_failure(self, failure: Failure) -> None:
        self._problem.say(words.problem(failure.code, failure.parameters, failure.sentence))
        if isinstance(failure.request, PlaygroundExample):
            choose(self._controls.example, self._example_id)

    def _show_real(self, result: ExampleNumbers) -> None:
        self._real = result
        if result.request not in REAL.values():
            self._example_id = "sent"
            choose(self._controls.example, "sent")
        self._labels = (result.query_labels, result.key_labels)
        strongest = np.argmax(result.weights.max(1)) if len(result.weights) else 0
        self._query = int(strongest)
        self._numbers.change(result.numbers)
        self._name_cards()
        self._cards.reveal_weights_next()

    def choose_scoring(self, scoring: str) -> None:
        """Compare queries and keys by another scoring function."""
        if scoring != self._numbers.now.scoring:
            self._on_chosen_scoring(scoring)

    @property
    def _truth(self) -> str:
        """What is not in the tables of a model's numbers; "" when all is."""
        real = self._real
        if real is None or self._numbers.now.scores is None:
            return ""
        return self.tr(
            "Numbers of {model}: the first {shown} of {all} columns are shown. The scores are the model's own, of "
            "all columns; from there on every number is exact."
        ).format(model=real.model, shown=real.columns_shown, all=real.columns)

    def load_example(self, id_: str) -> None:
        """Show a worked example by its id."""
        if id_ in MADE:
            example = MADE[id_]()
            self._example_id, self._real, self._query = id_, None, 0
            self._labels = (example.query_labels, example.key_labels)
            self._numbers.change(example.numbers)
            self._name_cards()
        elif id_ in REAL:
            self._example_id = id_
            self._problem.say("")
            self.requested.emit(REAL[id_])
        choose(self._controls.example, self._example_id)

    # Changes

    @Slot(object)
    def _on_numbers(self, before: PlaygroundAttention) -> None:
        """Show the numbers that came after others and ask for their steps."""
        numbers, named = self._numbers.now, (self._labels, self._query)
        rows, keys = numbers.mask.shape
        if (len(self._labels[0]), len(self._labels[1])) != (rows, keys):
            self._labels = (numbered("q", rows), numbered("k", keys))
        self._query = min(self._query, rows - 1)
        if numbers.scoring != before.scoring:
            self.retranslate()
        elif (self._labels, self._query) != named or numbers.mask.shape != before.mask.shape:
            self._name_cards()
        self._show_inputs()
        self._details.say_truth(self._truth)
        self.requested.emit(numbers)

    def _change(self, numbers: PlaygroundAttention, edit: Edit | None = None) -> None:
        """Take numbers that a person changed; what was wrong before no longer is."""
        self._problem.say("")
        self._numbers.change(numbers, edit)

    def _try(self, change: Any, *arguments: Any, edit: Edit | None = None) -> None:
        try:
            numbers = change(self._numbers.now, *arguments)
        except Refused as refused:
            self._refuse(refused)
            return
        self._change(numbers, edit)

    @Slot()
    def undo(self) -> None:
        """Back to the numbers before the last change."""
        self._numbers.undo()

    @Slot()
    def redo(self) -> None:
        """Forward again."""
        self._numbers.redo()

    @Slot(object)
    def _refuse(self, refused: Refused) -> None:
        self._problem.say(words.problem(refused.code, refused.parameters, str(refused)))

    def _table_name(self) -> str:
        """The table that sent the signal being answered."""
        return self.sender().objectName().removeprefix("playground.")

    @Slot(int, int, float)
    def _on_edited(self, row: int, column: int, value: float) -> None:
        name = self._table_name()
        self._try(tables.with_cell, name, row, column, value, edit=(name, row, column))

    @Slot(str)
    def _on_pasted(self, text: str) -> None:
        name = self._table_name()
        try:
            values = tables.parse_table(text)
        except Refused as refused:
            self._refuse(refused)
            return
        self._try(tables.pasted, name, values)

    @Slot(int, int)
    def _on_clicked(self, row: int, column: int) -> None:
        name = self._table_name()
        if name in ("masked", "scaled"):
            mask = self._numbers.now.mask.copy()
            if row >= mask.shape[0] or column >= mask.shape[1]:
                return  # the table still shows the answer for larger numbers
            mask[row, column] ^= True
            self._change(tables.with_mask(self._numbers.now, mask))
        elif name in ("scores", "weights", "context", "q", "projected_q"):
            self._choose_query(row)

    @Slot(int)
    def _on_row(self, row: int) -> None:
        if self._table_name() in ("q", "scores", "scaled", "masked", "weights", "context", "projected_q"):
            self._choose_query(row)

    def _choose_query(self, row: int) -> None:
        if row != self._query and row < len(self._numbers.now.q):
            self._query = row
            self._name_cards()
            self._show_inputs()
            if self._shown is not None:
                self.show_result(self._shown)

    @Slot(int)
    def _on_example(self, index: int) -> None:
        self.load_example(self._controls.example.itemData(index))

    @Slot(int)
    def _on_scoring(self, index: int) -> None:
        self._on_chosen_scoring(self._controls.scoring.itemData(index))

    @Slot(str)
    def _on_chosen_scoring(self, scoring: str) -> None:
        scores = self._numbers.now.scores if scoring == GIVEN else None
        self._change(replace(self._numbers.now, scoring=scoring, scores=scores))

    @Slot(float)
    def _on_temperature(self, value: float) -> None:
        self._change(replace(self._numbers.now, temperature=value), ("temperature", 0, 0))

    @Slot(int)
    def _on_size(self, _: int) -> None:
        seed, sizes = self._controls.seed.value(), self._controls.chosen_sizes()
        self._change(tables.resized(self._numbers.now, seed, **sizes))

    @Slot(int)
    def _on_draw(self, seed: int) -> None:
        scoring = self._numbers.now.scoring if self._numbers.now.scores is None else "scaled_dot"
        sizes = {name: min(value, tables.ROWS) for name, value in self._controls.chosen_sizes().items()}
        drawn = tables.draw(seed, **sizes, scoring=scoring)
        self._own()
        self._change(replace(drawn, temperature=self._numbers.now.temperature))

    @Slot()
    def _on_next_seed(self) -> None:
        self._controls.seed.setValue(self._controls.seed.value() + 1)

    def _own(self) -> None:
        self._example_id, self._real = "own", None
        choose(self._controls.example, "own")

    @Slot()
    def _on_causal(self) -> None:
        self._change(tables.with_mask(self._numbers.now, tables.causal_mask(*self._numbers.now.mask.shape)))

    @Slot()
    def _on_padding(self) -> None:
        mask = self._numbers.now.mask.copy()
        seen = np.flatnonzero(mask.any(0))
        if seen.size:
            mask[:, seen[-1]] = False
            self._change(tables.with_mask(self._numbers.now, mask))

    @Slot()
    def _on_open(self) -> None:
        self._change(tables.with_mask(self._numbers.now, np.ones_like(self._numbers.now.mask)))

    # Pointing

    @Slot(int, int)
    def _on_hovered(self, row: int, column: int) -> None:
        self._pointing.move(self._table_name(), row, column)
        self._pointing.light(self._shown, self._query)

    @Slot(str, int, int)
    def _on_map_hovered(self, name: str, row: int, column: int) -> None:
        self._pointing.read_map(self._shown, self._labels, name, row, column)

    @Slot()
    def copy_code(self) -> None:
        """Put the PyTorch lines on the clipboard."""
        QGuiApplication.clipboard().setText(pytorch(self._numbers.now))
        self.said.emit(self.tr("The PyTorch lines are on the clipboard."))

    # Memory

    def save_state(self) -> dict[str, Any]:
        return {"example": self._example_id, "scoring": self._numbers.now.scoring, "seed": self._controls.seed.value()}

    def restore_state(self, state: dict[str, Any]) -> None:
        if state.get("example") in MADE:
            self.load_example(state["example"])
        seed = state.get("seed")
        if isinstance(seed, int) and 0 <= seed <= 9999:
            set_quietly(self._controls.seed, seed)
        scoring = state.get("scoring", self._numbers.now.scoring)
        if scoring in SCORINGS:
            self._numbers.begin(replace(self._numbers.now, scoring=scoring))

"""The section that works one attention step by step, with every number open to change."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from attnviz.engine.messages import Failure, Note, Refused
from attnviz.engine.playground import tables
from attnviz.engine.playground.examples import MADE, REAL
from attnviz.engine.playground.pytorch_code import pytorch
from attnviz.engine.playground.scorings import GIVEN, SCORINGS
from attnviz.lazy_numpy import np
from attnviz.ui import theme
from attnviz.ui.commands import Actions, Command
from attnviz.ui.i18n import in_a_row
from attnviz.ui.panes.playground import texts as words
from attnviz.ui.panes.playground.controls import ArithmeticBar, ProblemLine, choose, set_quietly
from attnviz.ui.panes.playground.section import Section
from attnviz.ui.panes.playground.state import Edit, Labels, StepsState
from attnviz.ui.panes.playground.steps_cards import StepsCards
from attnviz.ui.panes.playground.steps_controls import StepsControls
from attnviz.ui.panes.playground.steps_details import StepsDetails
from attnviz.ui.panes.playground.steps_hover import Pointing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.playground.messages import AttentionSteps, PlaygroundAttention
    from attnviz.ui.panes.playground.named_table import NamedTable
    from attnviz.ui.panes.questions import Ask


class StepsSection(Section):
    """Draws the state and changes it as a person does."""

    id = "steps"

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("Playground", "Step by step")

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(ask, parent)
        self.state = StepsState(ask, self)
        self._details = StepsDetails()
        self._named: tuple[str, Labels, int] | None = None  # what the cards are named for
        self._build()
        self.retranslate()
        self._show_inputs()

    # Building

    def _build(self) -> None:
        self._controls = StepsControls()
        self._problem = ProblemLine("playground.problem")
        self._bar = ArithmeticBar("playground.arithmetic")
        self._cards = StepsCards()
        self._pointing = Pointing(self.state, self._cards, self._bar, self._details)
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
        self.state.changed.connect(self._on_numbers)
        self.state.query_chosen.connect(self._on_query)
        self.state.answered.connect(self._on_answer)
        self.state.example_chosen.connect(self._on_example)
        self.state.model_answered.connect(self._cards.reveal_weights_next)
        self.state.refused.connect(self._fail)
        for name, table in self._cards.tables.items():
            table.edited.connect(partial(self._on_edited, name))
            table.refused.connect(self._refuse)
            table.pasted.connect(partial(self._on_pasted, name))
            table.hovered.connect(partial(self._on_hovered, name))
            table.cell_clicked.connect(partial(self._on_clicked, name))
            table.row_clicked.connect(partial(self._on_row, name))
        self._controls.example.currentIndexChanged.connect(self._choose_example)
        self._controls.scoring.currentIndexChanged.connect(self._choose_scoring)
        self._controls.temperature.valueChanged.connect(self._on_temperature)
        for box in self._controls.sizes.values():
            box.valueChanged.connect(self._on_size)
        self._controls.seed.valueChanged.connect(self._on_draw)
        self._controls.draw.clicked.connect(self._on_next_seed)
        self._controls.causal.clicked.connect(self._on_causal)
        self._controls.padding.clicked.connect(self._on_padding)
        self._controls.unmask.clicked.connect(self._on_open)
        self._cards.maps.chosen.connect(self.choose_scoring)
        self._cards.maps.hovered.connect(self._pointing.read_map)
        self._details.copy.clicked.connect(self.copy_code)

    def _commands(self) -> list[Command]:
        """Undo, redo and copying the code."""
        keys, state = QKeySequence.StandardKey, self.state
        return [
            Command(
                "playground.action.undo",
                lambda: self.tr("Undo number"),
                "edit",
                self.undo,
                keys.Undo,
                enabled=lambda: state.can_undo,
            ),
            Command(
                "playground.action.redo",
                lambda: self.tr("Redo number"),
                "edit",
                self.redo,
                keys.Redo,
                enabled=lambda: state.can_redo,
            ),
            Command("playground.action.code", lambda: self.tr("Copy as PyTorch"), "edit", self.copy_code),
        ]

    def details(self) -> QWidget:
        return self._details

    def figure_part(self) -> QWidget:
        return self._cards.cards

    def number_tables(self) -> list[NamedTable]:
        return self._cards.number_tables()

    def begin(self) -> None:
        if self.state.shown is None:
            self.state.ask()

    # Words

    def retranslate(self) -> None:
        self._controls.offer_examples()
        self._controls.offer_scorings(self.state.now)
        choose(self._controls.example, self.state.example)
        self._controls.retranslate()
        self._bar.set_hint(
            self.tr(
                "Point at a result to see the numbers that made it. Change a number: type, drag it up or down, or "
                "turn the wheel on the cell you clicked."
            )
        )
        self._cards.retranslate()
        self._named = None
        self._name_cards()
        self._details.retranslate()
        self._details.say_truth(self._truth())

    def _name_cards(self) -> None:
        """Name the cards when other names are due: an edited number must not wait for equations to be set."""
        named = (self.state.now.scoring, self.state.labels, self.state.query)
        if named != self._named:
            self._named = named
            self._cards.name_cards(*named)

    def _truth(self) -> str:
        """What is not in the tables of a model's numbers; "" when all is."""
        real = self.state.real
        if real is None or self.state.now.scores is None:
            return ""
        text = self.tr(
            "Numbers of {model}: the first {shown} of {all} columns are shown. The scores are the model's own, of "
            "all columns; from there on every number is exact."
        ).format(model=real.model, shown=real.columns_shown, all=real.columns)
        step = self.tr("Each row stands at the step where its word goes in.") if real.request.shift else ""
        return in_a_row((text, step))

    # What is shown

    def _show_inputs(self) -> None:
        """The tables and controls a person changes."""
        self._cards.show_inputs(self.state.now, self.state.labels, self.state.query)
        self._controls.show_numbers(self.state.now)
        self.commands.refresh()

    def show_result(self, result: AttentionSteps) -> None:
        """Draw all steps; the same answer gives the same picture."""
        self._cards.show_steps(result, self.state.labels, self.state.query)
        self._problem.say(partial(_notes, result.notes))
        self._details.show_code(result.request)
        self._pointing.light()

    @Slot(object)
    def _on_numbers(self, before: PlaygroundAttention) -> None:
        if self.state.now.scoring != before.scoring:
            self.retranslate()
        else:
            self._name_cards()
        self._show_inputs()
        self._details.say_truth(self._truth())

    @Slot()
    def _on_query(self) -> None:
        self._name_cards()
        self._show_inputs()
        self._on_answer()

    @Slot()
    def _on_answer(self) -> None:
        if self.state.shown is not None:
            self.show_result(self.state.shown)

    @Slot()
    def _on_example(self) -> None:
        choose(self._controls.example, self.state.example)

    @Slot(object)
    def _fail(self, failure: Failure) -> None:
        self._problem.tell(failure.code, failure.parameters, failure.sentence)

    @Slot(object)
    def _refuse(self, refused: Refused) -> None:
        self._problem.tell(refused.code, refused.parameters, str(refused))

    # Changes

    def _change(self, numbers: PlaygroundAttention, edit: Edit | None = None) -> None:
        """Take numbers that a person changed; what was wrong before no longer is."""
        self._problem.say()
        self.state.change(numbers, edit)

    def _try(self, change: Any, *arguments: Any, edit: Edit | None = None) -> None:
        try:
            numbers = change(self.state.now, *arguments)
        except Refused as refused:
            self._refuse(refused)
            return
        self._change(numbers, edit)

    @Slot()
    def undo(self) -> None:
        """Back to the numbers before the last change."""
        self.state.undo()

    @Slot()
    def redo(self) -> None:
        """Forward again."""
        self.state.redo()

    def load_example(self, id: str) -> None:
        """Show a worked example by its id."""
        if id in REAL:
            self._problem.say()
        self.state.load_example(id)
        choose(self._controls.example, self.state.example)  # also where there is nothing to load

    @Slot(str)
    def choose_scoring(self, scoring: str) -> None:
        """Compare queries and keys by another scoring function."""
        if scoring != self.state.now.scoring:
            scores = self.state.now.scores if scoring == GIVEN else None
            self._change(replace(self.state.now, scoring=scoring, scores=scores))

    def _on_edited(self, name: str, row: int, column: int, value: float) -> None:
        self._try(tables.with_cell, name, row, column, value, edit=(name, row, column))

    def _on_pasted(self, name: str, text: str) -> None:
        self._try(
            lambda numbers: tables.pasted(numbers, name, tables.parse_table(text, tables.columns_of(numbers, name)))
        )

    def _on_clicked(self, name: str, row: int, column: int) -> None:
        if name in ("masked", "scaled"):
            mask = self.state.now.mask.copy()
            if row >= mask.shape[0] or column >= mask.shape[1]:
                return  # the table still shows the answer for larger numbers
            mask[row, column] ^= True
            self._change(tables.with_mask(self.state.now, mask))
        elif name in ("scores", "weights", "context", "q", "projected_q"):
            self.state.choose_query(row)

    def _on_row(self, name: str, row: int) -> None:
        if name in ("q", "scores", "scaled", "masked", "weights", "context", "projected_q"):
            self.state.choose_query(row)

    @Slot(int)
    def _choose_example(self, index: int) -> None:
        self.load_example(self._controls.example.itemData(index))

    @Slot(int)
    def _choose_scoring(self, index: int) -> None:
        self.choose_scoring(self._controls.scoring.itemData(index))

    @Slot(float)
    def _on_temperature(self, value: float) -> None:
        self._change(replace(self.state.now, temperature=value), ("temperature", 0, 0))

    @Slot(int)
    def _on_size(self, _: int) -> None:
        seed, sizes = self._controls.seed.value(), self._controls.chosen_sizes()
        self._change(tables.resized(self.state.now, seed, **sizes))

    @Slot(int)
    def _on_draw(self, seed: int) -> None:
        now = self.state.now
        scoring = now.scoring if now.scores is None else "scaled_dot"
        sizes = {name: min(value, tables.ROWS) for name, value in self._controls.chosen_sizes().items()}
        self.state.own()
        self._change(replace(tables.draw(seed, **sizes, scoring=scoring), temperature=now.temperature))

    @Slot()
    def _on_next_seed(self) -> None:
        self._controls.seed.setValue(self._controls.seed.value() + 1)

    @Slot()
    def _on_causal(self) -> None:
        self._change(tables.with_mask(self.state.now, tables.causal_mask(*self.state.now.mask.shape)))

    @Slot()
    def _on_padding(self) -> None:
        mask = self.state.now.mask.copy()
        seen = np.flatnonzero(mask.any(0))
        if seen.size:
            mask[:, seen[-1]] = False
            self._change(tables.with_mask(self.state.now, mask))

    @Slot()
    def _on_open(self) -> None:
        self._change(tables.with_mask(self.state.now, np.ones_like(self.state.now.mask)))

    def _on_hovered(self, name: str, row: int, column: int) -> None:
        self._pointing.move(name, row, column)
        self._pointing.light()

    @Slot()
    def copy_code(self) -> None:
        """Put the PyTorch lines on the clipboard."""
        QGuiApplication.clipboard().setText(pytorch(self.state.now))
        self.said.emit(self.tr("The PyTorch lines are on the clipboard."))

    # Memory

    def save_state(self) -> dict[str, Any]:
        return {
            "example": self.state.example,
            "scoring": self.state.now.scoring,
            "seed": self._controls.seed.value(),
        }

    def restore_state(self, state: dict[str, Any]) -> None:
        if isinstance(state.get("example"), str) and state["example"] in MADE:
            self.load_example(state["example"])
        seed = state.get("seed")
        if isinstance(seed, int) and 0 <= seed <= 9999:
            set_quietly(self._controls.seed, seed)
        scoring = state.get("scoring", self.state.now.scoring)
        if isinstance(scoring, str) and scoring in SCORINGS:
            self.state.begin(replace(self.state.now, scoring=scoring))


def _notes(notes: Sequence[Note]) -> str:
    """What is to be known about an answer, in a row."""
    return in_a_row(words.problem(note.code, note.parameters) for note in notes)

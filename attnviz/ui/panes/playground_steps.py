"""The section that works one attention step by step, with every number open to change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from attnviz.engine import playground
from attnviz.engine.messages import Failure, Refused
from attnviz.engine.playground_code import pytorch
from attnviz.engine.playground_examples import MADE, REAL, Example, numbered
from attnviz.engine.playground_explain import Explanation, explain, number
from attnviz.engine.playground_messages import AttentionSteps, ExampleNumbers, PlaygroundAttention, PlaygroundExample
from attnviz.later import np
from attnviz.ui import theme
from attnviz.ui.panes import playground_words as words
from attnviz.ui.panes.playground_compare import SmallMaps
from attnviz.ui.panes.playground_controls import (
    ArithmeticBar,
    ProblemLine,
    choose,
    fill,
    set_quietly,
)
from attnviz.ui.panes.playground_section import Card, Section
from attnviz.ui.panes.playground_steps_controls import StepsControls
from attnviz.ui.panes.playground_steps_details import StepsDetails
from attnviz.ui.panes.playground_table import NumberTable
from attnviz.ui.widgets.flow import FlowLayout

INPUTS = ("q", "k", "v")
BY_QUERY = ("features", "weighted")  # tables of one query at a time
UNDO_LIMIT = 200
REVEAL_MILLISECONDS = 80  # the new tables are laid out by then


class StepsSection(Section):
    """Holds the numbers; every change asks the engine for all steps again."""

    id = "steps"
    answers: ClassVar[tuple[type, ...]] = (PlaygroundAttention, PlaygroundExample)

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("Playground", "Step by step")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._example: Example = MADE["exercise"]()
        self._example_id = "exercise"
        self._numbers = self._example.numbers
        self._labels = (self._example.query_labels, self._example.key_labels)
        self._real: ExampleNumbers | None = None
        self._query = 0
        self._shown: AttentionSteps | None = None
        self._undo: list[PlaygroundAttention] = []
        self._redo: list[PlaygroundAttention] = []
        self._last_edit: tuple[str, int, int] | None = None
        self._tables: dict[str, NumberTable] = {}
        self._cards: dict[str, Card] = {}
        self._pointed: tuple[str, int, int] | None = None
        self._reveals = False  # whether the next answer's weights are to be scrolled to
        self._details = StepsDetails()
        self._build()
        self.retranslate()
        self._show_inputs()

    # Building

    def _build(self) -> None:
        self._controls = controls = StepsControls()
        self._problem = ProblemLine("playground.problem")
        self._bar = ArithmeticBar("playground.arithmetic")

        cards = QWidget()
        self._flow = FlowLayout(cards, gap=12, line_gap=12, top=True)
        for name in (*INPUTS, *playground.parameter_shapes(1)):
            self._add_table(name, editable=True)
        for name in words.STEPS:
            levels = "weights" if name == "weights" else "signed"
            self._add_table(name, levels=levels)
        self._maps = SmallMaps()
        self._maps.setObjectName("playground.compare")
        self._compare = Card(self._maps)
        self._flow.addWidget(self._compare)
        scroll = self._scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(cards)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.GAP, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(controls)
        layout.addWidget(self._problem)
        layout.addWidget(scroll, 1)
        layout.addWidget(self._bar)

        self._undo_action, self._redo_action = QAction(self), QAction(self)
        self._undo_action.setShortcut(QKeySequence.StandardKey.Undo)
        self._redo_action.setShortcut(QKeySequence.StandardKey.Redo)
        self._code_action = QAction(self)
        self._connect()

    def _add_table(self, name: str, *, editable: bool = False, levels: str = "signed") -> None:
        table = NumberTable(levels=levels, editable=editable)
        table.setObjectName(f"playground.{name}")
        card = Card(table)
        self._tables[name], self._cards[name] = table, card
        self._flow.addWidget(card)
        table.edited.connect(self._on_edited)
        table.refused.connect(self._refuse)
        table.pasted.connect(self._on_pasted)
        table.hovered.connect(self._on_hovered)
        table.cell_clicked.connect(self._on_clicked)
        table.row_clicked.connect(self._on_row)

    def _connect(self) -> None:
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
        self._maps.chosen.connect(self._on_chosen_scoring)
        self._maps.hovered.connect(self._on_map_hovered)
        self._details.copy.clicked.connect(self.copy_code)
        self._undo_action.triggered.connect(self.undo)
        self._redo_action.triggered.connect(self.redo)
        self._code_action.triggered.connect(self.copy_code)

    def actions_by_menu(self) -> dict[str, list[QAction]]:
        """Undo, redo and copying the code."""
        return {"edit": [self._undo_action, self._redo_action, self._code_action]}

    def details(self) -> QWidget:
        return self._details

    def begin(self) -> None:
        if self._shown is None:
            self.requested.emit(self._numbers)

    # Words

    def retranslate(self) -> None:
        self._controls.offer_examples()
        scorings = [*playground.SCORINGS, *(["given"] if self._numbers.scores is not None else [])]
        fill(self._controls.scoring, [(name, words.scoring(name)) for name in scorings])
        choose(self._controls.scoring, self._numbers.scoring)
        choose(self._controls.example, self._example_id)
        self._controls.retranslate()
        self._undo_action.setText(self.tr("Undo number"))
        self._redo_action.setText(self.tr("Redo number"))
        self._code_action.setText(self.tr("Copy as PyTorch"))
        self._bar.set_hint(
            self.tr(
                "Point at a result to see the numbers that made it. Change a number: type, drag it up or down, or "
                "turn the wheel on the cell you clicked."
            )
        )
        self._compare.name.setText(self.tr("Other scoring functions, same numbers"))
        self._maps.setAccessibleName(self.tr("Weights by scoring function"))
        for name, table in self._tables.items():
            step = name in words.STEPS
            table.setAccessibleName(words.step(name) if step else words.table(name))
        self._name_cards()
        self._details.retranslate()

    def _name_cards(self) -> None:
        number_ = 0
        for name in INPUTS:
            self._cards[name].name.setText(words.table(name))
            self._cards[name].set_equation({"q": "q_t", "k": "k_i", "v": "v_i"}[name])
        for name, letter in words.PARAMETER_EQUATIONS.items():
            self._cards[name].name.setText(self.tr("Learned"))
            self._cards[name].set_equation(letter)
        for name in words.STEPS:
            if name in self._steps_shown():
                number_ += 1
                self._cards[name].name.setText(f"{number_}  {words.step(name)}")
                self._cards[name].set_equation(words.step_equation(name, self._numbers.scoring))
        query = self._labels[0][self._query] if self._query < len(self._labels[0]) else ""
        for name in BY_QUERY:
            self._cards[name].set_note(
                self.tr("of query “{name}”").format(name=query) if len(self._labels[0]) > 1 else ""
            )

    # What is shown

    def _steps_shown(self) -> tuple[str, ...]:
        before = {
            "general": ("projected_k",),
            "additive": ("projected_q", "projected_k", "features"),
            "concat": ("projected_q", "projected_k", "features"),
            "perceptron": ("projected_q", "projected_k", "features"),
        }.get(self._numbers.scoring, ())
        return (*before, "scores", "scaled", "masked", "weights", "weighted", "context")

    def _show_inputs(self) -> None:
        """The tables a person changes, the controls, and which cards stand at all."""
        numbers = self._numbers
        queries, keys = self._labels
        columns = {"q": numbers.q.shape[1], "k": numbers.k.shape[1], "v": numbers.v.shape[1]}
        for name in INPUTS:
            self._tables[name].set_values(getattr(numbers, name))
            labels = queries if name == "q" else keys
            self._tables[name].set_labels(labels, [str(i + 1) for i in range(columns[name])])
        wanted = playground.PARAMETERS.get(numbers.scoring, ())
        for name in words.PARAMETER_EQUATIONS:
            self._cards[name].setVisible(name in wanted)
            if name in wanted:
                self._tables[name].set_values(numbers.parameters[name])
        steps = self._steps_shown()
        for name in words.STEPS:
            self._cards[name].setVisible(name in steps)
        self._tables["scores"].set_editable(numbers.scores is not None)
        self._compare.setVisible(numbers.scores is None)
        for name in ("q", "scores", "scaled", "masked", "weights", "context"):
            self._tables[name].set_marked_row(self._query if len(queries) > 1 else -1)
        set_quietly(self._controls.temperature, numbers.temperature)
        for name, value in (
            ("queries", len(numbers.q)),
            ("keys", len(numbers.k)),
            ("d", numbers.q.shape[1]),
            ("d_value", numbers.v.shape[1]),
        ):
            self._controls.sizes[name].setEnabled(numbers.scores is None)
            set_quietly(self._controls.sizes[name], value)
        self._undo_action.setEnabled(bool(self._undo))
        self._redo_action.setEnabled(bool(self._redo))

    def show_result(self, result: Any) -> None:
        if isinstance(result, ExampleNumbers):
            self._show_real(result)
            return
        if result.request.mask.shape != self._numbers.mask.shape or result.request.scoring != self._numbers.scoring:
            return  # an older question; its answer no longer fits the tables
        self._shown = result
        queries, keys = self._labels
        self._query = min(self._query, len(result.request.q) - 1)
        for name, values in result.steps.items():
            table = self._tables[name]
            table.set_values(values[self._query] if values.ndim == 3 else values)
            of_queries = name in ("projected_q", "scores", "scaled", "masked", "weights", "context")
            columns: tuple[str, ...] = ()
            if name in ("scores", "scaled", "masked", "weights"):
                columns = keys
            table.set_labels(queries if of_queries else keys, columns)
        titles = {name: words.scoring(name) for name in result.compared}
        self._maps.set_maps(result.compared, titles, result.request.scoring)
        self._problem.say(" ".join(words.problem(note.code, note.parameters) for note in result.notes))
        self._details.show_code(result.request)
        if self._reveals:
            self._reveals = False
            QTimer.singleShot(REVEAL_MILLISECONDS, self._reveal_weights)
        self._point()

    @Slot()
    def _reveal_weights(self) -> None:
        """Scroll a model's wide tables past, to what they lead to."""
        card = self._cards["weights"]
        self._scroll.verticalScrollBar().setValue(card.y() + card.height() + 12 - self._scroll.viewport().height())

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
        self._remember()
        self._last_edit = None
        self._take(result.numbers)
        self._name_cards()
        self._reveals = True

    def choose_scoring(self, scoring: str) -> None:
        """Compare queries and keys by another scoring function."""
        if scoring != self._numbers.scoring:
            self._on_chosen_scoring(scoring)

    @property
    def _truth(self) -> str:
        """What is not in the tables of a model's numbers; "" when all is."""
        real = self._real
        if real is None or self._numbers.scores is None:
            return ""
        return self.tr(
            "Numbers of {model}: the first {shown} of {all} columns are shown. The scores are the model's own, of "
            "all columns; "
            "from there on every number is exact."
        ).format(model=real.model, shown=real.columns_shown, all=real.columns)

    def load_example(self, id_: str) -> None:
        """Show a worked example by its id."""
        if id_ in MADE:
            example = MADE[id_]()
            self._example_id, self._real, self._query = id_, None, 0
            self._remember()
            self._labels = (example.query_labels, example.key_labels)
            self._take(example.numbers)
            self._name_cards()
        elif id_ in REAL:
            self._example_id = id_
            self._problem.say("")
            self.requested.emit(REAL[id_])
        choose(self._controls.example, self._example_id)

    # Changes

    def _remember(self) -> None:
        self._undo = [*self._undo[-UNDO_LIMIT:], self._numbers]
        self._redo = []

    def _take(self, numbers: PlaygroundAttention) -> None:
        """Show other numbers and ask for their steps."""
        before, named = self._numbers, (self._labels, self._query)
        self._numbers = numbers
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

    def _change(self, numbers: PlaygroundAttention, edit: tuple[str, int, int] | None = None) -> None:
        """Take changed numbers; a drag or a wheel over one cell is one step of undo."""
        if edit is None or edit != self._last_edit:
            self._remember()
        self._last_edit = edit
        self._problem.say("")
        self._take(numbers)

    def _try(self, change: Any, *arguments: Any) -> None:
        try:
            numbers = change(self._numbers, *arguments)
        except Refused as refused:
            self._refuse(refused)
            return
        self._change(numbers)

    @Slot()
    def undo(self) -> None:
        """Back to the numbers before the last change."""
        self._step_history(self._undo, self._redo)

    @Slot()
    def redo(self) -> None:
        """Forward again."""
        self._step_history(self._redo, self._undo)

    def _step_history(self, from_: list[PlaygroundAttention], to: list[PlaygroundAttention]) -> None:
        if from_:
            to.append(self._numbers)
            self._last_edit = None
            self._take(from_.pop())

    @Slot(object)
    def _refuse(self, refused: Refused) -> None:
        self._problem.say(words.problem(refused.code, refused.parameters, str(refused)))

    def _table_name(self) -> str:
        """The table that sent the signal being answered."""
        return self.sender().objectName().removeprefix("playground.")

    @Slot(int, int, float)
    def _on_edited(self, row: int, column: int, value: float) -> None:
        name = self._table_name()
        try:
            numbers = playground.with_cell(self._numbers, name, row, column, value)
        except Refused as refused:
            self._refuse(refused)
            return
        self._change(numbers, (name, row, column))

    @Slot(str)
    def _on_pasted(self, text: str) -> None:
        name = self._table_name()
        try:
            values = playground.parse_table(text)
        except Refused as refused:
            self._refuse(refused)
            return
        self._try(playground.pasted, name, values)

    @Slot(int, int)
    def _on_clicked(self, row: int, column: int) -> None:
        name = self._table_name()
        if name in ("masked", "scaled"):
            mask = self._numbers.mask.copy()
            if row >= mask.shape[0] or column >= mask.shape[1]:
                return  # the table still shows the answer for larger numbers
            mask[row, column] ^= True
            self._change(playground.with_mask(self._numbers, mask))
        elif name in ("scores", "weights", "context", "q", "projected_q"):
            self._choose_query(row)

    @Slot(int)
    def _on_row(self, row: int) -> None:
        if self._table_name() in ("q", "scores", "scaled", "masked", "weights", "context", "projected_q"):
            self._choose_query(row)

    def _choose_query(self, row: int) -> None:
        if row != self._query and row < len(self._numbers.q):
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
        scores = self._numbers.scores if scoring == "given" else None
        self._change(replace(self._numbers, scoring=scoring, scores=scores))

    @Slot(float)
    def _on_temperature(self, value: float) -> None:
        self._change(replace(self._numbers, temperature=value), ("temperature", 0, 0))

    @Slot(int)
    def _on_size(self, _: int) -> None:
        sizes = {name: box.value() for name, box in self._controls.sizes.items()}
        self._change(playground.resized(self._numbers, self._controls.seed.value(), **sizes))

    @Slot(int)
    def _on_draw(self, seed: int) -> None:
        sizes = {name: box.value() for name, box in self._controls.sizes.items()}
        scoring = self._numbers.scoring if self._numbers.scores is None else "scaled_dot"
        sizes = {name: min(value, playground.ROWS) for name, value in sizes.items()}
        drawn = playground.draw(seed, **sizes, scoring=scoring)
        self._own()
        self._change(replace(drawn, temperature=self._numbers.temperature))

    @Slot()
    def _on_next_seed(self) -> None:
        self._controls.seed.setValue(self._controls.seed.value() + 1)

    def _own(self) -> None:
        self._example_id, self._real = "own", None
        choose(self._controls.example, "own")

    @Slot()
    def _on_causal(self) -> None:
        self._change(playground.with_mask(self._numbers, playground.causal_mask(*self._numbers.mask.shape)))

    @Slot()
    def _on_padding(self) -> None:
        mask = self._numbers.mask.copy()
        seen = np.flatnonzero(mask.any(0))
        if seen.size:
            mask[:, seen[-1]] = False
            self._change(playground.with_mask(self._numbers, mask))

    @Slot()
    def _on_open(self) -> None:
        self._change(playground.with_mask(self._numbers, np.ones_like(self._numbers.mask)))

    # Pointing

    @Slot(int, int)
    def _on_hovered(self, row: int, column: int) -> None:
        self._pointed = (self._table_name(), row, column) if row >= 0 else None
        self._point()

    def _point(self) -> None:
        """Light up what made the number under the pointer and write the arithmetic out."""
        found: Explanation | None = None
        if self._pointed and self._shown is not None:
            name, row, column = self._pointed
            shape = self._tables[name].values().shape
            if row < shape[0] and column < shape[1] and self._cards[name].isVisibleTo(self):
                found = explain(self._shown, name, row, column, self._query)
                self._details.show_step(name)
        for name, table in self._tables.items():
            table.set_lit(found.lit.get(name, ()) if found else ())
        self._bar.show_formula(
            found.formula if found else "", words.step(self._pointed[0]) if found and self._pointed else ""
        )

    @Slot(str, int, int)
    def _on_map_hovered(self, name: str, row: int, column: int) -> None:
        if not name or self._shown is None or name not in self._shown.compared:
            self._bar.show_formula("")
            return
        weight = self._shown.compared[name][row, column]
        self._bar.show_formula(
            f"{self._labels[0][row]} → {self._labels[1][column]}: {number(weight)}", words.scoring(name)
        )

    @Slot()
    def copy_code(self) -> None:
        """Put the PyTorch lines on the clipboard."""
        QGuiApplication.clipboard().setText(pytorch(self._numbers))
        self.said.emit(self.tr("The PyTorch lines are on the clipboard."))

    # Memory

    def save_state(self) -> dict[str, Any]:
        return {"example": self._example_id, "scoring": self._numbers.scoring, "seed": self._controls.seed.value()}

    def restore_state(self, state: dict[str, Any]) -> None:
        if state.get("example") in MADE:
            self.load_example(state["example"])
        seed = state.get("seed")
        if isinstance(seed, int) and 0 <= seed <= 9999:
            set_quietly(self._controls.seed, seed)
        if state.get("scoring") in playground.SCORINGS:
            self._take(replace(self._numbers, scoring=state["scoring"]))
        self._undo, self._redo = [], []

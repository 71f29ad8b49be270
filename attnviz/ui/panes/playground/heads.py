"""The section on multi-head attention: split, attend in each head, join, project."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from attnviz.engine.messages import Failure, Refused, frozen
from attnviz.engine.playground.arithmetic import number
from attnviz.engine.playground.examples import HEAD_WORDS, two_heads, two_heads_target
from attnviz.engine.playground.explain import explain_heads
from attnviz.engine.playground.messages import HeadsSteps, PlaygroundHeads
from attnviz.engine.playground.tables import checked, drawn
from attnviz.lazy_numpy import np
from attnviz.ui import theme
from attnviz.ui.panes.playground import texts as words
from attnviz.ui.panes.playground.cards_section import CardsSection
from attnviz.ui.panes.playground.controls import ArithmeticBar, ProblemLine
from attnviz.ui.panes.playground.text_details import TextDetails
from attnviz.ui.widgets.flow import FlowLayout

HEADS = (1, 2, 4)
MOST = max(HEADS)
WEIGHTS = ("w_q", "w_k", "w_v", "w_o")
EQUATIONS = {"x": "X", "w_q": "W_Q", "w_k": "W_K", "w_v": "W_V", "w_o": "W_O"}


class HeadsSection(CardsSection):
    """The same numbers through one, two or four heads."""

    id = "heads"
    answers: ClassVar[tuple[type, ...]] = (PlaygroundHeads,)

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("Playground", "Multi-head")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._numbers = two_heads()
        self._is_example = True
        self._heads = 2
        self._seed = 1
        self._shown: HeadsSteps | None = None
        self._details = TextDetails()
        self._build()
        self.retranslate()
        self._show_inputs()

    def _build(self) -> None:
        self._choice = QButtonGroup(self)
        self._heads_label = QLabel()
        self._heads_label.setProperty("role", "muted")
        self._example, self._draw = QPushButton(), QPushButton()
        self._example.setObjectName("playground.heads.example")
        self._draw.setObjectName("playground.heads.draw")
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        row.addWidget(self._heads_label)
        for count in HEADS:
            button = QToolButton()
            button.setProperty("role", "segment")
            button.setCheckable(True)
            button.setText(str(count))
            button.setObjectName(f"playground.heads.{count}")
            button.setMinimumWidth(40)
            self._choice.addButton(button, count)
            row.addWidget(button)
        row.addSpacing(2 * theme.GAP)
        row.addWidget(self._example)
        row.addWidget(self._draw)
        row.addStretch(1)
        self._problem = ProblemLine("playground.heads.problem")
        self._verdict = QLabel()
        self._verdict.setWordWrap(True)
        self._verdict.setObjectName("playground.heads.verdict")
        cards = QWidget()
        self._flow = FlowLayout(cards, gap=12, line_gap=12, top=True)
        self._add("x", editable=True)
        for head in range(MOST):
            self._add(f"weights{head}", levels="weights")
            self._add(f"output{head}")
        self._add("joined")
        self._add("output")
        self._add("wanted")
        for name in WEIGHTS:
            self._add(name, editable=True)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(cards)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._bar = ArithmeticBar("playground.heads.arithmetic")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.GAP, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addLayout(row)
        layout.addWidget(self._problem)
        layout.addWidget(self._verdict)
        layout.addWidget(scroll, 1)
        layout.addWidget(self._bar)
        self._choice.button(self._heads).setChecked(True)
        self._choice.idClicked.connect(self._on_heads)
        self._example.clicked.connect(self._on_example)
        self._draw.clicked.connect(self._on_draw)

    def details(self) -> QWidget:
        return self._details

    def begin(self) -> None:
        if self._shown is None:
            self._ask()

    def _ask(self) -> None:
        x = self._numbers["x"]
        mask = frozen(np.ones((len(x), len(x))), bool)
        w_q, w_k, w_v, w_o = (self._numbers[name] for name in WEIGHTS)
        self.requested.emit(PlaygroundHeads(x, x, w_q, w_k, w_v, w_o, heads=self._heads, mask=mask))

    def retranslate(self) -> None:
        self._heads_label.setText(self.tr("Heads"))
        for count in HEADS:
            self._choice.button(count).setAccessibleName(self.tr("{count} heads").format(count=count))
        self._example.setText(self.tr("What two heads can do"))
        self._draw.setText(self.tr("Draw numbers"))
        self._bar.set_hint(
            self.tr("Point at a result to see the numbers that made it. Change any number of X or of the matrices.")
        )
        self._name_cards()
        self._say_verdict()
        self._details.say(
            self.tr("Several heads"),
            self.tr(
                "The width is cut into as many parts as there are heads. Each part attends by itself, with its own "
                "weights; the "
                "results are laid side by side and mixed by W_O.\n\n"
                "In the example every word wants to know the word before it and the word after it. Columns 1–4 of X "
                "say which word it is, "
                "columns 5–8 where it stands. With two heads one looks back and one looks ahead. With one head the "
                "same numbers give one "
                "set of weights, half and half: both answers blur into the same mixture, and no W_O can part them "
                "again."
            ),
            (
                r"\text{head}_h=\text{softmax}(\frac{Q_h K_h^\top}{\sqrt{d/H}})V_h",
                r"\text{out}=[\text{head}_1;\dots;\text{head}_H]W_O",
            ),
        )

    def _name_cards(self) -> None:
        for name, equation in EQUATIONS.items():
            card = self._cards[name]
            card.name.setText(self.tr("Words") if name == "x" else self.tr("Learned"))
            card.set_equation(equation)
            self._tables[name].setAccessibleName(equation.replace("_", " "))
        for head in range(MOST):
            for kind, text, equation in (
                ("weights", self.tr("Head {n}: weights"), rf"\alpha^{{({head + 1})}}"),
                ("output", self.tr("Head {n}: output"), rf"\alpha^{{({head + 1})}}V_{head + 1}"),
            ):
                name = f"{kind}{head}"
                self._cards[name].name.setText(text.format(n=head + 1))
                self._cards[name].set_equation(equation)
                self._tables[name].setAccessibleName(text.format(n=head + 1))
        for name, text, equation in (
            ("joined", self.tr("Side by side"), r"[\text{head}_1;\dots]"),
            ("output", self.tr("Output"), r"[\text{head}_1;\dots]W_O"),
            ("wanted", self.tr("Wanted: word before, word after"), ""),
        ):
            self._cards[name].name.setText(text)
            self._cards[name].set_equation(equation)
            self._tables[name].setAccessibleName(text)

    def _labels(self) -> tuple[str, ...]:
        return HEAD_WORDS

    def _show_inputs(self) -> None:
        for name in EQUATIONS:
            self._tables[name].set_values(self._numbers[name])
        self._tables["x"].set_labels(self._labels())
        for head in range(MOST):
            for kind in ("weights", "output"):
                self._cards[f"{kind}{head}"].setVisible(head < self._heads)
        self._cards["wanted"].setVisible(self._is_example)
        self._tables["wanted"].set_values(two_heads_target())
        self._tables["wanted"].set_labels(self._labels())

    def show_result(self, result: Any) -> None:
        if result.request.heads != self._heads:
            return
        self._shown = result
        labels = self._labels()
        for head in range(self._heads):
            self._tables[f"weights{head}"].set_values(result.weights[head])
            self._tables[f"weights{head}"].set_labels(labels, labels)
            self._tables[f"output{head}"].set_values(result.outputs[head])
            self._tables[f"output{head}"].set_labels(labels)
        for name in ("joined", "output"):
            self._tables[name].set_values(getattr(result, name))
            self._tables[name].set_labels(labels)
        self._say_verdict()

    def _say_verdict(self) -> None:
        if self._shown is None or not self._is_example:
            self._verdict.setText("")
            return
        error = float(np.abs(self._shown.output - two_heads_target()).max())
        text = (
            self.tr("{heads} heads: the output is what is wanted; the largest error is {error}.")
            if error < 0.05
            else self.tr("{heads} heads: the output is not what is wanted; the largest error is {error}. Take two.")
        )
        if self._shown.request.heads == 1:
            text = self.tr(
                "One head: before and after are mixed half and half; the largest error is {error}. Take two."
            )
        self._verdict.setText(text.format(heads=self._shown.request.heads, error=number(error, 2)))

    def show_failure(self, failure: Failure) -> None:
        self._problem.say(words.problem(failure.code, failure.parameters, failure.sentence))

    @Slot(int)
    def _on_heads(self, heads: int) -> None:
        self._heads = heads
        self._show_inputs()
        self._ask()

    @Slot()
    def _on_example(self) -> None:
        self._numbers, self._is_example = two_heads(), True
        self._show_inputs()
        self._ask()

    @Slot()
    def _on_draw(self) -> None:
        self._seed += 1
        shapes = {"x": (4, 8), **dict.fromkeys(WEIGHTS, (8, 8))}
        self._numbers = {name: frozen(drawn(self._seed, name, *shape)) for name, shape in shapes.items()}
        self._is_example = False
        self._show_inputs()
        self._ask()

    def _sender(self) -> str:
        return self.sender().objectName().removeprefix("playground.heads.")

    @Slot(int, int, float)
    def _on_edited(self, row: int, column: int, value: float) -> None:
        name = self._sender()
        changed = self._numbers[name].copy()
        try:
            changed[row, column] = checked(value)
        except Refused as refused:
            self._refuse(refused)
            return
        self._problem.say("")
        self._numbers = {**self._numbers, name: frozen(changed)}
        self._show_inputs()
        self._ask()

    @Slot(object)
    def _refuse(self, refused: Refused) -> None:
        self._problem.say(words.problem(refused.code, refused.parameters, str(refused)))

    @Slot(int, int)
    def _on_hovered(self, row: int, column: int) -> None:
        name = self._sender()
        for table in self._tables.values():
            table.set_lit(())
        shown = self._shown
        if row < 0 or shown is None or name in EQUATIONS or name == "wanted":
            self._bar.show_formula("")
            return
        found = explain_heads(shown, name, row, column)
        for table_name, cells in found.lit.items():
            self._tables[table_name].set_lit(cells)
        self._bar.show_formula(found.formula, self._cards[name].name.text())

"""The section on positions: tables, waves, similarity by distance, and attention with and without them."""

from __future__ import annotations

import random
from typing import Any, ClassVar

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from attnviz.engine.messages import Failure, frozen
from attnviz.engine.playground.arithmetic import number
from attnviz.engine.playground.messages import PlaygroundPositions, PositionsShown
from attnviz.engine.playground.tables import drawn
from attnviz.lazy_numpy import np
from attnviz.ui import theme
from attnviz.ui.panes.playground import texts as words
from attnviz.ui.panes.playground.controls import ArithmeticBar, ProblemLine, choose, decimal, fill, named_field, whole
from attnviz.ui.panes.playground.section import Card, Section
from attnviz.ui.panes.playground.text_details import TextDetails
from attnviz.ui.widgets.curves import SHOWN_WAVES, Lines, SignedMap
from attnviz.ui.widgets.flow import FlowLayout
from attnviz.ui.widgets.number_table import NumberTable

WORDS = ("the", "dog", "bites", "a", "man")
KINDS = ("sinusoidal", "rotary", "learned", "none")
EQUATIONS = {
    "sinusoidal": (
        r"P_{p,2i}=\text{sin}(p\;\omega_i)",
        r"P_{p,2i+1}=\text{cos}(p\;\omega_i)",
        r"\omega_i=\text{base}^{-2i/d}",
    ),
    "rotary": (
        r"q'_{2i}=q_{2i}\text{cos}(p\;\omega_i)-q_{2i+1}\text{sin}(p\;\omega_i)",
        r"q'_{2i+1}=q_{2i}\text{sin}(p\;\omega_i)+q_{2i+1}\text{cos}(p\;\omega_i)",
    ),
    "learned": (),
    "none": (),
}


class PositionsSection(Section):
    """Chooses a kind of positions and shuffles the words."""

    id = "positions"
    answers: ClassVar[tuple[type, ...]] = (PlaygroundPositions,)

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("Playground", "Positions")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._order = tuple(range(len(WORDS)))
        self._rng = random.Random(3)
        self._shown: PositionsShown | None = None
        self._details = TextDetails()
        self._build()
        self.retranslate()

    def _build(self) -> None:
        self._kind = QComboBox()
        self._positions, self._d = whole(5, 64, 32), whole(2, 64, 16)
        self._base = decimal(2, 1_000_000, 10_000, step=1000, decimals=0)
        self._shuffle, self._restore = QPushButton(), QPushButton()
        self._shuffle.setObjectName("playground.positions.shuffle")
        self._restore.setObjectName("playground.positions.restore")
        self._fields = {
            "kind": named_field(self._kind, "playground.positions.kind"),
            "count": named_field(self._positions, "playground.positions.count"),
            "d": named_field(self._d, "playground.positions.d"),
            "base": named_field(self._base, "playground.positions.base"),
        }
        controls = QWidget()
        flow = FlowLayout(controls, gap=theme.GAP)
        for field in self._fields.values():
            flow.addWidget(field)
        flow.addWidget(self._shuffle)
        flow.addWidget(self._restore)
        self._problem = ProblemLine("playground.positions.problem")
        self._matrix, self._similarity = SignedMap(), SignedMap()
        self._matrix.setObjectName("playground.positions.matrix")
        self._similarity.setObjectName("playground.positions.similarity")
        self._waves, self._distance = Lines(), Lines()
        self._waves.setObjectName("playground.positions.waves")
        self._distance.setObjectName("playground.positions.distance")
        self._weights, self._shuffled = NumberTable(levels="weights"), NumberTable(levels="weights")
        self._outputs, self._shuffled_outputs = NumberTable(), NumberTable()
        for table, name in (
            (self._weights, "weights"),
            (self._shuffled, "shuffled"),
            (self._outputs, "outputs"),
            (self._shuffled_outputs, "shuffledoutputs"),
        ):
            table.setObjectName(f"playground.positions.{name}")
        self._verdict = QLabel()
        self._verdict.setObjectName("playground.positions.verdict")
        self._verdict.setWordWrap(True)
        self._verdict.setProperty("role", "heading")
        cards = QWidget()
        grid = FlowLayout(cards, gap=12, line_gap=12, top=True)
        self._cards = {
            name: Card(widget)
            for name, widget in {
                "weights": self._weights,
                "shuffled": self._shuffled,
                "outputs": self._outputs,
                "shuffledoutputs": self._shuffled_outputs,
                "matrix": self._matrix,
                "waves": self._waves,
                "similarity": self._similarity,
                "distance": self._distance,
            }.items()
        }
        for card in self._cards.values():
            grid.addWidget(card)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(cards)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._bar = ArithmeticBar("playground.positions.arithmetic")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.GAP, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(controls)
        layout.addWidget(self._problem)
        layout.addWidget(self._verdict)
        layout.addWidget(scroll, 1)
        layout.addWidget(self._bar)
        self._kind.currentIndexChanged.connect(self._ask)
        for box in (self._positions, self._d, self._base):
            box.valueChanged.connect(self._ask)
        self._shuffle.clicked.connect(self._on_shuffle)
        self._restore.clicked.connect(self._on_restore)
        self._matrix.hovered.connect(self._on_matrix)
        self._similarity.hovered.connect(self._on_similarity)

    def details(self) -> QWidget:
        return self._details

    def begin(self) -> None:
        if self._shown is None:
            self._on_shuffle()

    @Slot()
    def _ask(self) -> None:
        d = self._d.value()
        x = frozen(drawn(7, "words", len(WORDS), 32)[:, : min(d, 32)])
        if x.shape[1] < d:
            x = frozen(np.pad(x, ((0, 0), (0, d - x.shape[1]))))
        kind = self._kind.currentData() or KINDS[0]
        self.requested.emit(PlaygroundPositions(kind, self._positions.value(), d, self._base.value(), x, self._order))
        self._base.setEnabled(kind in ("sinusoidal", "rotary"))
        self._say()

    @Slot()
    def _on_shuffle(self) -> None:
        order = list(range(len(WORDS)))
        while tuple(order) in (self._order, tuple(range(len(WORDS)))):
            self._rng.shuffle(order)
        self._order = tuple(order)
        self._ask()

    @Slot()
    def _on_restore(self) -> None:
        self._order = tuple(range(len(WORDS)))
        self._ask()

    def show_result(self, result: Any) -> None:
        self._shown = result
        self._problem.say("")
        shuffled = tuple(WORDS[i] for i in result.request.order)
        self._weights.set_values(result.weights)
        self._weights.set_labels(WORDS, WORDS)
        self._shuffled.set_values(result.shuffled_weights)
        self._shuffled.set_labels(shuffled, shuffled)
        few = min(result.outputs.shape[1], 5)
        for table, values, labels in (
            (self._outputs, result.outputs, WORDS),
            (self._shuffled_outputs, result.shuffled_outputs, shuffled),
        ):
            table.set_values(values[:, :few])
            table.set_labels(labels, [str(i + 1) for i in range(few)])
        self._matrix.set_values(result.table)
        self._similarity.set_values(result.similarity)
        waves = [
            (self.tr("columns {a}, {b}").format(a=2 * i + 1, b=2 * i + 2), result.table[:, 2 * i])
            for i in range(min(SHOWN_WAVES, result.table.shape[1] // 2))
        ]
        self._waves.set_curves(waves[:3], self.tr("position"))
        middle = len(result.similarity) // 2
        around = result.similarity[middle]
        self._distance.set_curves([("", around)], self.tr("distance from position {p}").format(p=middle), -middle)
        self._say_verdict()
        self._say()

    def _say_verdict(self) -> None:
        shown = self._shown
        if shown is None:
            return
        if shown.request.order == tuple(range(len(WORDS))):
            self._verdict.setText(self.tr("The words stand in their order. Shuffle them."))
        elif shown.difference < 1e-5:
            self._verdict.setText(
                self.tr(
                    "Order-blind: the shuffled words get the same outputs, only in the new order (largest "
                    "difference 0)."
                )
            )
        else:
            self._verdict.setText(
                self.tr(
                    "The order matters: the same word gets another output in another place (largest difference {x})."
                ).format(x=number(shown.difference, 2))
            )

    def show_failure(self, failure: Failure) -> None:
        self._problem.say(words.problem(failure.code, failure.parameters, failure.sentence))
        if failure.code == "no_learned" and self._shown is not None:
            choose(self._kind, self._shown.request.kind)

    @Slot(int, int)
    def _on_matrix(self, row: int, column: int) -> None:
        if row < 0 or self._shown is None:
            self._bar.show_formula("")
            return
        request, value = self._shown.request, number(self._shown.table[row, column])
        if request.kind == "sinusoidal":
            function = "sin" if column % 2 == 0 else "cos"
            power = f"{request.base:g}<sup>−{2 * (column // 2)}/{request.d}</sup>"
            self._bar.show_formula(f"{function}({row} × {power}) = {value}", f"P[{row}, {column + 1}]")
        else:
            self._bar.show_formula(value, f"P[{row}, {column + 1}]")

    @Slot(int, int)
    def _on_similarity(self, row: int, column: int) -> None:
        if row < 0 or self._shown is None:
            self._bar.show_formula("")
            return
        value = number(self._shown.similarity[row, column])
        self._bar.show_formula(value, f"P[{row}] · P[{column}]")

    def retranslate(self) -> None:
        fill(
            self._kind,
            [
                ("sinusoidal", self.tr("sinusoidal")),
                ("rotary", self.tr("rotary")),
                ("learned", self.tr("learned")),
                ("none", self.tr("off")),
            ],
        )
        for name, text in {
            "kind": self.tr("Positions"),
            "count": self.tr("How many"),
            "d": self.tr("Width d"),
            "base": self.tr("Base"),
        }.items():
            self._fields[name].set_text(text)
        self._shuffle.setText(self.tr("Shuffle the words"))
        self._restore.setText(self.tr("Order them"))
        for name, text in {
            "weights": self.tr("Weights, words in order"),
            "shuffled": self.tr("Weights, words shuffled"),
            "outputs": self.tr("Output, in order"),
            "shuffledoutputs": self.tr("Output, shuffled"),
            "matrix": self.tr("Matrix"),
            "waves": self.tr("Waves"),
            "similarity": self.tr("Similarity of any two"),
            "distance": self.tr("Similarity by distance"),
        }.items():
            self._cards[name].name.setText(text)
        self._cards["matrix"].set_equation("P_{p,j}")
        self._cards["similarity"].set_equation(r"P_p\cdot P_{p'}")
        for widget, name in (
            (self._weights, "weights"),
            (self._shuffled, "shuffled"),
            (self._outputs, "outputs"),
            (self._shuffled_outputs, "shuffledoutputs"),
            (self._matrix, "matrix"),
            (self._similarity, "similarity"),
            (self._waves, "waves"),
            (self._distance, "distance"),
        ):
            widget.setAccessibleName(self._cards[name].name.text())
        self._matrix.set_names(self.tr("position"), self.tr("columns"))
        self._similarity.set_names(self.tr("position"), self.tr("positions"))
        self._bar.set_hint(self.tr("Point at the matrix or the similarities to read a number."))
        self._say()
        if self._shown is not None:
            self.show_result(self._shown)

    def _say(self) -> None:
        kind = self._kind.currentData() or KINDS[0]
        origin = self._shown.origin if self._shown is not None and kind == "learned" else ""
        if origin == "shipped":
            origin = self.tr("a small Transformer that learned to reverse twelve letters")
        texts = {
            "sinusoidal": self.tr(
                "Each pair of columns is a sine and a cosine; each pair turns slower than the one before. Near "
                "positions get similar rows, "
                "and how similar two rows are depends only on their distance."
            ),
            "rotary": self.tr(
                "Nothing is added: queries and keys are turned, each pair of columns by an angle that grows with "
                "the position. The product "
                "of a turned query and a turned key depends only on how far apart they stand."
            ),
            "learned": self.tr(
                "A table of numbers, trained with everything else. Here: the positions of {model}."
            ).format(model=origin or "…"),
            "none": self.tr(
                "Without positions attention sees a bag of words. Shuffle them: the outputs are shuffled the same "
                "way, and nothing else changes."
            ),
        }
        general = self.tr(
            "Attention adds up over words, and a sum knows no order. So each word is told where it stands. Switch "
            "positions off and shuffle: "
            "“the dog bites a man” and “a man bites the dog” become one."
        )
        self._details.say(self.tr("Where a word stands"), general + "\n\n" + texts[kind], EQUATIONS[kind])

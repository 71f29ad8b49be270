"""The section on positions: tables, waves, similarity by distance, and attention with and without them."""

from __future__ import annotations

import random
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget

from attnviz.engine.messages import Failure, frozen
from attnviz.engine.playground.arithmetic import Explanation, number
from attnviz.engine.playground.messages import PlaygroundPositions, PositionsShown
from attnviz.engine.playground.tables import drawn
from attnviz.lazy_numpy import np
from attnviz.ui import theme
from attnviz.ui.panes.playground.cards_section import CardsSection
from attnviz.ui.panes.playground.controls import choose, decimal, fill, named_field, whole
from attnviz.ui.widgets.curves import SHOWN_WAVES, Lines, SignedMap
from attnviz.ui.widgets.flow import FlowLayout
from attnviz.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from attnviz.ui.panes.questions import Ask

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


class PositionsSection(CardsSection):
    """Chooses a kind of positions and shuffles the words."""

    id = "positions"
    papers = ("vaswani", "su")

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("Playground", "Positions")

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(ask, parent)
        self._shown: PositionsShown | None = None
        self._order = tuple(range(len(WORDS)))
        self._rng = random.Random(3)
        self._build()
        self.retranslate()

    def _build(self) -> None:
        self._kind = QComboBox()
        self._positions, self._d = whole(5, 64, 32), whole(2, 64, 16)
        self._base = decimal(2, 1_000_000, 10_000, step=1000, decimals=0)
        for box in (self._positions, self._d, self._base):
            box.wide = False  # one line of controls in a small window
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
        self._verdict = plain(QLabel())
        self._verdict.setObjectName("playground.positions.verdict")
        self._verdict.setWordWrap(True)
        self._verdict.setProperty("role", "heading")
        self._matrix, self._similarity = SignedMap(), SignedMap()
        self._waves, self._distance = Lines(), Lines()
        for name in ("weights", "shuffled"):
            self._add_table(name, levels="weights")
        for name in ("outputs", "shuffledoutputs"):
            self._add_table(name)
        self._add_card("matrix", self._matrix)
        self._add_card("waves", self._waves)
        self._add_card("similarity", self._similarity)
        self._add_card("distance", self._distance)
        self._lay_out(controls, self._verdict)
        self._kind.currentIndexChanged.connect(self._on_changed)
        for box in (self._positions, self._d, self._base):
            box.valueChanged.connect(self._on_changed)
        self._shuffle.clicked.connect(self._on_shuffle)
        self._restore.clicked.connect(self._on_restore)
        self._matrix.hovered.connect(partial(self._on_hovered, "matrix"))
        self._similarity.hovered.connect(partial(self._on_hovered, "similarity"))

    def begin(self) -> None:
        if self._shown is None:
            self._on_shuffle()

    @Slot()
    def _on_changed(self) -> None:
        kind, d = self._kind.currentData() or KINDS[0], self._d.value()
        x = frozen(drawn(7, "words", len(WORDS), 32)[:, : min(d, 32)])
        if x.shape[1] < d:
            x = frozen(np.pad(x, ((0, 0), (0, d - x.shape[1]))))
        self._take(PlaygroundPositions(kind, self._positions.value(), d, self._base.value(), x, self._order))

    def _show_inputs(self) -> None:
        self._base.setEnabled(self._numbers.kind in ("sinusoidal", "rotary"))

    @Slot()
    def _on_shuffle(self) -> None:
        order = list(range(len(WORDS)))
        while tuple(order) in (self._order, tuple(range(len(WORDS)))):
            self._rng.shuffle(order)
        self._order = tuple(order)
        self._on_changed()

    @Slot()
    def _on_restore(self) -> None:
        self._order = tuple(range(len(WORDS)))
        self._on_changed()

    def show_result(self, result: PositionsShown) -> None:
        self._shown = result
        shuffled = tuple(WORDS[i] for i in result.request.order)
        few = min(result.outputs.shape[1], 5)
        columns = [str(i + 1) for i in range(few)]
        for name, values, rows, above in (
            ("weights", result.weights, WORDS, WORDS),
            ("shuffled", result.shuffled_weights, shuffled, shuffled),
            ("outputs", result.outputs[:, :few], WORDS, columns),
            ("shuffledoutputs", result.shuffled_outputs[:, :few], shuffled, columns),
        ):
            self._tables[name].set_values(values)
            self._tables[name].set_labels(rows, above)
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

    def _fail(self, failure: Failure) -> None:
        super()._fail(failure)
        if failure.code == "no_learned" and self._shown is not None:
            choose(self._kind, self._shown.request.kind)

    def _explain(self, name: str, row: int, column: int) -> Explanation | None:
        if self._shown is None or name not in ("matrix", "similarity"):
            return None
        if name == "similarity":
            return Explanation(number(self._shown.similarity[row, column]))
        request, value = self._shown.request, number(self._shown.table[row, column])
        if request.kind != "sinusoidal":
            return Explanation(value)
        function = "sin" if column % 2 == 0 else "cos"
        power = f"{request.base:g}<sup>−{2 * (column // 2)}/{request.d}</sup>"
        return Explanation(f"{function}({row} × {power}) = {value}")

    def _title(self, name: str, row: int, column: int) -> str:
        return f"P[{row}] · P[{column}]" if name == "similarity" else f"P[{row}, {column + 1}]"

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
        self._restore.setText(self.tr("Restore order"))
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
            self._cards[name].body.setAccessibleName(text)
        self._cards["matrix"].set_equation("P_{p,j}")
        self._cards["similarity"].set_equation(r"P_p\cdot P_{p'}")
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

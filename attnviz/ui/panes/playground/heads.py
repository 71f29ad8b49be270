"""The section on multi-head attention: split, attend in each head, join, project."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from attnviz.engine.messages import frozen
from attnviz.engine.playground.arithmetic import Explanation, number
from attnviz.engine.playground.examples import HEAD_WORDS, two_heads, two_heads_target
from attnviz.engine.playground.explain import explain_heads
from attnviz.engine.playground.messages import HeadsSteps, PlaygroundHeads
from attnviz.engine.playground.tables import drawn
from attnviz.lazy_numpy import np
from attnviz.ui import theme
from attnviz.ui.panes.playground.cards_section import CardsSection
from attnviz.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.ui.panes.questions import Ask

HEADS = (1, 2, 4)
MOST = max(HEADS)
WEIGHTS = ("w_q", "w_k", "w_v", "w_o")
EQUATIONS = {"x": "X", "w_q": "W_Q", "w_k": "W_K", "w_v": "W_V", "w_o": "W_O"}


def self_attention(tables: dict[str, np.ndarray], heads: int) -> PlaygroundHeads:
    """Every word of ``x`` looks at all; ``tables`` are x and the four matrices."""
    x = tables["x"]
    mask = frozen(np.ones((len(x), len(x))), bool)
    w_q, w_k, w_v, w_o = (tables[name] for name in WEIGHTS)
    return PlaygroundHeads(x, x, w_q, w_k, w_v, w_o, heads=heads, mask=mask)


class HeadsSection(CardsSection):
    """The same numbers through one, two or four heads."""

    id = "heads"
    papers = ("vaswani",)

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("Playground", "Multi-head")

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(ask, parent)
        self._numbers: PlaygroundHeads = self_attention(two_heads(), heads=2)
        self._shown: HeadsSteps | None = None
        self._is_example = True
        self._seed = 1
        self._build()
        self.retranslate()
        self._show_inputs()

    def _build(self) -> None:
        self._choice = QButtonGroup(self)
        self._heads_label = plain(QLabel())
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
        self._verdict = plain(QLabel())
        self._verdict.setWordWrap(True)
        self._verdict.setObjectName("playground.heads.verdict")
        self._add_table("x", editable=True)
        for head in range(MOST):
            self._add_table(f"weights{head}", levels="weights")
            self._add_table(f"output{head}")
        self._add_table("joined")
        self._add_table("output")
        self._add_table("wanted")
        for name in WEIGHTS:
            self._add_table(name, editable=True)
        self._lay_out(row, self._verdict)
        self._choice.button(self._numbers.heads).setChecked(True)
        self._choice.idClicked.connect(self._on_heads)
        self._example.clicked.connect(self._on_example)
        self._draw.clicked.connect(self._on_draw)

    def retranslate(self) -> None:
        self._heads_label.setText(self.tr("Heads"))
        for count in HEADS:
            self._choice.button(count).setAccessibleName(self.tr("{count} heads").format(count=count))
        self._example.setText(self.tr("Load two-head example"))
        self._draw.setText(self.tr("Random numbers"))
        self._bar.set_hint(
            self.tr("Point at a result to see the numbers that made it. Change any number of X or of the matrices.")
        )
        self._name_cards()
        self._say_verdict()
        self._say()

    def _say(self) -> None:
        self._details.say(
            self.tr("Multi-head attention"),
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
        names = {
            "x": self.tr("Words"),
            "w_q": self.tr("Query weights"),
            "w_k": self.tr("Key weights"),
            "w_v": self.tr("Value weights"),
            "w_o": self.tr("Output weights"),
        }
        for name, equation in EQUATIONS.items():
            card = self._cards[name]
            card.name.setText(names[name])
            card.set_equation(equation)
            self._tables[name].setAccessibleName(names[name])
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

    def _links(self) -> Sequence[tuple[QWidget, QWidget]]:
        """Within each head from weights to output, then side by side and mixed."""
        cards = self._cards
        within = [(cards[f"weights{head}"], cards[f"output{head}"]) for head in range(MOST)]
        last = cards[f"output{self._numbers.heads - 1}"]
        return [*within, (last, cards["joined"]), (cards["joined"], cards["output"])]

    def _show_inputs(self) -> None:
        for name in EQUATIONS:
            self._tables[name].set_values(getattr(self._numbers, name))
        self._tables["x"].set_labels(HEAD_WORDS)
        for head in range(MOST):
            for kind in ("weights", "output"):
                self._cards[f"{kind}{head}"].setVisible(head < self._numbers.heads)
        self._cards["wanted"].setVisible(self._is_example)
        self._tables["wanted"].set_values(two_heads_target())
        self._tables["wanted"].set_labels(HEAD_WORDS)

    def _fits(self, result: HeadsSteps) -> bool:
        return result.request.heads == self._numbers.heads

    def show_result(self, result: HeadsSteps) -> None:
        if not self._fits(result):
            return
        self._shown = result
        for head in range(result.request.heads):
            self._tables[f"weights{head}"].set_values(result.weights[head])
            self._tables[f"weights{head}"].set_labels(HEAD_WORDS, HEAD_WORDS)
            self._tables[f"output{head}"].set_values(result.outputs[head])
            self._tables[f"output{head}"].set_labels(HEAD_WORDS)
        for name in ("joined", "output"):
            self._tables[name].set_values(getattr(result, name))
            self._tables[name].set_labels(HEAD_WORDS)
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

    @Slot(int)
    def _on_heads(self, heads: int) -> None:
        self._take(replace(self._numbers, heads=heads))

    @Slot()
    def _on_example(self) -> None:
        self._is_example = True
        self._take(self_attention(two_heads(), self._numbers.heads))

    @Slot()
    def _on_draw(self) -> None:
        self._seed += 1
        self._is_example = False
        shapes = {"x": (4, 8), **dict.fromkeys(WEIGHTS, (8, 8))}
        fresh = {name: frozen(drawn(self._seed, name, *shape)) for name, shape in shapes.items()}
        self._take(self_attention(fresh, self._numbers.heads))

    def _with_cell(self, name: str, row: int, column: int, value: float) -> PlaygroundHeads:
        tables = {each: getattr(self._numbers, each) for each in EQUATIONS}
        changed = tables[name].copy()
        changed[row, column] = value
        return self_attention({**tables, name: frozen(changed)}, self._numbers.heads)

    def _explain(self, name: str, row: int, column: int) -> Explanation | None:
        if self._shown is None or name in EQUATIONS or name == "wanted":
            return None
        return explain_heads(self._shown, name, row, column)

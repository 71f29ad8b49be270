"""The controls above the step view: which example, how to compare, how large the tables are, what is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from attnviz.engine.playground import tables
from attnviz.engine.playground.scorings import GIVEN, SCORINGS
from attnviz.ui import theme
from attnviz.ui.controls.popover import Popover
from attnviz.ui.controls.segments import segment
from attnviz.ui.panes.playground import texts as words
from attnviz.ui.panes.playground.controls import choose, decimal, fill, named_field, set_quietly, whole
from attnviz.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from attnviz.engine.playground.messages import PlaygroundAttention


class StepsControls(QWidget):
    """Only the controls; the section connects them."""

    def __init__(self) -> None:
        super().__init__()
        self.example, self.scoring = QComboBox(), QComboBox()
        for box in (self.example, self.scoring):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.temperature = decimal(0.05, 20, 1, step=0.1)
        self.temperature.wide = False  # one line of controls in a small window
        self.sizes = {
            "queries": whole(1, tables.ROWS, 1),
            "keys": whole(1, tables.ROWS, 4),
            "d": whole(1, tables.COLUMNS, 4),
            "d_value": whole(1, tables.COLUMNS, 3),
        }
        self.seed = whole(0, 9999, 1)
        self._fields = {
            "example": named_field(self.example, "playground.example"),
            "scoring": named_field(self.scoring, "playground.scoring"),
            "temperature": named_field(self.temperature, "playground.temperature"),
            **{name: named_field(box, f"playground.{name}") for name, box in self.sizes.items()},
            "seed": named_field(self.seed, "playground.seed"),
        }
        self.draw, self.causal, self.padding, self.unmask = (QPushButton() for _ in range(4))
        for button, name in (
            (self.draw, "draw"),
            (self.causal, "causal"),
            (self.padding, "padding"),
            (self.unmask, "unmask"),
        ):
            button.setObjectName(f"playground.{name}")
        flow = FlowLayout(self, gap=theme.GAP)
        self.numbers, self.masks = segment("playground.numbers"), segment("playground.mask")
        self.popovers = Popover(self.numbers), Popover(self.masks)
        for name in ("example", "scoring", "temperature"):
            flow.addWidget(self._fields[name])
        sizes: list[QWidget] = [self._fields[name] for name in (*self.sizes, "seed")]
        groups: tuple[list[QWidget], ...] = ([*sizes, self.draw], [self.causal, self.padding, self.unmask])
        for popover, parts in zip(self.popovers, groups, strict=True):
            flow.addWidget(popover.button)
            for part in parts:
                popover.column.addWidget(part)

    def retranslate(self) -> None:
        """Word the controls in the language that now holds."""
        translate = QCoreApplication.translate
        for name, text in {
            "example": translate("StepsSection", "Example"),
            "scoring": translate("StepsSection", "Scoring"),
            "temperature": translate("StepsSection", "Temperature τ"),
            "queries": translate("StepsSection", "Queries"),
            "keys": translate("StepsSection", "Keys"),
            "d": translate("StepsSection", "Width d"),
            "d_value": translate("StepsSection", "Value width"),
            "seed": translate("StepsSection", "Seed"),
        }.items():
            self._fields[name].set_text(text)
        for button, text, tip in (
            (
                self.numbers,
                translate("StepsSection", "Numbers"),
                translate("StepsSection", "How many rows and columns the tables have, and random numbers in them"),
            ),
            (self.masks, translate("StepsSection", "Mask"), translate("StepsSection", "Which keys a query may see")),
        ):
            button.setText(text)
            button.setAccessibleName(text)
            button.setToolTip(tip)
        for popover in self.popovers:
            popover.setAccessibleName(popover.button.text())
        self.draw.setText(translate("StepsSection", "Random numbers"))
        self.causal.setText(translate("StepsSection", "Causal mask"))
        self.padding.setText(translate("StepsSection", "Padding mask"))
        self.unmask.setText(translate("StepsSection", "No mask"))
        self.causal.setToolTip(translate("StepsSection", "Each query sees the keys up to its own place."))
        self.padding.setToolTip(
            translate(
                "StepsSection", "Hide the last key that is still seen from every query, as if it only filled the line."
            )
        )

    def offer_examples(self) -> None:
        """Name the worked examples, keeping the chosen one."""
        translate = QCoreApplication.translate
        names = {
            "exercise": translate("StepsSection", "Exercise: q and (k₁, v₁) … (k₄, v₄)"),
            "self": translate("StepsSection", "Self-attention"),
            "cross": translate("StepsSection", "Cross-attention"),
            "causal": translate("StepsSection", "Causal attention"),
            "cat-fr": translate("StepsSection", "The cat → chat, real numbers"),
            "cat-zh": translate("StepsSection", "The cat → 猫, real numbers"),
            "search": translate("StepsSection", "Shop search, real embeddings"),
            "own": translate("StepsSection", "My own numbers"),
            "sent": translate("StepsSection", "From the Translate pane"),
        }
        fill(self.example, list(names.items()))

    def offer_scorings(self, numbers: PlaygroundAttention) -> None:
        """Name the scoring functions these numbers allow and choose theirs."""
        scorings = [*SCORINGS, *([GIVEN] if numbers.scores is not None else [])]
        fill(self.scoring, [(name, words.scoring(name)) for name in scorings])
        choose(self.scoring, numbers.scoring)

    def show_numbers(self, numbers: PlaygroundAttention) -> None:
        """Show the temperature and the sizes; a model's own scores leave the sizes closed."""
        set_quietly(self.temperature, numbers.temperature)
        for name, value in (
            ("queries", len(numbers.q)),
            ("keys", len(numbers.k)),
            ("d", numbers.q.shape[1]),
            ("d_value", numbers.v.shape[1]),
        ):
            self.sizes[name].setEnabled(numbers.scores is None)
            set_quietly(self.sizes[name], value)

    def chosen_sizes(self) -> dict[str, int]:
        """The sizes as they are set: queries, keys, d and d_value."""
        return {name: box.value() for name, box in self.sizes.items()}

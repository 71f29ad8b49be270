"""The cards of the step view: a table for every input and every step, and the small maps that compare."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QTimer, Slot

from attnviz.engine.playground import scorings
from attnviz.engine.playground.scorings import SCORINGS
from attnviz.ui.panes.playground import texts as words
from attnviz.ui.panes.playground.linked_cards import CardsArea
from attnviz.ui.panes.playground.section import Card, as_table
from attnviz.ui.widgets.number_table import NumberTable
from attnviz.ui.widgets.small_maps import SmallMaps

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from attnviz.engine.playground.messages import AttentionSteps, PlaygroundAttention
    from attnviz.ui.panes.playground.named_table import NamedTable
    from attnviz.ui.panes.playground.state import Labels

INPUTS = ("q", "k", "v")
BY_QUERY = ("features", "weighted")  # tables of one query at a time


class StepsCards(CardsArea):
    """Only shows; the section listens to the ``tables`` and the ``maps``."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: dict[str, NumberTable] = {}
        self._cards: dict[str, Card] = {}
        self._reveals = False  # whether the next steps' weights are to be scrolled to
        self.cards.links = self._links
        self._flow = self.cards.flow
        for name in (*INPUTS, *scorings.parameters()):
            self._add_table(name, editable=True)
        for name in words.STEPS:
            levels = "weights" if name == "weights" else "signed"
            self._add_table(name, levels=levels)
        self.maps = SmallMaps()
        self.maps.setObjectName("playground.compare")
        self._compare = Card(self.maps)
        self._flow.addWidget(self._compare)

    def _add_table(self, name: str, *, editable: bool = False, levels: str = "signed") -> None:
        table = NumberTable(levels=levels, editable=editable)
        table.setProperty("area", not self.tables)  # F6 goes to the first of them
        table.setObjectName(f"playground.{name}")
        card = Card(table)
        self.tables[name], self._cards[name] = table, card
        self._flow.addWidget(card)

    def _links(self) -> list[tuple[QWidget, QWidget]]:
        """From each step that stands to the next, and from the keys to the first."""
        chain = [self._cards[name] for name in ("q", *words.STEPS) if not self._cards[name].isHidden()]
        return [*itertools.pairwise(chain[1:]), *((self._cards["k"], first) for first in chain[1:2])]

    def shows(self, name: str) -> bool:
        """Whether the card of a table stands."""
        return self._cards[name].isVisibleTo(self)

    def number_tables(self) -> list[NamedTable]:
        """The tables that stand, the weights first."""
        shown = [name for name in self.tables if self._cards[name].isVisibleTo(self)]
        first = sorted(shown, key=lambda name: name != "weights")
        return [as_table(self._cards[name].name.text(), self.tables[name]) for name in first]

    # Words

    def retranslate(self) -> None:
        """Word the tables and the maps in the language that now holds; ``name_cards`` words the cards."""
        translate = QCoreApplication.translate
        self._compare.name.setText(translate("StepsSection", "Other scoring functions, same numbers"))
        self.maps.setAccessibleName(translate("StepsSection", "Weights by scoring function"))
        self.maps.set_titles({name: words.scoring(name) for name in words.SCORING_NAMES})
        for name, table in self.tables.items():
            step = name in words.STEPS
            table.setAccessibleName(words.step(name) if step else words.table(name))

    def name_cards(self, scoring: str, labels: Labels, query: int) -> None:
        """Name and number the cards, with their equations; some stand for one of the named queries only."""
        queries = labels[0]
        translate = QCoreApplication.translate
        for name in INPUTS:
            self._cards[name].name.setText(words.table(name))
            self._cards[name].set_equation({"q": "q_t", "k": "k_i", "v": "v_i"}[name])
        for name, parameter in scorings.parameters().items():
            self._cards[name].name.setText(words.parameter(parameter.letter))
            self._cards[name].set_equation(parameter.letter)
        for number, (name, equation) in enumerate(words.steps_shown(scoring).items(), 1):
            self._cards[name].name.setText(f"{number}  {words.step(name)}")
            self._cards[name].set_equation(equation)
        chosen = queries[query] if query < len(queries) else ""
        for name in BY_QUERY:
            self._cards[name].set_note(
                translate("StepsSection", "of query “{name}”").format(name=chosen) if len(queries) > 1 else ""
            )

    # Numbers

    def show_inputs(self, numbers: PlaygroundAttention, labels: Labels, query: int) -> None:
        """The tables a person changes, the chosen query, and which cards stand at all."""
        queries, keys = labels
        for name in INPUTS:
            values = getattr(numbers, name)
            self.tables[name].set_values(values)
            self.tables[name].set_labels(queries if name == "q" else keys, [str(i + 1) for i in range(values.shape[1])])
        known = SCORINGS.get(numbers.scoring)
        wanted = {each.name for each in known.parameters} if known else set()
        for name in scorings.parameters():
            self._cards[name].setVisible(name in wanted)
            if name in wanted:
                self.tables[name].set_values(numbers.parameters[name])
        steps = words.steps_shown(numbers.scoring)
        for name in words.STEPS:
            self._cards[name].setVisible(name in steps)
        self.tables["scores"].set_editable(numbers.scores is not None)
        self._compare.setVisible(numbers.scores is None)
        for name in ("q", "scores", "scaled", "masked", "weights", "context"):
            self.tables[name].set_marked_row(query if len(queries) > 1 else -1)

    def show_steps(self, result: AttentionSteps, labels: Labels, query: int) -> None:
        """The tables the engine worked out, and the maps of the other scoring functions."""
        queries, keys = labels
        for name, values in result.steps.items():
            table = self.tables[name]
            table.set_values(values[query] if values.ndim == 3 else values)
            of_queries = name in ("projected_q", "scores", "scaled", "masked", "weights", "context")
            columns: tuple[str, ...] = ()
            if name in ("scores", "scaled", "masked", "weights"):
                columns = keys
            table.set_labels(queries if of_queries else keys, columns)
        titles = {name: words.scoring(name) for name in result.compared}
        self.maps.set_maps(result.compared, titles, result.request.scoring)
        if self._reveals:
            self._reveals = False
            QTimer.singleShot(0, self, self._reveal_weights)  # when all that the answer changes has changed

    def reveal_weights_next(self) -> None:
        """Scroll a model's wide tables past, to what they lead to, when its steps are there."""
        self._reveals = True

    @Slot()
    def _reveal_weights(self) -> None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)  # the new tables take their places
        self.fit()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)  # and text of another size as well
        card = self._cards["weights"]
        self.verticalScrollBar().setValue(card.y() + card.height() + 12 - self.viewport().height())

"""A section made of cards: the numbers a person changes, what the engine makes of them, and the arithmetic in between."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QLayout, QVBoxLayout, QWidget

from attnviz.engine.messages import Failure, Refused
from attnviz.engine.playground.tables import checked
from attnviz.ui import theme
from attnviz.ui.panes.playground.controls import ArithmeticBar, ProblemLine
from attnviz.ui.panes.playground.linked_cards import CardsArea
from attnviz.ui.panes.playground.section import Card, Section, as_table
from attnviz.ui.panes.playground.text_details import TextDetails
from attnviz.ui.panes.questions import Ask, Question
from attnviz.ui.widgets.number_table import NumberTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.playground.arithmetic import Explanation
    from attnviz.ui.panes.playground.named_table import NamedTable


class CardsSection(Section):
    """``_numbers`` is the request that a person changes, ``_shown`` its newest answer. A subclass adds its cards, lays them
    out below its controls, and says how it changes, shows and explains numbers.
    """

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(ask, parent)
        self._numbers: Any = None
        self._shown: Any = None
        self._question = Question(self._ask, self.show_result, self._fail, every=True)
        self._tables: dict[str, NumberTable] = {}
        self._cards: dict[str, Card] = {}
        self._details = TextDetails()
        self._problem = ProblemLine(f"playground.{self.id}.problem")
        self._bar = ArithmeticBar(f"playground.{self.id}.arithmetic")
        self._area = CardsArea()
        self._area.cards.links = self._links
        self._flow = self._area.cards.flow

    def details(self) -> QWidget:
        return self._details

    def figure_part(self) -> QWidget:
        return self._area.cards

    def number_tables(self) -> list[NamedTable]:
        shown = {name: table for name, table in self._tables.items() if self._cards[name].isVisibleTo(self)}
        first = sorted(shown, key=lambda name: not name.startswith("weights"))
        return [as_table(self._cards[name].name.text(), shown[name]) for name in first]

    # Building

    def _add_card(self, name: str, widget: QWidget) -> None:
        widget.setObjectName(f"playground.{self.id}.{name}")
        self._cards[name] = Card(widget)
        self._flow.addWidget(self._cards[name])

    def _add_table(self, name: str, *, editable: bool = False, levels: str = "signed") -> None:
        table = NumberTable(levels=levels, editable=editable)
        table.setProperty("area", not self._tables)  # F6 goes to the first of them
        self._tables[name] = table
        self._add_card(name, table)
        table.hovered.connect(partial(self._on_hovered, name))
        if editable:
            table.edited.connect(partial(self._on_edited, name))
            table.refused.connect(self._refuse)

    def _links(self) -> Sequence[tuple[QWidget, QWidget]]:
        """From which card to which an arrow leads."""
        return ()

    def _lay_out(self, controls: QWidget | QLayout, verdict: QLabel | None = None) -> None:
        """Controls, what went wrong, what came out, the cards, and the arithmetic below."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.GAP, 0, 0)
        layout.setSpacing(theme.GAP)
        if isinstance(controls, QWidget):
            layout.addWidget(controls)
        else:
            layout.addLayout(controls)
        layout.addWidget(self._problem)
        if verdict is not None:
            layout.addWidget(verdict)
        layout.addWidget(self._area, 1)
        layout.addWidget(self._bar)

    # Numbers

    def begin(self) -> None:
        if self._shown is None:
            self._question.ask(self._numbers)

    def _take(self, numbers: Any) -> None:
        """Take changed numbers and ask what follows from them."""
        self._numbers = numbers
        self._problem.say()
        self._show_inputs()
        self._say()
        self._question.ask(numbers)

    def show_result(self, result: Any) -> None:
        """Draw an answer; the same answer gives the same picture."""
        raise NotImplementedError

    def _fits(self, result: Any) -> bool:
        """Whether an answer has the tables that the numbers of now have."""
        return True

    def _show_inputs(self) -> None:
        """Draw the numbers that a person changes."""
        raise NotImplementedError

    def _say(self) -> None:
        """Word the details."""
        raise NotImplementedError

    def _with_cell(self, name: str, row: int, column: int, value: float) -> Any:
        """The numbers with one cell changed."""
        raise NotImplementedError

    def _explain(self, name: str, row: int, column: int) -> Explanation | None:
        """What made a cell of ``_shown``; None for what is not explained."""
        raise NotImplementedError

    def _title(self, name: str, row: int, column: int) -> str:
        """What a cell is called beside its arithmetic."""
        return self._cards[name].name.text()

    def _on_edited(self, name: str, row: int, column: int, value: float) -> None:
        try:
            numbers = self._with_cell(name, row, column, checked(value))
        except Refused as refused:
            self._refuse(refused)
            return
        self._take(numbers)

    def _on_hovered(self, name: str, row: int, column: int) -> None:
        """Write out what made a cell, unless it is of an answer to numbers of another kind than those awaited."""
        answered = self._shown is not None and self._fits(self._shown) and self._cards[name].isVisibleTo(self)
        found = self._explain(name, row, column) if row >= 0 and answered else None
        for table_name, table in self._tables.items():
            table.set_lit(found.lit.get(table_name, ()) if found else ())
        self._bar.show_formula(found.formula if found else "", self._title(name, row, column) if found else "")

    @Slot(object)
    def _refuse(self, refused: Refused) -> None:
        self._problem.tell(refused.code, refused.parameters, str(refused))

    def _fail(self, failure: Failure) -> None:
        self._problem.tell(failure.code, failure.parameters, failure.sentence)

"""Pointing at a number of the step view: what made it lights up, and its arithmetic is written out."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from attnviz.engine.playground.arithmetic import Explanation, number
from attnviz.engine.playground.explain import explain
from attnviz.ui.panes.playground import texts as words

if TYPE_CHECKING:
    from attnviz.ui.panes.playground.controls import ArithmeticBar
    from attnviz.ui.panes.playground.state import StepsState
    from attnviz.ui.panes.playground.steps_cards import StepsCards
    from attnviz.ui.panes.playground.steps_details import StepsDetails


class Pointing:
    """Remembers the cell under the pointer, so that it can be explained anew when its number changes."""

    def __init__(self, state: StepsState, cards: StepsCards, bar: ArithmeticBar, details: StepsDetails) -> None:
        self._state, self._cards, self._bar, self._details = state, cards, bar, details
        self._pointed: tuple[str, int, int] | None = None

    def move(self, name: str, row: int, column: int) -> None:
        """The pointer is over a cell of a table, or, with a row below 0, has left it."""
        self._pointed = (name, row, column) if row >= 0 else None

    def light(self) -> None:
        """Light up what made the number under the pointer and write the arithmetic out."""
        found: Explanation | None = None
        if self._pointed and self._state.shown is not None:
            name, row, column = self._pointed
            shape = self._cards.tables[name].values().shape
            if row < shape[0] and column < shape[1] and self._cards.shows(name):
                found = explain(self._state.shown, name, row, column, self._state.query)
                self._details.show_step(name)
        for name, table in self._cards.tables.items():
            table.set_lit(found.lit.get(name, ()) if found else ())
        self._bar.show_formula(
            found.formula if found else "", words.step(self._pointed[0]) if found and self._pointed else ""
        )

    def read_map(self, scoring: str, row: int, column: int) -> None:
        """Write out a weight of a small map; no scoring: nothing is pointed at."""
        shown, (queries, keys) = self._state.shown, self._state.labels
        if not scoring or shown is None or scoring not in shown.compared:
            self._bar.show_formula("")
            return
        weight = shown.compared[scoring][row, column]
        self._bar.show_formula(
            f"{escape(queries[row])} → {escape(keys[column])}: {number(weight)}", words.scoring(scoring)
        )

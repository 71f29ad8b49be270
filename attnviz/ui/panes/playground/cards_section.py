"""A section that is made of cards: each table is named, laid out and listened to in one way."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from attnviz.engine.messages import Refused
from attnviz.ui.panes.playground.section import Card, Section
from attnviz.ui.widgets.flow import FlowLayout
from attnviz.ui.widgets.number_table import NumberTable


class CardsSection(Section):
    """Holds its tables and cards by name; ``_flow``, which lays them out, is made while the section is built."""

    _flow: FlowLayout

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tables: dict[str, NumberTable] = {}
        self._cards: dict[str, Card] = {}

    def _add(self, name: str, *, editable: bool = False, levels: str = "signed") -> None:
        """Add a table in its card; what is edited or refused in it comes to ``_on_edited`` and ``_refuse``."""
        table = NumberTable(levels=levels, editable=editable)
        table.setObjectName(f"playground.{self.id}.{name}")
        self._tables[name], self._cards[name] = table, Card(table)
        self._flow.addWidget(self._cards[name])
        table.hovered.connect(self._on_hovered)
        if editable:
            table.edited.connect(self._on_edited)
            table.refused.connect(self._refuse)

    def _on_hovered(self, row: int, column: int) -> None:
        raise NotImplementedError

    def _on_edited(self, row: int, column: int, value: float) -> None:
        raise NotImplementedError

    def _refuse(self, refused: Refused) -> None:
        raise NotImplementedError

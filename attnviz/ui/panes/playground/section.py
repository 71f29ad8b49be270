"""What the Playground asks of each of its sections, and the card in which every table stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from attnviz.ui import theme
from attnviz.ui.panes import section
from attnviz.ui.panes.playground.named_table import NamedTable
from attnviz.ui.widgets.equation import Equation
from attnviz.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from attnviz.ui.panes.questions import Ask
    from attnviz.ui.widgets.number_grid import NumberGrid


class Section(section.Section):
    """One subject of the Playground; made when it is first visited, and given what it asks its questions through."""

    papers: ClassVar[tuple[str, ...]] = (
        "bahdanau",
        "luong",
        "vaswani",
    )  # behind it, by their ids in ``help/citations.py``

    said = Signal(str)  # a short sentence for the status line
    models_changed = Signal()  # a model was saved

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask = ask

    def details(self) -> QWidget:
        """The widget for the details column; the same object every time."""
        raise NotImplementedError

    def figure_part(self) -> QWidget:
        """What of it a figure shows."""
        return self

    def figure_caption(self) -> str:
        """What is said below a figure of it."""
        return ""

    def number_tables(self) -> list[NamedTable]:
        """Its tables, the one that matters most first; empty while there are none."""
        return []


def as_table(name: str, table: NumberGrid) -> NamedTable:
    """What a grid of numbers shows, with the names of its rows and columns."""
    values, (rows, columns) = table.values(), table.labels()
    across = columns or [str(i + 1) for i in range(values.shape[1])]
    named = rows or [str(i + 1) for i in range(values.shape[0])]
    body = [[row, *(f"{value:.6g}" for value in line)] for row, line in zip(named, values.tolist(), strict=False)]
    return NamedTable(name, [["", *across], *body])


class Card(QFrame):
    """A table with its name, its equation beside the name, and a small line below for what else is to be known."""

    def __init__(self, body: QWidget, equation: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.body = body
        self.name = plain(QLabel())
        self.name.setProperty("role", "card")
        self.equation = Equation(equation)
        self.equation.setVisible(bool(equation))
        self.note = plain(QLabel())
        self.note.setProperty("role", "muted")
        self.note.setVisible(False)
        head = QHBoxLayout()
        head.setSpacing(2 * theme.GAP)
        head.addWidget(self.name)
        head.addStretch(1)
        head.addWidget(self.equation)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 7, 10, 8)
        layout.setSpacing(theme.GAP // 2)
        layout.addLayout(head)
        layout.addWidget(body, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.note)

    def set_equation(self, source: str) -> None:
        """Show another equation beside the name."""
        self.equation.set_source(source)
        self.equation.setVisible(bool(source))

    def set_note(self, text: str) -> None:
        """Show a line below the table; "" hides it."""
        self.note.setText(text)
        self.note.setVisible(bool(text))

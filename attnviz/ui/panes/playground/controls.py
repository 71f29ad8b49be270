"""Small controls that the Playground's sections share: a named field, a quiet choice, a line that says what went
wrong.
"""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from attnviz.ui import theme
from attnviz.ui.panes.playground import texts as words
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.controls import DecimalSpin, Field, Spin
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

AnyField = TypeVar("AnyField", Spin, DecimalSpin)


def named_field(control: QWidget, name: str) -> Field:
    """A control with its name before it and some room behind it, so that each name stands by what it names."""
    made = Field(control, name)
    made.setContentsMargins(0, 0, theme.GAP, 0)
    return made


def whole(low: int, high: int, value: int, *, step: int = 1) -> Spin:
    """A field for a whole number, with room for longer ones."""
    return _fixed(Spin(low, high, value, step=step))


def decimal(low: float, high: float, value: float, *, step: float, decimals: int = 2) -> DecimalSpin:
    """A field for a decimal number, with room for longer ones."""
    return _fixed(DecimalSpin(low, high, value, step=step, decimals=decimals))


def _fixed(field: AnyField) -> AnyField:
    field.wide = True
    field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return field


def fill(box: QComboBox, choices: list[tuple[str, str]]) -> None:
    """Offer (id, text) choices, keeping the chosen id; no signal is sent."""
    blocker = QSignalBlocker(box)
    chosen = box.currentData()
    box.clear()
    for id_, text in choices:
        box.addItem(text, id_)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    blocker.unblock()


def choose(box: QComboBox, id_: str) -> None:
    """Show a choice without sending a signal."""
    blocker = QSignalBlocker(box)
    box.setCurrentIndex(max(box.findData(id_), 0))
    blocker.unblock()


def set_quietly(box: QSpinBox | QDoubleSpinBox, value: float) -> None:
    """Show a number without sending a signal."""
    blocker = QSignalBlocker(box)
    box.setValue(value)  # type: ignore[arg-type]
    blocker.unblock()


class SaidLine(Reworded, QLabel):
    """One sentence in the pane, in the language of now and of later; hidden while there is none."""

    def __init__(self, object_name: str, role: str) -> None:
        super().__init__()
        self._words: Callable[[], str] = str
        named(self, object_name, role=role)
        self.setWordWrap(True)
        self.setVisible(False)

    def say(self, words: Callable[[], str] = str) -> None:
        """Show the sentence that a function words; without any, clear it."""
        self._words = words
        self.retranslate()

    def retranslate(self) -> None:
        self.setText(self._words())
        self.setVisible(bool(self.text()))


class ProblemLine(SaidLine):
    """What did not work."""

    def __init__(self, object_name: str) -> None:
        super().__init__(object_name, "error")

    def tell(self, code: str, parameters: Mapping[str, Any] | None = None, sentence: str = "") -> None:
        """Say what a code means, or for an unknown one the ``sentence``."""
        self.say(partial(words.problem, code, dict(parameters or {}), sentence))


ROOM = '<span style="font-size:x-large">&#8203;</span>'  # a higher line: Qt cuts superscripts off at its top


class ArithmeticBar(QFrame):
    """Always in the same place: the arithmetic behind the number under the pointer."""

    def __init__(self, object_name: str) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.text = QLabel()
        self.text.setObjectName(object_name)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._hint = ""
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 4)
        layout.addWidget(self.text, 1)
        self.setMinimumHeight(52)

    def set_hint(self, text: str) -> None:
        """What to say while nothing is hovered; a formula in other words goes."""
        self._hint = text
        self.show_formula("")

    def show_formula(self, formula: str, what: str = "") -> None:
        """Show a formula (rich text) and the name of what it makes; "" shows the hint."""
        self.text.setProperty("role", "" if formula else "muted")
        self.text.style().polish(self.text)
        name = f"<b>{escape(what)}</b>&nbsp;&nbsp;" if what else ""
        self.text.setText(ROOM + name + formula if formula else self._hint)


class Panel(QFrame):
    """Widgets above each other in its ``column``; ``margins`` to the sides and above and below, in pixels."""

    def __init__(self, *widgets: QWidget, margins: tuple[int, int] = (12, 12)) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(margins[0], margins[1], margins[0], margins[1])
        for widget in widgets:
            self.column.addWidget(widget)

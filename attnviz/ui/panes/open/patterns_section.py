"""The habits of all heads as a table that can be sorted: how much of each head's weight follows each pattern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from attnviz.engine.attention import head_statistics, patterns
from attnviz.lazy_numpy import np
from attnviz.ui import theme
from attnviz.ui.panes.open import texts
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from attnviz.ui.panes.open.state import OpenState


class Number(QTableWidgetItem):
    """A cell that is sorted by its number."""

    def __init__(self, value: float, text: str) -> None:
        super().__init__(text)
        self.value = value
        self.setTextAlignment(Qt.AlignmentFlag.AlignCenter)

    def __lt__(self, other: QTableWidgetItem) -> bool:
        return self.value < other.value if isinstance(other, Number) else super().__lt__(other)


class PatternsSection(Reworded, QWidget):
    """``chosen`` carries the (layer, head) of a row that was pressed."""

    chosen = Signal(int, int)

    def __init__(self, state: OpenState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.table = named(QTableWidget(), "open.patterns")
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.note = named(QLabel(), "open.patterns.note", role="muted")
        self.note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self.note)
        self._drawn: object = None
        self.table.cellActivated.connect(self._choose)
        self.table.cellClicked.connect(self._choose)
        self.retranslate()

    def draw(self) -> None:
        """Measure the kind that is shown and list its heads."""
        subject = self._state.subject
        between = subject.part(self._state.kind).between if subject is not None else None
        if between is self._drawn and between is not None:
            return
        self._drawn = between
        self.table.setSortingEnabled(False)
        self.table.setRowCount(0)
        self.note.setText(self._says())
        if between is None:
            return
        measured = patterns.measured(between)
        weights = between.attention.weights
        sharp = head_statistics.sharpness(weights)
        names = [*measured, "entropy"]
        layers, heads = weights.shape[:2]
        self.table.setColumnCount(2 + len(names))
        self.table.setRowCount(layers * heads)
        headers = [
            self.tr("Head"),
            self.tr("Habit"),
            *(texts.pattern_name(name) for name in measured),
            self.tr("entropy"),
        ]
        self.table.setHorizontalHeaderLabels(headers)
        for number, name in enumerate(measured):
            if header := self.table.horizontalHeaderItem(2 + number):
                header.setToolTip(texts.pattern_tip(name))
        accent = theme.colors(self).accent_soft
        for layer in range(layers):
            for head in range(heads):
                row = layer * heads + head
                place = Number(row, self.tr("L{layer} H{head}").format(layer=layer + 1, head=head + 1))
                place.setData(Qt.ItemDataRole.UserRole, (layer, head))
                self.table.setItem(row, 0, place)
                habit = patterns.habit(measured, layer, head)
                self.table.setItem(row, 1, QTableWidgetItem(texts.pattern_name(habit) if habit else ""))
                for number, name in enumerate(names):
                    value = float(sharp[layer, head] if name == "entropy" else measured[name][layer, head])
                    text = "" if np.isnan(value) else f"{value:.2f}"
                    item = Number(-1.0 if np.isnan(value) else value, text)
                    if name != "entropy" and value >= patterns.HABIT:
                        item.setBackground(QColor(accent))
                    self.table.setItem(row, 2 + number, item)
        self.table.setSortingEnabled(True)

    def _says(self) -> str:
        if self._drawn is None:
            return self.tr("Habits are measured of maps that are small enough to be shown head by head.")
        text = self.tr(
            "Shares of weight, measured on what is shown now; a head is named by the pattern that has at least {percent} % of it. "
            "Press a heading to sort, a row to see the head."
        )
        return text.format(percent=round(patterns.HABIT * 100))

    def _choose(self, row: int, _column: int) -> None:
        item = self.table.item(row, 0)
        if item is not None:
            self.chosen.emit(*item.data(Qt.ItemDataRole.UserRole))

    def retranslate(self) -> None:
        self.table.setAccessibleName(self.tr("Habits of all heads"))
        self.note.setText(self._says())
        drawn, self._drawn = self._drawn, None
        if drawn is not None:
            self.draw()

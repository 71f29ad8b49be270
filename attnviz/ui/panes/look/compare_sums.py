"""Why one class and not another, in numbers: what two maps of evidence add up to."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from attnviz.lazy_numpy import np
from attnviz.ui.panes.look import texts
from attnviz.ui.shares import percent
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from attnviz.engine.look.messages import Looked

ROWS = ("a", "b", "difference")
MOST = 15.0  # a difference of scores whose odds, e to it, are still written out


class Sum(NamedTuple):
    """One line: what speaks for a class, what against it, all cells together, the constant, and the score (logit)."""

    above: float
    below: float
    cells: float
    offset: float
    logit: float


def summed(map_: np.ndarray, offset: float, logit: float) -> Sum:
    """A signed map [h, w] and what is added to its sum."""
    wide = np.asarray(map_, np.float64)
    return Sum(float(wide[wide > 0].sum()), float(wide[wide < 0].sum()), float(wide.sum()), offset, logit)


def sums(answer: Looked, a: int, b: int) -> tuple[Sum, Sum, Sum]:
    """The lines of class a, of class b and of a − b; in each, cells + offset = logit."""
    maps, offset, logits = answer.class_maps, answer.offset, answer.logits
    return (
        summed(maps[a], float(offset[a]), float(logits[a])),
        summed(maps[b], float(offset[b]), float(logits[b])),
        summed(maps[a] - maps[b], float(offset[a] - offset[b]), float(logits[a] - logits[b])),
    )


def number(value: float) -> str:
    """With its sign, and a true minus."""
    return f"{value:+.2f}".replace("-", "−").replace("−0.00", "0.00").replace("+0.00", "0.00")


def odds(difference: float) -> str:
    """How many times as likely one class is as the other, by the difference of their scores (at least 0)."""
    if difference > MOST:
        return QCoreApplication.translate("LookSums", "over a million")
    times = math.exp(difference)
    return f"{times:.2f}" if times < 10 else f"{times:.1f}" if times < 100 else f"{times:.0f}"


class SumTable(QWidget):
    """Three lines of numbers: class a, class b, and their difference."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heads = [named(QLabel(), "", role="muted") for _ in range(7)]
        self.names = {row: named(QLabel(), f"look.compare.name.{row}") for row in ROWS}
        self.cells = {
            (row, column): named(QLabel(), f"look.compare.{column}.{row}")
            for row in ROWS
            for column in (*Sum._fields, "probability")
        }
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(14)
        layout.setVerticalSpacing(3)
        for column, head in enumerate(self._heads):
            head.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
            head.setWordWrap(True)
            layout.addWidget(head, 0, column)
            layout.setColumnStretch(column, 1)
        for line, row in enumerate(ROWS, 1):
            self.names[row].setWordWrap(True)
            layout.addWidget(self.names[row], line, 0)
            for column, field in enumerate((*Sum._fields, "probability"), 1):
                label = self.cells[row, field]
                label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                layout.addWidget(label, line, column)
        bold = self.font()
        bold.setBold(True)
        for label in (self.names["difference"], *(self.cells["difference", f] for f in (*Sum._fields, "probability"))):
            label.setFont(bold)
        layout.setColumnStretch(0, 2)

    def show_sums(self, answer: Looked | None, a: int, b: int) -> None:
        """Fill in the numbers; None empties the table."""
        if answer is None:
            for label in (*self.names.values(), *self.cells.values()):
                label.clear()
            return
        first, second = (texts.class_name(answer.labels[k]) for k in (a, b))
        chances = [percent(float(answer.probabilities[k])) for k in (a, b)]
        lines = sums(answer, a, b)
        for row, name, values, chance in zip(
            ROWS, (first, second, f"{first} − {second}"), lines, (*chances, ""), strict=True
        ):
            self.names[row].setText(name)
            for field, value in zip(Sum._fields, values, strict=True):
                self.cells[row, field].setText(number(value))
            self.cells[row, "probability"].setText(chance)
        gap = lines[2].logit
        ratio = f"{odds(gap)} : 1" if gap >= 0 else f"1 : {odds(-gap)}"
        self.cells["difference", "probability"].setText(ratio)

    def retranslate(self) -> None:
        """Word the heads of the columns."""
        heads = (
            "",
            QCoreApplication.translate("LookSums", "cells for it"),
            QCoreApplication.translate("LookSums", "cells against it"),
            QCoreApplication.translate("LookSums", "= all cells"),
            QCoreApplication.translate("LookSums", "+ constant"),
            QCoreApplication.translate("LookSums", "= score"),
            QCoreApplication.translate("LookSums", "probability, odds"),
        )
        for label, text in zip(self._heads, heads, strict=True):
            label.setText(text)
        self.setAccessibleName(QCoreApplication.translate("LookSums", "What the maps add up to"))

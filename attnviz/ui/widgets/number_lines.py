"""Numbers with their names, under a heading: what details columns are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from attnviz.ui import theme
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.plain_text import tip

if TYPE_CHECKING:
    from collections.abc import Sequence


class NumberLines(QWidget):
    """A heading and lines of a name with one or two numbers."""

    def __init__(self, name: str, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = named(QLabel(), f"{name}.heading", role="muted")
        self.heading.setWordWrap(True)
        self.heads = [named(QLabel(), f"{name}.head.{i}", role="muted") for i in range(2)]
        self._lines = [[named(QLabel(), f"{name}.{i}.{j}") for j in range(3)] for i in range(lines)]
        self._grid, self._span = QGridLayout(self), 1  # the columns that the first number takes
        grid = self._grid
        grid.setContentsMargins(0, theme.GAP, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.heading, 0, 0, 1, 3)
        for column, head in enumerate(self.heads):
            head.setAlignment(Qt.AlignmentFlag.AlignRight)
            head.setWordWrap(True)
            grid.addWidget(head, 1, column + 1)
        for row, labels in enumerate(self._lines, start=2):
            for column, label in enumerate(labels):
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                if column:
                    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                else:
                    label.setWordWrap(True)
                grid.addWidget(label, row, column)

    def show_lines(
        self, lines: list[tuple[str, str, str]], heads: tuple[str, str] = ("", ""), tips: Sequence[str] = ()
    ) -> None:
        """Names and numbers, a second number only where there is one; ``tips`` say what each line means."""
        for label, text in zip(self.heads, heads, strict=True):
            label.setText(text)
            label.setVisible(bool(text))
        for row, labels in enumerate(self._lines):
            values = lines[row] if row < len(lines) else ("", "", "")
            for label, text in zip(labels, values, strict=True):
                label.setText(text)
                label.setToolTip(tip(tips[row]) if row < len(tips) else "")
                label.setVisible(bool(text))
        self._widen(1 if any(heads) or any(line[2] for line in lines) else 2)
        self.setVisible(bool(lines))

    def _widen(self, span: int) -> None:
        """Let the first number stand at the right edge where there is no second one."""
        if span != self._span:
            self._span = span
            for row, labels in enumerate(self._lines, start=2):
                self._grid.addWidget(labels[1], row, 1, 1, span)

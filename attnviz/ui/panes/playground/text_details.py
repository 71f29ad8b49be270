"""A details column of one heading, a few paragraphs, and the equations they speak of."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from attnviz.ui import theme
from attnviz.ui.widgets.equation import Equation
from attnviz.ui.widgets.plain_text import plain

WIDEST = 14.0  # lines of text that an equation is wide at most


class TextDetails(QWidget):
    """Says what a section shows."""

    def __init__(self) -> None:
        super().__init__()
        self._name, self._text = plain(QLabel()), plain(QLabel())
        self._name.setProperty("role", "heading")
        self._text.setWordWrap(True)
        self._equations: list[Equation] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(theme.EDGE, theme.EDGE, theme.EDGE, theme.EDGE)
        self._layout.setSpacing(theme.GAP)
        self._layout.addWidget(self._name)
        self._layout.addWidget(self._text)
        self._layout.addStretch(1)

    def text(self) -> str:
        """The paragraphs that are shown."""
        return self._text.text()

    def say(self, name: str, text: str, equations: tuple[str, ...] = ()) -> None:
        """Show a heading, paragraphs parted by empty lines, and equations below them."""
        self._name.setText(name)
        self._text.setText(text)
        while len(self._equations) < len(equations):
            made = Equation(scale=1.4, most=WIDEST)
            self._equations.append(made)
            self._layout.insertWidget(self._layout.count() - 1, made)
        for index, widget in enumerate(self._equations):
            widget.setVisible(index < len(equations))
            if index < len(equations):
                widget.set_source(equations[index])

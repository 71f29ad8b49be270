"""What the details column of Translate is made of: headings with rows below them, chips for pieces, labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from attnviz.ui import theme
from attnviz.ui.widgets.bars import BarButton
from attnviz.ui.widgets.flow import FlowLayout
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence


class Section(QWidget):
    """A heading and the rows below it."""

    def __init__(self, name: str, rows: int, *, wrap: bool = False) -> None:
        super().__init__()
        self.heading = plain(QLabel())
        self.heading.setProperty("role", "muted")
        self.heading.setWordWrap(True)
        self.rows = [BarButton(self, wrap=wrap) for _ in range(rows)]
        if wrap:
            for row in self.rows:
                row.peers = self.rows
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.GAP, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.heading)
        for i, row in enumerate(self.rows):
            row.setObjectName(f"{name}.{i}")
            layout.addWidget(row)

    def show_rows(self, count: int) -> None:
        """Show the first ``count`` rows; with none, nothing of the section."""
        for i, row in enumerate(self.rows):
            if row.isHidden() == (i < count):
                row.setVisible(i < count)
        if self.isHidden() == (count > 0):
            self.setVisible(count > 0)


class PieceChips(QWidget):
    """A button for each piece of a word of several, so that each one's alternatives can be seen; ``chosen`` tells which."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        FlowLayout(self, gap=4)
        self._group = QButtonGroup(self)

    def show_pieces(self, texts: Sequence[str], chosen: int) -> None:
        """A button for each; none for a word of one piece."""
        layout = self.layout()
        assert layout is not None
        while item := layout.takeAt(0):
            if widget := item.widget():
                self._group.removeButton(widget)  # type: ignore[arg-type]
                widget.deleteLater()
        for place, text in enumerate(texts if len(texts) > 1 else ()):
            button = named(QPushButton(text), f"translate.piece.{place}", role="chip", checkable=True)
            button.setAccessibleName(self.tr("Piece {}").format(text))
            button.setChecked(place == chosen)
            button.clicked.connect(lambda _checked=False, place=place: self.chosen.emit(place))
            self._group.addButton(button)
            layout.addWidget(button)
        self.setVisible(len(texts) > 1)


def say(label: QLabel, text: str) -> None:
    """Show a text; a label with none takes no room."""
    if label.text() != text:
        label.setText(text)
    if label.isHidden() == bool(text):
        label.setVisible(bool(text))


def label(role: str, name: str = "") -> QLabel:
    """A text of any length, which can be selected."""
    made = plain(QLabel())
    made.setObjectName(name)
    if role:
        made.setProperty("role", role)
    made.setWordWrap(True)
    made.setMinimumWidth(60)  # pixels: a long word is cut rather than making the column wide
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return made

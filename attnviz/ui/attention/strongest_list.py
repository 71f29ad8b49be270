"""The strongest weights of the line that is shown, as bars with their numbers; pressed, one is pinned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from attnviz.ui.widgets.bars import BarButton
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST = 8


class StrongestList(QWidget):
    """``pressed`` carries the place of the bar on its axis."""

    pressed = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = named(QLabel(), f"{name}.heading", role="heading")
        self.reading = named(QLabel(), f"{name}.reading", role="heading")
        for label in (self.heading, self.reading):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.bars = [named(BarButton(), f"{name}.bar.{i}") for i in range(MOST)]
        self._places: tuple[int, ...] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addWidget(self.heading)
        for number, bar in enumerate(self.bars):
            bar.clicked.connect(lambda _=False, number=number: self.pressed.emit(self._places[number]))
            layout.addWidget(bar)
            bar.hide()  # until there is something that it stands for
        layout.addSpacing(4)
        layout.addWidget(self.reading)
        layout.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def show_bars(
        self, heading: str, bars: Sequence[tuple[int, str, str, float]], *, chosen: int | None = None, reading: str = ""
    ) -> None:
        """Bars of (place, label, number, share of the strongest); ``chosen`` is pointed at, ``reading`` said of it."""
        self.heading.setText(heading)
        self.reading.setText(reading)
        self._places = tuple(place for place, *_ in bars)
        for number, bar in enumerate(self.bars):
            bar.setVisible(number < len(bars))
            if number < len(bars):
                place, label, value, share = bars[number]
                bar.show_value(label, value, share, chosen=place == chosen)

    def places(self) -> tuple[int, ...]:
        """What the bars stand for, the strongest first."""
        return self._places

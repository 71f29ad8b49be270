"""The line that greets who is new: a tour of two minutes, three example sentences; closed for good at will."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from attnviz.ui.controls.elided_button import ElidedButton
from attnviz.ui.panes.translate.examples import examples
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.plain_text import plain

OFFERED = (1, 3, 8)  # of the examples: word order, a far word, two negations


class Welcome(Reworded, QWidget):
    """Stands below the picture until it is closed or the tour is taken."""

    tour_wanted = Signal()
    example_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("translate.welcome")
        self._comes_back = False  # after a presentation
        self._greeting, self._or = plain(QLabel()), plain(QLabel())
        self._or.setProperty("role", "muted")
        self.tour = named(QPushButton(), "translate.welcome.tour", role="primary")
        self.examples = [named(ElidedButton(), f"translate.welcome.{i}") for i in range(len(OFFERED))]
        self.close_button = named(QToolButton(), "translate.welcome.close")
        self.close_button.setText("×")
        self.close_button.setAutoRaise(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self._greeting, self.tour, self._or):
            row.addWidget(widget)
        for button in self.examples:
            row.addWidget(button, 1)
        row.addWidget(self.close_button)
        self.tour.clicked.connect(self._begin)
        self.close_button.clicked.connect(self.hide)
        for button in self.examples:
            button.clicked.connect(lambda _=False, button=button: self.example_chosen.emit(button.whole()))
        self.show_language("en")
        self.retranslate()

    def _begin(self) -> None:
        self.hide()
        self.tour_wanted.emit()

    def present(self, on: bool) -> None:
        """Step aside for a presentation, and come back after it."""
        if on:
            self._comes_back = not self.isHidden()
            self.hide()
        else:
            self.setVisible(self._comes_back or not self.isHidden())

    def show_language(self, code: str) -> None:
        """Offer sentences of the language that the model reads."""
        for button, number in zip(self.examples, OFFERED, strict=True):
            button.set_whole(examples(code)[number])

    def retranslate(self) -> None:
        self._greeting.setText(self.tr("New here?"))
        self.tour.setText(self.tr("Two-minute tour"))
        self._or.setText(self.tr("or try:"))
        self.close_button.setToolTip(self.tr("Close; the tour stays in the Help menu"))
        self.close_button.setAccessibleName(self.tr("Close the greeting"))

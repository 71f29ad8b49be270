"""The details column of live training: what it does, its answers to the fixed examples, and keeping what was learnt."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from attnviz.ui import theme
from attnviz.ui.panes.playground.controls import SaidLine
from attnviz.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from attnviz.engine.messages import Model
    from attnviz.engine.playground.training_messages import ToyTrained


class TrainDetails(QWidget):
    """Texts and the two buttons that save and reopen."""

    save_asked = Signal(str)
    open_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._trained: ToyTrained | None = None
        self._answers: tuple[str, ...] = ()
        self._heading, self._text, self._results_name, self._results, self._keep = (plain(QLabel()) for _ in range(5))
        for label in (self._heading, self._results_name, self._keep):
            label.setProperty("role", "heading")
        for label in (self._text, self._results):
            label.setWordWrap(True)
        self._results.setObjectName("playground.train.answers")
        self._results.setTextFormat(Qt.TextFormat.RichText)
        self.name = QLineEdit("toy-reverse")
        self.name.setObjectName("playground.train.name")
        self.save, self.open_ = QPushButton(), QPushButton()
        self.save.setObjectName("playground.train.save")
        self.open_.setObjectName("playground.train.open")
        self.models = QComboBox()
        self.models.setObjectName("playground.train.saved")
        self.said = SaidLine("playground.train.said", "muted")  # what came of saving or opening
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.EDGE, theme.EDGE, theme.EDGE, theme.EDGE)
        layout.setSpacing(theme.GAP)
        for widget in (self._heading, self._text, self._results_name, self._results, self._keep):
            layout.addWidget(widget)
        for left, right in ((self.name, self.save), (self.models, self.open_)):
            row = QHBoxLayout()
            row.addWidget(left, 1)
            row.addWidget(right)
            layout.addLayout(row)
        layout.addWidget(self.said)
        layout.addStretch(1)
        self.save.clicked.connect(self._on_save)
        self.open_.clicked.connect(self._on_open)
        self.save.setEnabled(False)
        self.show_models([])
        self.retranslate()

    @Slot()
    def _on_save(self) -> None:
        self.save_asked.emit(self.name.text().strip() or "toy")

    @Slot()
    def _on_open(self) -> None:
        if self.models.currentText():
            self.open_asked.emit(self.models.currentText())

    def show_models(self, models: list[Model]) -> None:
        """Offer the saved models that came from here."""
        chosen = self.models.currentText()
        self.models.clear()
        self.models.addItems([model.id for model in models if "toy" in model.card])
        self.models.setCurrentText(chosen)
        self.models.setEnabled(self.models.count() > 0)
        self.open_.setEnabled(self.models.count() > 0)

    def show_trained(self, trained: ToyTrained) -> None:
        """Show the newest answers."""
        self._trained = trained
        self.save.setEnabled(True)
        if trained.measured is not None:
            self._answers = trained.measured.answers
        self._say_answers()

    def forget(self) -> None:
        """A new run has given no answers yet."""
        self._trained, self._answers = None, ()
        self.save.setEnabled(False)
        self._results.setText("")

    def _say_answers(self) -> None:
        if self._trained is None or not self._answers:
            return
        colors = theme.colors(self)
        lines = []
        for (source, target), answer in zip(self._trained.examples, self._answers, strict=True):
            right = answer == target
            mark = "✓" if right else "✗"
            color = (colors.accent if right else colors.danger).name()
            lines.append(
                f"<p style='margin:0 0 8px 0'>{escape(source)}<br>"
                f"<span style='color:{color}'>{mark}</span> {escape(answer) or '—'}</p>"
            )
        self._results.setText("".join(lines))

    def retranslate(self) -> None:
        """Say everything again in the language that now holds."""
        self._heading.setText(self.tr("What am I looking at?"))
        self._text.setText(
            self.tr(
                "A small network learns from examples made on the spot. The map shows where it looks (columns) for "
                "each "
                "token of the answer (rows): faint at first, sharp once it has found out. For reversed letters it "
                "becomes "
                "the other diagonal. Train once more without attention and compare the curves."
            )
        )
        self._results_name.setText(self.tr("Current answers"))
        self._keep.setText(self.tr("Save"))
        self.name.setAccessibleName(self.tr("Name to save the model under"))
        self.save.setText(self.tr("Save model"))
        self.models.setAccessibleName(self.tr("Saved models"))
        self.open_.setText(self.tr("Reopen"))
        self._say_answers()

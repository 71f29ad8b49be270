"""What a person holds of what is written, in a sentence, with the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from attnviz.ui.panes.translate.choices import FREE
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.flow import FlowLayout
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from attnviz.ui.panes.translate.choices import Choices


class HeldChoices(Reworded, QWidget):
    """``undo_wanted``: the last choice is to be taken back; ``free_wanted``: all words that are held. A subclass may write
    something else than translations.
    """

    undo_wanted = Signal()
    free_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = FREE
        self.forced = named(QLabel(), f"{name}.forced")
        self.undo = named(QPushButton(), f"{name}.undo")
        self.free = named(QPushButton(), f"{name}.free")
        row = FlowLayout(self)
        for widget in (self.forced, self.undo, self.free):
            row.addWidget(widget)
        for button, wanted in ((self.undo, self.undo_wanted), (self.free, self.free_wanted)):
            button.setProperty("role", "chip")
            button.clicked.connect(wanted)
        self.retranslate()

    def show_choice(self, choices: Choices, *, own: bool) -> None:
        """Say what is held, and offer the way back; away while the person's ``own`` words stand there."""
        choice = self._choice = choices.current
        self.setVisible((choice != FREE or choices.can_redo) and not own)
        self.undo.setEnabled(choices.can_undo)
        self.free.setEnabled(bool(choice.prefix))
        self._word_choice()

    def own_words(self) -> str:
        """That nothing is held."""
        return QCoreApplication.translate("Sentences", "The model's own translation.")

    def free_words(self) -> tuple[str, str]:
        """What the button says that lets go of the words held, and what is read out of it."""
        text = QCoreApplication.translate("Sentences", "Back to model's translation")
        return text, QCoreApplication.translate("Sentences", "Back to the model's own translation")

    def retranslate(self) -> None:
        self.undo.setText(QCoreApplication.translate("Sentences", "Undo"))
        self.undo.setAccessibleName(QCoreApplication.translate("Sentences", "Undo the last choice"))
        text, name = self.free_words()
        self.free.setText(text)
        self.free.setAccessibleName(name)
        self._word_choice()

    def _word_choice(self) -> None:
        if not self._choice.prefix:
            text = self.own_words()
        elif self._choice.beam:
            text = QCoreApplication.translate("Sentences", "Another beam is shown.")
        else:
            text = QCoreApplication.translate("Sentences", "Your choice fixes the first {} pieces (●).")
            text = text.format(len(self._choice.prefix))
        if self._choice.off:
            off = QCoreApplication.translate("Sentences", "Heads switched off: {}.").format(len(self._choice.off))
            text = off + (f" {text}" if self._choice.prefix else "")
        self.forced.setText(text)

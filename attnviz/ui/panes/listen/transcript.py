"""What was heard, as words that can be played, and the person's own transcript in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from attnviz.ui.panes.listen import texts
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.flow import FlowLayout
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from attnviz.ui.panes.listen.state import ListenState

PAUSE = 250  # milliseconds of not typing before a transcript is aligned
LONGEST = 500  # characters of a transcript
MOST_CHIPS = 40


class Transcript(Reworded, QWidget):
    """Draws the words of the answer; ``word_chosen`` tells the number of one that was pressed."""

    word_chosen = Signal(int)

    def __init__(self, state: ListenState) -> None:
        super().__init__()
        self._state = state
        self.name = named(QLabel(), "listen.name", role="muted")
        plain(self.name)
        self.own = named(QPushButton(), "listen.own", checkable=True, role="chip")
        self.undo = named(QPushButton(), "listen.undo", role="chip")
        self.free = named(QPushButton(), "listen.free", role="chip")
        self.field = named(QLineEdit(), "listen.transcript")
        self.field.setMaxLength(LONGEST)
        self.field.hide()
        self.nothing = named(QLabel(), "listen.nothing", role="title")
        plain(self.nothing)
        self.chips: list[QPushButton] = []
        self._timer = QTimer(self, interval=PAUSE, singleShot=True)
        head = QWidget()
        self._row = FlowLayout(head, gap=6, line_gap=4)
        for widget in (self.name, self.own, self.undo, self.free, self.nothing):
            self._row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(head)
        column.addWidget(self.field)
        self.own.clicked.connect(self._toggle)
        self.undo.clicked.connect(state.undo)
        self.free.clicked.connect(lambda: state.vary(held=(), beam=False))
        self.field.textEdited.connect(lambda _: self._timer.start())
        self.field.returnPressed.connect(self._typed)
        self._timer.timeout.connect(self._typed)
        state.heard_changed.connect(self._show)
        state.sound_changed.connect(self._another)
        state.varied.connect(self._show_choice)
        self.retranslate()

    def is_waiting(self) -> bool:
        """Whether what was typed is yet to be asked for."""
        return self._timer.isActive()

    def _toggle(self, own: bool) -> None:
        self._timer.stop()
        if own:
            heard = self._state.heard
            self.field.setText(self.field.text().strip() or ("" if heard is None else heard.text))
            self.field.setFocus()
        self.field.setVisible(own)
        self._typed() if own else self._state.set_transcript(None)

    def _typed(self) -> None:
        self._timer.stop()
        text = " ".join(self.field.text().split())
        self._state.set_transcript(text or None)

    def _another(self) -> None:
        self._timer.stop()
        self.own.setChecked(False)
        self.field.hide()
        self.field.clear()
        self._show_choice()

    def _show(self) -> None:
        heard = self._state.heard
        words = () if heard is None else heard.words
        for chip in self.chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []
        for number, word in enumerate(words[:MOST_CHIPS]):
            chip = named(QPushButton(word.text), f"listen.word.{number}", role="chip")
            font = chip.font()
            font.setPointSizeF(font.pointSizeF() * 1.25)
            font.setBold(True)
            chip.setFont(font)
            chip.setToolTip(texts.times(word))
            chip.setAccessibleName(f"{word.text}, {texts.times(word)}")
            chip.clicked.connect(lambda _=False, number=number: self.word_chosen.emit(number))
            self._row.addWidget(chip)
            self.chips.append(chip)
        self.nothing.setVisible(heard is not None and not words)
        self._show_choice()

    def _show_choice(self) -> None:
        state = self._state
        forced = state.transcript is None and bool(state.variation.held)
        self.free.setVisible(forced)
        self.undo.setVisible(state.variations.can_undo)
        self._word_name()

    def _word_name(self) -> None:
        sound = self._state.sound
        name = sound.name if sound is not None else ""
        length = texts.seconds(sound.seconds) if sound is not None else ""
        self.name.setText(f"{name} · {length}" if name else length)

    def retranslate(self) -> None:
        self.own.setText(self.tr("My transcript"))
        self.own.setToolTip(self.tr("Write what was said: it is aligned with the sound and scored"))
        self.undo.setText(self.tr("Undo"))
        self.free.setText(self.tr("Back to what the model heard"))
        self.free.setToolTip(self.tr("Let the model choose every letter again"))
        self.field.setPlaceholderText(self.tr("What is said in this sound"))
        self.field.setAccessibleName(self.tr("My transcript"))
        self.nothing.setText(self.tr("(no word)"))
        self._word_name()

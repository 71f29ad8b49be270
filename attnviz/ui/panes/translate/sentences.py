"""The two sentences of the Translate pane side by side: the text that is typed, and below it its tokens."""

from __future__ import annotations

import math
import time
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from attnviz.ui.panes.text_field import TextField
from attnviz.ui.panes.translate.held_choices import HeldChoices
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.scroll_areas import TokenArea
from attnviz.ui.widgets.tokens import Chip, TokenRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.attention.maps import MapPicture
    from attnviz.engine.attention.messages import Token
    from attnviz.engine.translate.messages import Translation
    from attnviz.ui.panes.translate.choices import Choice, Choices
    from attnviz.ui.panes.translate.state import TranslateState


MOST_LINES = 3  # of a sentence that are in sight at once
_FRAME = 10  # pixels of border and padding
_TYPING = 2.0  # seconds: keys and answers that follow each other as quickly are those of a text that is being typed


class SentenceEdit(TextField):
    """A sentence or a few; ``typed`` tells each change of the text itself, not of what an input method still composes."""

    typed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._last, self._lines = "", 1
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def show_text(self, text: str) -> None:
        """Put a text there without it counting as typed."""
        if text != self.toPlainText():
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)
            self._last = self.toPlainText()  # not ``text``: Qt has its own line ends and replaces what is no character

    def replace_text(self, text: str) -> None:
        """Put a text there as if it was typed: undo brings back what it replaced."""
        if text != self.toPlainText():
            cursor = QTextCursor(self.document())
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(text)

    def sizeHint(self) -> QSize:
        """As high as its text is at this width, up to three lines."""
        line = self.fontMetrics().lineSpacing()
        return QSize(line * 12, round(line * self._lines + 2 * self.document().documentMargin()) + _FRAME)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().lineSpacing() * 8, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wanted = max(round(self.document().size().height()), 1)
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if wanted > MOST_LINES else policy.ScrollBarAlwaysOff)
        lines = min(wanted, MOST_LINES)
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()

    def _changed(self) -> None:
        text = self.toPlainText()  # without what is being composed
        if text != self._last:
            self._last = text
            self.typed.emit()


class Sentences(Reworded, QWidget):
    """Source at the left, target at the right (below it where the window is narrow)."""

    source_typed = Signal()
    target_typed = Signal()
    own_toggled = Signal(bool)
    undo_wanted = Signal()
    free_wanted = Signal()

    def __init__(self, state: TranslateState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.source = SentenceEdit("translate.source")
        self.target = SentenceEdit("translate.target")
        self.target.setReadOnly(True)
        self.source_row = TokenRow(state.word_selection, target=False)
        self.target_row = TokenRow(state.word_selection, target=True)
        self.source_row.setObjectName("translate.tokens.source")
        self.target_row.setObjectName("translate.tokens.target")
        self._arrow = named(QLabel("→"), "translate.arrow", role="muted")
        self.own = named(QPushButton(), "translate.own", checkable=True)
        self.own.setProperty("role", "chip")
        self.held = HeldChoices("translate")
        self.undo, self.free, self.forced = self.held.undo, self.held.free, self.held.forced
        self._languages = ("", "")
        self._moved = -math.inf  # when a key was typed or an answer came, on the monotonic clock
        self._begun = self._mine = ""  # where the person's own translation began; what it was when it was last left
        self._build()
        as_seen = (self.source, self.source_row, self.own, self.target, self.target_row, self.undo, self.free)
        for first, second in pairwise(as_seen):
            QWidget.setTabOrder(first, second)
        self.retranslate()
        self.source.typed.connect(self._keep_room)
        self.source.typed.connect(self.source_typed)
        self.target.typed.connect(self.target_typed)
        self.own.toggled.connect(self._own_toggled)
        self.held.undo_wanted.connect(self.undo_wanted)
        self.held.free_wanted.connect(self.free_wanted)
        state.map_changed.connect(self._show)
        self.show_choice(state.choices)

    def _build(self) -> None:
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(6)
        above = QHBoxLayout()
        above.addWidget(self.target, 1)
        above.addWidget(self.own, 0, Qt.AlignmentFlag.AlignTop)
        source, target = QVBoxLayout(), QVBoxLayout()
        source.addWidget(self.source)
        target.addLayout(above)
        for side, row in ((source, self.source_row), (target, self.target_row)):
            side.setSpacing(4)
            side.addWidget(TokenArea(row, most=2))
        target.addWidget(self.held)
        for side in (source, target):
            side.addStretch(1)
        self._sides.addLayout(source, 1)
        self._sides.addWidget(self._arrow, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._sides.addLayout(target, 1)

    def _show(self) -> None:
        state = self._state
        if state.result is not None and state.words is not None:
            self._keep_room()
            self.show_result(state.result, state.words, state.choices.current)
            self.show_choice(state.choices)

    def _keep_room(self) -> None:
        """While a text is typed, lines that it needs no more stay empty: what is below does not move up and down."""
        before, self._moved = self._moved, time.monotonic()
        self.setMinimumHeight(self.height() if self._moved - before < _TYPING else 0)

    def show_languages(self, source: str, target: str) -> None:
        """Name the languages of the two fields, where they are known."""
        self._languages = (source, target)
        for edit, name in ((self.source, source), (self.target, target)):
            edit.setAccessibleDescription(name)
            edit.setToolTip(name)

    def show_result(self, result: Translation, picture: MapPicture, choice: Choice) -> None:
        """Show the tokens of a result as a picture of its cross-attention groups them, and its text where it is the model's."""
        forced = 0 if choice.beam else len(result.request.prefix)
        self.source_row.set_chips(
            [
                Chip(text, quiet=_is_quiet(result.source_tokens, group))
                for text, group in zip(picture.columns, picture.column_tokens, strict=True)
            ],
            picture,
        )
        self.target_row.set_chips(
            [
                Chip(
                    text,
                    probability=math.exp(float(result.log_probabilities[list(group)].sum())),
                    forced=group[0] < forced,
                    quiet=_is_quiet(result.target_tokens, group),
                )
                for text, group in zip(picture.rows, picture.row_tokens, strict=True)
            ],
            picture,
        )
        if not self.own.isChecked():
            self.target.show_text(result.text)

    def show_choice(self, choices: Choices) -> None:
        """Say what is held, and offer the way back."""
        self.held.show_choice(choices, own=self.own.isChecked())

    def own_target(self) -> str | None:
        """The person's own translation where they give one."""
        text = self.target.toPlainText()
        return text if self.own.isChecked() and text.strip() else None

    def kept_target(self) -> str:
        """The person's own translation, also while it is not shown; empty for none."""
        return self.target.toPlainText() if self.own.isChecked() else self._mine

    def keep_target(self, text: str) -> None:
        """Have a translation of the person's own to come back to."""
        self._mine = text

    def set_own(self, target: str | None) -> None:
        """Take or leave a translation of the person's own without announcing it."""
        if target is None and self.own.isChecked():
            self._leave_own()
        elif target is not None:
            self._begun, self._mine = "", target
        self.own.blockSignals(True)
        self.own.setChecked(target is not None)
        self.own.blockSignals(False)
        self.target.setReadOnly(target is None)
        if target is not None:
            self.target.show_text(target)

    def set_stale(self, stale: bool) -> None:
        self.source_row.set_stale(stale)
        self.target_row.set_stale(stale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.setMinimumHeight(0)
        narrow = self.width() < self.fontMetrics().height() * 30
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._sides.direction() != direction:
            self._sides.setDirection(direction)
            self._arrow.setVisible(not narrow)
        self._arrow.setMinimumHeight(self.own.sizeHint().height())

    def retranslate(self) -> None:
        self.source.setAccessibleName(self.tr("Text to translate"))
        self.source.setPlaceholderText(self.tr("Type a sentence"))
        self.target.setAccessibleName(self.tr("Translation"))
        self.target.setPlaceholderText(self.tr("Type your own translation"))
        self.source_row.setAccessibleName(self.tr("Source tokens"))
        self.target_row.setAccessibleName(self.tr("Target tokens"))
        self.own.setText(self.tr("My translation"))
        self.own.setAccessibleName(self.own.text())
        self.own.setToolTip(self.tr("Give your own translation and see how the model aligns it"))
        self.show_languages(*self._languages)

    def _own_toggled(self, own: bool) -> None:
        self.target.setReadOnly(not own)
        if own:
            self._begun = self.target.toPlainText()
            if self._mine.strip():
                self.target.replace_text(self._mine)
            self.target.setFocus()
            self.target.selectAll()
        else:
            self._leave_own()
        self.own_toggled.emit(own)

    def _leave_own(self) -> None:
        """Keep what the person wrote, if it is not what stood there before."""
        text = self.target.toPlainText()
        if text != self._begun:
            self._mine = text


def _is_quiet(tokens: Sequence[Token], group: Sequence[int]) -> bool:
    return tokens[group[0]].kind != "word"

"""The details column of captions: the word that is pointed at, its gate and alternatives, the beams, a test of its map."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from attnviz import defaults
from attnviz.engine.describe.certainty import UNLIKELY
from attnviz.ui import theme
from attnviz.ui.panes.look import describe_texts
from attnviz.ui.panes.look.describe_faithfulness import MapTest
from attnviz.ui.panes.look.describe_picture import HARDLY, gate_of, probability_of
from attnviz.ui.reworded import Reworded
from attnviz.ui.shares import percent
from attnviz.ui.widgets.bars import BarButton
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from attnviz.engine.attention.maps import MapPicture
    from attnviz.engine.describe.messages import Described
    from attnviz.ui.panes.look.describe_view import CaptionView
    from attnviz.ui.panes.look.state import LookState
    from attnviz.ui.panes.questions import Ask

ALTERNATIVES = 5


def _label(name: str, role: str = "") -> QLabel:
    label = named(QLabel(), name, role=role)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


class WordDetails(Reworded, QWidget):
    """Shows one caption; ``alternative_chosen`` tells token and rank, ``beam_chosen`` the beam's index."""

    alternative_chosen = Signal(int, int)
    beam_chosen = Signal(int)

    def __init__(self, state: LookState, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("look.describe.details")
        self._view: CaptionView | None = None
        self._row: int | None = None  # stays when the pointer leaves, so that it can come here
        self._token = 0
        self.side = _label("look.describe.side", "muted")
        self.word = _label("look.describe.word", "title")
        self.probability = _label("look.describe.probability")
        self.gate = named(BarButton(), "look.describe.gate")
        self.gate.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.unsure = _label("look.describe.unsure")
        self.grey = _label("look.describe.grey", "muted")
        self.instead = _label("look.describe.instead", "muted")
        self.alternatives = [named(BarButton(), f"look.describe.alternative.{i}") for i in range(ALTERNATIVES)]
        self.test = MapTest(ask, state)
        self.beams_title = _label("look.describe.beams.title", "muted")
        self.beams = [named(BarButton(wrap=True), f"look.describe.beam.{i}") for i in range(defaults.MOST_BEAMS)]
        self.notes = _label("look.describe.notes")
        self.taught = _label("look.describe.taught", "muted")
        self.explain = named(QPushButton(), "look.describe.explain", checkable=True)
        self.explanation = _label("look.describe.explanation")
        self.explanation.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        groups: tuple[tuple[QWidget, ...], ...] = (
            (self.side, self.word, self.probability, self.unsure, self.gate, self.grey),
            (self.instead, *self.alternatives, self.test),
            (self.beams_title, *self.beams, self.notes),
        )
        for group in groups:
            for widget in group:
                layout.addWidget(widget)
            layout.addSpacing(theme.GAP)
        layout.addWidget(self.explain, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.explanation)
        layout.addWidget(self.taught)
        layout.addStretch(1)
        for rank, row in enumerate(self.alternatives):
            row.clicked.connect(lambda _checked=False, rank=rank: self.alternative_chosen.emit(self._token, rank))
        for index, row in enumerate(self.beams):
            row.clicked.connect(lambda _checked=False, index=index: self.beam_chosen.emit(index))
        self.explain.toggled.connect(self.explanation.setVisible)
        self.retranslate()

    def show_view(self, view: CaptionView | None) -> None:
        """Tell of a caption and of the word that is pointed at in it."""
        if view is not self._view or (view is not None and view.answer is not self._answer):
            self._row = None
            self.test.forget()
        self._view = view
        self._answer = None if view is None else view.answer
        if view is not None and view.selection.shown is not None:
            row = view.selection.shown.row
            if row is not None and row != self._row:
                self._row = row
                self.test.forget()
        self._show()

    _answer: Described | None = None

    def _show(self) -> None:
        view = self._view
        answer = None if view is None else view.answer
        picture = None if view is None else view.picture.picture()
        if view is None or answer is None or picture is None:
            for part in self.findChildren(QWidget):
                if part.parent() is self and part not in (self.side, self.explain):
                    part.hide()
            self.side.setText(self.tr("The photo is told here, word by word."))
            return
        row = self._row if self._row is not None and self._row < len(picture.rows) else None
        if row is None:
            self._show_caption(answer)
        else:
            self._show_word(answer, picture, row)
        self._show_unsure(view, answer, picture, row)
        self._show_beams(view, answer)
        notes = "\n".join(
            filter(None, (describe_texts.note_sentence(note.code, note.parameters) for note in answer.notes))
        )
        self.notes.setText(notes)
        self.notes.setVisible(bool(notes))
        self.taught.setText(describe_texts.taught(dict(view.about.card)))
        self.taught.setVisible(bool(self.taught.text()))

    def _show_caption(self, answer: Described) -> None:
        self.side.setText(self.tr("Your caption") if answer.request.caption is not None else self.tr("The caption"))
        self.word.setText(answer.caption)
        mean = float(answer.log_probabilities.mean())
        self.probability.setText(
            self.tr("log-probability {total} · per piece {mean}").format(
                total=f"{float(answer.log_probabilities.sum()):.2f}", mean=f"{mean:.2f}"
            )
        )
        self.grey.setText(self.tr("Point at a word to see where the model looked; click to pin it."))
        for part in (self.word, self.probability, self.grey):
            part.show()
        of_words: tuple[QWidget, ...] = (self.gate, self.instead, *self.alternatives, self.test)
        for of_word in of_words:
            of_word.hide()

    def _show_word(self, answer: Described, picture: MapPicture, row: int) -> None:
        group = picture.row_tokens[row]
        probability, gate = probability_of(answer, group), gate_of(answer, group)
        grey = math.exp(float(sum(answer.without_photo[token] for token in group)))
        self.side.setText(self.tr("Word {n}").format(n=row + 1))
        self.word.setText(picture.rows[row])
        text = self.tr("probability {percent}").format(percent=percent(probability))
        if probability < UNLIKELY:
            text += " · " + (
                self.tr("unlikely: the photo speaks against it") if probability < grey else self.tr("unlikely here")
            )
        self.probability.setText(text)
        says = self.tr("Gate: it looks") if gate >= HARDLY else self.tr("Gate: it hardly looks")
        self.gate.show_value(says, f"{gate:.2f}", gate)
        self.grey.setText(
            self.tr("With a grey picture: {percent}, from the sentence so far alone").format(percent=percent(grey))
        )
        self._token = group[0]
        self.instead.setText(self.tr("Instead of “{piece}”").format(piece=answer.tokens[self._token].text))
        for rank, button in enumerate(self.alternatives):
            shown = rank < len(answer.alternative_texts[self._token])
            button.setVisible(shown)
            if shown:
                text, share = (
                    answer.alternative_texts[self._token][rank],
                    float(answer.alternative_probabilities[self._token, rank]),
                )
                taken = int(answer.alternatives[self._token, rank]) == answer.tokens[self._token].id
                name = self.tr("{word}, {number}: write this and let the rest be written anew").format(
                    word=text, number=percent(share)
                )
                button.show_value(text or "▁", percent(share), share, chosen=taken, name=name)
        for part in (self.word, self.probability, self.gate, self.grey, self.instead):
            part.show()
        special = answer.tokens[group[0]].kind == "special"
        self.test.setVisible(not special)
        if not special:
            self.test.offer(answer, group[0], group[-1] + 1, picture.rows[row])

    def _show_unsure(self, view: CaptionView, answer: Described, picture: MapPicture, row: int | None) -> None:
        """Of the caption, the words that the model is unsure of; of such a word, why it is called so."""
        certainty, groups, given = view.certainty, picture.row_tokens, answer.request.caption is not None
        if row is None:
            words = [
                text for text, group in zip(picture.rows, groups, strict=True) if certainty.is_unsure(answer, group)
            ]
            self.unsure.setText(describe_texts.unsure_words(words, given=given))
        elif certainty.is_unsure(answer, groups[row]):
            self.unsure.setText(describe_texts.why_unsure(certainty.level(answer, groups[row]), given=given))
        else:
            self.unsure.setText("")
        self.unsure.setVisible(bool(self.unsure.text()))

    def _show_beams(self, view: CaptionView, answer: Described) -> None:
        shown = tuple(token.id for token in answer.tokens)
        best = max((beam.score for beam in view.search), default=0.0)
        for i, button in enumerate(self.beams):
            button.setVisible(i < len(view.search))
            if i < len(view.search):
                beam = view.search[i]
                button.show_value(
                    beam.text, f"{beam.score:.2f}", math.exp(beam.score - best) * 0.9, chosen=beam.ids == shown
                )
        self.beams_title.setVisible(bool(view.search))

    def retranslate(self) -> None:
        self.beams_title.setText(self.tr("Captions that the search found, by score"))
        self.gate.setToolTip(self.tr("How much of what was seen entered the word: 0 nothing, 1 all"))
        self.grey.setToolTip(self.tr("How probable the same word would be if there were nothing to be seen"))
        self.instead.setToolTip(self.tr("Choose one to write it instead and let the rest be written anew"))
        self.explain.setText(self.tr("What am I looking at?"))
        self.explain.setAccessibleName(self.explain.text())
        self.explanation.setText(describe_texts.explanation())
        self.test.retranslate()
        self._show()

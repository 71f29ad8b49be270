"""The details column of the Listen pane: the letter that is pointed at, words with their times, beams, the test of the map."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from attnviz import defaults
from attnviz.lazy_numpy import np
from attnviz.ui import theme
from attnviz.ui.panes.listen import texts
from attnviz.ui.panes.listen.map_test import MapTest
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.bars import BarButton
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.plain_text import plain

if TYPE_CHECKING:
    from attnviz.engine.listen.messages import ListeningChecked
    from attnviz.ui.panes.listen.state import ListenState

ALTERNATIVES, MOMENTS, MOST_WORDS = 5, 3, 40


class Rows(QWidget):
    """A heading and rows below it; ``pressed`` tells the number of a row."""

    pressed = Signal(int)

    def __init__(self, name: str, count: int, *, wrap: bool = False) -> None:
        super().__init__()
        self.heading = named(QLabel(), f"{name}.heading", role="muted")
        self.heading.setWordWrap(True)
        self.rows = [BarButton(self, wrap=wrap) for _ in range(count)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GAP, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.heading)
        for number, row in enumerate(self.rows):
            row.setObjectName(f"{name}.{number}")
            row.clicked.connect(lambda _=False, number=number: self.pressed.emit(number))
            column.addWidget(row)
        self.hide()

    def show_rows(self, values: list[tuple[str, str, float, bool]]) -> None:
        """Label, number, share and whether it is the chosen one, of each row; none hides all."""
        for row, value in zip(self.rows, values, strict=False):
            label, said, share, chosen = value
            row.show_value(label, said, share, chosen=chosen)
        for number, row in enumerate(self.rows):
            row.setVisible(number < len(values))
        self.setVisible(bool(values))


class DetailsPanel(Reworded, QWidget):
    """``alternative_chosen`` tells a token and a rank, ``beam_chosen`` the number of a beam, ``word_chosen`` of a word."""

    alternative_chosen = Signal(int, int)
    beam_chosen = Signal(int)
    word_chosen = Signal(int)

    def __init__(self, state: ListenState) -> None:
        super().__init__()
        self.setObjectName("listen.details")
        self._state = state
        self._token: int | None = None
        self.side, self.word, self.probability = (_label(role) for role in ("muted", "title", ""))
        self.word.setObjectName("listen.details.word")
        self.entropy = _label("muted")
        self.alternatives = Rows("listen.alternative", ALTERNATIVES)
        self.moments = Rows("listen.moment", MOMENTS)
        self.words = Rows("listen.words", MOST_WORDS)
        self.beams = Rows("listen.beam", defaults.MOST_BEAMS, wrap=True)
        self.ctc = _label("muted")
        self.ctc.setObjectName("listen.ctc")
        self.test = MapTest(state)
        self.explain = named(QPushButton(), "listen.explain", checkable=True)
        self.explanation = _label("")
        self.explanation.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.EDGE, theme.EDGE, theme.EDGE, theme.EDGE)
        column.setSpacing(theme.GAP)
        for part in (
            self.side, self.word, self.probability, self.alternatives, self.moments, self.entropy, self.words, self.beams,
            self.ctc, self.test, self.explain, self.explanation,
        ):  # fmt: skip
            column.addWidget(part)
        column.setAlignment(self.explain, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.alternatives.pressed.connect(self._choose)
        self.words.pressed.connect(self.word_chosen)
        self.beams.pressed.connect(self.beam_chosen)
        self.moments.pressed.connect(self._go)
        self.explain.toggled.connect(self.explanation.setVisible)
        state.map_changed.connect(self._show_all)
        state.selection.changed.connect(self._show_letter)
        self._frames: list[int] = []
        self.retranslate()

    def _show_all(self) -> None:
        self._show_letter()
        self._show_words()
        self._show_beams()

    def _show_letter(self) -> None:
        """The letter that is pointed at; it stays when the pointer leaves the map, so that it can come here."""
        state, heard, spot = self._state, self._state.heard, self._state.selection.shown
        if heard is None or state.map is None:
            return
        if spot is not None and spot.row is not None:
            group = state.row_tokens(spot.row)
            self._token = group[0] if group else None
        if self._token is not None and self._token >= len(heard.tokens):
            self._token = None
        if self._token is None:
            self._show_whole()
            return
        token = heard.tokens[self._token]
        self.side.setText(self.tr("Letter") if heard.ctc is not None else self.tr("Token"))
        self.word.setText(token.text)
        p = math.exp(float(heard.log_probabilities[self._token]))
        moment = state.letters.get(self._token)
        when = f" · {texts.times(moment)}" if moment else ""
        self.probability.setText(self.tr("probability {percent} %").format(percent=f"{p * 100:.1f}") + when)
        rows = zip(
            heard.alternative_texts[self._token], heard.alternative_probabilities[self._token].tolist(), strict=True
        )
        stretch, place = heard.places[self._token]
        written = heard.stretches[stretch].ids[place]
        ids = heard.alternatives[self._token].tolist()
        self.alternatives.show_rows(
            [(text, f"{share * 100:.1f} %", share, ids[i] == written) for i, (text, share) in enumerate(rows)]
        )
        weights = heard.attention.weights[0, 0, self._token]
        self._frames = np.argsort(-weights, kind="stable")[:MOMENTS].tolist()
        top = float(weights.max()) or 1.0
        moments = [
            (texts.seconds(frame * heard.frames.seconds), f"{weights[frame]:.2f}", float(weights[frame]) / top, False)
            for frame in self._frames
        ]
        self.moments.show_rows(moments)
        self.entropy.setText(
            self.tr("Entropy {bits} of at most {most} bits.").format(
                bits=f"{float(heard.entropy[self._token]):.2f}", most=f"{math.log2(max(len(heard.frames), 1)):.2f}"
            )
        )

    def _show_whole(self) -> None:
        heard = self._state.heard
        assert heard is not None
        own = heard.request.transcript is not None
        self.side.setText(self.tr("Your transcript") if own else self.tr("What was heard"))
        self.word.setText(heard.text or "—")
        total = float(heard.log_probabilities.sum())
        self.probability.setText(
            self.tr("log-probability {total} · per letter {mean}").format(
                total=f"{total:.2f}", mean=f"{total / max(len(heard.tokens), 1):.2f}"
            )
        )
        self.entropy.setText(self.tr("Point at a letter to see and hear its moment; press it to pin it."))
        for part in (self.alternatives, self.moments):
            part.show_rows([])

    def _show_words(self) -> None:
        words = self._state.words()[:MOST_WORDS]
        length = max((word.end - word.start for word in words), default=1.0) or 1.0
        self.words.show_rows(
            [(word.text, texts.times(word), (word.end - word.start) / length, False) for word in words]
        )
        heard = self._state.heard
        assert heard is not None
        own = heard.request.transcript is not None
        self.ctc.setText("" if own else self.tr("The encoder alone (CTC) writes: {text}").format(text=heard.ctc or "—"))
        self.ctc.setVisible(not own and heard.ctc is not None)
        self.explanation.setText(texts.explanation(opened=heard.ctc is None))

    def _show_beams(self) -> None:
        heard, beams = self._state.heard, self._state.beams[: defaults.MOST_BEAMS]
        assert heard is not None
        shown = heard.stretches[0].ids if len(heard.stretches) == 1 else ()
        best = max((beam.score for beam in beams), default=0.0)
        total = sum(math.exp(beam.score - best) for beam in beams) or 1.0
        rows = []
        for beam in beams:
            share = math.exp(beam.score - best) / total
            rows.append((beam.text or "—", f"{share * 100:.0f} %", share, beam.ids == shown))
        self.beams.show_rows(rows if len(rows) > 1 else [])

    def _choose(self, rank: int) -> None:
        if self._token is not None:
            self.alternative_chosen.emit(self._token, rank)

    def _go(self, place: int) -> None:
        heard = self._state.heard
        if heard is not None and place < len(self._frames):
            at = self._frames[place] * heard.frames.seconds
            self._state.play_wanted.emit(max(at - 0.1, 0.0), at + 0.15)

    def show_checked(self, told: ListeningChecked) -> None:
        self.test.show_told(told)

    def forget_letter(self) -> None:
        """Another sound, or a person asked to see nothing alone any more."""
        self._token = None
        self._show_letter()

    def retranslate(self) -> None:
        self.alternatives.heading.setText(self.tr("Could have been"))
        self.alternatives.heading.setToolTip(self.tr("Choose one to write it instead and decode the rest again"))
        self.moments.heading.setText(self.tr("Listens at"))
        self.words.heading.setText(self.tr("Words, and when they were said"))
        self.beams.heading.setText(self.tr("Beams, by their share of the probability"))
        self.explain.setText(self.tr("What am I looking at?"))
        self.explanation.setText(texts.explanation(opened=False))
        if self._state.heard is not None and self._state.map is not None:
            self._show_all()
        else:
            self.side.setText(self.tr("Details"))


def _label(role: str) -> QLabel:
    made = plain(QLabel())
    if role:
        made.setProperty("role", role)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return made

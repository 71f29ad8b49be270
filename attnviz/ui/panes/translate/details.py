"""The details column of the Translate pane: all about the token hovered or pinned, the beams, and what a picture means."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from attnviz import defaults
from attnviz.engine.attention.maps import MapPicture, entropy
from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER
from attnviz.engine.attention.rollout import rollout
from attnviz.engine.translate.axes import of_kind
from attnviz.lazy_numpy import np
from attnviz.ui import theme
from attnviz.ui.factors import factor
from attnviz.ui.panes.translate.details_parts import PieceChips, Section, label, say
from attnviz.ui.panes.translate.details_texts import DetailsTexts
from attnviz.ui.panes.translate.differing import differing
from attnviz.ui.panes.translate.faithfulness import FaithfulnessPanel
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.head_strips import HeadStrips
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.plain_text import tip
from attnviz.ui.widgets.selection import Spot
from attnviz.ui.widgets.special_tokens import END  # stands for a beam that ends at once

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHideEvent

    from attnviz.engine.translate.messages import Beam, Translation
    from attnviz.ui.panes.translate.state import TranslateState

ALTERNATIVES, LOOKS = 5, 3
REST = 30  # milliseconds after an answer until its details are told: words, map and heads are painted before them
WORD_MARK = "▁"  # stands for a piece that is only the beginning of a word


class DetailsPanel(Reworded, QWidget):
    """Shows one result; ``alternative_chosen`` tells target token index and rank, ``beam_chosen`` the beam's index,
    ``head_chosen`` the (layer, head) of an encoder head.
    """

    alternative_chosen = Signal(int, int)
    beam_chosen = Signal(int)
    head_chosen = Signal(object)

    def __init__(
        self,
        state: TranslateState,
        texts: DetailsTexts | None = None,
        *,
        name: str = "translate",
        parent: QWidget | None = None,
    ) -> None:
        """``name`` begins the object names; ``texts`` say what is written, by default a translation."""
        super().__init__(parent)
        self._texts = texts or DetailsTexts()
        self._state, self._selection = state, state.selection
        self._result: Translation | None = None
        self._picture: MapPicture | None = None
        self._beams: tuple[Beam, ...] = ()
        self._kind, self._shift, self._norms = CROSS, False, False
        self._piece = 0
        self._group: tuple[int, ...] = ()
        self._ends: dict[Section, list[Spot]] = {}  # where the rows lead
        self._strips_shown = False
        self._later = QTimer(self, singleShot=True, interval=REST)
        self._later.timeout.connect(self._show)
        self._spot: Spot | None = None  # stays when the pointer leaves the picture, so that it can come here
        self.setObjectName(f"{name}.details")
        self.side = label("muted")
        self.word = label("title", f"{name}.details.word")
        self.probability = label("", f"{name}.details.probability")
        self.pieces = PieceChips()
        self.alternatives = Section(f"{name}.alternative", ALTERNATIVES)
        self.looks = Section(f"{name}.looks_at", LOOKS)
        self.seen_by = Section(f"{name}.seen_by", LOOKS)
        self.strips_heading = label("muted")
        self.strips = named(HeadStrips(), f"{name}.strips")
        self.truth = FaithfulnessPanel(self._texts.faithfulness(), name=name)
        self.truth.hide()  # until there is a map to ask about
        self.entropy = label("muted", f"{name}.details.entropy")
        self.beams = Section(f"{name}.beam", defaults.MOST_BEAMS, wrap=True)
        self.explain = named(QPushButton(), f"{name}.explain", checkable=True)
        self.explanation = label("", f"{name}.explanation")
        self.explanation.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.EDGE, theme.EDGE, theme.EDGE, theme.EDGE)
        layout.setSpacing(theme.GAP)
        top = (self.side, self.word, self.probability, self.pieces, self.alternatives, self.looks, self.seen_by)
        for widget in (*top, self.entropy, self.strips_heading, self.strips):
            layout.addWidget(widget)
        layout.addWidget(self.beams)
        layout.addWidget(self.truth)
        layout.addSpacing(theme.GAP)
        foot = QHBoxLayout()
        foot.addWidget(self.explain)
        foot.addStretch(1)
        layout.addLayout(foot)
        layout.addWidget(self.explanation)
        layout.addStretch(1)
        for rank, row in enumerate(self.alternatives.rows):
            row.clicked.connect(lambda _checked=False, rank=rank: self._choose(rank))
        for section in (self.looks, self.seen_by):
            for place, row in enumerate(section.rows):
                row.clicked.connect(lambda _checked=False, section=section, place=place: self._follow(section, place))
        for index, row in enumerate(self.beams.rows):
            row.clicked.connect(lambda _checked=False, index=index: self.beam_chosen.emit(index))
        self.explain.toggled.connect(self.explanation.setVisible)
        self.pieces.chosen.connect(self._take_piece)
        self.strips.chosen.connect(self.head_chosen)
        state.map_changed.connect(self._map_changed)
        self._selection.changed.connect(self._selection_changed)
        self._selection.cleared.connect(self._clear)
        for selection in (state.selection, state.word_selection):
            selection.digit_typed.connect(lambda digit: self._choose(digit - 1))
        self.retranslate()

    def show_result(
        self,
        result: Translation,
        picture: MapPicture,
        beams: Sequence[Beam],
        *,
        kind: str = CROSS,
        shift: bool = False,
        norms: bool = False,
    ) -> None:
        """Take a result, the picture made of its attention of a ``kind``, and the beams to list (they may be those of an
        earlier search). ``shift`` and ``norms`` are as in a ``MapView``.
        """
        again = result is self._result and self._beams == tuple(beams)[: defaults.MOST_BEAMS]
        if result is not self._result or kind != self._kind:
            self._spot = None
        self._kind, self._shift, self._norms = kind, shift, norms
        self._result, self._picture, self._beams = result, picture, tuple(beams)[: defaults.MOST_BEAMS]
        self._word_explanation()
        self._selection_changed()
        self.truth.show()
        if not again:
            self._show_beams()

    def _map_changed(self) -> None:
        """Tell of another map at once, and of another answer, after the first, when its words and map were painted."""
        if self.isVisible() and self._result is not None and self._result is not self._state.result:
            self._later.start()
        else:
            self._show()

    def _show(self) -> None:
        self._later.stop()
        state = self._state
        if state.result is not None and state.map is not None:
            view, reads = state.choice.view, not state.choice.rollout
            self.show_result(
                state.result,
                state.map.picture,
                state.beams,
                kind=view.kind,
                shift=view.shift and reads,
                norms=view.norms and reads,
            )
            self.truth.setEnabled(view.kind != DECODER)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._later.isActive():
            self._show()

    def retranslate(self) -> None:
        self.explain.setText(self.tr("What am I looking at?"))
        self.explain.setAccessibleName(self.explain.text())
        self.strips.setAccessibleName(self.tr("This word in every encoder head"))
        self.strips.set_titles(
            self.tr("looks at"), self.tr("is looked at by"), self.tr("through all layers: rollout, an approximation")
        )
        self._word_explanation()
        self.beams.heading.setText(self.tr("Beams, best score first, with their share of the beams' probability"))
        self.alternatives.heading.setToolTip(self.tr("Choose one to write it instead and decode the rest again"))
        self._refresh()
        self._show_beams()

    def _word_explanation(self) -> None:
        heads = self._has_encoder()
        text = self._texts.explanation(self._kind, heads=heads, shift=self._shift, norms=self._norms)
        if text != self.explanation.text():
            self.explanation.setText(text)

    def _has_encoder(self) -> bool:
        return self._result is not None and any(each.kind == ENCODER for each in self._result.attention)

    def _clear(self) -> None:
        self._spot = None
        self._selection_changed()

    def _selection_changed(self) -> None:
        if self._later.isActive():
            self._show()
            return
        self._spot = self._selection.shown or self._spot
        group = self._target_group()
        if group != self._group:
            self._group, self._piece = group, 0
            self._show_pieces()
        self._refresh()

    def _target_group(self) -> tuple[int, ...]:
        """The target tokens of the row that is shown."""
        spot, picture = self._spot, self._picture
        if (
            spot is None
            or picture is None
            or spot.row is None
            or spot.row >= len(picture.rows)
            or self._kind == ENCODER
        ):
            return ()
        return picture.row_tokens[spot.row]

    def _refresh(self) -> None:
        spot, result, picture = self._spot, self._result, self._picture
        self._strips_shown = False
        if result is None or picture is None:
            self._show_nothing()
        elif self._kind == ENCODER and spot is not None:
            self._show_encoder_word(result, picture, spot)
        elif spot is not None and spot.row is not None and spot.row < len(picture.rows):
            self._show_target(result, picture, spot.row)
        elif spot is not None and spot.column is not None and spot.column < len(picture.columns):
            self._show_column(result, picture, spot.column)
        else:
            self._show_sentence(result)
        for part in (self.strips_heading, self.strips):
            part.setVisible(self._strips_shown)

    def _show_nothing(self) -> None:
        self._say_of(self.tr("Details"))
        self._leave_out(self.alternatives, self.looks, self.seen_by)

    def _say_of(self, side: str, word: str = "", probability: str = "", below: str = "") -> None:
        """The texts of what is shown; each is set once, for every change lays the column out again."""
        for part, text in (
            (self.side, side),
            (self.word, word),
            (self.probability, probability),
            (self.entropy, below),
        ):
            say(part, text)

    def _leave_out(self, *sections: Section) -> None:
        for section in sections:
            section.show_rows(0)

    def _show_sentence(self, result: Translation) -> None:
        self._leave_out(self.alternatives, self.looks, self.seen_by)
        total = float(result.log_probabilities.sum())
        count = max(len(result.log_probabilities), 1)
        own = result.request.target is not None
        self._say_of(
            self._texts.whole(own=own),
            result.text,
            self.tr("log-probability {total} · per token {mean} · perplexity {perplexity}").format(
                total=f"{total:.2f}", mean=f"{total / count:.2f}", perplexity=_perplexity(-total / count)
            ),
            self.tr("Point at a word to see where the model looked; click to pin it."),
        )

    def _show_target(self, result: Translation, picture: MapPicture, row: int) -> None:
        group = picture.row_tokens[row]
        weights = picture.weights[row]
        probability = math.exp(float(result.log_probabilities[list(group)].sum()))
        text = self.tr("probability {percent} %").format(percent=f"{probability * 100:.1f}")
        if len(group) > 1:
            each = " × ".join(f"{math.exp(float(result.log_probabilities[i])) * 100:.0f} %" for i in group)
            text += f"  ({each})"
        text = "\n".join(filter(None, (text, self._texts.of_word(result, group))))
        self._show_alternatives(result, group[min(self._piece, len(group) - 1)])
        self._leave_out(self.seen_by)
        self._list(self.looks, self.tr("Looks at"), picture.columns, weights, across=True)
        most = math.log2(max(len(picture.columns), 1))
        sentence = self.tr("Entropy {bits} of at most {most} bits: {words}.").format(
            bits=f"{float(entropy(weights)):.2f}", most=f"{most:.2f}", words=self._spread(float(entropy(weights)), most)
        )
        if picture.removed[row] > 0.005:
            sentence += " " + self.tr("{percent} % of its weight is hidden.").format(
                percent=f"{float(picture.removed[row]) * 100:.0f}"
            )
        self._say_of(self._texts.target_word(), picture.rows[row], text, sentence)

    def _spread(self, bits: float, most: float) -> str:
        if bits < 0.25 * most:
            return self.tr("it looks at one place")
        return self.tr("it looks at a few places") if bits < 0.65 * most else self.tr("it looks everywhere")

    def _list(
        self, section: Section, heading: str, labels: Sequence[str], weights: np.ndarray, *, across: bool
    ) -> None:
        """The words of most weight; each leads to its column (``across``) or row."""
        order = [int(i) for i in np.argsort(-weights, kind="stable")[:LOOKS] if weights[i] >= 0.005]
        section.heading.setText(heading)
        for widget, place in zip(section.rows, order, strict=False):
            widget.show_value(labels[place], f"{weights[place]:.2f}", float(weights[place]))
        section.show_rows(len(order))
        self._ends[section] = [Spot(column=place) if across else Spot(row=place) for place in order]

    def _show_column(self, result: Translation, picture: MapPicture, column: int) -> None:
        """A source word, or in the decoder's map a word that went in."""
        self._leave_out(self.alternatives, self.looks)
        weights = picture.weights[:, column]
        self._list(self.seen_by, self.tr("Is looked at by"), picture.rows, weights, across=False)
        self._say_of(
            self.tr("Word written before") if self._kind == DECODER else self._texts.source_word(),
            picture.columns[column],
            below=self._texts.together().format(sum=f"{float(weights.sum()):.2f}"),
        )
        if self._kind == CROSS and self._has_encoder():
            self._show_strips(result, picture.column_tokens, picture.columns, column)

    def _show_encoder_word(self, result: Translation, picture: MapPicture, spot: Spot) -> None:
        """A source word in the encoder's map: where it looks, who looks at it, and both in every head."""
        place = spot.row if spot.row is not None else spot.column or 0
        if place >= len(picture.rows):
            return self._show_sentence(result)
        self._leave_out(self.alternatives)
        self._say_of(self._texts.in_encoder(), picture.rows[place])
        self._list(self.looks, self.tr("Looks at"), picture.columns, picture.weights[place], across=True)
        self._list(self.seen_by, self.tr("Is looked at by"), picture.rows, picture.weights[:, place], across=False)
        self._show_strips(result, picture.column_tokens, picture.columns, place)
        return None

    def _show_strips(
        self, result: Translation, groups: Sequence[Sequence[int]], words: Sequence[str], word: int
    ) -> None:
        """The word's rows and columns in all heads, merged to the words of the picture."""
        weights, group = of_kind(result, ENCODER).weights, list(groups[word])
        merged = [list(each) for each in groups]
        looks = np.stack([weights[..., group, :][..., each].sum(-1).mean(-1) for each in merged], -1)
        seen = np.stack([weights[..., each, :][..., group].sum(-1).mean(-1) for each in merged], -1)
        followed = rollout(weights)[group].mean(0)
        self.strips.show_word(looks, seen, np.stack([followed[each].sum() for each in merged]), words, word)
        say(self.strips_heading, self.tr("“{word}” in every encoder head, by layer").format(word=words[word]))
        self._strips_shown = True

    def _show_alternatives(self, result: Translation, token: int) -> None:
        self._token = token
        piece = result.target_tokens[token].text or WORD_MARK
        self.alternatives.heading.setText(self.tr("Instead of “{piece}”").format(piece=piece))
        texts = result.alternative_texts[token]
        shown = zip(self.alternatives.rows, texts, result.alternative_probabilities[token].tolist(), strict=False)
        for rank, (row, text, probability) in enumerate(shown):
            taken = int(result.alternatives[token, rank]) == result.target_tokens[token].id
            number = f"{probability * 100:.1f} %"
            name = self.tr("{word}, {number}: write this and decode the rest again").format(
                word=text or WORD_MARK, number=number
            )
            row.show_value(text or WORD_MARK, number, probability, chosen=taken, name=name)
        self.alternatives.show_rows(min(len(texts), ALTERNATIVES))

    def _show_pieces(self) -> None:
        tokens = () if self._result is None else self._result.target_tokens
        self.pieces.show_pieces([tokens[token].text or WORD_MARK for token in self._group if tokens], self._piece)

    def _take_piece(self, place: int) -> None:
        self._piece = place
        self._refresh()

    def _show_beams(self) -> None:
        shown = tuple(t.id for t in self._result.target_tokens) if self._result else ()
        most = max((beam.log_probability for beam in self._beams), default=0.0)
        likelihoods = [math.exp(beam.log_probability - most) for beam in self._beams]  # no numpy before the first paint
        for row, beam, likelihood in zip(self.beams.rows, self._beams, likelihoods, strict=False):
            share = likelihood / sum(likelihoods)
            chosen = beam.ids == shown
            marked = [] if beam is self._beams[0] else differing(beam.text, self._beams[0].text)
            row.show_value(beam.text or END, f"{share * 100:.0f} %", share, chosen=chosen, marked=marked)
            said = self.tr("{text}\nlog-probability {log}, per token {score}").format(
                text=beam.text, log=f"{beam.log_probability:.2f}", score=f"{beam.score:.2f}"
            )
            row.setToolTip(tip(said))
        self.beams.show_rows(len(self._beams))

    def _choose(self, rank: int) -> None:
        if rank >= ALTERNATIVES or self._later.isActive():
            return
        if self._result is not None and self._group and not self.alternatives.rows[rank].isHidden():
            self.alternative_chosen.emit(self._token, rank)

    def _follow(self, section: Section, place: int) -> None:
        self._selection.pin(self._ends[section][place])


def _perplexity(nats: float) -> str:
    """With two decimals, as long as these say something."""
    return f"{math.exp(nats):.2f}" if nats < math.log(1000) else factor(nats)

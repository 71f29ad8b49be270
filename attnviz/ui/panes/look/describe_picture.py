"""The photo of a caption: what the pointed word looked at, as strongly as its gate was open; boxes of the things named."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLayout, QWidget

from attnviz.engine.attention.messages import Words
from attnviz.ui.attention.picture_page import PicturePage
from attnviz.ui.attention.pointing import Pointed
from attnviz.ui.attention.strip_page import StripPage
from attnviz.ui.widgets import map_overlay
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.photo_drawing import Frame
from attnviz.ui.widgets.selection import Selection, Spot
from attnviz.ui.widgets.tokens import Chip

if TYPE_CHECKING:
    from attnviz.engine.attention.maps import MapPicture
    from attnviz.engine.describe.certainty import Certainty
    from attnviz.engine.describe.messages import Described
    from attnviz.ui.attention.strip_drawing import StripCell

LIT = 70  # opacity of the light in percent, as in the strip
HARDLY = 0.35  # a gate below this: the word hardly looks
FAINTEST = 0.15  # how strongly the map of a word with a closed gate is drawn


def strength_of(gate: float) -> float:
    """How strongly a map is drawn by its gate: fully from a half-open gate on, faintly where it is closed."""
    return min(max(2 * gate, FAINTEST), 1.0)


def gate_of(answer: Described, group: tuple[int, ...]) -> float:
    """The gate of a word: that of its widest piece."""
    return max(float(answer.gate[token]) for token in group)


def probability_of(answer: Described, group: tuple[int, ...]) -> float:
    """The probability of a word: the product of those of its pieces."""
    return math.exp(float(sum(answer.log_probabilities[token] for token in group)))


def widgets(layout: QLayout) -> list[QWidget]:
    """The widgets of a layout, in order."""
    items = (layout.itemAt(i) for i in range(layout.count()))
    return [widget for item in items if item is not None and (widget := item.widget()) is not None]


class CaptionPicture(PicturePage):
    """``played``: the space bar was pressed on words or photo."""

    ways = (map_overlay.LIGHT, *map_overlay.WAYS)
    played = Signal()

    def __init__(self, name: str, selection: Selection, certainty: Certainty, parent: QWidget | None = None) -> None:
        self.certainty = certainty
        self.answer: Described | None = None
        self._written: int | None = None  # words that are seen while it is played
        self._aside: list[QWidget] = []  # controls that come back after a presentation
        self.boxes = named(QCheckBox(), f"{name}.boxes")
        self.boxes.setChecked(True)
        super().__init__(name, selection, parent)
        self.opacity.setValue(LIT)
        self._side.hide()
        self.controls.addWidget(self.boxes)
        self.boxes.toggled.connect(lambda _: self._draw())
        for each in (self.words, self.view):
            each.installEventFilter(self)

    def show_written(self, words: int | None) -> None:
        """While it is played only the first ``words`` are written; None for all."""
        self._written = words
        if self._map is not None and isinstance(self._queries, Words):
            self.words.set_chips(self.chips(self._map, self._queries), self._map)

    def show_controls(self, shown: bool) -> None:
        """Show or hide what says how the map is drawn."""
        if not shown and not self._aside:
            self._aside = [widget for widget in widgets(self.controls) if not widget.isHidden()]
        for widget in self._aside:
            widget.setVisible(shown)
        if shown:
            self._aside = []

    def present(self, on: bool) -> None:
        self.show_controls(not on)

    def chips(self, picture: MapPicture, queries: Words) -> list[Chip]:
        answer = self.answer
        chips = super().chips(picture, queries)
        if answer is not None:
            chips = [
                Chip(
                    chip.text,
                    probability_of(answer, group),
                    forced=group[0] < len(answer.request.prefix),
                    quiet=chip.quiet or gate_of(answer, group) < HARDLY,
                    unsure=self.certainty.is_unsure(answer, group),
                )
                for chip, group in zip(chips, picture.row_tokens, strict=True)
            ]
        return chips if self._written is None else chips[: self._written]

    def strength(self, at: Pointed) -> float:
        if at == Pointed():
            return 0.0  # the photo as it is, with the boxes
        gate = self._gate(at)
        return 1.0 if gate is None else strength_of(gate)

    def _gate(self, at: Pointed) -> float | None:
        if self.answer is None or self._map is None or at.query is None:
            return None
        group = self._map.row_tokens[at.query]
        return gate_of(self.answer, group) if group[-1] < len(self.answer.gate) else None

    def frames(self, at: Pointed) -> list[Frame]:
        found, gate = super().frames(at), self._gate(at)
        self.view.set_caption("" if gate is None else self._says_gate(at, gate))
        if self.boxes.isChecked() and self._written is None and at.key is None:
            row = at.query
            found += [
                Frame(place, text, strong=row in rows)
                for rows, place, text in self.named_boxes()
                if row is None or row in rows
            ]
        return found

    def _says_gate(self, at: Pointed, gate: float) -> str:
        assert self._map is not None
        assert at.query is not None
        word = self._map.rows[at.query]
        hardly, looks = self.tr("“{word}” hardly looks: gate {gate}"), self.tr("“{word}”: gate {gate}")
        text = hardly if gate < HARDLY else looks
        return text.format(word=word, gate=f"{gate:.2f}")

    def named_boxes(self) -> list[tuple[range, QRectF, str]]:
        """Rows, place in shares of the photo, and words of each box."""
        answer, picture = self.answer, self._map
        if answer is None or picture is None:
            return []
        row_of = {token: row for row, group in enumerate(picture.row_tokens) for token in group}
        found = []
        for box in answer.boxes:
            rows = [row_of[token] for token in range(box.start, box.end) if token in row_of]
            if rows:
                x0, y0, x1, y1 = box.region
                place = QRectF(
                    x0 / answer.width, y0 / answer.height, (x1 - x0) / answer.width, (y1 - y0) / answer.height
                )
                found.append((range(rows[0], rows[-1] + 1), place, f"{box.text} {box.score:.2f}"))
        return found

    def spot_at(self, x: float, y: float) -> Spot | None:
        """In a box, the last word of its phrase; elsewhere the patch."""
        pinned = self._selection.pinned
        if self.boxes.isChecked() and (pinned is None or pinned.column is None):
            here = [
                (place.width() * place.height(), rows) for rows, place, _ in self.named_boxes() if place.contains(x, y)
            ]
            if here:
                return Spot(row=min(here, key=lambda each: each[0])[1][-1])
        return super().spot_at(x, y)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space:
            self.played.emit()
            return True
        return super().eventFilter(watched, event)

    def retranslate(self) -> None:
        self.boxes.setText(self.tr("Boxes"))
        self.boxes.setToolTip(self.tr("The box of the light of each thing named, with the share of the light in it"))
        super().retranslate()


class CaptionStrip(StripPage):
    """Small pictures, each as strongly lit as its word's gate was open."""

    answer: Described | None = None
    certainty: Certainty | None = None

    def present(self, on: bool) -> None:
        self.way.setVisible(not on)
        self.smooth.setVisible(not on)

    def cells(self) -> list[StripCell]:
        """The photo, then every word; the end of the sentence is none."""
        cells, answer, picture = super().cells(), self.answer, self._map
        if answer is None or picture is None:
            return cells
        if self.certainty is not None:
            photo, *words = cells
            groups = picture.row_tokens
            unsure = [self.certainty.is_unsure(answer, group) for group in groups]
            cells = [photo, *(replace(cell, unsure=is_unsure) for cell, is_unsure in zip(words, unsure, strict=True))]
        return cells[:-1] if answer.tokens[picture.row_tokens[-1][0]].kind == "special" else cells

    def strengths(self, picture: MapPicture) -> list[float]:
        answer = self.answer
        if answer is None:
            return super().strengths(picture)
        return [strength_of(gate_of(answer, group)) for group in picture.row_tokens]

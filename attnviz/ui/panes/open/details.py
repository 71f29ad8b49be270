"""The details column of the Open pane: what the model says, where the token that is pointed at looks, and what the model is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from attnviz.engine.attention.messages import ENCODER
from attnviz.ui import theme
from attnviz.ui.attention import scales
from attnviz.ui.panes.open import texts
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.bars import BarButton
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.selection import Spot

if TYPE_CHECKING:
    from attnviz.engine.open.messages import Prediction
    from attnviz.ui.attention.map_choice import ShownMap
    from attnviz.ui.panes.open.state import OpenState

MOST_CHOICES, MOST_KEYS = 5, 6


class Details(Reworded, QWidget):
    """``chosen`` carries a place and a ``Choice`` that is to be written there instead."""

    chosen = Signal(int, object)

    def __init__(self, state: OpenState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("open.details")
        self._state = state
        self._map: ShownMap | None = None
        self._prediction: Prediction | None = None
        self._predictions: tuple[Prediction, ...] = ()
        self.can_choose = False  # whether another token can be written instead
        self.heading = named(QLabel(), "open.says", role="heading")
        self.bars = [named(BarButton(), f"open.choice.{i}") for i in range(MOST_CHOICES)]
        self.change = named(QLabel(), "open.change", role="muted")
        self.looks = named(QLabel(), "open.looks", role="heading")
        self.keys = [named(BarButton(), f"open.key.{i}") for i in range(MOST_KEYS)]
        self.to_mean = named(QCheckBox(), "open.to_mean")
        self.about = named(QLabel(), "open.about", role="muted")
        self._places: list[int] = []
        for label in (self.heading, self.change, self.looks, self.about):
            label.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.EDGE, theme.EDGE, theme.EDGE, theme.EDGE)
        layout.setSpacing(5)
        self.above = QVBoxLayout()
        layout.addWidget(self.heading)
        for number, bar in enumerate(self.bars):
            bar.clicked.connect(lambda _=False, number=number: self._choose(number))
            layout.addWidget(bar)
        layout.addWidget(self.change)
        layout.addWidget(self.to_mean)
        layout.addSpacing(8)
        layout.addLayout(self.above)
        layout.addSpacing(8)
        layout.addWidget(self.looks)
        for number, bar in enumerate(self.keys):
            bar.clicked.connect(lambda _=False, number=number: self._point(number))
            layout.addWidget(bar)
        layout.addSpacing(8)
        layout.addWidget(self.about)
        layout.addStretch(1)
        state.selection.changed.connect(self.draw)
        state.model_changed.connect(self._begin)
        self.to_mean.toggled.connect(state.set_to_mean)
        self.retranslate()

    def show_predictions(self, predictions: tuple[Prediction, ...], answer: Prediction | None) -> None:
        """Take what a model says at its places, and which of it to show first."""
        self._predictions, self._prediction = predictions, answer
        self.draw()

    def show_map(self, map: ShownMap | None) -> None:
        """The map of which rows are told."""
        self._map = map
        self.draw()

    def draw(self) -> None:
        """Say what is known at the place that is pointed at, or as a whole."""
        self._draw_says()
        self._draw_looks()

    def _begin(self) -> None:
        self._predictions, self._prediction, self._map = (), None, None
        self._word_about()
        self.draw()

    def _shown(self) -> Prediction | None:
        """What is said at the token that is pointed at; else the answer."""
        spot, map = self._state.selection.shown, self._map
        if spot is None or spot.row is None or map is None or spot.row >= len(map.picture.row_tokens):
            return self._prediction
        places, side = map.picture.row_tokens[spot.row], "source" if self._state.kind == ENCODER else "target"
        two_sided = any(each.side == "target" for each in self._predictions)
        found = [each for each in self._predictions if each.place in places and (each.side == side or not two_sided)]
        return found[-1] if found else self._prediction

    def _draw_says(self) -> None:
        shown = self._shown()
        for number, bar in enumerate(self.bars):
            top = shown.top if shown is not None else ()
            bar.setVisible(number < len(top))
            if number < len(top):
                choice = top[number]
                said = shown is not None and choice.id == shown.said.id
                bar.show_value(_visible(choice.text), _percent(choice.probability), choice.probability, chosen=said)
        self.heading.setVisible(shown is not None)
        if shown is not None:
            text = self.tr("The model says “{text}”") if shown is self._prediction else self.tr("Here it says “{text}”")
            self.heading.setText(text.format(text=_visible(shown.said.text)))
        self.change.setText(self._change())
        self.change.setVisible(bool(self.change.text()))
        model = self._state.model
        self.to_mean.setVisible(model is not None and model.heads_can_be_off)

    def _change(self) -> str:
        """How probable the first answer was with every head on, while some are off."""
        reading, whole = self._state.reading, self._state.whole
        if reading is None or whole is None or reading is whole or whole.answer is None or reading.answer is None:
            return ""
        if not self._state.off:
            return ""
        before = whole.answer.said
        now = next((each for each in reading.answer.top if each.id == before.id), None)
        text = self.tr("With all heads: “{text}” {before}. With {count} off: {now}.")
        least = min((each.probability for each in reading.answer.top), default=0.0)
        told = _percent(now.probability) if now is not None else self.tr("less than {}").format(_percent(least))
        return text.format(
            text=_visible(before.text), before=_percent(before.probability), count=len(self._state.off), now=told
        )

    def _draw_looks(self) -> None:
        map, spot = self._map, self._state.selection.shown
        row = spot.row if spot is not None else None
        known = map is not None and row is not None and row < len(map.picture.rows)
        self.looks.setVisible(known)
        self._places = []
        if known:
            assert map is not None
            assert row is not None
            weights = map.picture.weights[row]
            order = (-weights).argsort(kind="stable")[:MOST_KEYS]
            self._places = [int(key) for key in order if weights[key] > 0]
            self.looks.setText(self.tr("“{token}” looks at").format(token=map.picture.rows[row]))
        for number, bar in enumerate(self.keys):
            bar.setVisible(number < len(self._places))
            if number < len(self._places):
                assert map is not None
                assert row is not None
                key = self._places[number]
                weight = float(map.picture.weights[row, key])
                bar.show_value(map.picture.columns[key], scales.number(weight), weight)

    def _choose(self, number: int) -> None:
        shown = self._shown()
        if shown is not None and number < len(shown.top) and self.can_choose:
            self.chosen.emit(shown.place, shown.top[number])

    def _point(self, number: int) -> None:
        spot = self._state.selection.shown
        if spot is not None and number < len(self._places):
            self._state.selection.pin(Spot(spot.row, self._places[number]))

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Details"))
        self.to_mean.setText(self.tr("Off: mean instead of 0"))
        self.to_mean.setToolTip(
            self.tr("A head that is off brings its mean over all places, not 0, to the output projection")
        )
        self.to_mean.setAccessibleName(self.to_mean.text())
        self._word_about()
        self.draw()

    def _word_about(self) -> None:
        model, file = self._state.model, self._state.file
        lines: list[str] = []
        if model is not None:
            lines.append(f"{model.architecture} · {model.family}")
            lines += [
                self.tr("{kind}: {layers} layers of {heads} heads").format(
                    kind=texts.OpenTexts().kind(each.kind).name, layers=each.layers, heads=each.heads
                )
                for each in model.attentions
            ]
            millions = f"{model.parameters / 1e6:.1f}"
            lines.append(
                self.tr("{millions} million parameters, {dtype} on {device}").format(
                    millions=millions, dtype=model.dtype, device=model.device.upper()
                )
            )
        elif file is not None:
            for each in file.attentions:
                layers, heads, queries, keys = each.stack.shape
                text = self.tr("{kind}: {layers} layers × {heads} heads × {queries} × {keys}")
                kind = texts.OpenTexts().kind(each.kind).name
                lines.append(text.format(kind=kind, layers=layers, heads=heads, queries=queries, keys=keys))
        self.about.setText("\n".join(lines))


def _percent(share: float) -> str:
    return f"{share * 100:.1f} %" if share >= 0.001 else "< 0.1 %"


def _visible(text: str) -> str:
    """A token's text so that its spaces and line ends are seen."""
    return text.replace("\n", "↵").strip() or "␣"

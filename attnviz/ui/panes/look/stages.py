"""The section of the stages: what each weighed, places and channels, and how they make the gate together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from attnviz.ui import theme
from attnviz.ui.i18n import in_a_row
from attnviz.ui.panes.look import overlay, texts
from attnviz.ui.panes.look.section import DrawnSection
from attnviz.ui.panes.look.stages_parts import ChannelRow, StageColumn
from attnviz.ui.panes.look.state import GATE, STAGES, LookState
from attnviz.ui.widgets import map_overlay
from attnviz.ui.widgets.controls import line
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.photo_drawing import Layer
from attnviz.ui.widgets.photo_view import link
from attnviz.ui.widgets.scale_legend import ScaleLegend
from attnviz.ui.widgets.stable_height import StableHeight

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from attnviz.lazy_numpy import np

GAP = 6  # pixels between a column and a sign
SIGNS = ("+", "+", "→")  # between the columns: the stages are summed, and the gate is read from the sum


class StagesSection(DrawnSection):
    """Three stages and the gate that is read from their sum, side by side; below, the channels. All of the first look."""

    id: ClassVar[str] = "stages"

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("Look", "Stages")

    def __init__(self, state: LookState, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self.columns = {layer: StageColumn(layer) for layer in (*STAGES, GATE)}
        self.channels = {layer: ChannelRow(layer) for layer in STAGES}
        self.signs = [named(QLabel(sign), "", role="title") for sign in SIGNS]
        self.stretch = named(QCheckBox(), "look.stages.stretch")
        self.sort = named(QCheckBox(), "look.stages.sort")
        self.legend = named(ScaleLegend(), "look.stages.legend")
        self.here = named(QLabel(), "look.stages.here", role="muted")
        self.words = named(QLabel(), "look.stages.words", role="muted")
        self.without = named(QLabel(), "look.stages.none", role="muted")
        for label in (self.here, self.words, self.without):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.without.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._build()
        link(*(column.view for column in self.columns.values()))
        for layer, column in self.columns.items():
            column.chosen.connect(lambda layer=layer: self.choose(layer))
            column.view.hovered.connect(self._hover)
        self.stretch.toggled.connect(self.refresh)
        self.sort.toggled.connect(self._order)
        state.style_changed.connect(self.refresh)
        self.retranslate()

    def _build(self) -> None:
        flow = QGridLayout()
        flow.setHorizontalSpacing(GAP)
        flow.setVerticalSpacing(2)
        for number, column in enumerate(self.columns.values()):
            for row, part in enumerate((column.head, column.view, column.told)):
                flow.addWidget(part, row, 2 * number)
            flow.setColumnStretch(2 * number, 1)
        self.here.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        for number, sign in enumerate(self.signs):
            sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
            flow.addWidget(sign, 1, 2 * number + 1)
        flow.setRowStretch(1, 1)
        self.body = QWidget()
        inside = QVBoxLayout(self.body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.GAP)
        inside.addLayout(flow)
        inside.addWidget(StableHeight(self.here))
        inside.addWidget(line(self.legend, self.stretch, self.sort, gap=16))
        for strip in self.channels.values():
            inside.addWidget(strip, 1)
        inside.addWidget(self.words)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.body, 1)
        layout.addWidget(self.without, 1)
        self.without.hide()

    def choose(self, layer: str) -> None:
        """Make a stage, or the gate, the map that lies over the photo in the first section."""
        self._mark()
        if layer in self.state.layers() and layer != self.state.style.layer:
            self.state.set_style(layer=layer)
            self.state.said.emit(
                self.tr("“{map}” now lies over the photo under “{section}”.").format(
                    map=texts.layer_name(layer), section=QCoreApplication.translate("Look", "Picture")
                )
            )

    def maps(self) -> dict[str, np.ndarray]:
        """The maps [h, w] that are shown, in 0..1: of the first look, from which the stages are known."""
        answer = self.state.answer
        if answer is None or not answer.stages:
            return {}
        stages = {layer: stage.spatial_map for layer, stage in zip(STAGES, answer.stages, strict=False)}
        return {**stages, GATE: answer.views[0].spatial_map}

    def draw(self) -> None:
        answer, photo, maps = self.state.answer, self.state.photo, self.maps()
        self.body.setVisible(answer is None or bool(maps))
        self.without.setVisible(answer is not None and not maps)
        for layer, column in self.columns.items():
            column.view.set_image(photo.small if photo is not None else None)
            column.view.set_layer(self._layer(maps[layer]) if layer in maps else Layer())
        for number, row in enumerate(self.channels.values()):
            row.show_weights(answer.stages[number].channels if answer is not None and maps else None)
        self._fit()
        self._mark()
        self._hover(-1, -1)
        self._word()

    def _fit(self) -> None:
        width = self.width() - sum(sign.sizeHint().width() + 2 * GAP for sign in self.signs)
        self.fit((column.view for column in self.columns.values()), width / len(self.columns))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _layer(self, map_: np.ndarray) -> Layer:
        """A map in the style of the pane, stretched to its own range where that is wanted; its values stay what they are."""
        low, high = float(map_.min()), float(map_.max())
        shown = (map_ - low) / max(high - low, 1e-6) if self.stretch.isChecked() else map_
        drawn = overlay.drawn(shown, self.state.style, is_signed=False)
        return replace(drawn, values=map_)

    def _mark(self) -> None:
        for layer, column in self.columns.items():
            column.head.setChecked(layer == self.state.style.layer)

    def _order(self, on: bool) -> None:
        for row in self.channels.values():
            row.strip.set_sorted(on)

    def _hover(self, x: float, y: float) -> None:
        """What every map weighs at the place under the pointer."""
        maps = self.maps()
        if x < 0 or not maps:
            self.here.setText(self.tr("Point at a place: what does each stage weigh there?"))
            return
        values = [f"{map_[self.columns[layer].view.cell(x, y)]:.2f}" for layer, map_ in maps.items()]
        self.here.setText(
            self.tr("Here: {stages}; gate {gate}").format(stages=" · ".join(values[:-1]), gate=values[-1])
        )

    def save_state(self) -> dict[str, object]:
        return {"stretch": self.stretch.isChecked(), "sort": self.sort.isChecked()}

    def restore_state(self, state: dict[str, object]) -> None:
        for name, box in (("stretch", self.stretch), ("sort", self.sort)):
            if isinstance(kept := state.get(name), bool):
                box.setChecked(kept)

    # words

    def _word(self) -> None:
        """What is said of this answer."""
        answer, maps = self.state.answer, self.maps()
        ends = (self.tr("least"), self.tr("most")) if self.stretch.isChecked() else ("0", "1")
        self.legend.set_scale(map_overlay.row(self.state.style.scale), *ends)
        self.legend.setVisible(self.state.style.way == "overlay")
        strides = [stage.stride for stage in answer.stages] if answer is not None else []
        for number, (layer, column) in enumerate(self.columns.items()):
            stride = strides[number] if number < len(strides) else strides[0] if strides else 0
            column.tell(maps.get(layer), stride)
        several = answer is not None and len(answer.views) > 1
        supervision = str(self.state.card.get("supervision", ""))
        said = [
            self.tr(
                "Each stage multiplies what it found by a weight for every place (the maps) and for every channel (the bars)."
                " The three are laid on the finest grid and added up. From that sum come the evidence for every class and,"
                " through a sigmoid, the gate: it is no product of these maps."
            ),
            self.tr("Nobody told the stages where to look; the gate was taught to cover the box around the thing.")
            if "box" in supervision
            else texts.taught(supervision, GATE),
            self.tr("These are the maps of the first look, at the whole photo; “Views” shows the others.")
            if several
            else "",
        ]
        self.words.setText(in_a_row(said))

    def retranslate(self) -> None:
        for layer, column in self.columns.items():
            column.retranslate(texts.layer_name(layer))
        for layer, row in self.channels.items():
            row.retranslate(texts.layer_name(layer))
        self.stretch.setText(self.tr("Each in its own range"))
        self.stretch.setToolTip(
            self.tr("Spread the colours from each map's least to its most, to see small differences")
        )
        self.sort.setText(self.tr("Strongest channels first"))
        self.sort.setToolTip(self.tr("Order each stage's channels by weight instead of by number"))
        self.legend.setToolTip(self.tr("Weight of a place: what lies there is multiplied by it"))
        for sign, tip in zip(
            self.signs,
            (*[self.tr("laid on the finest grid and added")] * 2, self.tr("read from the sum, through a sigmoid")),
            strict=True,
        ):
            sign.setToolTip(tip)
        self.without.setText(
            self.tr("This network weighs neither places nor channels: it has no stages to show. Choose another model.")
        )
        self.refresh()

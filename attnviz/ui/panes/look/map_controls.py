"""What chooses the map over the photo and how it is drawn, and the legend that says what it means."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QCheckBox, QLabel, QSlider, QWidget

from attnviz.lazy_numpy import np
from attnviz.ui import theme
from attnviz.ui.panes.look import texts
from attnviz.ui.panes.look.state import CLASS, LAYERS, NONE, SWITCHES, LookState
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets import map_overlay, signed
from attnviz.ui.widgets.controls import Choice, Field, line
from attnviz.ui.widgets.flow import FlowLayout
from attnviz.ui.widgets.map_overlay import SCALES, WAYS, scale_name, way_name
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.scale_legend import ScaleLegend


class Controls(Reworded, QWidget):
    """Changes the style of the state, and follows it."""

    def __init__(self, state: LookState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.stage = Choice("look.stage", LAYERS)
        self.way = Choice("look.way", WAYS)
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.opacity.setRange(5, 100)
        self.opacity.setPageStep(10)
        self.opacity.setFixedWidth(84)
        self.opacity_field = Field(self.opacity, "look.opacity")
        self.switches = {name: named(QCheckBox(), f"look.{name}") for name in SWITCHES}
        layout = FlowLayout(self, gap=10)
        for widget in (self.stage, self.way, self.opacity_field, line(*self.switches.values(), gap=8)):
            layout.addWidget(widget)
        self.stage.activated.connect(lambda _: state.set_style(layer=self.stage.key()))
        self.way.activated.connect(lambda _: state.set_style(way=self.way.key()))
        self.opacity.valueChanged.connect(lambda value: state.set_style(opacity=value / 100))
        for name, switch in self.switches.items():
            switch.toggled.connect(lambda on, name=name: state.set_style(**{name: on}))
        state.style_changed.connect(self.follow)
        state.answer_changed.connect(self._offer)
        self.follow()
        self.retranslate()

    def follow(self) -> None:
        """Show the style as it is."""
        style = self._state.style
        self.stage.set_key(style.layer)
        self.way.set_key(style.way)
        self.opacity.setValue(round(100 * style.opacity))
        for name, switch in self.switches.items():
            switch.setChecked(getattr(style, name))
        drawn = style.layer != NONE
        self.way.setEnabled(drawn)
        self.opacity_field.setEnabled(drawn and style.way == "overlay")
        self.switches["smooth"].setEnabled(drawn and style.way != "contour")

    def _offer(self) -> None:
        """Maps that there are; without a gate the evidence is what there is to see."""
        layers = self._state.layers()
        self.stage.offer(layers)
        if self._state.style.layer not in layers:
            self._state.set_style(layer=CLASS)

    def retranslate(self) -> None:
        for choice, word in ((self.stage, texts.layer_name), (self.way, way_name)):
            for row in range(choice.count()):
                choice.setItemText(row, word(str(choice.itemData(row))))
        self.stage.setAccessibleName(self.tr("Map over the photo"))
        self.stage.setToolTip(self.tr("Which map lies over the photo"))
        self.way.setAccessibleName(self.tr("How the map is drawn"))
        self.way.setToolTip(self.tr("Colours over the photo, lines of equal weight, or the rest of the photo darkened"))
        self.opacity_field.set_text(self.tr("Opacity"), self.tr("How much the colours hide of the photo"))
        for name, text, tip in (
            ("smooth", self.tr("Smooth"), self.tr("Off: the true cells of the map")),
            ("boxes", self.tr("Boxes"), self.tr("What was found, each in its box")),
            ("beside", self.tr("Photo beside"), self.tr("The plain photo beside the map; both zoom together")),
        ):
            self.switches[name].setText(text)
            self.switches[name].setToolTip(tip)


class Legend(QObject):
    """``key``, the colour scale with what its ends stand for, and ``says``, in words what the map is and how it was taught:
    whoever shows them gives them their places."""

    def __init__(self, state: LookState) -> None:
        super().__init__()
        self._state = state
        self._shown: tuple[object, ...] = ()
        self.scale = ScaleLegend()
        self.colors = Choice("look.colors", SCALES)
        self.says = named(QLabel(), "look.legend", role="muted")
        self.says.setWordWrap(True)
        self.says.setTextFormat(Qt.TextFormat.PlainText)
        self.key = line(self.scale, self.colors)
        self.colors.activated.connect(lambda _: state.set_style(scale=self.colors.key()))
        self.retranslate()

    def draw(self) -> None:
        """Say what the map of now is; nothing is laid out again where it is what it was."""
        state, style = self._state, self._state.style
        map_ = state.map(CLASS) if style.layer == CLASS else None
        most = f"{float(np.abs(map_).max()):.2g}" if map_ is not None else "1"
        shown = (style.layer, style.way, style.scale, most)
        if shown != self._shown:
            self._shown = shown
            self.colors.set_key(style.scale)
            coloured = style.way == "overlay" and style.layer != NONE
            self.scale.setVisible(coloured)
            self.colors.setVisible(coloured and style.layer != CLASS)
            self.key.setVisible(coloured)
            if style.layer == CLASS:
                self.scale.set_scale(_signed_row(), f"−{most}", f"+{most}")
            else:
                self.scale.set_scale(map_overlay.row(style.scale), "0", "1")
        answer = state.answer
        name = texts.class_name(answer.labels[state.chosen]) if answer is not None else ""
        says = texts.legend(style.layer, style.way, name, str(state.card.get("supervision", "")))
        if says != self.says.text():
            self.says.setText(says)

    def retranslate(self) -> None:
        """Word everything in the language of now."""
        for row in range(self.colors.count()):
            self.colors.setItemText(row, scale_name(str(self.colors.itemData(row))))
        self.colors.setAccessibleName(self.tr("Colour scale"))
        self.colors.setToolTip(self.tr("The colours of the map"))
        self.scale.setToolTip(self.tr("What the colours stand for"))
        self.draw()


@cache
def _signed_row() -> QImage:
    """Blue over nothing to orange, as maps of evidence are coloured."""
    shown = QImage(101, 1, QImage.Format.Format_RGB32)
    shown.fill(theme.LIGHT.panel)
    with QPainter(shown) as painter:
        painter.drawImage(0, 0, signed.overlay(np.linspace(-1, 1, 101)[None], most=1.0, power=1))
    return shown

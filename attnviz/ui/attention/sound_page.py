"""Attention over a sound: which moments a letter or word listens to, on one axis of time with waveform and spectrogram."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSizeF, Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from attnviz.engine.attention.messages import AttentionBetween, Frames
from attnviz.ui import theme
from attnviz.ui.attention import scales
from attnviz.ui.attention.page import Page
from attnviz.ui.attention.pointing import joined, looks_at, looks_from, pointed, strongest
from attnviz.ui.attention.sound_drawing import WAYS
from attnviz.ui.attention.sound_view import SoundView
from attnviz.ui.attention.strongest_list import MOST, StrongestList
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets import map_overlay
from attnviz.ui.widgets.controls import Choice, line
from attnviz.ui.widgets.flow import FlowLayout
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.scale_legend import ScaleLegend
from attnviz.ui.widgets.scroll_areas import PictureArea

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QShowEvent

    from attnviz.engine.attention.maps import MapPicture
    from attnviz.lazy_numpy import np
    from attnviz.ui.attention.map_choice import ShownMap
    from attnviz.ui.widgets.selection import Selection


class SoundPage(Reworded, QWidget, Page):
    """Shows a map whose keys are frames of a sound and whose queries are letters, words, or whatever listens.

    A letter pointed at: when it listens. A moment pointed at: the letters that listen to it.
    """

    id = "sound"
    icon = "sound"
    leads = True
    view_class: type[SoundView] = SoundView  # a pane may draw more over it

    def __init__(self, name: str, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = f"{name}.sound"
        self._selection = selection
        self._map: MapPicture | None = None
        self.ways = {way: named(QToolButton(), f"{name}.{way}", role="segment", checkable=True) for way in WAYS}
        self.scale = Choice(f"{name}.scale", scales.SCALES)
        self.legend = ScaleLegend()
        self.view = named(self.view_class(selection), f"{name}.view")
        self.list = StrongestList(f"{name}.list")
        self.caption = named(QLabel(), f"{name}.caption", role="muted")
        self.caption.setTextFormat(Qt.TextFormat.PlainText)
        self.caption.setWordWrap(True)
        group = QButtonGroup(self)
        for way, button in self.ways.items():
            button.setCheckable(True)
            group.addButton(button)
            button.clicked.connect(lambda _=False, way=way: self.show_way(way))
        self.ways[WAYS[0]].setChecked(True)
        controls = FlowLayout(gap=12, line_gap=theme.GAP)
        controls.addWidget(line(*self.ways.values(), gap=0))
        controls.addWidget(line(self.scale, self.legend))
        middle = QHBoxLayout()
        middle.setSpacing(theme.EDGE)
        middle.addWidget(PictureArea(self.view), 1)
        middle.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(controls)
        column.addLayout(middle, 1)
        column.addWidget(self.caption)
        selection.changed.connect(self._draw)
        self.scale.activated.connect(self._rescale)
        self.list.pressed.connect(self._press)
        self._fit()
        self.retranslate()

    def suits(self, between: AttentionBetween) -> bool:
        """Whether it can draw what lies between these axes."""
        return isinstance(between.keys, Frames)

    def title(self) -> str:
        return self.tr("Sound")

    def show_map(self, shown: ShownMap, between: AttentionBetween) -> None:
        if self.suits(between):
            self.show_picture(shown.picture, between)

    def show_picture(self, picture: MapPicture, between: AttentionBetween) -> None:
        """Show a map [query, key] as it is to be seen, of an attention that ``suits``."""
        assert isinstance(between.keys, Frames)
        self._map = picture
        self.view.show_sound(picture, between.keys)
        self._draw()

    def picture(self) -> MapPicture | None:
        """The map that is shown."""
        return self._map

    def show_way(self, way: str) -> None:
        """Show cells or lines."""
        self.ways[way].setChecked(True)
        self.view.set_way(way)
        self._draw()

    def drawn_size(self) -> QSizeF:
        """A good size for the picture alone, as in a file."""
        return self.view.drawn_size()

    def draw(self, painter: QPainter, size: QSizeF, vector: bool = False) -> None:
        """The map with the sound below it, and what is pinned, for a file."""
        self.view.draw(painter, size)

    def set_stale(self, stale: bool) -> None:
        """Dim all of it while an answer is on its way."""
        self.view.set_stale(stale)

    def _rescale(self) -> None:
        self.view.set_scale(self.scale.key())
        self._draw()

    def _draw(self) -> None:
        if self._map is None or not self.isVisible():
            return
        weights = self._map.weights
        at = pointed(self._selection, weights)
        of_queries = at.key is not None and at.query is None
        shown = looks_at(at, weights) if of_queries else looks_from(at, weights)
        names = self._map.rows if of_queries else self._map.columns
        most = float(shown.max(initial=0.0)) or 1.0
        bars = [
            (place, names[place], scales.number(float(shown[place])), float(shown[place]) / most)
            for place in strongest(shown, MOST)
        ]
        reading = ""
        if at.query is not None and at.key is not None:
            weight = scales.number(float(weights[at.query, at.key]))
            reading = f"{self._map.rows[at.query]} → {self._map.columns[at.key]}: {weight}"
        if of_queries:
            heading = self.tr("What listens at {moment}").format(moment=self._map.columns[at.key or 0])
        elif at.query is not None:
            heading = self.tr("“{query}” listens at").format(query=self._map.rows[at.query])
        else:
            heading = self.tr("All together listen at")
        self.list.show_bars(heading, bars, chosen=at.key, reading=reading)
        self.legend.setVisible(self.ways["cells"].isChecked())
        self.legend.set_scale(map_overlay.row(map_overlay.SCALES[0]), "0", self._end(at.query, weights))
        self.caption.setText(self._says(len(names) if not of_queries else len(self._map.columns)))

    def _end(self, query: int | None, weights: np.ndarray) -> str:
        """What stands at the bright end of the legend: a number, or that each line has its own."""
        if self.scale.key() == "line" and query is None:
            return self.tr("strongest")
        return scales.number(scales.top(self.scale.key(), weights[query or 0], weights))

    def _says(self, many: int) -> str:
        how = self.tr("Point at a letter or word to see when it listens, or at a moment to see what listens to it.")
        even = self.tr("Spread evenly over {many} moments, each would get {share}.").format(
            many=many, share=scales.number(1 / max(many, 1))
        )
        return f"{how} {scales.sentence(self.scale.key())} {even}"

    def _press(self, place: int) -> None:
        """A bar of the list: the weight between it and what is pointed at."""
        assert self._map is not None
        self._selection.pin(joined(pointed(self._selection, self._map.weights), place))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.list.setFixedWidth(self.fontMetrics().height() * 13)

    def retranslate(self) -> None:
        """Word everything in the language of now."""
        for number in range(self.scale.count()):
            self.scale.setItemText(number, scales.name(str(self.scale.itemData(number))))
        self.scale.setAccessibleName(self.tr("What the brightest colour stands for"))
        self.scale.setToolTip(self.scale.accessibleName())
        self.legend.setToolTip(self.tr("What the colours stand for"))
        for way, text, tip in (
            ("cells", self.tr("Heatmap"), self.tr("A row for each letter or word, a column for each moment")),
            ("lines", self.tr("Lines"), self.tr("Lines from letters or words to the moments they listen to")),
        ):
            self.ways[way].setText(text)
            self.ways[way].setToolTip(tip)
        self.view.setAccessibleName(self.tr("Sound with weights"))
        self._draw()

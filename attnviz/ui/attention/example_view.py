"""A made example of an attention in the view that fits its axes, with its layers and heads to choose from."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from attnviz.engine.attention import maps
from attnviz.engine.attention.examples import BEST, EXAMPLES
from attnviz.engine.attention.maps import MapView
from attnviz.engine.attention.messages import Frames, Patches
from attnviz.ui import theme
from attnviz.ui.attention.heatmap_page import Heatmap
from attnviz.ui.attention.picture_page import PicturePage
from attnviz.ui.attention.sound_page import SoundPage
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.badge import Badge
from attnviz.ui.widgets.controls import Field, Spin
from attnviz.ui.widgets.flow import FlowLayout
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.scroll_areas import PictureArea
from attnviz.ui.widgets.selection import Selection, Spot

POINTED = {"patches": Spot(row=2), "frames": Spot(row=3)}  # what is pinned at first: a ball, the first e of see


class ExampleView(Reworded, QWidget):
    """Shows one of ``EXAMPLES`` by its name; KeyError where there is none."""

    def __init__(self, example: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        between = self.between = EXAMPLES[example]()
        self._example = example
        self.selection = Selection(self)
        self.page: PicturePage | SoundPage | None = None
        self.heatmap: Heatmap | None = None
        if isinstance(between.keys, Patches):
            self.page = PicturePage(self.selection)
        elif isinstance(between.keys, Frames):
            self.page = SoundPage(self.selection)
        else:
            self.heatmap = named(Heatmap(self.selection), "attention.heatmap")
        self.title = named(QLabel(), "attention.title", role="title")
        self.made = named(Badge(), "attention.made")
        layers, heads = between.attention.weights.shape[:2]
        self.layer, self.head = Spin(1, layers, BEST[0] + 1), Spin(1, heads, BEST[1] + 1)
        self._fields = [Field(self.layer, "attention.layer"), Field(self.head, "attention.head")]
        panel = QFrame()
        panel.setProperty("role", "panel")
        above = FlowLayout(gap=14, line_gap=theme.GAP)
        for widget in (self.title, self.made, *self._fields):
            above.addWidget(widget)
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(theme.EDGE, 12, theme.EDGE, 10)
        inside.setSpacing(12)
        inside.addLayout(above)
        inside.addWidget(self.page or PictureArea(self.heatmap), 1)  # type: ignore[arg-type]
        QVBoxLayout(self).addWidget(panel)
        for spin in (self.layer, self.head):
            spin.valueChanged.connect(self._draw)
        self._draw()
        self.selection.pin(POINTED.get(example))
        self.retranslate()

    def _draw(self) -> None:
        between = self.between
        weights = between.attention.weights[self.layer.value() - 1, self.head.value() - 1]
        view = MapView(words=not isinstance(between.keys, Frames))  # letters are heard one by one
        picture = maps.picture(weights, between.queries.tokens, between.keys.tokens, view)
        if self.heatmap is not None:
            self.heatmap.set_picture(picture)
        elif self.page is not None:
            self.page.show_picture(picture, between)

    def retranslate(self) -> None:
        """Word everything in the language of now."""
        titles = {
            "words": self.tr("Words and the words they translate"),
            "patches": self.tr("Words of a caption and patches of a picture"),
            "frames": self.tr("Letters and moments of a sound"),
        }
        self.title.setText(titles[self._example])
        self.made.setText(self.tr("made by hand, no model's answer"))
        for field, text in zip(self._fields, (self.tr("Layer"), self.tr("Head")), strict=True):
            field.set_text(text)

"""A made example of an attention in the view that any attention is shown in, with its layers and heads to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from attnviz.engine.attention.examples import BEST, EXAMPLES
from attnviz.engine.attention.messages import CROSS
from attnviz.ui import theme
from attnviz.ui.attention.captions import AttentionTexts, KindTexts
from attnviz.ui.attention.heatmap_page import HeatmapPage
from attnviz.ui.attention.lines_page import LinesPage
from attnviz.ui.attention.picture_page import PicturePage
from attnviz.ui.attention.sound_page import SoundPage
from attnviz.ui.attention.view import AttentionView
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.badge import Badge
from attnviz.ui.widgets.flow import FlowLayout
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.selection import Selection, Spot

if TYPE_CHECKING:
    from attnviz.ui.attention.page import Page

POINTED = {"patches": Spot(row=2), "frames": Spot(row=3)}  # what is pinned at first: a ball, the first e of see


class ExampleTexts(AttentionTexts):
    """What the rows and columns of the examples are."""

    def kind(self, kind: str) -> KindTexts:
        bright = QCoreApplication.translate(
            "ExampleTexts", "Each row looks at its columns; the brighter a cell, the more."
        )
        wide = QCoreApplication.translate("ExampleTexts", "The wider a line, the more the word looks there.")
        name = QCoreApplication.translate("ExampleTexts", "cross-attention")
        short = QCoreApplication.translate("ExampleTexts", "Cross")
        return KindTexts(name, short, captions={"heatmap": bright, "lines": wide})


class ExampleView(Reworded, QWidget):
    """Shows one of ``EXAMPLES`` by its name; KeyError where there is none."""

    def __init__(self, example: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        between = self.between = EXAMPLES[example]()
        self._example, self._answer = example, (between,)
        self.selection = Selection(self)
        kinds: tuple[type[PicturePage | SoundPage | HeatmapPage | LinesPage], ...]
        kinds = PicturePage, SoundPage, HeatmapPage, LinesPage
        made: list[Page] = [kind("attention", self.selection) for kind in kinds]
        self.pages = {page.id: page for page in made if page.suits(between)}
        self.view = AttentionView(
            "attention", list(self.pages.values()), ExampleTexts(), switches=False, selection=self.selection
        )
        self.title = named(QLabel(), "attention.title", role="title")
        self.made = named(Badge(), "attention.made")
        above = FlowLayout(gap=14, line_gap=theme.GAP)
        for widget in (self.title, self.made):
            above.addWidget(widget)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addLayout(above)
        column.addWidget(self.view, 1)
        self.view.drawer.set_model(None)
        self.view.show_answer(self._answer)
        self.choose(*BEST)
        self.view.changed.connect(self._draw)
        self.selection.changed.connect(lambda: self.view.light_heads(self.selection.shown))
        self.selection.pin(POINTED.get(example))
        self.retranslate()

    def choose(self, layer: int, head: int) -> None:
        """Show a head, counted from 0."""
        self.view.drawer.choose(CROSS, [(layer, head)])
        self._draw()

    def _draw(self) -> None:
        self.view.draw(self._answer)

    def retranslate(self) -> None:
        """Word everything in the language of now."""
        titles = {
            "words": self.tr("Words and the words they translate"),
            "patches": self.tr("Words of a caption and patches of a picture"),
            "frames": self.tr("Letters and moments of a sound"),
        }
        self.title.setText(titles[self._example])
        self.made.setText(self.tr("made by hand, no model's answer"))
        self._draw()

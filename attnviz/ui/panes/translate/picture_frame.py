"""The picture of the Translate pane with its controls: title and badges above it, a caption below, the heads beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from attnviz.engine.attention.head_statistics import BestMap
from attnviz.engine.attention.messages import ENCODER
from attnviz.engine.translate.messages import Translation
from attnviz.ui import theme
from attnviz.ui.panes.translate import map_choice
from attnviz.ui.panes.translate.compare_page import ComparePage
from attnviz.ui.panes.translate.heads_drawer import HeadsDrawer
from attnviz.ui.panes.translate.map_choice import MapChoice, ShownMap
from attnviz.ui.panes.translate.positions_page import PositionsPage
from attnviz.ui.panes.translate.view_bar import ViewBar
from attnviz.ui.widgets.badge import Badge
from attnviz.ui.widgets.flow import FlowLayout
from attnviz.ui.widgets.heatmap import Heatmap
from attnviz.ui.widgets.lines import AlignmentLines
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.scroll_areas import PictureArea
from attnviz.ui.widgets.selection import Selection, Spot
from attnviz.ui.widgets.stable_height import StableHeight

PAGES = ("heatmap", "lines", "positions", "compare")
BADGES = 5


class PictureFrame(QFrame):
    """Draws a map that is handed to it; which one is the pane's business."""

    def __init__(self, selection: Selection, positions: PositionsPage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.view = ViewBar()
        self.heatmap = named(Heatmap(selection), "translate.heatmap")
        self.lines = named(AlignmentLines(selection), "translate.lines")
        self.positions = positions
        self.compare = ComparePage(selection)
        self.drawer = HeadsDrawer()
        self.title = named(QLabel(), "translate.map_title", role="heading")
        self.caption = named(QLabel(), "translate.caption", role="muted")
        self.caption.setWordWrap(True)
        self.title.setMinimumWidth(60)  # pixels: a long name is cut rather than making the window wide
        for label in (self.title, self.caption):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.badges = [named(Badge(), f"translate.badge.{i}") for i in range(BADGES)]
        self._page, self._offered = "heatmap", False
        self._build()

    def _build(self) -> None:
        self._stack = QStackedWidget()
        for page in (PictureArea(self.heatmap), PictureArea(self.lines), self.positions, self.compare):
            self._stack.addWidget(page)
        head = QWidget()
        row = FlowLayout(head, gap=8, line_gap=3)
        row.addWidget(self.title)
        for badge in self.badges:
            row.addWidget(badge)
        self._show_badges(())
        self._above, self._below = StableHeight(head), StableHeight(self.caption)
        self._above.hide()
        left = QWidget()
        column = self._left = QVBoxLayout(left)
        self._beside = QWidget()
        self._right = QVBoxLayout(self._beside)
        self._right.addWidget(self.drawer)
        column.setSpacing(6)
        column.addWidget(self._above)
        column.addWidget(self._stack, 1)
        column.addWidget(self._below)
        self._sides = QSplitter(Qt.Orientation.Horizontal)
        self._sides.setObjectName("translate.sides")
        self._sides.setHandleWidth(1)
        self._sides.setChildrenCollapsible(False)
        self._sides.addWidget(left)
        self._sides.addWidget(self._beside)
        self._sides.setStretchFactor(0, 1)
        self._sides.setStretchFactor(1, 0)
        self.bar = QHBoxLayout()
        self.bar.addWidget(self.view, 1)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(theme.EDGE, 12, theme.EDGE, 10)
        inside.setSpacing(8)
        inside.addLayout(self.bar)
        inside.addWidget(self._sides, 1)
        self._arrange()

    def show_page(self, page: str, *, heads: bool) -> None:
        """Show one of ``PAGES``; of a model with ``heads``, beside their drawer where it is open."""
        self._page, self._offered = page, heads
        self._stack.setCurrentIndex(PAGES.index(page))
        self._arrange()

    def page(self) -> str:
        return self._page

    def draw(self, shown: ShownMap) -> None:
        """Draw a map as heatmap and lines; the one that is not seen costs nothing."""
        self.heatmap.set_picture(shown.picture)
        self.lines.set_picture(shown.picture)

    def light_heads(self, spot: Spot | None) -> None:
        """Point out in every thumbnail what is pointed at in the picture; of an encoder word, both sides."""
        picture, kind = self.heatmap.picture(), self.drawer.kind()
        rows: tuple[int, ...] = ()
        columns: tuple[int, ...] = ()
        if spot is not None and picture is not None and self.drawer.isVisible():
            if spot.row is not None and spot.row < len(picture.row_tokens):
                rows = picture.row_tokens[spot.row]
            if spot.column is not None and spot.column < len(picture.column_tokens):
                columns = picture.column_tokens[spot.column]
            if kind == ENCODER:
                rows = columns = rows or columns
        self.drawer.light(rows, columns)

    def word(
        self,
        result: Translation,
        shown: ShownMap,
        choice: MapChoice,
        *,
        best: BestMap,
        taught: tuple[str, int, int] | None,
    ) -> None:
        """Say what the map is, what is special about it, and what bright means."""
        heads = map_choice.has_heads(result)
        self._above.setVisible(heads and self._page in ("heatmap", "lines"))
        self._below.setVisible(self._page in ("heatmap", "lines"))
        caption = map_choice.caption(shown, choice, lines=self._page == "lines")
        if heads:
            count = result.attention[0].weights.shape[1]
            self.title.setText(_capital(map_choice.title(choice, count)))
            kind = choice.view.kind
            sentence = map_choice.sink_sentence(result, kind, shown.sinks)
            badges = [(text, "") for text in map_choice.badges(choice, best, taught)]
            if shown.sinks:
                badges.append((map_choice.sink_badge(result, kind, shown.sinks), sentence))
                caption = f"{caption} {sentence}"
            self._show_badges(badges)
        self.caption.setText(caption)
        for steady in (self._above, self._below):
            steady.settle()

    def set_stale(self, stale: bool) -> None:
        for part in (self.heatmap, self.lines, self.compare, self.drawer):
            part.set_stale(stale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_sides"):
            self._arrange()

    def _arrange(self) -> None:
        """The drawer beside the picture, or below it where the window is narrow."""
        open_ = self._offered and self._page != "positions" and self.view.heads.isChecked()
        self._beside.setVisible(open_)
        narrow = self.width() < self.fontMetrics().height() * 34
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self._sides.orientation() != wanted:
            self._sides.setOrientation(wanted)
        air = theme.GAP if open_ else 0
        self._left.setContentsMargins(0, 0, 0 if narrow else air, air if narrow else 0)
        self._right.setContentsMargins(0 if narrow else air + 2, air if narrow else 0, 0, 0)

    def _show_badges(self, badges: Sequence[tuple[str, str]]) -> None:
        for label, (text, tip) in zip(self.badges, [*badges, *[("", "")] * BADGES], strict=False):
            label.setText(text)
            label.setToolTip(tip)
            label.setVisible(bool(text))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

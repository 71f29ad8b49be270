"""An attention with its controls: the page that draws it, title and badges above, a caption below, the heads beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from attnviz.engine.attention.messages import ENCODER
from attnviz.ui import theme
from attnviz.ui.attention import captions
from attnviz.ui.attention.heads_drawer import HeadsDrawer
from attnviz.ui.attention.map_choice import Answer, MapChoice, Off, ShownMap, has_heads, of_kind, shown_map
from attnviz.ui.attention.playback import Playback
from attnviz.ui.attention.view_bar import ViewBar
from attnviz.ui.controls.one_line import OneLine
from attnviz.ui.controls.splits import RememberedSplitter
from attnviz.ui.widgets.badge import Badge
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.plain_text import tip
from attnviz.ui.widgets.stable_height import StableHeight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from attnviz.engine.attention.head_statistics import BestMap
    from attnviz.ui.attention.captions import AttentionTexts
    from attnviz.ui.attention.page import Page
    from attnviz.ui.widgets.selection import Selection, Spot

BADGES = 5
DRAWER = 0.36  # of the width, until a person draws it wider


class AttentionView(QFrame):
    """Draws the maps of an answer that is handed to it. ``name`` begins the object names, ``texts`` say what rows and columns
    are, ``pages`` can show it; without ``switches`` heads are only looked at; with the pages' ``selection`` it can be played
    row by row. ``changed``: a person wants another map or page.
    """

    changed = Signal()

    def __init__(
        self,
        name: str,
        pages: Sequence[Page],
        texts: AttentionTexts,
        *,
        switches: bool = True,
        selection: Selection | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._pages, self._texts = {page.id: page for page in pages}, texts
        self.view_bar = ViewBar(name, [page for page in pages if page.offered], texts)
        self.drawer = HeadsDrawer(name, texts, switches=switches)
        self.title = named(QLabel(), f"{name}.map_title", role="heading")
        self.caption = named(QLabel(), f"{name}.caption", role="muted")
        self.caption.setWordWrap(True)
        for label in (self.title, self.caption):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.badges = [named(Badge(), f"{name}.badge.{i}") for i in range(BADGES)]
        self._page, self._offered = next(iter(self._pages)), False
        self._shown: ShownMap | None = None
        self._presents, self._captioned = False, True
        self.playback = Playback(selection, self._rows, self) if selection is not None else None
        self._build(name)
        if self.playback is not None and selection is not None:
            self.view_bar.offer_play()
            self.view_bar.play.clicked.connect(self.playback.toggle)
            self.view_bar.play.clicked.connect(self._focus_picture)
            selection.changed.connect(self._word_playback)
        self.view_bar.changed.connect(self.changed)
        self.view_bar.heads_toggled.connect(self.changed)
        self.drawer.changed.connect(self.changed)

    def _build(self, name: str) -> None:
        self._stack = QStackedWidget()
        for page in self._pages.values():
            assert isinstance(page, QWidget)
            self._stack.addWidget(page)
        self._above, self._below = OneLine([self.title, *self.badges]), StableHeight(self.caption)
        self._show_badges(())
        self._above.hide()
        left = QWidget()
        column = self._left = QVBoxLayout(left)
        self._beside = QWidget()
        self._right = QVBoxLayout(self._beside)
        self._right.addWidget(self.drawer)
        column.addWidget(self._stack, 1)
        self._sides = RememberedSplitter(f"{name}.sides")
        self._sides.addWidget(left)
        self._sides.addWidget(self._beside)
        self._sides.setStretchFactor(0, 1)
        self._sides.setStretchFactor(1, 0)
        self.bar = QHBoxLayout()
        self.bar.addWidget(self.view_bar, 1)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(12, 8, 12, 6)
        inside.setSpacing(4)
        inside.addLayout(self.bar)
        inside.addWidget(self._above)
        inside.addWidget(self._sides, 1)
        inside.addWidget(self._below)
        self._arrange()

    def show_answer(self, answer: Answer, off: Off = ()) -> None:
        """Offer what there is to choose in an answer of some attention, of whose heads some may be ``off``; ``draw`` draws it."""
        self.view_bar.offer_heads(has_heads(answer))
        if has_heads(answer):
            self.drawer.show_answer(answer, off)

    def draw(self, answer: Answer) -> None:
        """Draw the map of an answer that the controls want, on the page that they want."""
        choice = self.choice(answer)
        shown = shown_map(answer, choice)
        self.show_map(answer, choice, shown)
        self.show_page(self.view_bar.picture(), heads=has_heads(answer))
        self.word(answer, choice, shown)

    def show_page(self, page: str, *, heads: bool) -> None:
        """Show a page by its id; of a model with ``heads``, beside their drawer where it is open."""
        self._page, self._offered = page, heads
        self._stack.setCurrentIndex(list(self._pages).index(page))
        self._arrange()

    def page(self) -> str:
        return self._page

    def shown_page(self) -> Page:
        """What draws the map that is seen."""
        return self._pages[self._page]

    def choice(self, answer: Answer) -> MapChoice:
        """Which map of an answer the controls want."""
        if not has_heads(answer):
            return MapChoice(self.view_bar.map_view(answer[0]) if answer else self.view_bar.map_view())
        view = self.view_bar.map_view(of_kind(answer, self.drawer.kind()))
        return MapChoice(self.drawer.map_view(view), self.drawer.follows(), self.view_bar.hides_sinks())

    def show_map(self, answer: Answer, choice: MapChoice, shown: ShownMap) -> None:
        """Draw a map of an answer on every page; one that is not seen costs nothing."""
        if self.playback is not None and (self._shown is None or self._shown.picture.rows != shown.picture.rows):
            self.playback.stop()
        self._shown = shown
        between = of_kind(answer, choice.view.kind)
        self.view_bar.offer_pages(between)
        for page in self._pages.values():
            if page.suits(between):
                page.show_map(shown, between)

    def light_heads(self, spot: Spot | None) -> None:
        """Point out in every thumbnail what is pointed at in the picture; of an encoder word, both sides."""
        picture, kind = self._shown.picture if self._shown else None, self.drawer.kind()
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
        answer: Answer,
        choice: MapChoice,
        shown: ShownMap,
        *,
        best: BestMap | None = None,
        taught: tuple[str, int, int] | None = None,
    ) -> None:
        """Say what the map is, what is special about it, and what bright means."""
        heads, is_map = has_heads(answer), self._pages[self._page].is_map
        self._above.setVisible(heads and is_map)
        self._below.setVisible(is_map and self._captioned)
        between, kind = of_kind(answer, choice.view.kind), self._texts.kind(choice.view.kind)
        caption = captions.caption(shown, choice, kind, self._page)
        if heads:
            layers, count = between.attention.weights.shape[:2]
            one = layers * count == 1  # a kind of one map has no heads to name
            self.title.setText(_capital(kind.name if one else captions.title(choice, kind, count)))
            self.title.setToolTip(tip(self.title.text()))
            tokens = between.keys.tokens
            sentence = captions.sink_sentence(tokens, shown.sinks)
            badges = captions.badges(choice, best, taught)
            if shown.sinks:
                badges.append((captions.sink_badge(tokens, shown.sinks), sentence))
                caption = f"{caption} {sentence}"
            self._show_badges(badges)
        self.caption.setText(caption)
        self._below.settle()

    def _rows(self) -> int:
        return len(self._shown.picture.rows) if self._shown else 0

    @Slot()
    def _focus_picture(self) -> None:
        """There the keys go on with what the button began: space pauses, arrows step."""
        page = self._pages[self._page]
        assert isinstance(page, QWidget)
        parts = page.findChildren(QWidget)
        if area := next((each for each in parts if each.property("area") and each.isVisible()), None):
            area.setFocus()

    def _word_playback(self) -> None:
        if self.playback is not None:
            self.view_bar.show_playing(self.playback.plays())

    def present(self, on: bool) -> None:
        """Show the picture, its title and its caption alone; numbers are seen where one points."""
        for i in range(self.bar.count()):
            item = self.bar.itemAt(i)
            if item is not None and (widget := item.widget()):
                widget.setVisible(not on)
        self._presents = on
        for page in self._pages.values():
            page.present(on)
        self._arrange()

    def show_caption(self, shown: bool) -> None:
        """Show or hide what is said below the picture."""
        self._captioned = shown
        self._below.setVisible(shown)

    def set_stale(self, stale: bool) -> None:
        if stale and self.playback is not None:
            self.playback.stop()
        for page in self._pages.values():
            page.set_stale(stale)
        self.drawer.set_stale(stale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_sides"):
            self._arrange()

    def _arrange(self) -> None:
        """The drawer beside the picture, or below it where the window is narrow."""
        open_ = not self._presents and self._offered and self._page != "positions" and self.view_bar.heads.isChecked()
        self._beside.setVisible(open_)
        narrow = self.width() < self.fontMetrics().height() * 34
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self._sides.orientation() != wanted:
            self._sides.setOrientation(wanted)
            self._sides.by_hand = self._sides.take_back()
        if open_ and not narrow and not self._sides.by_hand:
            drawer = max(round(self.width() * DRAWER), self._beside.minimumSizeHint().width())
            self._sides.setSizes([self.width() - drawer, drawer])
        air = theme.GAP if open_ else 0
        self._left.setContentsMargins(0, 0, 0 if narrow else air, air if narrow else 0)
        self._right.setContentsMargins(0 if narrow else air + 2, air if narrow else 0, 0, 0)

    def _show_badges(self, badges: Sequence[tuple[str, str]]) -> None:
        for label, (text, says) in zip(self.badges, [*badges, *[("", "")] * BADGES], strict=False):
            label.setText(text)
            label.setToolTip(tip(says))
        self._above.settle()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

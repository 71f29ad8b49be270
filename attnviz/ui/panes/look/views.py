"""The section of views: the looks at a photo, whole and closer, and how the answer was put together from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from attnviz.engine.look.messages import Look, Looked
from attnviz.ui import theme
from attnviz.ui.i18n import in_a_row
from attnviz.ui.panes.look import overlay, texts
from attnviz.ui.panes.look.section import DrawnSection
from attnviz.ui.panes.look.state import GATE, LookState
from attnviz.ui.panes.look.views_cards import ViewCard, laid_on, thumbnail
from attnviz.ui.panes.look.views_texts import gained, reasons
from attnviz.ui.panes.questions import Ask, Question
from attnviz.ui.widgets import map_overlay
from attnviz.ui.widgets.controls import line
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.photo_drawing import WHOLE, Frame, Layer, cell_at
from attnviz.ui.widgets.photo_view import PhotoView
from attnviz.ui.widgets.scale_legend import ScaleLegend
from attnviz.ui.widgets.stable_height import StableHeight

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from attnviz.engine.messages import Failure

WAYS = ("auto", "whole")  # closer looks where they serve; one look only
CARDS, GAP = 18, 14  # lines of text, width of the column of cards; pixels beside it


class ViewsSection(DrawnSection):
    """``number`` is the look that is shown alone, from 1 on; 0 shows what all of them make together."""

    id: ClassVar[str] = "views"

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("Look", "Views")

    def __init__(self, state: LookState, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self._other_way = Question(ask, state.show, self._refused)
        self.number = 0
        self._shown: Looked | None = None
        self._known: dict[str, Looked] = {}  # answers about this photo, by the ways they were asked for
        self.ways = {way: named(QToolButton(), f"look.views.{way}", role="segment", checkable=True) for way in WAYS}
        self.change = named(QLabel(), "look.views.change")
        self.picture = named(PhotoView(least=180), "look.views.picture")
        self.here = named(QLabel(), "look.views.here", role="muted")
        self.words = named(QLabel(), "look.views.words", role="muted")
        self.legend = named(ScaleLegend(), "look.views.legend")
        self.title_ = named(QLabel(), "look.views.title", role="muted")
        self.together = ViewCard("look.views.0")
        self.cards: list[ViewCard] = []
        for label in (self.change, self.here, self.words, self.title_):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._build()
        for way, button in self.ways.items():
            button.clicked.connect(lambda _=False, way=way: self.show_way(way))
        self.together.chosen.connect(lambda: self.choose(0))
        self.picture.hovered.connect(self._hover)
        self.picture.clicked.connect(self._choose_at)
        state.style_changed.connect(self.refresh)
        for changed in (state.photo_changed, state.model_changed):
            changed.connect(self._other_way.forget)
        self.retranslate()

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(theme.GAP)
        left.addWidget(self.picture, 1)
        left.addWidget(StableHeight(self.here))
        left.addWidget(self.words)
        left.addStretch()
        inside = QWidget()
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, 0, 4, 0)
        self._list.setSpacing(6)
        self._list.addWidget(self.title_)
        self._list.addWidget(self.together)
        self._list.addStretch()
        self._area = area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        sides = QHBoxLayout()
        sides.setSpacing(GAP)
        sides.addLayout(left, 1)
        sides.addWidget(area)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(line(line(*self.ways.values(), gap=3), self.legend, gap=16))
        layout.addWidget(self.change)
        layout.addLayout(sides, 1)

    # what a person does

    def choose(self, number: int) -> None:
        """Show one look alone, its part of the photo and its own gate; 0 shows all together."""
        answer = self.state.answer
        if answer is not None and 0 <= number <= len(answer.views):
            self.number = number
            self.draw()

    def show_way(self, way: str) -> None:
        """Let the whole pane show the answer with closer looks, or with one look only."""
        answer = self.state.answer
        self._mark()
        if answer is None or answer.request.views == way:
            return
        if way in self._known:
            self.state.show(self._known[way])
        else:
            self._other_way.ask(Look(answer.request.picture, answer.request.model, views=way))

    def _choose_at(self, x: float, y: float) -> None:
        """The smallest look that covers a place."""
        answer = self.state.answer
        if answer is not None:
            places = [overlay.share(view.region, answer) for view in answer.views]
            here = [n for n, place in enumerate(places, 1) if place.contains(x, y) and place != WHOLE]
            self.choose(min(here, key=lambda n: places[n - 1].width() * places[n - 1].height(), default=0))

    # answers

    def _refused(self, failure: Failure) -> None:
        self._mark()
        self.state.refused.emit(failure)

    def _remember(self) -> None:
        """Keep what was answered about this photo, and begin a new answer with all looks together."""
        answer = self.state.answer
        if answer is self._shown:
            return
        self.number, self._shown = 0, answer
        if answer is not None:
            asked = answer.request
            same = {
                way: known
                for way, known in self._known.items()
                if known.request.picture is asked.picture and known.request.model == asked.model
            }
            self._known = {**same, asked.views: answer}

    # what is shown

    def draw(self) -> None:
        state = self.state
        self._remember()
        self._fit()
        self.picture.set_image(state.photo.small if state.photo is not None else None)
        self._mark()
        self._draw_photo()
        self._draw_cards()
        self._hover(-1, -1)
        self._word()

    def _mark(self) -> None:
        """Which way the shown answer was asked for; no choice where one look was enough."""
        answer, auto = self.state.answer, self._known.get("auto")
        for way, button in self.ways.items():
            button.setEnabled(answer is not None and (auto is None or len(auto.views) > 1))
            button.setChecked(answer is not None and answer.request.views == way)

    def _draw_photo(self) -> None:
        answer, style = self.state.answer, self.state.style
        if answer is None:
            self.picture.set_layer(Layer())
            self.picture.set_frames(())
            return
        if self.number:
            view = answer.views[self.number - 1]
            layer = laid_on(view.spatial_map, overlay.share(view.region, answer), answer.width / answer.height, style)
        else:
            layer = overlay.layer(self.state, GATE)
        self.picture.set_layer(layer)
        self.picture.set_frames(
            [
                Frame(
                    overlay.share(view.region, answer),
                    f"{number} {texts.class_name(view.best.label)}",
                    number == self.number,
                )
                for number, view in enumerate(answer.views, 1)
                if number == self.number or view.kind == "crop"
            ]
        )

    def _draw_cards(self) -> None:
        answer, photo, style = self.state.answer, self.state.photo, self.state.style
        views = answer.views if answer is not None else ()
        while len(self.cards) < len(views):
            number = len(self.cards) + 1
            card = ViewCard(f"look.views.{number}")
            card.chosen.connect(lambda number=number: self.choose(number))
            self._list.insertWidget(number + 1, card)  # after the title and the card of all together
            self.cards.append(card)
        self.together.setVisible(len(views) > 1)
        for number, card in enumerate(self.cards, 1):
            card.setVisible(number <= len(views))
        if answer is None or photo is None:
            return
        self.together.show_together(
            answer, thumbnail(photo.small, WHOLE, answer.spatial_map, style), chosen=not self.number
        )
        for number, (card, view) in enumerate(zip(self.cards, views, strict=False), 1):
            picture = thumbnail(photo.small, overlay.share(view.region, answer), view.spatial_map, style)
            card.show_view(number, view, picture, chosen=number == self.number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the cards room for their text, and the photo what is left."""
        cards = min(CARDS * self.fontMetrics().height(), self.width() // 2)
        self._area.setFixedWidth(cards)
        self.fit((self.picture,), self.width() - cards - GAP)

    def _hover(self, x: float, y: float) -> None:
        """What the look that is shown weighs at the place under the pointer, and what all of them do."""
        weights = self.weights_at(x, y)
        if not weights:
            self.here.setText(self.tr("Point at a place: what does each look weigh there?"))
            return
        together, each = weights[0], [f"{n}: {weight:.2f}" for n, weight in weights.items() if n]
        self.here.setText(
            self.tr("Here: {each}; all together {together}").format(each=" · ".join(each), together=f"{together:.2f}")
        )

    def weights_at(self, x: float, y: float) -> dict[int, float]:
        """What each look that covers a place, in shares of the photo, weighs there, by its number; 0 is all together."""
        answer = self.state.answer
        if answer is None or answer.spatial_map is None or not (0 <= x <= 1 and 0 <= y <= 1):
            return {}
        parts = {0: (answer.spatial_map, WHOLE)}
        parts |= {n: (view.spatial_map, overlay.share(view.region, answer)) for n, view in enumerate(answer.views, 1)}
        found = {}
        for number, (map_, place) in parts.items():
            if place.contains(x, y):
                spot = cell_at(map_, (x - place.x()) / place.width(), (y - place.y()) / place.height())
                found[number] = float(map_[spot])
        return found

    # words

    def _word(self) -> None:
        """What is said of this answer."""
        answer, style = self.state.answer, self.state.style
        self.legend.set_scale(map_overlay.row(style.scale), "0", "1")
        self.legend.setVisible(style.way == "overlay")
        self.words.setText("" if answer is None else in_a_row(reasons(answer)))
        self.change.setText("" if answer is None else gained(self._known.get("auto", answer)))
        self.change.setVisible(bool(self.change.text()))

    def retranslate(self) -> None:
        auto, whole = self.ways["auto"], self.ways["whole"]
        auto.setText(self.tr("Close-ups"))
        auto.setToolTip(self.tr("Look closer where the first look leaves doubts or shows a small thing"))
        whole.setText(self.tr("One look only"))
        whole.setToolTip(self.tr("Let the whole pane show what one look at the whole photo says"))
        for button in self.ways.values():
            button.setAccessibleName(button.text())
        self.title_.setText(self.tr("What each look saw, and at the right its weight"))
        self.legend.setToolTip(self.tr("How much a place counts in a look"))
        self.picture.setAccessibleName(self.tr("Photo with the parts that were looked at"))
        self.refresh()

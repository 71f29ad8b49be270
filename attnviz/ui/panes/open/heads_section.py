"""The two ways of looking at what is open: all heads at once, or one head with its measures beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from attnviz.engine.attention.messages import DECODER, ENCODER, KINDS
from attnviz.ui.attention.heatmap_page import HeatmapPage
from attnviz.ui.attention.lines_page import LinesPage
from attnviz.ui.attention.map_choice import MapChoice, has_heads, of_kind, shown_map
from attnviz.ui.attention.mosaic_page import MosaicPage
from attnviz.ui.attention.picture_page import PicturePage
from attnviz.ui.attention.sound_page import SoundPage
from attnviz.ui.attention.view import AttentionView
from attnviz.ui.controls.segments import joined, segment
from attnviz.ui.panes.open import texts
from attnviz.ui.panes.open.texts import OpenTexts
from attnviz.ui.panes.questions import Question
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.ui.attention.map_choice import ShownMap
    from attnviz.ui.attention.page import Page
    from attnviz.ui.panes.open.state import OpenState
    from attnviz.ui.panes.questions import Ask


class AllHeads(Reworded, QWidget):
    """The mosaic, with a choice of the kind above it."""

    def __init__(self, ask: Ask, state: OpenState, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        def question(show: Callable[[Any], None], failed: Callable[[Any], None]) -> Question:
            return Question(ask, show, failed, named=False)

        self._state = state
        self.page = MosaicPage("open", question)
        self.kinds = {kind: segment(f"open.all.{kind.partition('_')[0]}") for kind in KINDS}
        self._bar = joined(*self.kinds.values())
        self.left_out = named(QLabel(), "open.all.left_out", role="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.page, 1)
        column.addWidget(self.left_out)
        self.left_out.hide()
        for kind, button in self.kinds.items():
            button.clicked.connect(lambda _=False, kind=kind: state.choose_kind(kind))
        self._drawn: object = None
        self.retranslate()

    def draw(self) -> None:
        """Draw the kind that is chosen of what is shown, where it is seen."""
        subject = self._state.subject
        if subject is None:
            return
        known = [part.kind for part in subject.parts]
        self._bar.setVisible(len(known) > 1)
        for kind, button in self.kinds.items():
            button.setVisible(kind in known)
            button.setChecked(kind == self._state.kind)
        part = subject.part(self._state.kind)
        if part is not self._drawn:
            self._drawn = part
            stack, labels = part.mosaic()
            self.page.show_stack(stack, labels, size=subject.size)
            self.page.fit_scale(part.brightest())
            self.left_out.setText(texts.silence_left_out(part.left_out) if part.seen is not None else "")
            self.left_out.setVisible(bool(self.left_out.text()))

    def retranslate(self) -> None:
        for kind, button in self.kinds.items():
            worded = OpenTexts().kind(kind)
            button.setText(worded.short)
            button.setToolTip(worded.tip)
            button.setAccessibleName(worded.tip)


class OneHead(Reworded, QWidget):
    """The view of any attention; in place of it a sentence where the maps are too large for that."""

    def __init__(self, state: OpenState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._heatmap, self._lines = HeatmapPage("open", state.selection), LinesPage("open", state.selection)
        pages: list[Page] = [
            PicturePage("open", state.selection),
            SoundPage("open", state.selection),
            self._heatmap,
            self._lines,
        ]
        self._texts = OpenTexts()
        self.view = AttentionView("open", pages, self._texts)
        self.view.drawer.set_model(None)
        self.view.drawer.best.hide()
        self.view.setProperty("role", "")
        if inside := self.view.layout():
            inside.setContentsMargins(0, 0, 0, 0)  # the pane's panel has its own
        self.too_large = named(QLabel(), "open.too_large", role="muted")
        self.too_large.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view, 1)
        column.addWidget(self.too_large)
        self._offered: object = None
        self.choice: MapChoice | None = None
        self.map: ShownMap | None = None
        self.view.changed.connect(self._changed)
        state.selection.changed.connect(lambda: self.view.light_heads(state.selection.shown))
        self.retranslate()

    def find_map(self) -> None:
        """Find the map of the head that is chosen, without drawing it: what the details tell of it."""
        subject = self._state.subject
        answer = subject.answer() if subject is not None else ()
        self.choice = self.map = None
        if answer:
            between, pairs = of_kind(answer, self._state.kind), self.view.drawer.chosen(self._state.kind)
            layers, heads = between.attention.weights.shape[:2]
            pairs = tuple(pair for pair in pairs if pair[0] < layers and pair[1] < heads) or ((0, 0),)
            view = self.view.view_bar.map_view(between)
            (layer, head), several = pairs[0], pairs if len(pairs) > 1 else ()
            drawer = self.view.drawer
            self.choice = MapChoice(
                replace(view, kind=between.attention.kind, layer=layer, head=head, heads=several),
                drawer.follows() and drawer.kind() == between.attention.kind,
                self.view.view_bar.hides_sinks(),
            )
            self.map = shown_map(answer, self.choice)

    def draw(self) -> None:
        """Draw the head that is chosen of what is shown."""
        subject = self._state.subject
        answer = subject.answer() if subject is not None else ()
        self.view.setVisible(bool(answer))
        self.too_large.setVisible(not answer or self._is_fewer())
        self._say_how_much()
        if subject is None or not answer:
            self.choice = self.map = None
            return
        if subject is not self._offered:
            self._offered = subject
            differ = {part.kind for part in subject.parts if part.labels.queries != part.labels.keys}
            self._texts.rows_are_written = DECODER in differ
            self._texts.followed = frozenset({ENCODER, DECODER} - differ)
            self.view.show_answer(answer, self._state.off)
        drawer = self.view.drawer
        drawer.choose(self._state.kind, rollout=drawer.follows() and drawer.kind() == self._state.kind)
        self.choice = self.view.choice(answer)
        self.map = shown_map(answer, self.choice)
        self.view.show_map(answer, self.choice, self.map)
        self.view.show_page(self.view.view_bar.picture(), heads=has_heads(answer))
        self.view.word(answer, self.choice, self.map)

    def _is_fewer(self) -> bool:
        """Whether frames of a sound are taken together, or left out."""
        part = self._state.subject.part(self._state.kind) if self._state.subject is not None else None
        return (
            part is not None
            and part.between is not None
            and (part.together > 1 or part.left_out >= texts.LEAST_LEFT_OUT)
        )

    def _say_how_much(self) -> None:
        if not self._is_fewer():
            self.too_large.setText(
                self.tr(
                    "These maps are too large for cells that can be told apart: see all heads, and go nearer with the wheel."
                )
            )
            return
        assert self._state.subject is not None
        part = self._state.subject.part(self._state.kind)
        told = [
            self.tr("{count} frames are drawn as one here.").format(count=part.together) if part.together > 1 else "",
            texts.silence_left_out(part.left_out),
            self.tr("“All heads” shows every frame.") if part.together > 1 else "",
        ]
        self.too_large.setText(" ".join(filter(None, told)))

    def show_off(self) -> None:
        """Show which heads are off."""
        subject = self._state.subject
        if self.isVisible() and subject is not None and (answer := subject.answer()):
            self.view.show_answer(answer, self._state.off)

    def choose(self, layer: int, head: int) -> None:
        """Show a head of the kind that is chosen."""
        self.view.drawer.choose(self._state.kind, [(layer, head)])
        if self.isVisible():
            self.draw()
        else:
            self.find_map()

    def choose_two(self) -> None:
        """Take the head that is chosen and the next, or where it is the last the one before."""
        subject, choice = self._state.subject, self.choice
        if subject is None or choice is None:
            return
        layers, heads = subject.part(self._state.kind).stack.shape[:2]
        every = [(layer, head) for layer in range(layers) for head in range(heads)]
        at = min(every.index(choice.pairs[0]), max(len(every) - 2, 0))
        self.view.drawer.choose(self._state.kind, every[at : at + 2])
        self.find_map()

    def _changed(self) -> None:
        kind = self.view.drawer.kind()
        if kind != self._state.kind:
            self._state.choose_kind(kind)
        else:
            self.draw()

    def retranslate(self) -> None:
        self._heatmap.map.setAccessibleName(self.tr("The head as a heatmap: rows are queries, columns keys"))
        self._lines.map.setAccessibleName(self.tr("The head as lines from queries to keys"))
        self._say_how_much()
        if self._state.subject is not None and self.isVisible():
            self.draw()

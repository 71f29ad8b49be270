"""What the sections of the Read pane have in common: an input that is typed, one question, a view of its attention, details."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from attnviz.ui import theme
from attnviz.ui.attention.heatmap_page import HeatmapPage
from attnviz.ui.attention.lines_page import LinesPage
from attnviz.ui.attention.map_choice import Answer, has_heads, shown_map
from attnviz.ui.attention.view import AttentionView
from attnviz.ui.panes import section
from attnviz.ui.panes.questions import Question
from attnviz.ui.panes.read.measurements import ReadMeasures
from attnviz.ui.panes.translate.faithfulness import FaithfulnessPanel
from attnviz.ui.widgets.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QSizeF
    from PySide6.QtGui import QHideEvent, QPainter

    from attnviz.engine.messages import Failure, Note
    from attnviz.ui.attention.captions import AttentionTexts
    from attnviz.ui.attention.map_choice import MapChoice, Off, ShownMap
    from attnviz.ui.attention.page import Page
    from attnviz.ui.panes.questions import Ask
    from attnviz.ui.panes.read.measurements import Tested
    from attnviz.ui.panes.translate.faithfulness import FaithfulnessTexts
    from attnviz.ui.panes.translate.measurements import Measures

PAUSE = 150  # milliseconds of not typing before the model reads
PATIENCE = 120  # milliseconds until what is drawn is dimmed while an answer is awaited: dimming draws all once more


@dataclass(frozen=True)
class Seen:
    """What is seen in a section and may be saved: its words, its attention, the map of it, and what else was answered.

    ``picture`` is the page that is drawn by itself, with its size, where that is no map; ``python`` lines give the same answer.
    """

    title: str
    answer: Answer
    choice: MapChoice
    map: ShownMap
    lines: bool
    told: dict[str, Any]
    python: str
    picture: tuple[QSizeF, Any] | None = None


class ReadSection(section.Section):
    """A subclass makes its input and its pages, says what it asks (``request``) and what an answer's attention is (``between``).

    ``said`` and ``failed`` carry one sentence, ``refused`` a ``Failure``, ``noted`` the notes of an answer, ``answered`` that
    something else is seen.
    """

    model: ClassVar[str]  # that it asks, by its id

    said = Signal(str)
    failed = Signal(str)
    refused = Signal(object)
    noted = Signal(object)
    answered = Signal()

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask = ask
        self.selection = Selection(self)
        self.question = Question(ask, self._receive, self._refused, every=True)
        self.result: Any = None
        self.off: Off = ()
        self._begun = False  # whether heads were chosen for the first answer
        self.answer: Answer = ()
        self.choice: MapChoice | None = None
        self.map: ShownMap | None = None
        self.details: QWidget = QWidget()
        self.measures: ReadMeasures | Measures | None = None  # of heads and maps, where there are any
        self.truth: FaithfulnessPanel | None = None
        self._timer = QTimer(self, interval=PAUSE, singleShot=True)
        self._timer.timeout.connect(self.ask_now)
        self._patience = QTimer(self, interval=PATIENCE, singleShot=True)
        self._patience.timeout.connect(lambda: self.set_stale(True))

    def make_view(self, pages: Sequence[Page], texts: AttentionTexts, *, switches: bool = True) -> None:
        """The view of the attention; heads can be switched off there."""
        self.pages = {page.id: page for page in pages}
        self.view = AttentionView(f"read.{self.id}", pages, texts, switches=switches, selection=self.played())
        self.view.setProperty("role", "")
        self._name_pages()
        if inside := self.view.layout():
            inside.setContentsMargins(0, 0, 0, 0)  # the pane's panel has its own
        drawer = self.view.drawer
        drawer.set_model(None)
        drawer.best.hide()
        drawer.sweep.hide()
        drawer.order.model().item(drawer.order.findData("effect")).setEnabled(False)  # type: ignore[attr-defined]
        drawer.order.model().item(drawer.order.findData("agreement")).setEnabled(False)  # type: ignore[attr-defined]
        drawer.off_wanted.connect(self.switch_off)
        self.view.changed.connect(self.draw)
        self.selection.changed.connect(lambda: self.view.light_heads(self.selection.shown))

    def lay_out(self, *above: QWidget) -> None:
        """Inputs above the view."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GAP, 0, 0)
        column.setSpacing(theme.GAP)
        for widget in above:
            column.addWidget(widget)
        column.addWidget(self.view, 1)

    # what a subclass tells

    def played(self) -> Selection | None:
        """The selection by which an answer is played row by row, where its rows are written one after the other."""
        return None

    def request(self) -> Any:
        """What is asked now; None while nothing can be."""
        raise NotImplementedError

    def between(self, result: Any) -> Answer:
        """Every kind of attention of an answer between its axes."""
        raise NotImplementedError

    def begin_with(self, answer: Answer) -> None:
        """Choose the heads that are shown first: all of the last layer, which answers are read from."""
        for between in answer:
            layers, heads = between.attention.weights.shape[:2]
            self.view.drawer.choose(between.attention.kind, [(layers - 1, head) for head in range(heads)])
        self.view.drawer.choose(answer[0].attention.kind)

    def make_map(self, choice: MapChoice) -> ShownMap:
        """The map of the answer that is chosen."""
        return shown_map(self.answer, choice)

    def show_result(self, result: Any) -> None:
        """Draw what an answer says beside its attention."""
        raise NotImplementedError

    def show_map(self) -> None:
        """Another map is seen: follow."""

    def measure_with(self, texts: FaithfulnessTexts) -> FaithfulnessPanel:
        """Let heads and maps be measured: the panel of the test, for the details."""
        self.truth = FaithfulnessPanel(texts, name=f"read.{self.id}")
        self.measures = ReadMeasures(self._ask, self, self.truth)
        return self.truth

    def test_map(self) -> None:
        """Test the map that is shown."""
        if self.truth is not None and self.truth.isEnabled():
            self.truth.check.click()

    def to_test(self, row: tuple[int, ...]) -> Tested | None:
        """What a test of the shown map tells of, with the queries of the ``row`` that is pinned; None where it cannot be tested."""
        return None

    def shares_heads(self, kind: str) -> bool:
        """Whether the maps of a kind are those of the heads that are measured."""
        return True

    def is_seen(self) -> bool:
        """Whether there is anything to be saved."""
        return self.result is not None and self.map is not None and self.choice is not None

    def seen(self) -> Seen | None:
        """What may be saved."""
        raise NotImplementedError

    def present(self, on: bool) -> None:
        """For a lecture hall the picture alone."""
        self.view.present(on)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._patience.stop()

    # asking

    def typed(self) -> None:
        """Something else was typed: ask in a moment."""
        self._timer.start()

    def ask_now(self) -> None:
        """Ask for what the inputs say now; the picture before it stays, dimmed."""
        self._timer.stop()
        request = self.request()
        if self.measures is not None:
            self.measures.pause()
        if request is None:
            self.question.forget()
            self._patience.stop()
            self.set_stale(True)
            return
        if self.isVisible():
            self._patience.start()
        self.question.ask(request, interrupt=True)

    def switch_off(self, off: Off) -> None:
        """Exactly these heads are off. Kinds of one encoder share their heads: what is switched in one is in all."""
        off = self.joined_off(off)
        if off != self.off:
            self.off = off
            self.ask_now()

    def joined_off(self, off: Off) -> Off:
        """What is off in every kind of an answer that shows the same heads; a section of several networks says otherwise."""
        kinds = {kind for kind, *_ in (*off, *self.off)} | {each.attention.kind for each in self.answer}
        before, now = set(self.off), set(off)
        changed = {(layer, head) for _, layer, head in before ^ now}
        pairs = {(layer, head) for _, layer, head in before} ^ changed
        return tuple(sorted((kind, layer, head) for kind in kinds for layer, head in pairs))

    def begin(self) -> None:
        if self.result is None and self.question.waiting is None:
            self.ask_now()

    def is_settled(self) -> bool:
        """Whether what is seen is the answer to what is asked."""
        return self.question.waiting is None and not self._timer.isActive()

    def _receive(self, result: Any) -> None:
        self.result = result
        self.answer = self.between(result)
        self.failed.emit("")
        self.show_result(result)
        if self.answer:
            self.view.show_answer(self.answer, self.off)
            if not self._begun:
                self._begun = True
                self.begin_with(self.answer)
            self.draw()
        if self.question.waiting is None:
            self._patience.stop()
            self.set_stale(False)
            if self.measures is not None and self.answer:
                self.measures.go_on()
        self.noted.emit(self.notes())
        self.answered.emit()

    def notes(self) -> Sequence[Note]:
        """What should be known of what is seen."""
        return self.result.notes if self.result is not None else ()

    def _refused(self, failure: Failure) -> None:
        self._patience.stop()
        self.set_stale(True)
        self.refused.emit(failure)

    # drawing

    def draw(self) -> None:
        """Draw the map of the answer that the controls want."""
        if not self.answer:
            return
        self.choice = self.view.choice(self.answer)
        self.map = self.make_map(self.choice)
        self.view.show_map(self.answer, self.choice, self.map)
        page = self.view.view_bar.picture()
        self.view.show_page(page, heads=self.pages[page].is_map and has_heads(self.answer))
        self.view.word(self.answer, self.choice, self.map)
        self._name_pages()
        self.show_map()
        if isinstance(self.measures, ReadMeasures):
            self.measures.map_shown()

    def _name_pages(self) -> None:
        """What is read out of the pictures: how they are drawn, and what of."""
        for page in self.pages.values():
            if isinstance(page, HeatmapPage | LinesPage):
                page.map.setAccessibleName(": ".join(filter(None, (page.title(), self.view.title.text()))))

    def set_stale(self, stale: bool) -> None:
        """Dim what is drawn while a newer answer is on its way."""
        self.view.set_stale(stale)

    def draw_page(self, painter: QPainter, size: QSizeF, vector: bool) -> None:
        """Draw the page that is no map, for a file."""
        raise NotImplementedError

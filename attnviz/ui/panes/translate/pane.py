"""The Translate pane: type a sentence, see its translation and where the model looked for each word of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from attnviz import defaults
from attnviz.engine.attention.messages import CROSS, ENCODER
from attnviz.engine.messages import Failure, ListModels, Models
from attnviz.engine.translate.messages import Translate, Translation
from attnviz.ui import theme
from attnviz.ui.attention.heatmap_page import HeatmapPage
from attnviz.ui.attention.lines_page import LinesPage
from attnviz.ui.attention.map_choice import Off, has_heads
from attnviz.ui.attention.view import AttentionView
from attnviz.ui.panes.pane import Pane
from attnviz.ui.panes.questions import Question
from attnviz.ui.panes.save_actions import ExportButton
from attnviz.ui.panes.translate import saved_state
from attnviz.ui.panes.translate.actions import TranslateActions
from attnviz.ui.panes.translate.choices import FREE
from attnviz.ui.panes.translate.compare_page import ComparePage
from attnviz.ui.panes.translate.compared_model import ComparedModel
from attnviz.ui.panes.translate.default_map import DefaultMap
from attnviz.ui.panes.translate.details import DetailsPanel
from attnviz.ui.panes.translate.examples import examples, same_example
from attnviz.ui.panes.translate.export import Exporter, Seen
from attnviz.ui.panes.translate.forcing import Forcing
from attnviz.ui.panes.translate.map_texts import TranslateTexts
from attnviz.ui.panes.translate.measurements import Measures
from attnviz.ui.panes.translate.message_bar import MessageBar
from attnviz.ui.panes.translate.model_bar import ModelBar
from attnviz.ui.panes.translate.papers import papers
from attnviz.ui.panes.translate.positions_page import PositionsPage
from attnviz.ui.panes.translate.sentences import Sentences
from attnviz.ui.panes.translate.state import TranslateState
from attnviz.ui.panes.translate.undoing import Undoing
from attnviz.ui.panes.translate.welcome import Welcome
from attnviz.ui.panes.translate.work_out import one_of_several, to_work_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from attnviz.ui.commands import Actions

BETWEEN = 5  # pixels between rows: at 1280 x 720 the map has more than half of the height, with two lines of words too
PAUSE = 150  # milliseconds of not typing before a translation is asked for


class TranslatePane(Pane):
    """The state, the sections that draw it, and the questions whose answers change it."""

    id = "translate"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("translate")
        state = self.state = TranslateState(self)
        self.translation = Question(self.ask, self.show_result, self.show_failure, every=True)
        self.model_list = Question(self.ask, self.show_models, self.show_failure)
        self._blank = False
        self._timer = QTimer(self, interval=PAUSE, singleShot=True)
        self.selection, self.word_selection = state.selection, state.word_selection
        self.models = ModelBar()
        self.sentences = Sentences(state)
        self.forcing = Forcing(state, self.models.model_id, self.sentences.set_own)
        heatmap, lines = HeatmapPage("translate", state.selection), LinesPage("translate", state.selection)
        self.positions = PositionsPage(self.ask, self.show_failure)
        self.compare = ComparePage(state.selection)
        self.frame = AttentionView(
            "translate", (heatmap, lines, self.positions, self.compare), TranslateTexts(), selection=state.selection
        )
        self.view, self.drawer = self.frame.view_bar, self.frame.drawer
        self.heatmap, self.lines, self.caption = heatmap.map, lines.map, self.frame.caption
        self.default_map = DefaultMap(state, self.models, self.frame)
        self.message = MessageBar(self)
        self.welcome = Welcome()
        self.message.clear_of = self.welcome
        self.panel = DetailsPanel(state)
        self.measures = Measures(self.ask, state, self.drawer, self.panel.truth)
        self.compared_model = ComparedModel(self.ask, state, self.compare, self.models)
        self.exporter = Exporter(self, self._to_save)
        self.undoing = Undoing(self.forcing, self.sentences)
        self._build()
        self._actions = TranslateActions(self)
        self.sentences.source.show_text(examples("en")[0])
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        self.frame.bar.addWidget(ExportButton("translate.export", self.exporter.menu), 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.EDGE, theme.GAP, theme.EDGE, theme.GAP)
        layout.setSpacing(BETWEEN)
        layout.addWidget(self.models)
        layout.addWidget(self.sentences)
        layout.addWidget(self.frame, 1)
        layout.addWidget(self.welcome)

    def _connect(self) -> None:
        self._timer.timeout.connect(self._ask)
        self.forcing.chosen.connect(self._ask)
        self.models.changed.connect(self._model_changed)
        self.models.compare_changed.connect(self._compare_changed)
        self.models.example_chosen.connect(self.set_text)
        self.welcome.example_chosen.connect(self.set_text)
        self.welcome.tour_wanted.connect(self.tour_wanted)
        self.frame.changed.connect(self._view_changed)
        self.state.map_changed.connect(self._draw_map)
        self.state.compared_changed.connect(self._draw_compared)
        self.compare.cross_wanted.connect(lambda: self.show_map(CROSS))
        self.drawer.best_wanted.connect(self.show_best)
        self.drawer.off_wanted.connect(self.forcing.switch_off)
        self.drawer.sweep_wanted.connect(self.measures.sweep)
        self.sentences.source_typed.connect(self._source_typed)
        for available in (self.sentences.source.undoAvailable, self.sentences.source.redoAvailable):
            available.connect(lambda _available: self._update_actions())
        self.sentences.target_typed.connect(self._wait)
        self.sentences.own_toggled.connect(self._own_toggled)
        self.sentences.undo_wanted.connect(self.forcing.undo)
        self.sentences.free_wanted.connect(self.forcing.free)
        self.selection.changed.connect(lambda: self.frame.light_heads(self.selection.shown))
        self.panel.alternative_chosen.connect(self.forcing.choose_alternative)
        self.panel.beam_chosen.connect(self.forcing.choose_beam)
        self.panel.head_chosen.connect(lambda pair: self.show_map(ENCODER, (pair,)))
        self.panel.truth.asked.connect(self.measures.check)
        for edit in (self.sentences.source, self.sentences.target):
            edit.refused.connect(lambda sentence: self.message.tell("file", {}, sentence, failed=True))
        self.exporter.done.connect(self.said)
        self.exporter.failed.connect(lambda sentence: self.message.tell("export", {}, sentence, failed=True))

    # what the window asks

    def details(self) -> QWidget:
        return self.panel

    def begins_at(self) -> QWidget:
        return self.sentences.source

    def commands(self) -> Sequence[Actions]:
        return (self._actions, self.exporter.actions)

    def papers(self) -> tuple[str, ...]:
        about = self.models.about(self.models.model_id())
        return papers(about.scoring if about else "", self.state.choice, heads=has_heads(self.state.answer))

    def work_out(self) -> None:
        """Hand the attention that is shown, with the model's own numbers, to the Playground's step view: one head of it."""
        result, choice = self.state.result, self.state.choice
        if result is None:
            return
        self.handed.emit("playground", to_work_out(result, choice))
        if sentence := one_of_several(choice):
            self.said.emit(sentence)

    def show_failure(self, failure: Failure) -> None:
        self.message.tell(failure.code, failure.parameters, failure.sentence, failed=failure.code != "text_empty")

    def save_state(self) -> dict[str, Any]:
        off = self.request().heads_off
        kept = saved_state.save(self.sentences, self.models, self.view, map=self.default_map.text(), off=off)
        return {**kept, "welcome": not self.welcome.isHidden(), "figure": self.exporter.figures.state()}

    def restore_state(self, state: dict[str, Any]) -> None:
        saved_state.restore(state, self.sentences, self.models, self.view, self.remember)
        self.welcome.setVisible(state.get("welcome") is not False)
        self.exporter.figures.restore(state.get("figure"))

    def remember(self, *, map: str, off: Off, beams: int | None, model: str) -> None:
        """Come back to a model, its heads that were off, and with its first answer to a map."""
        self.models.choose(model, beams if beams is not None and 1 <= beams <= defaults.MOST_BEAMS else None)
        self.forcing.choices.forget(replace(FREE, off=off))
        self.default_map.remembered = map

    def begin_with(self, kind: str, pair: tuple[int, int]) -> None:
        """Show this head (layer, head) of a kind when the model answers first."""
        self.default_map.remembered = f"{kind};{pair[0]}.{pair[1]};0;0;0"

    # what a person does

    def set_text(self, text: str) -> None:
        """Translate another sentence, at once; undo brings the one before it back."""
        self.forcing.choices.forget()
        self.sentences.source.replace_text(text)
        self._timer.stop()
        self._ask()

    def set_model(self, id: str, beams: int | None = None) -> None:
        """Translate with another model, at once."""
        self.models.choose(id, beams)
        self._model_changed()

    def set_compared(self, id: str) -> None:
        """Show another model's alignment beside it; none for an empty id."""
        self.models.choose_compared(id)
        self._compare_changed()

    def is_settled(self) -> bool:
        """Whether the picture is the answer to what is asked."""
        return self.state.result is not None and self.translation.waiting is None and not self._timer.isActive()

    def show_best(self) -> None:
        """Back to the map that aligns best."""
        self.default_map.show()
        self._view_changed()

    def show_map(self, kind: str, pairs: tuple[tuple[int, int], ...] = (), *, rollout: bool = False) -> None:
        """Show these heads of a kind of attention."""
        self.drawer.choose(kind, pairs, rollout=rollout)
        self._view_changed()

    def request(self) -> Translate:
        """What is asked now."""
        own = self.sentences.own_target()
        return Translate(
            self.sentences.source.toPlainText(),
            self.models.model_id(),
            beams=self.models.beam_width(),
            prefix=() if own else self.forcing.choices.current.prefix,
            target=own,
            heads_off=self.forcing.choices.current.off,
        )

    # events

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.state.result is None and self.translation.waiting is None:
            self._ask()
            self.list_models()

    def retranslate(self) -> None:
        self.setAccessibleName(self.title())
        self.heatmap.setAccessibleName(self.tr("Alignment as a heatmap: rows are the translation, columns the source"))
        self.lines.setAccessibleName(self.tr("Alignment as lines between source and translation"))
        self.sentences.show_languages(*self.models.languages())
        self.message.retranslate()
        if self.state.map is not None:
            self._word_map()
            self._draw_compared()

    def _source_typed(self) -> None:
        self.forcing.choices.forget()
        self._wait()

    def _wait(self) -> None:
        self._set_stale(True)
        self._timer.start()

    def _model_changed(self) -> None:
        self.forcing.choices.forget()
        self.default_map.remembered = ""
        self.sentences.show_languages(*self.models.languages())
        self.welcome.show_language(self.models.reads())
        text = self.sentences.source.toPlainText()
        if (same := same_example(text, self.models.reads())) != text:
            self.sentences.source.replace_text(same)
            self._timer.stop()
        self._ask()

    def _compare_changed(self) -> None:
        compared = bool(self.models.compared_id())
        self.view.heads.setChecked(not compared)  # two maps want the room
        if compared:
            self.drawer.choose(CROSS)
        self._compare()
        self._view_changed()

    def _own_toggled(self, own: bool) -> None:
        result = self.state.result
        if not own and result is not None and result.request.target is None:
            self.sentences.target.show_text(result.text)
        self._ask()

    def _ask(self) -> None:
        """Ask for what the controls say now; the picture before it stays, dimmed."""
        self._timer.stop()
        self.sentences.show_choice(self.forcing.choices)
        self._update_actions()
        self._blank = not self.sentences.source.toPlainText().strip()
        self._set_stale(True)
        if self._blank:
            self.translation.forget()
            self.message.tell("text_empty")
            return
        self.translation.ask(self.request(), interrupt=True)

    def _view_changed(self) -> None:
        if self.state.result is not None:
            self._show_map()
        else:
            self._turn_page()

    # answers

    def model_seen(self) -> str:
        return self.models.model_id()

    def present(self, on: bool) -> None:
        self.models.setVisible(not on)
        self.welcome.present(on)
        self.frame.present(on)

    def list_models(self) -> None:
        self.model_list.ask(ListModels())

    def show_models(self, result: Models) -> None:
        """Offer the models that there are."""
        kept = self.models.set_models(result.models, result.unusable)
        self.sentences.show_languages(*self.models.languages())
        if not kept:
            self._model_changed()
        elif self.state.result is not None:
            self.default_map.meet()
            self._show_map()
            self._compare()

    def show_result(self, result: Translation) -> None:
        """Draw a translation; what else is asked of it waits until none newer is awaited."""
        state, awaited = self.state, self.translation.waiting is not None
        state.take(result)
        self.frame.show_answer(state.answer, result.request.heads_off)
        self.default_map.meet()
        self._show_map()
        if not self._blank:
            self.message.tell_notes(result.notes)
        self._set_stale(awaited or self._blank)
        self.exporter.set_enabled(True)
        if not awaited:
            self.compared_model.ask()
            self.measures.go_on()

    def _compare(self) -> None:
        """Let the other model read the translation, unless a newer one is awaited."""
        if self.translation.waiting is None:
            self.compared_model.ask()
        else:
            self.compared_model.question.forget()

    # drawing

    def _show_map(self) -> None:
        """Show the map that the controls want."""
        self.state.choose(self.frame.choice(self.state.answer))

    def _draw_map(self) -> None:
        state = self.state
        assert state.map is not None
        self._turn_page()
        self.frame.show_map(state.answer, state.choice, state.map)
        self._word_map()
        self.frame.light_heads(state.selection.shown)
        self._draw_compared()
        self._update_actions()
        for widget in (self.sentences, self):  # now, so that it is not painted once in the old places
            if layout := widget.layout():
                layout.activate()

    def _word_map(self) -> None:
        state = self.state
        assert state.map is not None
        self.frame.word(state.answer, state.choice, state.map, best=state.best, taught=state.taught)

    def _draw_compared(self) -> None:
        """Show the other model's map where it is compared."""
        if self.frame.page() == self.compare.id:
            self.compared_model.show()

    def _turn_page(self) -> None:
        """Show the page that is chosen; while models are compared, both maps in the heatmap's place."""
        page, result = self.view.picture(), self.state.result
        if page == "heatmap" and self.models.compared_id():
            page = self.compare.id
        self.frame.show_page(page, heads=has_heads(self.state.answer))
        if page == self.positions.id and result is not None:
            self.positions.show_model(result.request.model)

    def _set_stale(self, stale: bool) -> None:
        for part in (self.frame, self.sentences):
            part.set_stale(stale)
        if stale:
            self.measures.pause()
            self.compared_model.question.forget()

    def _update_actions(self) -> None:
        self._actions.offer(heads=has_heads(self.state.answer))

    def _to_save(self) -> Seen | None:
        if self.frame.page() == self.positions.id and self.state.map is not None:
            return self.positions.seen()
        from attnviz.ui.panes.translate.seen_map import seen_map  # not before the first paint

        return seen_map(self.state, self.frame, self.compare, self.font())

"""The Open pane: a person's own model, live, or the attention in a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from attnviz.engine.attention.messages import CROSS
from attnviz.engine.attention_files.messages import ENDINGS, OpenedAttention
from attnviz.engine.open.messages import (
    OpenedModel,
    Reading,
    ReadInput,
    TextInput,
)
from attnviz.ui.panes.open.inputs import same_input
from attnviz.ui.panes.open.layout import OpenLayout
from attnviz.ui.panes.questions import Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QDropEvent
    from PySide6.QtWidgets import QWidget

    from attnviz.engine.messages import Failure
    from attnviz.engine.open.messages import Choice, Input
    from attnviz.ui.commands import Actions

PAUSE = 150  # milliseconds of not typing before the model reads


class OpenPane(OpenLayout):
    """The state, the sections that draw it, and the questions whose answers change it. What it is made of it imports when it is
    made, at the first visit.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("open")
        self.reading = Question(self.ask, self.show_reading, self.show_failure, every=True)
        self._timer = QTimer(self, interval=PAUSE, singleShot=True)
        self._input: Input | None = None
        self.input_wanted: Path | None = None  # a picture or a sound for the model that is being opened
        self._handed: tuple[Any, str, Path | None] | None = (
            None  # a picture, what it is called and its file, by another pane
        )
        self._begins = False  # nothing of this model was shown yet
        self._begin_with: tuple[str, tuple[int, int]] | None = None
        self._remembered = ""  # what was open the last time, until the pane is seen
        self._make()
        self._build()
        self._connect()
        self.setAcceptDrops(True)
        self.retranslate()

    def _connect(self) -> None:
        state, drawer = self.state, self.one_head.view.drawer
        self.sources.chosen.connect(self.open_path)
        self.empty.folder_wanted.connect(self.sources.ask_for_folder)
        self.empty.file_wanted.connect(self.sources.ask_for_file)
        self.empty.example_wanted.connect(self._open_actions["open.menu.example"].trigger)
        self.opening.model_came.connect(self.show_model)
        self.opening.file_came.connect(self.show_file)
        self.opening.refused.connect(self._refused)
        self.opening.changed.connect(self._arrange)
        self.device.activated.connect(self._reopen)
        self.dtype.activated.connect(self._reopen)
        self.input.typed.connect(self._typed)
        self.input.given.connect(self.read)
        self.input.refused.connect(self.say)
        self._timer.timeout.connect(self.read)
        self.tabs.currentChanged.connect(self._visit)
        state.model_changed.connect(self._begin)
        state.subject_changed.connect(self._subject_changed)
        state.kind_changed.connect(self.draw)
        state.off_changed.connect(self._off_changed)
        drawer.off_wanted.connect(state.switch_off)
        drawer.sweep_wanted.connect(self.measure_heads)
        self.all_heads.page.chosen.connect(self._choose_head)
        self.patterns.chosen.connect(self._show_head)
        self.one_head.view.changed.connect(self._map_changed)
        self._details.chosen.connect(self._choose_token)
        self.write_box.started.connect(self.write)
        self.write_box.stopped.connect(self.writer.stop)
        self.writer.wrote.connect(self._show_written)
        self.writer.ended.connect(self._writing_ended)
        self.writer.failed.connect(self.show_failure)
        self.effects.failed.connect(self.show_failure)
        self.exporter.done.connect(self.said)
        self.exporter.failed.connect(self.say)

    # what the window asks

    def details(self) -> QWidget:
        return self._details

    def papers(self) -> tuple[str, ...]:
        return ("vaswani", "wolf")

    def commands(self) -> Sequence[Actions]:
        from attnviz.ui.panes.open.actions import OpenActions

        if not hasattr(self, "_actions"):
            self._actions = OpenActions(self)
        return (self.sources.commands, self._actions, self.exporter.actions)

    def save_state(self) -> dict[str, Any]:
        opened = self.state.model.request.path if self.state.model is not None else self._remembered
        return {
            "path": opened,
            "recent": self.sources.save_state(),
            "text": self.input.text.toPlainText(),
            "pair": self.input.pair.toPlainText(),
            "section": self.shown_section(),
            "view": self.one_head.view.view_bar.state(),
        }

    def restore_state(self, state: dict[str, Any]) -> None:
        self.sources.restore_state(state.get("recent"))
        for name, edit in (("text", self.input.text), ("pair", self.input.pair)):
            if isinstance(state.get(name), str):
                edit.show_text(state[name])
        if isinstance(state.get("section"), str) and state["section"] in self.sections:
            self.show_section(state["section"])
        if isinstance(state.get("view"), dict):
            self.one_head.view.view_bar.restore(state["view"])

    def receive(self, **what: Any) -> None:
        """Open the ``path`` that another pane, the command line or a script hands over; or an ``opened`` attention itself. A
        ``picture`` of a ``name``, maybe of a ``file``, is what the model at the path is to look at.
        """
        model, path = self.state.model, what.get("path")
        if isinstance(what.get("opened"), OpenedAttention):
            self.show_file(what["opened"])
        elif path and "picture" in what:
            self._handed = what["picture"], what["name"], what["file"]
            if model is None or model.request.path != path or self.opening.is_waiting():
                self.open_path(Path(path))
            else:
                self._begin_with_input()
        elif path:
            self.open_path(Path(path))

    # opening

    def open_path(self, path: Path) -> None:
        """Open the folder of a model, a model in one file, or an attention file."""
        self.say("")
        self.opening.open(Path(path), str(self.device.currentData()), str(self.dtype.currentData()))

    def _reopen(self) -> None:
        if self.state.model is not None:
            self.open_path(Path(self.state.model.request.path))

    def begin_with(self, kind: str, pair: tuple[int, int]) -> None:
        """Look at this head of a kind ("" for the first) when something is there."""
        self._begin_with = (kind, pair)

    def show_model(self, model: OpenedModel) -> None:
        """A model is there: let it read."""
        self.sources.remember(Path(model.request.path))
        self.models_changed.emit()  # other panes may use it
        self.writer.question.forget()
        self.state.take_model(model)
        self._tell_notes(model.notes)
        self._begin_with_input()

    def _begin_with_input(self) -> None:
        """Give the model what was asked for, or a sample, or what stands there; and let it read."""
        (wanted, self.input_wanted), (handed, self._handed) = (self.input_wanted, None), (self._handed, None)
        if handed is not None:
            given = self.input.take_picture(*handed)
        else:
            given = self.input.open_file(wanted) if wanted is not None else self.input.open_sample()
        if not given:
            self.read()

    def show_file(self, opened: OpenedAttention) -> None:
        """An attention file is there: show it."""
        from attnviz.ui.panes.open import subject

        if opened.request is not None:
            self.sources.remember(opened.request.path)
        self.reading.forget()
        self.writer.question.forget()
        self.state.take_file(opened, subject.of_file(opened))
        self._tell_notes(opened.notes)

    def _refused(self, failure: Failure) -> None:
        self.show_failure(failure)
        if self.state.model is not None:  # what was chosen could not be had: show what is
            request = self.state.model.request
            self.device.setCurrentIndex(self.device.findData(request.device))
            self.dtype.setCurrentIndex(self.dtype.findData(request.dtype))

    # reading

    def request(self) -> ReadInput | None:
        """What is asked now; None while nothing is given."""
        state, given = self.state, self.input.input()
        if state.model is None or given is None:
            return None
        if not same_input(given, self._input):
            self._input = given
        assert self._input is not None
        off, mean = ((), state.off) if state.to_mean else (state.off, ())
        return ReadInput(state.model.request, self._input, heads_off=off, heads_mean=mean)

    def read(self) -> None:
        """Let the model read what is given; the newest counts."""
        self._timer.stop()
        request = self.request()
        if request is None:
            self.reading.forget()
            return
        if isinstance(request.input, TextInput) and not request.input.text.strip():
            self.reading.forget()
            self.set_stale(True)
            return
        self.set_stale(True)
        self.effects.question.pause()
        self.reading.ask(request, interrupt=True)

    def _typed(self) -> None:
        if self.writer.is_running():
            self.writer.stop()
        self.set_stale(True)
        self._timer.start()

    def show_reading(self, reading: Reading) -> None:
        """Draw what the model read and say what it says."""
        from attnviz.ui.panes.open import subject

        self.say("")
        self.write_box.show_running(False)
        given = reading.request.input
        title = given.text if isinstance(given, TextInput) else self.input.name.text()
        if self.state.whole is not None and not same_input(self.state.whole.request.input, given):
            self.state.whole = None
            self.effects.forget()
        self._details.can_choose = self.state.model is not None and self.state.model.writes
        self.state.show(subject.of_attention(title, reading.attention), reading)
        self._details.show_predictions(reading.predictions, reading.answer)
        self._tell_answer(reading.text)
        self._tell_notes(reading.notes)
        self.set_stale(self.reading.waiting is not None)
        self.effects.question.go_on()
        if self.reading.waiting is None and self.one_head.view.drawer.wants_effects():
            self.measure_heads(True)

    def _off_changed(self) -> None:
        self.one_head.show_off()
        self.read()

    # writing

    def write(self) -> None:
        """Let the model go on from the text."""
        if self.state.model is not None and self.state.model.writes:
            self._write(())

    def _write(self, written: tuple[int, ...]) -> None:
        state = self.state
        assert state.model is not None
        self._timer.stop()
        self.reading.forget()
        off, mean = ((), state.off) if state.to_mean else (state.off, ())
        request = self.write_box.request(
            state.model.request, self.input.text.toPlainText(), written=written, heads_off=off, heads_mean=mean
        )
        self.write_box.show_running(True)
        self.writer.begin(request)

    def _choose_token(self, place: int, choice: Choice) -> None:
        """Write another token at a place, and go on from there."""
        reading, model = self.state.reading, self.state.model
        if reading is not None:
            if model is None or not model.writes:
                return
            if reading.target:
                self._write((*(token.id for token in reading.target[:place]), choice.id))
            elif place in (len(reading.source) - 1, -1):  # the token after the last one that was read
                self._write((choice.id,))
            return
        self._write((*self.writer.written(place), choice.id))

    def _show_written(self) -> None:
        from attnviz.ui.panes.open import subject

        attention = self.writer.attention()
        if attention:
            self.state.show(subject.of_attention(self.writer.text, attention))
            predictions = self.writer.said()
            self._details.can_choose = True
            self._details.show_predictions(predictions, predictions[-1] if predictions else None)
        self._tell_answer(self.writer.text)
        self.set_stale(False)

    def _writing_ended(self) -> None:
        self.write_box.show_running(False, self.writer.end)
        self.state.written = self.writer.whole()
        if self.shown_section() == "lens":
            self.draw()

    # measuring

    def measure_heads(self, on: bool) -> None:
        """Switch every head off in turn and measure what the answer loses; or stop."""
        known = self.state.reading is not None
        self.effects.measure(self.request() if on and known else None)

    # drawing

    def draw(self) -> None:
        """Draw what is shown in the section that is seen; what the details tell of a map needs the map of one head."""
        if self.state.subject is None:
            return
        section = self.sections[self.shown_section()]
        if section is not self.one_head:
            self.one_head.find_map()
        section.draw()
        self._details.show_map(self.one_head.map)
        self.show_chips()
        if self.one_head.choice is not None:
            self.all_heads.page.map.set_heads(self.one_head.choice.pairs)

    def _visit(self, _index: int) -> None:
        self.stack.setCurrentWidget(self.sections[self.shown_section()])
        self.draw()

    def _subject_changed(self) -> None:
        self._arrange()
        if self._begin_with is not None and self.state.subject is not None:
            (kind, pair), self._begin_with = self._begin_with, None
            if kind in [part.kind for part in self.state.subject.parts]:
                self.state.kind = kind
            self.one_head.view.drawer.choose(self.state.kind, [pair])
        elif self._begins and self.state.subject is not None:
            part = self.state.subject.part(CROSS)
            if part.kind == CROSS and part.seen is not None and part.between is not None:
                self.one_head.view.drawer.choose(CROSS, [part.follows_best()])
        self._begins = self.state.subject is None
        self.draw()
        self.exporter.set_enabled(True)

    def _begin(self) -> None:
        """Another model or file: nothing of the one before is said any more."""
        model, file = self.state.model, self.state.file
        self._begins = model is not None
        self.effects.stop()
        self.input.show_model(model)
        self.write_box.setVisible(model is not None and model.writes)
        drawer = self.one_head.view.drawer
        for switch in (drawer.sweep, drawer.switch, drawer.layer_off):
            switch.setVisible(model is not None and model.heads_can_be_off)
        self.name.setText(model.name if model is not None else file.title if file is not None else "")
        self._tell_answer("")
        self._details.show_predictions((), None)
        self._arrange()

    def _choose_head(self, layer: int, head: int) -> None:
        self.one_head.choose(layer, head)
        self._map_changed()

    def _show_head(self, layer: int, head: int) -> None:
        self._choose_head(layer, head)
        self.show_section("head")

    def _map_changed(self) -> None:
        self._details.show_map(self.one_head.map)
        self.show_chips()
        if self.one_head.choice is not None:
            self.all_heads.page.map.set_heads(self.one_head.choice.pairs)

    def is_settled(self) -> bool:
        """Whether what is seen is the answer to what is asked."""
        return not self.opening.is_waiting() and self.reading.waiting is None and not self._timer.isActive()

    # events

    def dropEvent(self, event: QDropEvent) -> None:
        path = self.sources.dropped(event.mimeData())
        if path is None:
            return
        event.acceptProposedAction()
        is_subject = path.is_dir() or path.suffix.lower() in (*ENDINGS, ".gguf")
        if not is_subject and self.input.takes_files() and self.state.model is not None:
            self.input.open_file(path)
        else:
            self.open_path(path)

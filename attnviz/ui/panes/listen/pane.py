"""The Listen pane: a sound is written down letter by letter, and each letter lights the moment it heard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from attnviz import defaults
from attnviz.engine.listen.messages import RATE, CheckListening, ListeningChecked
from attnviz.engine.messages import OPENED_TRANSCRIBER, Failure, ListModels, Model, Models, Progress, Refused
from attnviz.ui import theme
from attnviz.ui.panes.pane import Pane
from attnviz.ui.panes.questions import Question

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QShowEvent

    from attnviz.engine.listen.messages import Heard
    from attnviz.engine.listen.sounds import Sound
    from attnviz.ui.commands import Actions
    from attnviz.ui.panes.listen.details import DetailsPanel

KINDS = ("speller", OPENED_TRANSCRIBER)


class ListenPane(Pane):
    """The state, the sections that draw it, and the questions whose answers change it."""

    id = "listen"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("listen")
        self.setAcceptDrops(True)
        self.listening = Question(self.ask, self.show_heard, self._refused)
        self.checking = Question(self.ask, self._checked, self._refused, self._measuring)
        self._listing = Question(self.ask, self.show_models, self._refused)
        self._models: tuple[Model, ...] = ()
        self.wish = ""
        self._asked = self._presents = False
        self._make()
        self._build()
        self._connect()
        self.retranslate()

    def _make(self) -> None:
        from attnviz.ui.attention.heatmap_page import HeatmapPage
        from attnviz.ui.attention.view import AttentionView
        from attnviz.ui.panes.listen import saved_state, texts
        from attnviz.ui.panes.listen.actions import ListenActions
        from attnviz.ui.panes.listen.details import DetailsPanel
        from attnviz.ui.panes.listen.export import Exporter
        from attnviz.ui.panes.listen.head_choice import HeadChoice
        from attnviz.ui.panes.listen.letter_sound import LetterSound
        from attnviz.ui.panes.listen.sound_map import ListenPage
        from attnviz.ui.panes.listen.sound_sources import Sources
        from attnviz.ui.panes.listen.state import ListenState
        from attnviz.ui.panes.listen.told import Told
        from attnviz.ui.panes.listen.top_bar import Tools, TopBar
        from attnviz.ui.panes.listen.transcript import Transcript
        from attnviz.ui.sound.player import SoundPlayer
        from attnviz.ui.widgets.named import named
        from attnviz.ui.widgets.notice import Notice

        self.state = state = ListenState(self)
        self.texts, self._saved_state = texts, saved_state
        self.beginning = saved_state.Beginning()
        self.sources = Sources(state, self)
        self.player = SoundPlayer(self)
        self.top = TopBar(self.sources, self.toggle_play, self.show_joined)
        self.transcript = Transcript(state)
        self.tools = Tools(state)
        self.model = named(QComboBox(), "listen.model")
        self.model.hide()
        self.heads = HeadChoice()
        self.message = Notice("listen.message", self)
        self.told = Told(self.message)
        self.page = ListenPage("listen", state.selection)
        self.words = texts.ListenTexts()
        self.frame = AttentionView("listen", (self.page, HeatmapPage("listen", state.selection)), self.words)
        self.panel: DetailsPanel = DetailsPanel(state)
        self.exporter = Exporter(self, state, self.page)
        self.actions_ = ListenActions(self)
        self.letters = LetterSound(state, self.player, self.page, self._hears_letters, self)

    def _build(self) -> None:
        from attnviz.ui.panes.save_actions import ExportButton

        self.export = ExportButton("listen.export", self.exporter.menu)
        above = QHBoxLayout()
        above.setSpacing(theme.GAP)
        above.addWidget(self.top, 1)
        above.addWidget(self.model)
        above.addWidget(self.export, 0, Qt.AlignmentFlag.AlignTop)
        self.frame.bar.addWidget(self.heads, 0, Qt.AlignmentFlag.AlignTop)
        self.frame.bar.addWidget(self.tools, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.EDGE, theme.EDGE, theme.EDGE, theme.EDGE)
        column.setSpacing(10)
        column.addLayout(above)
        column.addWidget(self.transcript)
        column.addWidget(self.frame, 1)

    def _connect(self) -> None:
        state, view = self.state, self.page.view
        state.given.connect(self.take)
        state.said.connect(self.said)
        state.failed.connect(self.say)
        state.refused.connect(self._refused)
        state.varied.connect(self._ask)
        state.map_changed.connect(self._draw)
        state.stretch_changed.connect(lambda: view.show_stretch(state.stretch))
        state.play_wanted.connect(self.play)
        state.selection.cleared.connect(self.panel.forget_letter)
        view.marked.connect(self._marked)
        view.space_pressed.connect(self.toggle_play)
        self.frame.changed.connect(self._choose_map)
        self.player.changed.connect(self.top.show_playing)
        self.player.failed.connect(self.said)
        self.transcript.word_chosen.connect(self.choose_word)
        self.panel.word_chosen.connect(self.choose_word)
        self.panel.alternative_chosen.connect(self._choose_alternative)
        self.panel.beam_chosen.connect(self._choose_beam)
        self.panel.test.asked.connect(self._check)
        self.model.activated.connect(lambda index: self.set_model(str(self.model.itemData(index))))
        self.heads.activated.connect(self._choose_head)
        self.exporter.done.connect(self.said)
        self.exporter.failed.connect(self.say)

    # what the window asks

    def details(self) -> QWidget:
        return self.panel

    def begins_at(self) -> QWidget:
        return self.top.open

    def papers(self) -> tuple[str, ...]:
        return ("chorowski", "graves")

    def commands(self) -> Sequence[Actions]:
        return (self.actions_, self.sources.commands, self.exporter.actions)

    def save_state(self) -> dict[str, Any]:
        return {
            "model": self.state.model or self.wish,
            **self._saved_state.save(self.state, self.beginning, self.sources),
        }

    def restore_state(self, state: dict[str, Any]) -> None:
        if isinstance(state.get("model"), str):
            self.wish = state["model"]
        self._saved_state.restore(state, self.state, self.beginning, self.sources)

    def model_seen(self) -> str:
        return self.state.model

    def present(self, on: bool) -> None:
        """What was heard and its map alone."""
        self._presents = on
        for widget in (self.top, self.export):
            widget.setVisible(not on)
        self.model.setVisible(not on and len(self._models) > 1)
        self.frame.present(on)
        self.heads.present(on)

    def is_settled(self) -> bool:
        """Whether what is shown is the answer to what is asked."""
        waiting = self.listening.waiting is not None or self.transcript.is_waiting()
        return self.state.heard is not None and not waiting

    # what a person does

    def open_file(self, path: Path) -> bool:
        """Listen to the sound in a file; False, and one sentence in the pane, when it cannot be read."""
        return self.sources.open_path(path)

    def take(self, sound: Sound) -> None:
        """Listen to another sound."""
        self.player.stop()
        self.say("")
        self.state.take(sound)
        self._ask()

    def set_model(self, id: str) -> None:
        """Listen with another model, as soon as it is known."""
        self.wish = id
        about = next((model for model in self._models if model.id == id), None)
        if about is not None and id != self.state.model:
            self.model.setCurrentIndex(self.model.findData(id))
            self.state.model, self.state.card = about.id, dict(about.card)
            self.state.vary(held=(), beam=False)
            self._ask()

    def play(self, start: float, end: float) -> None:
        """Play a part of what is shown, in seconds."""
        if self.state.heard is not None:
            self.player.play(self.state.heard.frames.waveform, RATE, start, end)

    def toggle_play(self) -> None:
        """Play the stretch that is chosen or all of it, or stop."""
        if self.player.playing():
            self.player.stop()
        elif self.state.heard is not None:
            start, end = self.state.stretch or (0.0, len(self.state.heard.frames) * self.state.heard.frames.seconds)
            self.play(start, end)

    def _hears_letters(self) -> bool:
        """Whether a letter that is pointed at in the map is to be heard."""
        return self.top.hear.isChecked() and self.isVisible() and self.page.view.underMouse()

    def choose_word(self, number: int) -> None:
        """Choose the stretch of a word and play it."""
        words = self.state.words()
        if number < len(words):
            self.state.set_stretch((words[number].start, words[number].end))
            self.play(words[number].start, words[number].end)

    def show_joined(self) -> None:
        """The page on which words are strung together."""
        from attnviz.ui.panes.listen.joined import JoinWords

        page = JoinWords(self.sources, self.window())
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page.open()

    def _marked(self, start: float, end: float) -> None:
        self.state.mark(start, end)
        if self.state.stretch == (start, end):
            self.play(start, end)

    def _choose_alternative(self, token: int, rank: int) -> None:
        """Write another letter, hold all before it, and decode the rest of its stretch again."""
        heard = self.state.heard
        if heard is None or self.listening.waiting is not None:
            return
        k, j = heard.places[token]
        before = tuple(one.ids for one in heard.stretches[:k])
        prefix = (*heard.stretches[k].ids[:j], int(heard.alternatives[token, rank]))
        self._force((*before, prefix), beam=False)

    def _choose_beam(self, number: int) -> None:
        if number < len(self.state.beams):
            self._force((self.state.beams[number].ids,), beam=True)

    def _force(self, held: tuple[tuple[int, ...], ...], *, beam: bool) -> None:
        if self.state.transcript is not None:
            self.transcript.own.click()
        self.state.vary(held=held, beam=beam)

    def _check(self) -> None:
        """Test the map: of the letter that is pinned, or of all."""
        heard = self.state.heard
        if heard is None:
            return
        weights, pinned = heard.attention.weights[0, 0], self.state.selection.pinned
        tokens = self.state.row_tokens(pinned.row) if pinned is not None and pinned.row is not None else ()
        attended = weights[list(tokens)].sum(0) if tokens else weights.sum(0)
        letters = tuple(heard.places[i] for i in tokens)
        self.panel.test.set_running()
        request = CheckListening(heard.frames.waveform, heard.request.model, heard.stretches, attended, letters=letters)
        self.checking.ask(request, interrupt=True)

    # answers

    def list_models(self) -> None:
        self._asked = True
        self._listing.ask(ListModels())

    def show_models(self, result: Models) -> None:
        """Offer the models that listen, and use the one that was wished for or the usual one."""
        self._models = tuple(model for model in result.models if model.kind in KINDS)
        self.model.clear()
        for model in self._models:
            self.model.addItem(self.texts.model_title(model), model.id)
        self.model.setVisible(len(self._models) > 1 and not self._presents)
        ids = [model.id for model in self._models]
        if not ids:
            self.told.fail(Refused("no_speller", ""))
        elif self.state.model in ids:
            self.model.setCurrentIndex(ids.index(self.state.model))
        else:
            self.set_model(next(id for id in (self.wish, defaults.SPELLER, ids[0]) if id in ids))

    def _ask(self) -> None:
        """Ask for what holds now; the picture before it stays, dimmed."""
        self.player.stop()
        self.checking.forget()
        request = self.state.request(defaults.BEAMS)
        if request is not None:
            self.frame.set_stale(True)
            self.listening.ask(request, interrupt=True)

    def show_heard(self, heard: Heard) -> None:
        """Draw an answer."""
        self.state.show(heard)
        self.words.opened = heard.ctc is None
        self.heads.offer(heard.heads)
        self.frame.show_answer(self.state.answer)
        self.frame.set_stale(False)
        self._choose_map()
        notes = (*(self.state.sound.notes if self.state.sound is not None else ()), *heard.notes)
        self.told.note(notes)

    def _choose_map(self) -> None:
        if self.state.heard is not None:
            self.state.choose(self.frame.choice(self.state.answer))

    def _choose_head(self, head: int) -> None:
        self.state.choose_head(head)
        self.frame.show_answer(self.state.answer)
        self._choose_map()

    def _draw(self) -> None:
        state = self.state
        assert state.map is not None
        self.page.view.show_words(state.words())
        self.frame.show_map(state.answer, state.choice, state.map)
        self.frame.show_page(self.frame.view_bar.picture(), heads=False)
        self.frame.word(state.answer, state.choice, state.map)
        self.page.view.show_covered(state.covered())

    def _checked(self, told: ListeningChecked) -> None:
        self.panel.show_checked(told)

    def _measuring(self, progress: Progress) -> None:
        self.panel.test.set_running(progress.share)

    def _refused(self, why: Failure | Refused) -> None:
        """Say why, in one sentence; what is shown stays."""
        self.frame.set_stale(False)
        self.panel.test.clear()
        self.told.fail(why)

    # words

    def say(self, sentence: str) -> None:
        """One sentence over the foot of the map; "" takes it back."""
        self.told.say(sentence)

    # events

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._asked:
            self.list_models()
            QTimer.singleShot(0, self, self._begin)

    def _begin(self) -> None:
        """The pane is never empty: the sound of the last time, or a sample."""
        if self.state.sound is None:
            self.beginning.open(self.sources)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.letters.stop()
        self.sources.recorder.cancel()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.sources.takes(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.sources.take_mime(event.mimeData()):
            event.acceptProposedAction()

    def retranslate(self) -> None:
        self.setAccessibleName(self.title())
        self.model.setAccessibleName(self.tr("Model"))
        self.model.setToolTip(self.tr("The network that listens"))
        for index, model in enumerate(self._models):
            self.model.setItemText(index, self.texts.model_title(model))
        self.told.retranslate()
        if self.state.heard is not None and self.state.map is not None:
            self.frame.word(self.state.answer, self.state.choice, self.state.map)

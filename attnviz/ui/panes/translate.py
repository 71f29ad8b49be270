"""The Translate pane: type a sentence, see its translation and where the model looked for each word of it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from attnviz.engine import maps
from attnviz.engine.maps import MapPicture
from attnviz.engine.messages import Beam, Failure, ListModels, Models, Translate, Translation
from attnviz.ui import theme
from attnviz.ui.panes.base import Pane
from attnviz.ui.panes.translate_choices import FREE, Choice, Choices
from attnviz.ui.panes.translate_controls import EXAMPLES, MOST_BEAMS, ModelBar, ViewBar
from attnviz.ui.panes.translate_details import DetailsPanel
from attnviz.ui.panes.translate_export import ExportButton, Exporter, Shown
from attnviz.ui.panes.translate_sentences import Sentences
from attnviz.ui.panes.translate_texts import MessageBar
from attnviz.ui.widgets.heatmap import Heatmap
from attnviz.ui.widgets.lines import AlignmentLines
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.scrolled import PictureArea
from attnviz.ui.widgets.selection import Selection, moved

PAUSE = 150  # milliseconds of not typing before a translation is asked for


class TranslatePane(Pane):
    """Keeps the one result that is shown, the request whose answer is awaited, and what the person chose."""

    id = "translate"
    answers = (Translate, ListModels)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("translate")
        self._result: Translation | None = None
        self._picture: MapPicture | None = None
        self._wanted: Translate | None = None
        self._beams: tuple[Beam, ...] = ()  # of the last search; they stay while one of them is looked at
        self._choices = Choices()
        self._blank = False
        self._timer = QTimer(self, interval=PAUSE, singleShot=True)
        self.selection = Selection(self)
        self.models = ModelBar()
        self.view = ViewBar()
        self.sentences = Sentences(self.selection)
        self.heatmap = Heatmap(self.selection)
        self.heatmap.setObjectName("translate.heatmap")
        self.lines = AlignmentLines(self.selection)
        self.lines.setObjectName("translate.lines")
        self.message = named(MessageBar(), "translate.message")
        self.caption = named(QLabel(), "translate.caption", role="muted")
        self._details = DetailsPanel(self.selection)
        self.exporter = Exporter(self, self._to_save)
        self._build()
        self._make_actions()
        self.sentences.source.show_text(EXAMPLES[0])
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        self.caption.setWordWrap(True)
        self.caption.setTextFormat(Qt.TextFormat.PlainText)
        self._stack = QStackedWidget()
        self._stack.addWidget(PictureArea(self.heatmap))
        self._stack.addWidget(PictureArea(self.lines))
        bar = QHBoxLayout()
        bar.addWidget(self.view, 1)
        bar.addWidget(ExportButton(self.exporter), 0, Qt.AlignmentFlag.AlignTop)
        frame = QFrame()
        frame.setProperty("role", "panel")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(theme.EDGE, 12, theme.EDGE, 10)
        inside.setSpacing(10)
        inside.addLayout(bar)
        inside.addWidget(self._stack, 1)
        inside.addWidget(self.caption)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.EDGE, theme.EDGE, theme.EDGE, theme.EDGE)
        layout.setSpacing(10)
        layout.addWidget(self.models)
        layout.addWidget(self.sentences)
        layout.addWidget(self.message)
        layout.addWidget(frame, 1)

    def _connect(self) -> None:
        self._timer.timeout.connect(self._ask)
        self.models.changed.connect(self._model_changed)
        self.models.example_chosen.connect(self.set_text)
        self.view.changed.connect(self._view_changed)
        self.sentences.source_typed.connect(self._source_typed)
        self.sentences.target_typed.connect(self._wait)
        self.sentences.own_toggled.connect(self._own_toggled)
        self.sentences.undo_wanted.connect(self.undo)
        self.sentences.free_wanted.connect(self.free)
        self._details.alternative_chosen.connect(self.choose_alternative)
        self._details.beam_chosen.connect(self.choose_beam)
        self.exporter.done.connect(self.said)
        self.exporter.failed.connect(self._export_failed)

    def _make_actions(self) -> None:
        def action(name: str, slot: Any, keys: str) -> QAction:
            made = QAction(self)
            made.setObjectName(f"translate.{name}")
            made.setShortcut(QKeySequence(keys))
            made.triggered.connect(lambda _checked=False: slot())
            return made

        self._actions = {
            "undo_choice": action("undo_choice", self.undo, "Ctrl+Z"),
            "redo_choice": action("redo_choice", self.redo, "Ctrl+Shift+Z"),
            "own_words": action("own_words", self.free, "Ctrl+Backspace"),
            "mine": action("mine", self.sentences.own.toggle, "Ctrl+T"),
            "show_heatmap": action("show_heatmap", self.view.heatmap.click, "Ctrl+Shift+H"),
            "show_lines": action("show_lines", self.view.lines.click, "Ctrl+Shift+L"),
            "toggle_words": action("toggle_words", self._toggle_words, "Ctrl+Shift+W"),
            "explain": action("explain_action", self._details.explain.toggle, "Ctrl+I"),
            "work_out": action("work_out", self.work_out, "Ctrl+Shift+G"),
        }

    # what the window asks

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("TranslatePane", "Translate")

    def details(self) -> QWidget:
        return self._details

    def begins_at(self) -> QWidget:
        return self.sentences.source

    def pane_actions(self) -> dict[str, list[QAction]]:
        actions = self._actions
        return {
            "file": list(self.exporter.saves.values()),
            "edit": [
                *(actions[name] for name in ("undo_choice", "redo_choice", "own_words", "mine")),
                *self.exporter.copies.values(),
            ],
            "view": [actions[name] for name in ("show_heatmap", "show_lines", "toggle_words", "explain", "work_out")],
        }

    def work_out(self) -> None:
        """Hand the attention that is shown, with the model's own numbers, to the Playground's step view."""
        if self._result is None:
            return
        request, view = self._result.request, self.view.map_view()
        ids = tuple(token.id for token in self._result.target_tokens)
        what = {"model": request.model, "text": request.text, "target_ids": ids}
        self.handed.emit("playground", {**what, "layer": view.layer, "head": view.head})

    def show_result(self, result: Translation | Models) -> None:
        if isinstance(result, Models):
            kept = self.models.set_models(result.models)
            self.sentences.show_languages(*self.models.languages())
            if not kept:
                self._model_changed()
            return
        if result.request is self._wanted:
            self._wanted = None
        changed = self._result is None or _labels(result) != _labels(self._result)
        self._result = result
        if result.beams and not (self._choices.current.beam and result.request.prefix):
            self._beams = result.beams
        elif result.request.target is not None:
            self._beams = ()
        if changed:
            self.selection.replace(None, None)
        self._draw()
        self._tell_notes(result)
        self._set_stale(self._wanted is not None or self._blank)
        self.exporter.set_enabled(True)

    def show_failure(self, failure: Failure) -> None:
        if failure.request is self._wanted or not isinstance(failure.request, Translate):
            self._wanted = None
            self.message.tell(failure.code, failure.parameters, failure.sentence, failed=failure.code != "text_empty")

    def save_state(self) -> dict[str, Any]:
        own = self.sentences.own_target()
        return {
            "text": self.sentences.source.toPlainText()[:20_000],
            "model": self.models.model_id(),
            "beams": self.models.beam_width(),
            "own": own is not None,
            "target": (own or "")[:20_000],
            **self.view.state(),
        }

    def restore_state(self, state: dict[str, Any]) -> None:
        text, model, beams = state.get("text"), state.get("model"), state.get("beams")
        if isinstance(text, str) and text.strip():
            self.sentences.source.show_text(text)
        known = type(beams) is int and 1 <= beams <= MOST_BEAMS
        self.models.choose(
            model if isinstance(model, str) and model else self.models.model_id(), beams if known else None
        )
        if state.get("own") is True and isinstance(state.get("target"), str):
            self.sentences.set_own(state["target"])
        self.view.restore(state)

    # what a person does

    def set_text(self, text: str) -> None:
        """Translate another sentence, at once."""
        self.sentences.source.setPlainText(text)
        self._timer.stop()
        self._ask()

    def set_model(self, id: str, beams: int | None = None) -> None:
        """Translate with another model, at once."""
        self.models.choose(id, beams)
        self._model_changed()

    def is_settled(self) -> bool:
        """Whether the picture is the answer to what is asked."""
        return self._result is not None and self._wanted is None and not self._timer.isActive()

    def choose_alternative(self, token: int, rank: int) -> None:
        """Write the ``rank``-th alternative in place of a target token, hold all before it, and decode the rest again."""
        if self._result is None:
            return
        held = tuple(t.id for t in self._result.target_tokens[:token])
        self._force(Choice((*held, int(self._result.alternatives[token, rank]))))

    def choose_beam(self, index: int) -> None:
        """Show another beam; the first is what the model chose itself."""
        if index < len(self._beams):
            self._force(Choice(self._beams[index].ids, beam=True))

    def undo(self) -> None:
        """Take the last choice back."""
        if self._choices.can_undo:
            self._choices.undo()
            self._ask()

    def redo(self) -> None:
        """Make the choice again that was taken back."""
        if self._choices.can_redo:
            self._choices.redo()
            self._ask()

    def free(self) -> None:
        """Back to the model's own translation; undo leads to the choices again."""
        self._choices.add(FREE)
        self._ask()

    def request(self) -> Translate:
        """What is asked now."""
        return Translate(
            self.sentences.source.toPlainText(),
            self.models.model_id(),
            beams=self.models.beam_width(),
            prefix=() if self.sentences.own_target() else self._choices.current.prefix,
            target=self.sentences.own_target(),
        )

    # events

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._result is None and self._wanted is None:
            self._ask()
            self.submit(ListModels())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.title())
        self.heatmap.setAccessibleName(self.tr("Alignment as a heatmap: rows are the translation, columns the source"))
        self.lines.setAccessibleName(self.tr("Alignment as lines between source and translation"))
        for name, text in {
            "undo_choice": self.tr("Undo choice"),
            "redo_choice": self.tr("Redo choice"),
            "own_words": self.tr("Back to the model's own translation"),
            "mine": self.tr("My translation"),
            "show_heatmap": self.tr("Heatmap"),
            "show_lines": self.tr("Lines"),
            "toggle_words": self.tr("Words or pieces"),
            "explain": self.tr("What am I looking at?"),
            "work_out": self.tr("Work this out in the Playground"),
        }.items():
            self._actions[name].setText(text)
        self.exporter.retranslate()
        self.sentences.show_languages(*self.models.languages())
        self.message.retranslate()
        self._word_caption()

    def _source_typed(self) -> None:
        self._choices.forget()
        self._wait()

    def _wait(self) -> None:
        self._set_stale(True)
        self._timer.start()

    def _model_changed(self) -> None:
        self._choices.forget()
        self.sentences.show_languages(*self.models.languages())
        self._ask()

    def _own_toggled(self, own: bool) -> None:
        if not own and self._result is not None and self._result.request.target is None:
            self.sentences.target.show_text(self._result.text)
        self._ask()

    def _force(self, choice: Choice) -> None:
        self.sentences.set_own(None)
        self._choices.add(choice)
        self._ask()

    def _toggle_words(self) -> None:
        (self.view.pieces if self.view.words.isChecked() else self.view.words).click()

    def _ask(self) -> None:
        """Ask for what the controls say now; the picture before it stays, dimmed."""
        self._timer.stop()
        self.sentences.show_choice(self._choices)
        self._update_actions()
        self._blank = not self.sentences.source.toPlainText().strip()
        self._set_stale(True)
        if self._blank:
            self._wanted = None
            self.message.tell("text_empty")
            return
        self._wanted = self.request()
        self.submit(self._wanted, interrupt=True)

    def _view_changed(self) -> None:
        self._stack.setCurrentIndex(1 if self.view.shows_lines() else 0)
        if self._result is not None:
            self._draw()

    def _export_failed(self, sentence: str) -> None:
        self.message.tell("export", {}, sentence, failed=True)

    # drawing

    def _draw(self) -> None:
        """Draw the result as the view bar says; what is pinned stays on its token."""
        result, before = self._result, self._picture
        if result is None:
            return
        attention = result.attention[0].weights
        self.view.show_heads(*attention.shape[:2])
        view = self.view.map_view()
        picture = maps.picture(maps.alignment(attention, view), result.target_tokens, result.source_tokens, view)
        self._picture = picture
        if before is not None:
            self.selection.replace(
                moved(self.selection.hovered, before, picture), moved(self.selection.pinned, before, picture)
            )
        self.heatmap.set_picture(picture)
        self.lines.set_picture(picture)
        self.sentences.show_result(result, picture, self._choices.current)
        self.sentences.show_choice(self._choices)
        self._details.show_result(result, picture, self._beams)
        self._update_actions()
        self._word_caption()
        for widget in (self.sentences, self):  # now, so that it is not painted once in the old places
            if layout := widget.layout():
                layout.activate()

    def _set_stale(self, stale: bool) -> None:
        for part in (self.heatmap, self.lines, self.sentences):
            part.set_stale(stale)

    def _update_actions(self) -> None:
        self._actions["undo_choice"].setEnabled(self._choices.can_undo)
        self._actions["redo_choice"].setEnabled(self._choices.can_redo)
        self._actions["own_words"].setEnabled(self._choices.current != FREE)

    def _to_save(self) -> Shown | None:
        if self._result is None or self._picture is None:
            return None
        return Shown(self._result, self._picture, self.view.map_view(), self.view.shows_lines())

    def _tell_notes(self, result: Translation) -> None:
        if self._blank:
            return
        note = next(iter(result.notes), None)
        self.message.tell(note.code, note.parameters) if note else self.message.tell("")

    def _word_caption(self) -> None:
        text = self.tr(
            "Each row is a word of the translation; the brighter a cell, the more the model looked at that source word."
        )
        if self.view.shows_lines():
            text = self.tr(
                "The wider a line, the more the model looked at that source word while writing the target word."
            )
        picture = self._picture
        view = self.view.map_view()
        if picture is not None and (view.hide_special or view.hide_punctuation) and len(picture.removed):
            text = self.tr(
                "Hidden tokens held {mean} % of the weight on average, at most {most} %; the rest of each row is scaled to 1."
            ).format(mean=f"{picture.removed.mean() * 100:.0f}", most=f"{picture.removed.max() * 100:.0f}")
        self.caption.setText(text)


def _labels(result: Translation) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return tuple(t.id for t in result.target_tokens), tuple(t.id for t in result.source_tokens)

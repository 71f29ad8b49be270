"""The section that tells the photo: a sentence in English or Chinese, or both, and where each of its words looked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from attnviz import defaults
from attnviz.ui import theme
from attnviz.ui.panes.look import describe_texts
from attnviz.ui.panes.look.describe_export import Caption
from attnviz.ui.panes.look.describe_mirror import copy_controls
from attnviz.ui.panes.look.describe_view import CaptionView
from attnviz.ui.panes.look.describe_words import WordDetails
from attnviz.ui.panes.look.section import DrawnSection
from attnviz.ui.widgets.controls import Field, IconButton, Spin, line
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHideEvent, QKeyEvent

    from attnviz.engine.messages import Failure, Model
    from attnviz.ui.panes.look.state import LookState
    from attnviz.ui.panes.questions import Ask

BOTH = "both"
LONGEST = 2000  # characters of a caption that can be typed


class DescribeSection(DrawnSection):
    """``captions_changed``: another caption is shown, or another one of them is pointed at."""

    id = "describe"
    captions_changed = Signal()

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("Look", "Describe")

    def __init__(self, state: LookState, ask: Ask, parent: QWidget | None = None) -> None:
        self._ask = ask
        self._models: dict[str, Model] = {}
        self.views: dict[str, CaptionView] = {}
        self._current: CaptionView | None = None
        self._wish = defaults.CAPTIONER
        super().__init__(state, parent)
        self.words = WordDetails(state, ask)
        self.play = IconButton("look.describe.play", "play")
        self.languages: dict[str, QToolButton] = {}
        self._language_group = QButtonGroup(self)
        self._language_bar = QWidget()
        self._language_layout = QHBoxLayout(self._language_bar)
        self._language_layout.setContentsMargins(0, 0, 0, 0)
        self._language_layout.setSpacing(0)
        self.beams = Spin(1, defaults.MOST_BEAMS, defaults.BEAMS)
        self._beams_field = Field(self.beams, "look.describe.beams")
        self.own = named(QLineEdit(), "look.describe.own")
        self.own.setMaxLength(LONGEST)
        self.own.setClearButtonEnabled(True)
        self.free = named(QToolButton(), "look.describe.free", role="segment")
        self.nothing = named(QLabel(), "look.describe.nothing", role="muted")
        self.nothing.setWordWrap(True)
        self._build()
        self._connect()
        self.retranslate()
        self._show()

    def _build(self) -> None:
        self._beside = QHBoxLayout()
        self._beside.setSpacing(theme.GAP)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        self._above = line(self.play, self._language_bar, self._beams_field)
        head = QHBoxLayout()
        head.setSpacing(theme.GAP)
        head.addWidget(self._above)
        head.addWidget(self.own, 1)
        head.addWidget(self.free)
        layout.addLayout(head)
        layout.addWidget(self.nothing)
        self._shared = QHBoxLayout()
        layout.addLayout(self._shared)
        layout.addLayout(self._beside, 1)

    def _connect(self) -> None:
        self.play.clicked.connect(self.play_or_stop)
        self.beams.valueChanged.connect(lambda _: self._search_again())
        self.own.returnPressed.connect(self._read_own)
        self.free.clicked.connect(self.let_free)
        self.words.alternative_chosen.connect(self._alternative)
        self.words.beam_chosen.connect(self._beam)

    # models

    def show_models(self, models: Sequence[Model]) -> None:
        """Offer the captioners that there are."""
        if {model.id for model in models} == set(self._models):
            return
        self._models = {model.id: model for model in models}
        for id in [id for id in self.views if id not in self._models]:
            self.views.pop(id).deleteLater()
        while item := self._language_layout.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        ids = [*self._models, BOTH] if len(self._models) > 1 else list(self._models)
        self.languages = {}
        for id in ids:
            button = named(QToolButton(), f"look.describe.language.{id}", role="segment", checkable=True)
            button.setCheckable(True)
            self._language_group.addButton(button)
            self._language_layout.addWidget(button)
            button.clicked.connect(lambda _checked=False, id=id: self.choose(id))
            self.languages[id] = button
        self._word_languages()
        self._show()
        self.refresh()

    def choose(self, id: str) -> None:
        """Tell the photo with one of the captioners, or with ``both``."""
        self._wish = id
        self._show()
        self.refresh()

    def chosen(self) -> list[str]:
        """The ids of the captioners that are shown."""
        if self._wish == BOTH and len(self._models) > 1:
            return list(self._models)
        return [self._wish if self._wish in self._models else next(iter(self._models))] if self._models else []

    def _view(self, id: str) -> CaptionView:
        if id not in self.views:
            view = CaptionView(self._models[id], self._ask)
            view.beams = self.beams.value()
            view.changed.connect(lambda view=view: self._changed(view))
            view.controls_changed.connect(lambda view=view: self._rule(view))
            view.refused.connect(self._refused)
            view.playing_changed.connect(lambda _: self._word_play())
            self.views[id] = view
            self._beside.addWidget(view, 1)
        return self.views[id]

    def shown(self) -> list[CaptionView]:
        """The captions that are shown."""
        return [self._view(id) for id in self.chosen()]

    def current_view(self) -> CaptionView | None:
        """The caption that was pointed at last."""
        shown = self.shown()
        return self._current if self._current in shown else shown[0] if shown else None

    # what is asked and shown

    def draw(self) -> None:
        """Tell the photo of now, in what is shown."""
        photo = self.state.photo
        if photo is None:
            return
        for view in self.shown():
            if view.photo() is not photo or view.beams != self.beams.value():
                view.beams = self.beams.value()
                view.begin(photo)

    def present(self, on: bool) -> None:
        beside = [view.view.view_bar for view in self.shown()[:1] if len(self.shown()) > 1]
        for part in (self._above, self.own, self.free, *beside):
            part.setVisible(not on)
        for view in self.views.values():
            view.present(on)
        if not on:
            self._show()

    def captioned(self) -> Caption | None:
        """The caption that was pointed at last, where the section is seen."""
        view = self.current_view() if self.isVisible() else None
        if view is None or view.answer is None or self.state.photo is None:
            return None
        return Caption(self.state.photo, view.answer, view)

    def is_settled(self) -> bool:
        """Whether every caption that is shown is told."""
        return all(view.answer is not None and not view.waiting() for view in self.shown())

    def _search_again(self) -> None:
        self.refresh()

    def _changed(self, view: CaptionView) -> None:
        if self._current is None or view.selection.shown is not None or view.answer is not None:
            self._current = view if view.selection.shown is not None or self._current is None else self._current
        self._tell()

    def _tell(self) -> None:
        current = self.current_view()
        self.words.show_view(current)
        self.free.setEnabled(any(view.forced() for view in self.shown()))
        self.captions_changed.emit()

    def _show(self) -> None:
        """The captions that are chosen; the others are hidden."""
        chosen = self.chosen()
        self.state.captioner = chosen[0] if chosen else ""
        if self.languages:
            wish = self._wish if self._wish in self.languages else next(iter(self.languages))
            self.languages[wish].setChecked(True)
        for id in chosen:
            self._view(id).show()
        for id, view in self.views.items():
            if id not in chosen:
                view.hide()
                view.stand_beside(False)
        for i, id in enumerate(chosen):  # one set of controls is enough for two pictures, and stands above both
            view = self.views[id]
            view.stand_beside(len(chosen) > 1)
            if len(chosen) > 1:
                self._shared.addWidget(view.view.view_bar, 1)
                view.view.view_bar.setVisible(i == 0)
        if chosen:
            self._rule(self.views[chosen[0]])
        for part in (self.play, self._language_bar, self._beams_field, self.own, self.free):
            part.setEnabled(bool(chosen))
        self.nothing.setVisible(not chosen)
        if self._models:
            self._tell()

    def _rule(self, view: CaptionView) -> None:
        """What is chosen of the first caption's controls counts for all that are shown."""
        first, *others = self.shown()
        if view is first:
            for other in others:
                copy_controls(first, other)

    def _refused(self, failure: Failure) -> None:
        self.state.refused.emit(failure)

    # what a person does

    def play_or_stop(self) -> None:
        """Write every caption that is shown word by word; again: stop."""
        views = self.shown()
        playing = any(view.playing() for view in views)
        for view in views:
            if view.playing() == playing:
                view.play()

    def _alternative(self, token: int, rank: int) -> None:
        current = self.current_view()
        if current is not None:
            current.choose_alternative(token, rank)

    def _beam(self, index: int) -> None:
        current = self.current_view()
        if current is not None:
            current.choose_beam(index)

    def _read_own(self) -> None:
        """Read the person's caption with the model of its language, where both are shown."""
        text = self.own.text()
        self.state.failed.emit("")
        shown = self.shown()
        if len(shown) > 1:
            wanted = "zh" if any("\u4e00" <= c <= "\u9fff" for c in text) else "en"
            shown = [view for view in shown if view.about.languages[1] == wanted] or shown[:1]
        for view in shown:
            view.ask(caption=text)

    def let_free(self) -> None:
        """Back to the models' own captions."""
        self.own.clear()
        for view in self.shown():
            if view.forced():
                view.ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == 0x20:
            self.play_or_stop()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        for view in self.views.values():
            view.stop()

    # words

    def save_state(self) -> dict[str, Any]:
        return {"language": self._wish, "beams": self.beams.value()}

    def restore_state(self, state: dict[str, Any]) -> None:
        if isinstance(state.get("language"), str):
            self._wish = state["language"]
        beams = state.get("beams")
        if type(beams) is int and 1 <= beams <= defaults.MOST_BEAMS:
            self.beams.setValue(beams)
        self._show()

    def _word_play(self) -> None:
        playing = any(view.playing() for view in self.views.values())
        self.play.setIcon(_icon("pause" if playing else "play"))
        self.play.word(
            self.tr("Stop") if playing else self.tr("Play"),
            self.tr("Write it word by word, the light moving (space bar)"),
        )

    def _word_languages(self) -> None:
        for id, button in self.languages.items():
            text = self.tr("Both") if id == BOTH else describe_texts.language_name(self._models[id].languages[1])
            same = [
                each for each in self._models.values() if id != BOTH and each.languages == self._models[id].languages
            ]
            button.setText(text if len(same) < 2 else f"{text} ({id})")
            button.setAccessibleName(button.text())
            button.setToolTip(self.tr("Side by side") if id == BOTH else self.tr("Tell it in this language"))

    def retranslate(self) -> None:
        self._word_play()
        self._word_languages()
        self._beams_field.set_text(
            self.tr("Beams"), self.tr("How many captions the search keeps at every step; 1 is greedy")
        )
        self.own.setPlaceholderText(self.tr("Your own caption; Enter reads it"))
        self.own.setToolTip(
            self.tr("Write a caption of your own: where would it look for “dog”, and how probable is the word?")
        )
        self.own.setAccessibleName(self.tr("Your own caption"))
        self.free.setText(self.tr("Back to the model's caption"))
        self.free.setAccessibleName(self.free.text())
        self.free.setToolTip(self.tr("Back to the caption that the model writes by itself"))
        self.nothing.setText(self.tr("There is no model that tells photos among the weights."))
        for view in self.views.values():
            view.retranslate()


def _icon(name: str) -> Any:
    from attnviz.ui import icons

    return icons.icon(name)

"""Title: a title for a text, written word by word and partly copied, and what each of its words was read from."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSpinBox, QWidget

from attnviz import defaults
from attnviz.engine.attention.messages import CROSS
from attnviz.engine.read import as_numbers
from attnviz.engine.read.messages import Title, Titled
from attnviz.ui import theme
from attnviz.ui.attention.heatmap_page import HeatmapPage
from attnviz.ui.attention.lines_page import LinesPage
from attnviz.ui.panes.read.examples import PARAGRAPHS
from attnviz.ui.panes.read.parts import Examples, LineField, say, text_label
from attnviz.ui.panes.read.passage_page import PassagePage
from attnviz.ui.panes.read.section import ReadSection, Seen
from attnviz.ui.panes.read.texts import failure_sentence
from attnviz.ui.panes.read.title_texts import COPIED, TitleDetails, TitleHeld, TitleTexts, copied_sentence
from attnviz.ui.panes.translate.details import DetailsPanel
from attnviz.ui.panes.translate.forcing import Forcing
from attnviz.ui.panes.translate.measurements import Measures
from attnviz.ui.panes.translate.state import TranslateState
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.tokens import Chip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.attention.maps import MapPicture
    from attnviz.engine.attention.messages import AttentionBetween
    from attnviz.ui.attention.map_choice import Answer, MapChoice, Off, ShownMap
    from attnviz.ui.panes.questions import Ask
    from attnviz.ui.widgets.selection import Selection

NAME = "read.title"
SHORT = 60  # characters of a text in the menu of examples


class TitlePage(PassagePage):
    """Words of the title above, each with its probability and a mark where it was chosen; the text below."""

    def __init__(self, state: TranslateState, below: QWidget) -> None:
        super().__init__(NAME, state.selection, below)
        self._state = state

    def suits(self, between: AttentionBetween) -> bool:
        return between.attention.kind == CROSS

    def chips(self, labels: Sequence[str], picture: MapPicture) -> list[Chip]:
        result, choice = self._state.result, self._state.choices.current
        if result is None:
            return []
        forced = 0 if choice.beam else len(result.request.prefix)
        return [
            Chip(
                label,
                probability=math.exp(float(result.log_probabilities[list(group)].sum())),
                forced=group[0] < forced,
                quiet=result.target_tokens[group[0]].kind != "word",
            )
            for label, group in zip(labels, picture.row_tokens, strict=True)
        ]


class TitleSection(ReadSection):
    """A text in, a title out. What is shown and what a person holds of it is the state of a translation."""

    id = "title"
    model = defaults.TITLER

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("ReadTexts", "Title")

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(ask, parent)
        self.state = TranslateState(self)
        self.selection = self.state.selection
        self.forcing = Forcing(self.state, lambda: self.model, self.set_own)
        self.told = LineField(f"{NAME}.told")
        self.told.setProperty("role", "words")
        self.told.setReadOnly(True)
        self.own = named(QPushButton(), f"{NAME}.own", role="chip", checkable=True)
        self.own.setCheckable(True)
        self.beams = named(QSpinBox(), f"{NAME}.beams")
        self.beams.setRange(1, defaults.MOST_BEAMS)
        self.beams.setValue(defaults.BEAMS)
        self.examples = Examples(f"{NAME}.examples", self._example_titles)
        self.held = TitleHeld(NAME)
        self.copied = text_label(f"{NAME}.copied", "muted")
        self.page = TitlePage(self.state, self.copied)
        self.make_view([self.page, HeatmapPage(NAME, self.selection), LinesPage(NAME, self.selection)], TitleTexts())
        self.panel = DetailsPanel(self.state, TitleDetails(), name=NAME)
        self.details = self.panel
        drawer = self.view.drawer
        self.measures = Measures(ask, self.state, drawer, self.panel.truth, failure_sentence)
        drawer.sweep.show()
        drawer.order.model().item(drawer.order.findData("effect")).setEnabled(True)  # type: ignore[attr-defined]
        drawer.sweep_wanted.connect(self.measures.sweep)
        self.truth = self.panel.truth
        self.truth.asked.connect(self.measures.check)
        top = QWidget()
        row = QHBoxLayout(top)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP)
        for widget in (self.told, self.own, self.beams, self.examples):
            row.addWidget(widget, int(widget is self.told))
        self.lay_out(top, self.held)
        self._connect()
        self.page.field.show_text(PARAGRAPHS[0])
        self.held.show_choice(self.state.choices, own=False)
        self.retranslate()

    def _connect(self) -> None:
        self.page.field.typed.connect(self._text_typed)
        self.page.field.refused.connect(self.failed)
        self.told.typed.connect(self.typed)
        self.own.toggled.connect(self._own_toggled)
        self.beams.valueChanged.connect(self._beams_changed)
        self.examples.chosen.connect(lambda number: self.set_text(PARAGRAPHS[number]))
        self.forcing.chosen.connect(self._chosen)
        self.held.undo_wanted.connect(self.forcing.undo)
        self.held.free_wanted.connect(self.forcing.free)
        self.panel.alternative_chosen.connect(self.forcing.choose_alternative)
        self.panel.beam_chosen.connect(self.forcing.choose_beam)

    def played(self) -> Selection:
        return self.selection

    @staticmethod
    def _example_titles() -> list[str]:
        return [f"{text[:SHORT].rsplit(' ', 1)[0]} …" for text in PARAGRAPHS]

    # asking

    def set_text(self, text: str) -> None:
        """Find a title for another text, at once."""
        if text != self.page.field.toPlainText():
            self.page.field.replace_text(text)
            self._begin_anew()
        self.ask_now()

    def request(self) -> Title:
        own, choice = self.own.isChecked(), self.state.choices.current
        return Title(
            self.page.field.toPlainText(),
            self.model,
            beams=self.beams.value(),
            prefix=() if own else choice.prefix,
            target=self.told.text() if own and self.told.text().strip() else None,
            heads_off=choice.off,
        )

    def _text_typed(self) -> None:
        self._begin_anew()
        self.typed()

    def _begin_anew(self) -> None:
        """Another text: what was held of a title means nothing for it."""
        self.state.choices.forget()
        self.off = ()
        self.page.forget_map()
        self.held.show_choice(self.state.choices, own=self.own.isChecked())

    def _beams_changed(self) -> None:
        self.state.choices.forget()
        self._chosen()

    def _chosen(self) -> None:
        """Something else is held, or other heads are off."""
        self.off = self.state.choices.current.off
        self.held.show_choice(self.state.choices, own=self.own.isChecked())
        self.ask_now()

    def switch_off(self, off: Off) -> None:
        if off != self.off:
            self.forcing.switch_off(off)

    def set_own(self, title: str | None) -> None:
        """Take a title of the person's own, or leave it."""
        if title is not None:
            self.told.show_text(title)
        self.own.setChecked(title is not None)

    def _own_toggled(self, own: bool) -> None:
        self.told.setReadOnly(not own)
        if own:
            self.told.setFocus()
            self.told.selectAll()
        self._chosen()

    # answers

    def between(self, result: Titled) -> Answer:
        self.state.take(result)
        return self.state.answer

    def make_map(self, choice: MapChoice) -> ShownMap:
        self.state.choose(choice)
        assert self.state.map is not None
        return self.state.map

    def show_result(self, result: Titled) -> None:
        if not self.own.isChecked():
            self.told.show_text(result.text)
        groups = [group for group in self._words(result) if result.target_tokens[group[0]].kind == "word"]
        copied = sum(float(result.copied[group].mean()) > COPIED for group in groups)
        say(self.copied, copied_sentence(len(groups), copied))

    @staticmethod
    def _words(result: Titled) -> list[list[int]]:
        from attnviz.engine.attention.maps import word_groups

        return word_groups(result.target_tokens)

    # saving

    def seen(self) -> Seen | None:
        result = self.result
        if result is None or self.map is None or self.choice is None:
            return None
        lines, told = self.view.page() == "lines", as_numbers.titled(result)
        python = as_numbers.title_lines(result.request)
        picture = self.page.picture() if self.view.page() == self.page.id else None
        return Seen(result.text, self.answer, self.choice, self.map, lines, told, python, picture)

    def save_state(self) -> dict[str, Any]:
        return {
            "text": self.page.field.toPlainText(),
            "beams": self.beams.value(),
            "own": self.told.text() if self.own.isChecked() else "",
            "view": self.view.view_bar.state(),
        }

    def restore_state(self, state: dict[str, Any]) -> None:
        if isinstance(state.get("text"), str) and state["text"].strip():
            self.page.field.show_text(state["text"])
        if isinstance(beams := state.get("beams"), int) and 1 <= beams <= defaults.MOST_BEAMS:
            self.beams.setValue(beams)
        if isinstance(own := state.get("own"), str) and own.strip():
            self.set_own(own)
        if isinstance(state.get("view"), dict):
            self.view.view_bar.restore(state["view"])

    def present(self, on: bool) -> None:
        super().present(on)
        for widget in (self.own, self.beams, self.examples):
            widget.setVisible(not on)

    def retranslate(self) -> None:
        self._name_pages()
        self.told.setPlaceholderText(self.tr("Type your own title"))
        self.told.setAccessibleName(self.tr("Title"))
        self.own.setText(self.tr("My title"))
        self.own.setAccessibleName(self.own.text())
        self.own.setToolTip(
            self.tr("Give your own title and see how probable the model finds it and what it would read it from")
        )
        self.beams.setPrefix(self.tr("Beams: "))
        self.beams.setAccessibleName(self.tr("Beams of the search"))
        self.beams.setToolTip(self.tr("With 1 the best word is taken at each step; more keep several titles alive"))
        self.page.field.setPlaceholderText(self.tr("Paste a paragraph in English, or drop a text file here"))
        self.page.field.setAccessibleName(self.tr("Text"))
        self.page.rows.setAccessibleName(self.tr("Words of the title"))
        self.page.columns.setAccessibleName(self.tr("Words of the text"))
        if self.result is not None:
            self.show_result(self.result)
            self.draw()

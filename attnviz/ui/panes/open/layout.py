"""What the Open pane is made of and where it stands: it is imported and made at the first visit."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QMenu, QTabBar, QVBoxLayout

from attnviz import defaults
from attnviz.engine.open.messages import DEVICES, DTYPES
from attnviz.ui import theme
from attnviz.ui.panes.pane import Pane

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QDragEnterEvent
    from PySide6.QtWidgets import QWidget

    from attnviz.engine.messages import Failure
    from attnviz.ui.panes.open.export import Shown


class OpenLayout(Pane):
    """The base of the pane: its parts, its lines of text, its sections."""

    id = "open"

    def _make(self) -> None:
        from attnviz.ui.panes.open.compare_section import CompareSection
        from attnviz.ui.panes.open.details import Details
        from attnviz.ui.panes.open.effects import HeadEffects
        from attnviz.ui.panes.open.empty import EmptyState
        from attnviz.ui.panes.open.export import Exporter
        from attnviz.ui.panes.open.heads_section import AllHeads, OneHead
        from attnviz.ui.panes.open.input_area import InputArea
        from attnviz.ui.panes.open.lens_section import LensSection
        from attnviz.ui.panes.open.opening import Opening, OpeningLine
        from attnviz.ui.panes.open.patterns_section import PatternsSection
        from attnviz.ui.panes.open.sources import Sources
        from attnviz.ui.panes.open.state import OpenState
        from attnviz.ui.panes.open.token_chips import TokenChips
        from attnviz.ui.panes.open.writing import WriteBox, Writer
        from attnviz.ui.widgets.controls import IconButton
        from attnviz.ui.widgets.named import named
        from attnviz.ui.widgets.notice import Notice
        from attnviz.ui.widgets.scroll_areas import TokenArea

        state = self.state = OpenState(self)
        self.sources = Sources(self, self.asked.emit)  # a download goes on while another pane is shown
        self.opening = Opening(self.ask, self)
        self.opening_line = OpeningLine(self.opening)
        self.input = InputArea()
        self.all_heads, self.one_head = AllHeads(self.ask, state), OneHead(state)
        self.effects = HeadEffects(self.ask, self.one_head.view.drawer, self)
        self.patterns, self.lens = PatternsSection(state), LensSection(self.ask, state)
        self.compare = CompareSection(state, self.one_head)
        self.sections: dict[str, Any] = dict(
            zip(
                defaults.SECTIONS["open"],
                (self.all_heads, self.one_head, self.patterns, self.lens, self.compare),
                strict=True,
            )
        )
        self.writer, self.write_box = Writer(self.ask, state), WriteBox()
        self._details = Details(state)
        self._details.above.addWidget(self.write_box)
        self.write_box.hide()
        self.empty = EmptyState()
        self.open = IconButton("open.open", "open")
        self.device, self.dtype = named(QComboBox(), "open.device"), named(QComboBox(), "open.dtype")
        self.name = named(QLabel(), "open.name", role="heading")
        self.message = Notice("open.message", self)
        self.note = named(QLabel(), "open.note", role="muted")
        self.answer = named(QLabel(), "open.answer", role="title")
        self.chips = named(TokenChips(state.selection), "open.tokens")
        self.chips_area = TokenArea(self.chips)
        self.chips_area.hide()
        self.exporter = Exporter(self, state, self.to_save, lambda: self.sections[self.shown_section()])

    def _build(self) -> None:
        from attnviz.ui.commands import Actions, Command
        from attnviz.ui.panes.open import example
        from attnviz.ui.panes.save_actions import ExportButton
        from attnviz.ui.widgets.fitting_stack import FittingStack

        for label in (self.note, self.answer):
            label.setWordWrap(True)
            label.hide()
        for box, names in ((self.device, DEVICES), (self.dtype, DTYPES)):
            for name in names:
                box.addItem("", name)
        menu = QMenu(self.open)
        self._open_actions = Actions(
            menu,
            [
                Command("open.menu.folder", lambda: self.tr("Folder of a model…"), do=self.sources.ask_for_folder),
                Command("open.menu.file", lambda: self.tr("File…"), do=self.sources.ask_for_file),
                Command(
                    "open.menu.download",
                    lambda: self.tr("Download from Hugging Face…"),
                    do=self.sources.ask_for_download,
                ),
                Command("open.menu.example", lambda: self.tr("Example: a reaction"), do=partial(example.show, self)),
            ],
        )
        self._open_actions.fill(menu)
        menu.addMenu(self.sources.recent_menu)
        self.open.setMenu(menu)
        self.open.setPopupMode(self.open.ToolButtonPopupMode.InstantPopup)
        bar = QHBoxLayout()
        bar.setSpacing(theme.GAP)
        bar.addWidget(self.open)
        bar.addWidget(self.name)
        bar.addStretch(1)
        self.export = ExportButton("open.export", self.exporter.menu)
        for widget in (self.device, self.dtype, self.export):
            bar.addWidget(widget)
        self.tabs = QTabBar()
        self.tabs.setObjectName("open.sections")
        self.tabs.setProperty("role", "tight")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.stack = FittingStack()
        for section in self.sections.values():
            self.tabs.addTab("")
            self.stack.addWidget(section)
        self.panel = QFrame()
        self.panel.setProperty("role", "panel")
        inside = QVBoxLayout(self.panel)
        inside.setContentsMargins(12, 4, 12, 10)
        inside.setSpacing(theme.GAP)
        inside.addWidget(self.tabs)
        inside.addWidget(self.stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.EDGE, theme.EDGE, theme.EDGE, theme.EDGE)
        layout.setSpacing(10)
        layout.addLayout(bar)
        for line in (self.opening_line, self.input, self.answer, self.chips_area, self.note):
            layout.addWidget(line)
        layout.addWidget(self.panel, 1)
        layout.addWidget(self.empty, 1)
        self._arrange()

    def begins_at(self) -> QWidget:
        return self.input.text if self.input.text.isVisibleTo(self) else self.open

    def to_save(self) -> Shown | None:
        """What is seen, for a file."""
        from attnviz.ui.panes.open.export import Shown

        subject, one = self.state.subject, self.one_head
        if subject is None:
            return None
        mosaic = self.shown_section() != "head" or one.map is None
        page, written = one.view.shown_page(), self.writer.request if self.state.reading is None else None
        part = subject.part(self.state.kind)
        return Shown(subject, part, one.choice, one.map, mosaic, page, self.input.source, written)

    def show_section(self, id: str) -> None:
        """Turn to a section."""
        self.tabs.setCurrentIndex(list(self.sections).index(id))

    def shown_section(self) -> str:
        return list(self.sections)[max(self.tabs.currentIndex(), 0)]

    _presents = False

    def present(self, on: bool) -> None:
        """What the model is, what it says and the picture, alone."""
        self._presents = on
        for widget in (self.open, self.export, self.tabs):
            widget.setVisible(not on)
        self.one_head.view.present(on)
        self._arrange()

    def _arrange(self) -> None:
        """The empty state until there is something to show."""
        anything = self.state.model is not None or self.state.file is not None
        seen = anything and self.state.subject is not None
        self.panel.setVisible(seen)
        self.empty.setVisible(not seen)
        self.empty.set_waiting(anything or self.opening.is_waiting())
        self.export.setEnabled(anything)
        for widget in (self.input, self.device, self.dtype):
            widget.setVisible(self.state.model is not None and not self._presents)

    def set_stale(self, stale: bool) -> None:
        """Dim what is drawn while a newer answer is on its way."""
        self.all_heads.page.set_stale(stale)
        self.one_head.view.set_stale(stale)
        self.chips.set_stale(stale)

    def say(self, sentence: str) -> None:
        """One sentence over the foot of the pane; "" takes it back."""
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))

    def show_failure(self, failure: Failure) -> None:
        from attnviz.ui.panes.open import texts

        self.say(texts.failure_sentence(failure.code, failure.parameters, failure.sentence))
        self.set_stale(False)

    def _tell_notes(self, notes: Sequence[Any]) -> None:
        from attnviz.ui.panes.open import texts

        self._notes = tuple(notes)
        said = [texts.note_sentence(note.code, note.parameters) for note in notes]
        self.note.setText(" ".join(filter(None, said)))
        self.note.setVisible(bool(self.note.text()))

    _notes: tuple[Any, ...] = ()

    def _tell_answer(self, text: str) -> None:
        """What the model says; the text of a language model stands there as chips."""
        self.answer.setText(text.strip())
        self.answer.setVisible(bool(text.strip()) and not self._has_chips())

    def _has_chips(self) -> bool:
        """Whether it is a model that goes on from its own text."""
        model = self.state.model
        return model is not None and model.says == "next_token"

    def show_chips(self) -> None:
        """The text as chips, by the map of the head that is chosen."""
        map, writer = self.one_head.map, self.writer
        self.chips_area.setVisible(self._has_chips() and map is not None)
        if not self._has_chips() or map is None:
            return
        if self.state.reading is None:
            self.chips.show_text(map.picture, writer.tokens, writer.prompt, writer.predictions)
        else:
            tokens = self.state.reading.source
            self.chips.show_text(map.picture, tokens, len(tokens), ())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.sources.takes(event.mimeData()):
            event.acceptProposedAction()

    def retranslate(self) -> None:
        self.setAccessibleName(self.title())
        self.open.word(self.tr("Open…"), self.tr("A model or a file of attention; both can also be dropped here"))
        self.open.menu().setTitle(self.open.text())
        titles = (
            self.tr("All heads"),
            self.tr("One head"),
            self.tr("Habits"),
            self.tr("Logit lens"),
            self.tr("Compare"),
        )
        for number, text in enumerate(titles):
            self.tabs.setTabText(number, text)
        self.tabs.setAccessibleName(self.tr("Sections of My model"))
        for number, name in enumerate(DEVICES):
            self.device.setItemText(number, name.upper())
        for number, name in enumerate(DTYPES):
            self.dtype.setItemText(number, name)
        self.chips.setAccessibleName(self.tr("The tokens of the text: point at one to see what it looked at"))
        self.device.setAccessibleName(self.tr("Device"))
        self.dtype.setAccessibleName(self.tr("Numbers"))
        self._tell_notes(self._notes)

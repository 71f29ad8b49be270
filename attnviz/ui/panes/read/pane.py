"""The Read pane: questions answered, blanks filled, sentences taken apart and texts found by attention."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from attnviz.ui import theme
from attnviz.ui.i18n import in_a_row
from attnviz.ui.panes.pane import Pane
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from attnviz.engine.messages import Failure, Note
    from attnviz.ui.commands import Actions
    from attnviz.ui.panes.read.section import ReadSection


class ReadPane(Pane):
    """One tab a section, each with a model, a question and details of its own. What it is made of it imports when it is made, at
    the first visit.
    """

    id = "read"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("read")
        self._make()
        self._build()
        self._connect()
        self.retranslate()

    def _make(self) -> None:
        from attnviz.ui.panes.read import texts
        from attnviz.ui.panes.read.actions import ReadActions
        from attnviz.ui.panes.read.export import Exporter
        from attnviz.ui.panes.read.sections import SECTIONS

        self._texts = texts
        self.sections: dict[str, ReadSection] = {kind.id: kind(self.ask) for kind in SECTIONS}
        self.tabs = named(QTabBar(), "read.sections", role="tight")
        self.message = Notice("read.message", self)
        self.note = named(QLabel(), "read.note", role="muted")
        self.english = named(QLabel(), "read.english", role="muted")
        self._failures: dict[str, Failure] = {}
        self._sentences: dict[str, str] = {}
        self._notes: dict[str, Sequence[Note]] = {}
        self.exporter = Exporter(self, self.current)
        self._details = named(QStackedWidget(), "read.details")
        self.actions_ = ReadActions(self)

    def _build(self) -> None:
        from attnviz.ui.panes.save_actions import ExportButton
        from attnviz.ui.widgets.fitting_stack import FittingStack

        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.stack = FittingStack()
        self._details = named(FittingStack(), "read.details")
        for section in self.sections.values():
            self.tabs.addTab("")
            self.stack.addWidget(section)
            self._details.addWidget(section.details)
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.hide()
        bar = QHBoxLayout()
        bar.setSpacing(theme.GAP)
        bar.addWidget(self.tabs)
        bar.addStretch(1)
        bar.addWidget(self.english)
        bar.addWidget(ExportButton("read.export", self.exporter.menu))
        panel = QFrame()
        panel.setProperty("role", "panel")
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(12, 6, 12, 10)
        inside.setSpacing(theme.GAP)
        inside.addLayout(bar)
        inside.addWidget(self.stack, 1)
        inside.addWidget(self.note)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.EDGE, theme.EDGE, theme.EDGE, theme.EDGE)
        layout.addWidget(panel, 1)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._visit)
        for id, section in self.sections.items():
            section.said.connect(self.said)
            section.failed.connect(lambda sentence, id=id: self._failed(id, sentence))
            section.refused.connect(lambda failure, id=id: self._refused(id, failure))
            section.noted.connect(lambda notes, id=id: self._noted(id, notes))
            section.answered.connect(self._answered)
        self.exporter.done.connect(self.said)
        self.exporter.failed.connect(lambda sentence: self._failed(self.current().id, sentence))

    # what the window asks

    def details(self) -> QWidget:
        return self._details

    def begins_at(self) -> QWidget:
        return self.tabs

    def papers(self) -> tuple[str, ...]:
        of_section = {"answer": "rajpurkar", "fill": "devlin", "tree": "dozat", "title": "see", "find": "khattab"}
        return of_section[self.current().id], "devlin", "wang"

    def commands(self) -> Sequence[Actions]:
        return (self.actions_, self.exporter.actions)

    def present(self, on: bool) -> None:
        self.tabs.setVisible(not on)
        for section in self.sections.values():
            section.present(on)

    def save_state(self) -> dict[str, Any]:
        kept = {id: section.save_state() for id, section in self.sections.items()}
        return {"section": self.current().id, "figure": self.exporter.figures.state(), **kept}

    def restore_state(self, state: dict[str, Any]) -> None:
        for id, section in self.sections.items():
            if isinstance(state.get(id), dict):
                section.restore_state(state[id])
        self.exporter.figures.restore(state.get("figure"))
        if isinstance(state.get("section"), str) and state["section"] in self.sections:
            self.show_section(state["section"])

    # sections

    def section(self, id: str) -> Any:
        """One of the sections."""
        return self.sections[id]

    def show_section(self, id: str) -> None:
        """Turn to a section."""
        self.tabs.setCurrentIndex(list(self.sections).index(id))

    def current(self) -> ReadSection:
        """The section that is shown."""
        return list(self.sections.values())[max(self.tabs.currentIndex(), 0)]

    def model_seen(self) -> str:
        return self.current().model

    def shows(self, id: str) -> bool:
        """Whether a section is the one that is shown."""
        return self.current().id == id

    def is_settled(self) -> bool:
        """Whether what is seen is the answer to what is asked."""
        return self.current().is_settled()

    def _visit(self, _index: int) -> None:
        section = self.current()
        self.stack.setCurrentWidget(section)
        self._details.setCurrentWidget(section.details)
        if self.isVisible():
            section.begin()
        self._word_messages()
        self._answered()

    def _answered(self) -> None:
        self.exporter.set_enabled(self.current().is_seen())
        self.actions_.refresh()

    # words

    def _failed(self, id: str, sentence: str) -> None:
        """One sentence over the foot of a section; "" takes it back."""
        self._failures.pop(id, None)
        self._sentences[id] = sentence
        self._word_messages()

    def _refused(self, id: str, failure: Failure) -> None:
        self._sentences.pop(id, None)
        self._failures[id] = failure
        self._word_messages()

    def _noted(self, id: str, notes: Sequence[Note]) -> None:
        self._notes[id] = notes
        self._word_messages()

    def _word_messages(self) -> None:
        id = self.current().id
        failure, sentence = self._failures.get(id), self._sentences.get(id, "")
        if failure is not None:
            sentence = self._texts.failure_sentence(failure.code, failure.parameters, failure.sentence)
        notes = [self._texts.note_sentence(note.code, note.parameters) for note in self._notes.get(id, ())]
        said = in_a_row(notes)  # also where the answer that they are about has become pale: nothing shifts
        for label, text in ((self.message, sentence), (self.note, said)):
            if label.text() != text:
                label.setText(text)
                label.setVisible(bool(text))  # what was closed stays so until something else is said

    def retranslate(self) -> None:
        self.setAccessibleName(self.title())
        for index, section in enumerate(self.sections.values()):
            self.tabs.setTabText(index, section.title())
        self.tabs.setAccessibleName(self.tr("Sections of the Read pane"))
        self.english.setText(self.tr("reads English"))
        self.english.setToolTip(self.tr("These models learned from English texts alone"))
        self._word_messages()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.current().begin()

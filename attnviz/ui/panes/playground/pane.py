"""The Playground: attention worked with numbers one can change, and a model one can train."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from attnviz.ui import theme
from attnviz.ui.panes.pane import Pane
from attnviz.ui.panes.playground import saved_state

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from attnviz.ui.commands import Actions
    from attnviz.ui.panes.playground.section import Section
    from attnviz.ui.panes.playground.steps import StepsSection


class PlaygroundPane(Pane):
    """Tabs of sections, each made when it is first visited."""

    id = "playground"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from attnviz.ui.panes.playground.export import Exporter
        from attnviz.ui.panes.playground.sections import SECTIONS  # not while another pane waits for its first paint
        from attnviz.ui.panes.save_actions import ExportButton

        self._classes = SECTIONS
        self.section_ids = tuple(section.id for section in SECTIONS)
        self.sections: dict[str, Section] = {}  # those that were made
        self.remembered: dict[str, Any] = {}  # what each section is to take back when it is made
        self._blanks: dict[str, QWidget] = {}  # hold the places of sections not yet made
        self.tabs = QTabBar()
        self.tabs.setObjectName("playground.sections")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.exporter = Exporter(self, self.current)
        self.exporter.done.connect(self.said)
        self.exporter.failed.connect(self.said)
        self._export = ExportButton("playground.export", self.exporter.menu)
        self._stack, self._details = QStackedWidget(), QStackedWidget()
        for id in self.section_ids:
            self.tabs.addTab("")
            self._blanks[id] = QWidget()
            self._stack.addWidget(self._blanks[id])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.EDGE, theme.GAP, theme.EDGE, theme.GAP)
        layout.setSpacing(0)
        bar = QHBoxLayout()
        bar.addWidget(self.tabs, 1)
        bar.addWidget(self._export)
        layout.addLayout(bar)
        layout.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self._visit)
        self.retranslate()

    def section(self, id: str) -> Section:
        """The section with this id, made if it was not yet."""
        if id not in self.sections:
            index = self.section_ids.index(id)
            made = self._classes[index](self.ask)
            self.sections[id] = made
            made.said.connect(self.said)
            made.models_changed.connect(self.models_changed)
            self._stack.insertWidget(index, made)
            self._stack.removeWidget(self._blanks[id])
            self._details.addWidget(made.details())
            saved_state.restore_section(self, id, made)
        return self.sections[id]

    def steps(self) -> StepsSection:
        """The section that works one attention step by step."""
        made: Any = self.section("steps")
        return made

    def current(self) -> Section:
        """The section that is shown."""
        return self.section(self.section_ids[self.tabs.currentIndex()])

    def show_section(self, id: str) -> None:
        """Turn to a section."""
        self.tabs.setCurrentIndex(self.section_ids.index(id))

    def load_example(self, id: str) -> None:
        """Turn to the step view with a worked example: exercise, self, cross, causal, cat-fr, cat-zh or search."""
        self.show_section("steps")
        self.steps().load_example(id)

    def receive(self, **what: Any) -> None:
        """Turn to the step view with the real numbers of one head of a model that translates; ``what`` are the fields of a
        ``PlaygroundExample``.
        """
        from attnviz.engine.playground.messages import PlaygroundExample

        self.show_section("steps")
        self.steps().state.ask_model(PlaygroundExample("translation", **what))

    @Slot(int)
    def _visit(self, _: int) -> None:
        section = self.current()
        self._stack.setCurrentWidget(section)
        self._details.setCurrentWidget(section.details())
        section.begin()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._visit(self.tabs.currentIndex())

    def details(self) -> QWidget:
        return self._details

    def present(self, on: bool) -> None:
        for part in (self.tabs, self._export):
            part.setVisible(not on)

    def papers(self) -> tuple[str, ...]:
        return self.current().papers

    def commands(self) -> Sequence[Actions]:
        return (self.steps().commands, self.exporter.actions)

    def save_state(self) -> dict[str, Any]:
        return saved_state.save(self)

    def restore_state(self, state: dict[str, Any]) -> None:
        saved_state.restore(self, state)

    def retranslate(self) -> None:
        self.tabs.setAccessibleName(self.tr("Sections of the Playground"))
        for index, section in enumerate(self._classes):
            self.tabs.setTabText(index, section.title())

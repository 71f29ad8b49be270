"""The Playground: attention worked with numbers one can change, and a model one can train."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from attnviz.engine.messages import Failure, Progress
from attnviz.ui import theme
from attnviz.ui.commands import Actions
from attnviz.ui.panes.pane import Pane

if TYPE_CHECKING:
    from attnviz.ui.panes.playground.section import Section


class PlaygroundPane(Pane):
    """Tabs of sections; each is made when first visited and answers its own requests."""

    id = "playground"

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("Playground", "Playground")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from attnviz.ui.panes.playground.sections import SECTIONS  # not while another pane waits for its first paint

        self._classes = SECTIONS
        self.answers = tuple(answer for section in SECTIONS for answer in section.answers)
        self._sections: dict[str, Section] = {}
        self._blanks: dict[str, QWidget] = {}  # hold the places of sections not yet made
        self._states: dict[str, Any] = {}
        self._tabs = QTabBar()
        self._tabs.setObjectName("playground.sections")
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._stack, self._details = QStackedWidget(), QStackedWidget()
        for section in self._classes:
            self._tabs.addTab("")
            self._blanks[section.id] = QWidget()
            self._stack.addWidget(self._blanks[section.id])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.EDGE, theme.GAP, theme.EDGE, theme.GAP)
        layout.setSpacing(0)
        layout.addWidget(self._tabs)
        layout.addWidget(self._stack, 1)
        self._tabs.currentChanged.connect(self._visit)
        self.retranslate()

    def section(self, id_: str) -> Section:
        """The section with this id, made if it was not yet."""
        if id_ not in self._sections:
            index = next(i for i, section in enumerate(self._classes) if section.id == id_)
            made = self._classes[index]()
            self._sections[id_] = made
            made.requested.connect(self._ask)
            made.said.connect(self.said)
            self._stack.insertWidget(index, made)
            self._stack.removeWidget(self._blanks[id_])
            self._details.addWidget(made.details())
            if isinstance(self._states.get(id_), dict):
                made.restore_state(self._states[id_])
        return self._sections[id_]

    def current(self) -> Section:
        """The section that is shown."""
        return self.section(self._classes[max(self._tabs.currentIndex(), 0)].id)

    def show_section(self, id_: str) -> None:
        """Turn to a section."""
        self._tabs.setCurrentIndex(next(i for i, section in enumerate(self._classes) if section.id == id_))

    def load_example(self, id_: str) -> None:
        """Turn to the step view with a worked example: exercise, self, cross, causal, cat-fr, cat-zh or search."""
        self.show_section("steps")
        self.section("steps").load_example(id_)  # type: ignore[attr-defined]

    def receive(  # type: ignore[override]
        self, *, model: str, text: str, target_ids: tuple[int, ...] = (), layer: int = 0, head: int = 0
    ) -> None:
        """Turn to the step view with the real numbers of one head of a model that translates ``text``."""
        self.show_section("steps")
        from attnviz.engine.playground.messages import PlaygroundExample

        self.submit(PlaygroundExample("translation", text, model=model, target_ids=target_ids, layer=layer, head=head))

    @Slot(int)
    def _visit(self, _: int) -> None:
        section = self.current()
        self._stack.setCurrentWidget(section)
        self._details.setCurrentWidget(section.details())
        section.begin()

    @Slot(object)
    def _ask(self, request: Any) -> None:
        self.submit(request)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._visit(self._tabs.currentIndex())

    def details(self) -> QWidget:
        return self._details

    def commands(self) -> Sequence[Actions]:
        return (self.section("steps").commands,)  # type: ignore[attr-defined]

    def _answering(self, request: Any) -> Section | None:
        """The section that takes answers to such a request, if it was made; another pane may have asked the same."""
        id_ = next(section.id for section in self._classes if type(request) in section.answers)
        return self._sections.get(id_)

    def show_result(self, result: Any) -> None:
        if section := self._answering(result.request):
            section.show_result(result)

    def show_progress(self, progress: Progress) -> None:
        if section := self._answering(progress.request):
            section.show_progress(progress)

    def show_failure(self, failure: Failure) -> None:
        if section := self._answering(failure.request):
            section.show_failure(failure)

    def save_state(self) -> dict[str, Any]:
        return {
            "section": self._classes[max(self._tabs.currentIndex(), 0)].id,
            **self._states,
            **{id_: section.save_state() for id_, section in self._sections.items()},
        }

    def restore_state(self, state: dict[str, Any]) -> None:
        ids = [section.id for section in self._classes]
        self._states = {id_: state[id_] for id_ in ids if isinstance(state.get(id_), dict)}
        for id_, section in self._sections.items():
            if id_ in self._states:
                section.restore_state(self._states[id_])
        if state.get("section") in ids:
            self.show_section(state["section"])

    def retranslate(self) -> None:
        self._tabs.setAccessibleName(self.tr("Sections of the Playground"))
        for index, section in enumerate(self._classes):
            self._tabs.setTabText(index, section.title())

"""What panes with sections have in common: a list of models, tabs, one section at a time, one line for failures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QComboBox, QStackedWidget, QTabBar, QWidget

from attnviz.engine.messages import Failure, ListModels, Model, Models, Unusable
from attnviz.ui.panes.pane import Pane
from attnviz.ui.panes.questions import Question
from attnviz.ui.panes.unusable import list_unusable
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from types import ModuleType

    from PySide6.QtGui import QHideEvent, QShowEvent

    from attnviz.ui.panes.section import Section


class SectionedPane(Pane):
    """A subclass sets ``sections`` and ``texts`` and calls ``make_tabs`` and ``connect_tabs``.

    What it is made of it imports when it is made, at the first visit: not while another pane is first painted.
    """

    kind: ClassVar[str]  # of the models that are listed
    favourite: ClassVar[str]  # the model where nobody chose
    no_model: ClassVar[str]  # the code of what is said where there is none of the kind

    sections: dict[str, Any]
    texts: ModuleType  # ``failure_sentence`` and ``model_title`` in the words of the pane

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(self.id)
        self._listing = Question(self.ask, self.show_models, self.tell)
        self.wish = ""  # the model of the last time, or one that was asked for before any was known
        self._models: tuple[Model, ...] = ()
        self._unusable: tuple[Unusable, ...] = ()
        self._asked = False
        self._failure: tuple[str, dict[str, Any], str] | None = None
        self.model = named(QComboBox(), f"{self.id}.model")
        self.model.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.message = Notice(f"{self.id}.message", self)

    def make_tabs(self, stack: QStackedWidget) -> None:
        """A tab for every section, and all of them in the stack."""
        self.tabs = named(QTabBar(), f"{self.id}.sections", role="tight")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)  # all tabs are seen; the pane scrolls where they are too wide
        self.stack = stack
        for section in self.sections.values():
            self.tabs.addTab("")
            stack.addWidget(section)

    def connect_tabs(self) -> None:
        """Follow what is chosen of models and sections."""
        self.model.activated.connect(lambda index: self.set_model(str(self.model.itemData(index))))
        self.tabs.currentChanged.connect(self._visit)

    def begins_at(self) -> QWidget:
        return self.tabs

    # sections

    def section(self, id: str) -> Any:
        """One of the sections."""
        return self.sections[id]

    def show_section(self, id: str) -> None:
        """Turn to a section."""
        self.tabs.setCurrentIndex(list(self.sections).index(id))

    def current(self) -> Section:
        """The section that is shown."""
        shown: Section = list(self.sections.values())[max(self.tabs.currentIndex(), 0)]
        return shown

    def _visit(self, _index: int) -> None:
        self._forget_sentence()
        self.stack.setCurrentWidget(self.current())
        self.current().begin()

    # models

    def set_model(self, id: str) -> None:
        """Show another model, at once, or as soon as it is known."""
        self.wish = id
        about = next((model for model in self._models if model.id == id), None)
        if about is not None and id != self.shown_model():
            self.model.setCurrentIndex(self.model.findData(id))
            self.say("")
            self.begin_model(about)

    def shown_model(self) -> str:
        """The model whose answers are shown; "" for none yet."""
        raise NotImplementedError

    def model_seen(self) -> str:
        return self.shown_model()

    def begin_model(self, about: Model) -> None:
        """Show another model."""
        raise NotImplementedError

    def list_models(self) -> None:
        self._asked = True
        self._listing.ask(ListModels())

    def show_models(self, result: Models) -> None:
        """Offer the models of the kind, and show the one that was wished for or the favourite where none is shown."""
        self._models = tuple(model for model in result.models if model.kind == self.kind)
        self.model.clear()
        for model in self._models:
            self.model.addItem(self.texts.model_title(model.id), model.id)
        self._unusable = result.unusable
        list_unusable(self.model, self._unusable)
        ids = [model.id for model in self._models]
        if not ids:
            self.fail(self.no_model, {}, "")
        elif self.shown_model() in ids:
            self.model.setCurrentIndex(ids.index(self.shown_model()))
        else:
            choices = (self.wish, self.favourite, ids[0])
            self.set_model(next(id for id in choices if id in ids))

    # words

    def say(self, sentence: str) -> None:
        """One sentence above the sections; "" takes it back."""
        self._failure = None
        if sentence != self.message.text():
            self.message.setText(sentence)
        self.message.setVisible(bool(sentence))

    def tell(self, failure: Failure) -> None:
        """Say in one sentence why a question was refused; what is shown stays."""
        self.fail(failure.code, failure.parameters, failure.sentence)

    def fail(self, code: str, parameters: dict[str, Any], sentence: str) -> None:
        """Say why something cannot be done, in the language of now and of later."""
        self._failure = (code, parameters, sentence)
        self._word_failure()

    def _word_failure(self) -> None:
        if self._failure is not None:
            self.message.setText(self.texts.failure_sentence(*self._failure))
            self.message.show()

    def retranslate(self) -> None:
        self.setAccessibleName(self.title())
        for index, section in enumerate(self.sections.values()):
            self.tabs.setTabText(index, section.title())
        for index, model in enumerate(self._models):
            self.model.setItemText(index, self.texts.model_title(model.id))
        list_unusable(self.model, self._unusable)
        self._word_failure()

    def is_settled(self) -> bool:
        """Whether what is shown is the answer to what is asked."""
        raise NotImplementedError

    # events and what is remembered

    def save_state(self) -> dict[str, Any]:
        return {
            "model": self.shown_model() or self.wish,
            "section": self.current().id,
            **self.save_own(),
            **{id: section.save_state() for id, section in self.sections.items()},
        }

    def restore_state(self, state: dict[str, Any]) -> None:
        if isinstance(state.get("model"), str):
            self.wish = state["model"]
        self.restore_own(state)
        for id, section in self.sections.items():
            if isinstance(state.get(id), dict):
                section.restore_state(state[id])
        if isinstance(state.get("section"), str) and state["section"] in self.sections:
            self.show_section(state["section"])

    def save_own(self) -> dict[str, Any]:
        """What to remember besides the model and the sections."""
        raise NotImplementedError

    def restore_own(self, state: dict[str, Any]) -> None:
        """Take back what ``save_own`` gave; wrong types are ignored."""
        raise NotImplementedError

    def _forget_sentence(self) -> None:
        """What was said of something done here, such as a file, does not outlive the visit."""
        if self._failure is None:
            self.say("")

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._forget_sentence()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._asked:
            self.list_models()
        self.current().begin()

"""A pane of one field and one line, for tests of the window that holds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from attnviz.ui.commands import Actions, Command
from attnviz.ui.panes.pane import Pane
from attnviz.ui.panes.questions import Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.messages import Failure, Progress


@dataclass(frozen=True, eq=False)
class Ask:
    """Ask for a text back."""

    text: str
    model: str = "plain"


@dataclass(frozen=True, eq=False)
class Answer:
    request: Ask
    text: str
    milliseconds: float = 4.4


class PlainPane(Pane):
    id = "translate"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.seen: list[Any] = []
        self.question = Question(self.ask, self.show_result, self.show_failure, self.show_progress)
        self.field = QLineEdit()
        self.field.setObjectName(f"{self.id}.source")
        self.field.setAccessibleName("Text")
        self.field.textEdited.connect(self.ask_text)
        self.shown = QLabel()
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.shown)
        self._details = QLabel("Details of the text")
        self.actions_ = Actions(self, [Command("plain.shout", lambda: "Shout", "edit")])
        self.action = self.actions_["plain.shout"]

    def ask_text(self, text: str, interrupt: bool = False) -> None:
        self.question.ask(Ask(text), interrupt=interrupt)

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("QPlatformTheme", "OK")  # a text that Qt's own catalogue words

    def details(self) -> QWidget:
        return self._details

    def commands(self) -> Sequence[Actions]:
        return (self.actions_,)

    def show_result(self, result: Answer) -> None:
        self.seen.append(result)
        self.shown.setText(result.text)

    def say(self, sentence: str) -> None:
        self.said.emit(sentence)

    def show_progress(self, progress: Progress) -> None:
        self.seen.append(progress)

    def show_failure(self, failure: Failure) -> None:
        self.seen.append(failure)
        self.shown.setText(failure.sentence)

    def save_state(self) -> dict[str, Any]:
        return {"text": self.field.text()}

    def restore_state(self, state: dict[str, Any]) -> None:
        if isinstance(state.get("text"), str):
            self.field.setText(state["text"])


class OtherPane(PlainPane):
    id = "playground"

    @classmethod
    def title(cls) -> str:
        return "Other"

    def commands(self) -> Sequence[Actions]:
        return ()

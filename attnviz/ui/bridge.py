"""Carries requests from the window to the engine's thread and answers back into the window's."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Signal, Slot

from attnviz.engine.worker import Run, Worker
from attnviz.ui import garbage

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.ui.panes.questions import Question


def start_engine() -> Run:
    """Make the session; called in the engine's thread, which thereby imports torch."""
    sys.setswitchinterval(0.001)  # seconds: painting and translating share the interpreter, and neither shall wait long
    from attnviz.engine import quick_torch

    quick_torch.begin()
    from attnviz.engine.session import Session

    return Session().run


class Bridge(QObject):
    """Lives in the thread that made it; a question receives there each result, ``Progress`` and ``Failure`` of its requests."""

    asked = Signal(object)  # a request
    answered = Signal(object)  # a message, once its question has received it
    _arrived = Signal(object)

    def __init__(self, start: Callable[[], Run] = start_engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._start = start
        self._worker: Worker | None = None
        self._questions: WeakKeyDictionary[Any, Question] = WeakKeyDictionary()  # who asked each request
        self._early: list[tuple[Any, bool, str]] = []
        self._closed = self._asked = False
        self._closing = (
            threading.Lock()
        )  # held while the engine's thread hands a message over: until then this is not deleted
        self._garbage = garbage.Garbage(self)
        self._arrived.connect(self._arrive)

    def open(self) -> None:
        """Start the engine's thread; what was asked before is asked now."""
        if self._worker or self._closed:
            return
        self._garbage.begin()
        self._worker = Worker(self._start, self._deliver, garbage.thread_ended)
        early, self._early = self._early, []
        for request, interrupt, slot in early:
            self._worker.submit(request, interrupt=interrupt, slot=slot)

    def is_asked(self) -> bool:
        """Whether the engine's thread runs and was asked something."""
        return self._worker is not None and self._asked

    def asker(self, request: Any) -> Question | None:
        """The question that asked a request."""
        return self._questions.get(request)

    @Slot(object, object, bool)
    def ask(self, question: Question, request: Any, interrupt: bool = False) -> None:
        """Ask the engine; of a question's requests that wait only the newest is answered, and after ``close`` none."""
        if self._closed:
            return
        self._questions[request] = question
        self._asked = True
        self.asked.emit(request)
        slot = f"{getattr(request, 'slot', type(request).__name__)} {id(question)}"
        if self._worker:
            self._worker.submit(request, interrupt=interrupt, slot=slot)
        else:
            self._early.append((request, interrupt, slot))

    def close(self, timeout: float | None = 0.05) -> bool:
        """Receive nothing from now on and end the thread; True when it has ended, for which it may be called again.

        Waits for at most ``timeout`` seconds, or with None until it has ended.
        """
        with self._closing:
            self._closed = True
        self._garbage.stop()
        return self._worker.close(timeout) if self._worker else True

    def _deliver(self, message: Any) -> None:
        with self._closing:
            if not self._closed:
                self._arrived.emit(message)

    @Slot(object)
    def _arrive(self, message: Any) -> None:
        if self._closed:
            return
        self._garbage.settle()
        if question := self.asker(message.request):
            question.receive(message)
        self.answered.emit(message)

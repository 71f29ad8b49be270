"""Carries requests from the window to the engine's thread and answers back into the window's."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from attnviz.engine.worker import Run, Worker


def start_engine() -> Run:
    """Make the session; called in the engine's thread, which thereby imports torch."""
    sys.setswitchinterval(0.001)  # seconds: painting and translating share the interpreter, and neither shall wait long
    from attnviz.engine.session import Session

    return Session().run


class Bridge(QObject):
    """Lives in the thread that made it and calls ``receive`` there with every result, ``Progress`` and ``Failure``."""

    _arrived = Signal(object)

    def __init__(
        self, receive: Callable[[Any], None], start: Callable[[], Run] = start_engine, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._receive, self._start = receive, start
        self._worker: Worker | None = None
        self._early: list[tuple[Any, bool]] = []
        self._closed = self._asked = False
        self._arrived.connect(self._arrive)

    def open(self) -> None:
        """Start the engine's thread; what was asked before is asked now."""
        if self._worker or self._closed:
            return
        self._worker = Worker(self._start, self._deliver)
        early, self._early = self._early, []
        for request, interrupt in early:
            self._worker.submit(request, interrupt=interrupt)

    def is_asked(self) -> bool:
        """Whether the engine's thread runs and was asked something."""
        return self._worker is not None and self._asked

    @Slot(object, bool)
    def submit(self, request: Any, interrupt: bool = False) -> None:
        """Ask the engine; after ``close`` nothing is asked."""
        if self._closed:
            return
        self._asked = True
        if self._worker:
            self._worker.submit(request, interrupt=interrupt)
        else:
            self._early.append((request, interrupt))

    def close(self, timeout: float = 0.05) -> bool:
        """Receive nothing from now on and end the thread, waiting for at most ``timeout`` seconds; True when it has ended."""
        self._closed = True
        worker, self._worker = self._worker, None
        return worker.close(timeout) if worker else True

    def _deliver(self, message: Any) -> None:
        with suppress(RuntimeError):  # the window is gone, and with it the one who asked
            self._arrived.emit(message)

    @Slot(object)
    def _arrive(self, message: Any) -> None:
        if not self._closed:
            self._receive(message)

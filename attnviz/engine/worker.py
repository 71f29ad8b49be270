"""One thread that answers requests, newest first in each slot: a new request replaces the one that waits. Imports no torch."""

from __future__ import annotations

import atexit
import functools
import logging
import threading
import time
import weakref
from collections.abc import Callable
from typing import Any

from attnviz.engine.messages import Failure, Idle, Progress, Refused

YieldPoint = Callable[..., None]
Run = Callable[[Any, YieldPoint], Any]

IDLE_AFTER = 0.1  # seconds without anything to do, less than a person pauses between two words
TELL_EVERY = 0.05  # seconds between two messages of progress

log = logging.getLogger(__name__)


class Interrupted(Exception):
    """Raised out of a progress when the running request is no longer wanted; never delivered."""


class Worker:
    """Runs requests in its own thread and hands results, ``Progress`` and ``Failure`` to ``deliver`` (called in that thread)."""

    def __init__(
        self, start: Callable[[], Run], deliver: Callable[[Any], None], ended: Callable[[], None] = lambda: None
    ) -> None:
        """``start`` is called once, in the thread, and returns the function that answers: heavy imports happen there.

        It is also asked a ``Idle``, once, whenever nothing has been asked for a moment after an answer. ``ended`` is the last
        that the thread calls.
        """
        self._start, self._deliver, self._ended = start, deliver, ended
        self._waiting: dict[str, Any] = {}
        self._changed = threading.Condition()
        self._running: str | None = None
        self._interrupt = self._closing = False
        self._told = 0.0
        self._thread = threading.Thread(target=self._loop, name="attnviz-engine", daemon=True)
        self._thread.start()
        _workers.add(self)

    def submit(self, request: Any, *, interrupt: bool = False, slot: str | None = None) -> None:
        """Answer ``request`` next; it replaces the one waiting in its slot (by default its class).

        ``interrupt`` also stops the running request of that slot at its next checkpoint.
        """
        slot = slot or type(request).__name__
        with self._changed:
            self._waiting.pop(slot, None)
            self._waiting[slot] = request
            self._interrupt |= interrupt and self._running == slot
            self._changed.notify()

    def close(self, timeout: float | None = 2.0) -> bool:
        """Stop at the next progress and end the thread; True when it has ended. Nothing is delivered afterwards.

        Waits for at most ``timeout`` seconds, or with None until it has ended.
        """
        with self._changed:
            self._closing = self._interrupt = True
            self._waiting.clear()
            self._changed.notify()
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _send(self, message: Any) -> BaseException | None:
        """Deliver a message; what its receiver raises is returned, for it shall not end this thread."""
        try:
            if not self._closing:
                self._deliver(message)
        except BaseException as error:
            log.exception("a %s could not be delivered", type(message).__name__)
            return error
        return None

    def _loop(self) -> None:
        try:
            self._answer_all()
        finally:
            self._ended()

    def _answer_all(self) -> None:
        run: Run | None = None
        rested = True
        while True:
            with self._changed:
                self._running = None
                pause = None if rested or run is None else IDLE_AFTER
                self._changed.wait_for(lambda: self._waiting or self._closing, pause)
                if self._closing:
                    return
                rested = not self._waiting
                slot = next(iter(self._waiting), Idle.__name__)  # the one that has waited longest
                request = self._waiting.pop(slot, Idle())
                self._running, self._interrupt = slot, False
            self._told = 0.0
            name = type(request).__name__
            answer: Any = None
            try:
                run = run or self._start()
                answer = run(request, functools.partial(self._checkpoint, request))
            except Interrupted:
                continue
            except Refused as refused:
                log.info("%s refused: %s", name, refused)
                answer = Failure(request, refused.code, refused.parameters, str(refused))
            except BaseException as error:  # SystemExit as well: a library's wish to end is no reason to answer nobody
                log.exception("%s failed", name)
                answer = _failure(request, error)
            if not rested and (fault := self._send(answer)) and not isinstance(answer, Failure):
                self._send(_failure(request, fault))

    def _checkpoint(self, request: Any, share: float = 0.0, code: str = "decoding") -> None:
        if self._interrupt or self._closing:
            raise Interrupted
        now = time.monotonic()
        # each message takes the interpreter from the work it tells of, and nobody waits for what is done when idle
        if now - self._told >= TELL_EVERY and not isinstance(request, Idle):
            self._told = now
            self._send(Progress(request, share, code))


def _failure(request: Any, error: BaseException) -> Failure:
    """What a person is told of a fault of the program."""
    name = type(error).__name__
    return Failure(request, "internal_error", {"error": name}, f"{type(request).__name__} failed: {error}")


_workers: weakref.WeakSet[Worker] = weakref.WeakSet()  # each lives at least as long as its thread


@atexit.register
def _end_all() -> None:
    """End every thread before the interpreter ends: one that is then inside torch would abort the process."""
    for worker in list(_workers):
        worker.close(None)

"""One thread that answers requests, newest first in each slot: a new request replaces the one that waits. Imports no torch."""

from __future__ import annotations

import functools
import logging
import threading
import time
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

    def __init__(self, start: Callable[[], Run], deliver: Callable[[Any], None]) -> None:
        """``start`` is called once, in the thread, and returns the function that answers: heavy imports happen there.

        It is also asked a ``Idle``, once, whenever nothing has been asked for a moment after an answer.
        """
        self._start, self._deliver = start, deliver
        self._waiting: dict[str, Any] = {}
        self._changed = threading.Condition()
        self._running: str | None = None
        self._interrupt = self._closing = False
        self._told = 0.0
        self._thread = threading.Thread(target=self._loop, name="attnviz-engine", daemon=True)
        self._thread.start()

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

    def close(self, timeout: float = 2.0) -> bool:
        """Stop at the next progress and end the thread; True when it has ended. Nothing is delivered afterwards."""
        with self._changed:
            self._closing = self._interrupt = True
            self._waiting.clear()
            self._changed.notify()
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _send(self, message: Any) -> None:
        if not self._closing:
            self._deliver(message)

    def _loop(self) -> None:
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
            answer: Any = None
            try:
                run = run or self._start()
                answer = run(request, functools.partial(self._checkpoint, request))
            except Interrupted:
                continue
            except Refused as refused:
                log.info("%s refused: %s", slot, refused)
                answer = Failure(request, refused.code, refused.parameters, str(refused))
            except Exception as error:
                log.exception("%s failed", slot)
                answer = Failure(request, "internal_error", {"error": type(error).__name__}, f"{slot} failed: {error}")
            if not rested:
                self._send(answer)

    def _checkpoint(self, request: Any, share: float = 0.0, code: str = "decoding") -> None:
        if self._interrupt or self._closing:
            raise Interrupted
        now = time.monotonic()
        if now - self._told >= TELL_EVERY:  # each message takes the interpreter from the work it tells of
            self._told = now
            self._send(Progress(request, share, code))

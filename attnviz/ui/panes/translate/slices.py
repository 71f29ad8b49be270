"""Long questions that the engine answers a slice at a time: asked again until all is known, and put off for a translation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class SlicedQuestion:
    """One such question. ``ask`` sends a request; it goes out again with every answer until the answer's ``share`` is 1."""

    def __init__(self, ask: Callable[[Any], None]) -> None:
        self._ask = ask
        self._request: Any = None
        self._due = False  # the next slice waits for ``go_on``
        self._paused = False

    @property
    def running(self) -> bool:
        """Whether more is to come."""
        return self._request is not None

    def start(self, request: Any) -> None:
        """Ask something else from now on."""
        self._request, self._due = request, True
        self._send()

    def stop(self) -> None:
        """Ask no more; an answer on its way is not taken."""
        self._request, self._due = None, False

    def pause(self) -> None:
        """Let others go first."""
        self._paused = True

    def go_on(self) -> None:
        """Ask for the next slice, if one is due."""
        self._paused = False
        self._send()

    def take(self, result: Any) -> bool:
        """Whether an answer is the one awaited; when more is to come, the next slice is asked for."""
        if self._request is None or result.request is not self._request:
            return False
        if result.share >= 1:
            self.stop()
        else:
            self._due = True
            self._send()
        return True

    def failed(self, request: Any) -> bool:
        """Whether a failure is of this question, which then ends."""
        mine = request is self._request and request is not None
        if mine:
            self.stop()
        return mine

    def _send(self) -> None:
        if self._request is not None and self._due and not self._paused:
            self._due = False
            self._ask(self._request)

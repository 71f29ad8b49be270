"""Asks the engine many times a second without falling behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class NewestQuestion:
    """One request at a time; of those that come meanwhile only the newest is sent."""

    def __init__(self, send: Callable[[Any], object]) -> None:
        self._send = send
        self._sent: Any = None
        self._next: Any = None

    def ask(self, request: Any) -> None:
        """Send it now, or when the answer before it has come."""
        if self._sent is None:
            self._sent = request
            self._send(request)
        else:
            self._next = request

    def came(self, request: Any) -> bool:
        """An answer, or a refusal, came: whether it is the one that was waited for. Then the next request goes."""
        if request is not self._sent:
            return False
        self._sent, waits, self._next = None, self._next, None
        if waits is not None:
            self.ask(waits)
        return True

    def forget(self) -> None:
        """Wait for nothing."""
        self._sent = self._next = None

    def waits(self) -> bool:
        """Whether an answer is to come."""
        return self._sent is not None

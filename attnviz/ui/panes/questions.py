"""What a pane asks the engine: each question receives the answers to its own requests, and only those still wanted.

A question is asked through an ``Ask``: a function that takes the question, the request and whether it interrupts the running
request of the same question. ``Pane.ask`` is one; the bridge brings what comes back to ``receive``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from weakref import WeakSet

from attnviz.engine.messages import Failure, Progress

Ask = Callable[["Question", Any, bool], None]


def _nothing(_: Any) -> None:
    """For questions that need not be told."""


class Question:
    """The latest request counts: ``show`` gets its result, ``failed`` its ``Failure``, ``progress`` how far it is.

    With ``every`` the results of earlier requests are shown as well while a later one is awaited, as a dragged slider wants.
    ``named`` says whether the status line names the model that answered.
    """

    def __init__(
        self,
        ask: Ask,
        show: Callable[[Any], None],
        failed: Callable[[Failure], None] = _nothing,
        progress: Callable[[Progress], None] = _nothing,
        *,
        every: bool = False,
        named: bool = True,
    ) -> None:
        self._ask, self._show, self._failed, self._progress = ask, show, failed, progress
        self.every, self.named = every, named
        self.waiting: Any = None  # the request whose answer is awaited
        self._earlier: WeakSet[Any] = WeakSet()  # those before it that may still be answered

    def ask(self, request: Any, *, interrupt: bool = False) -> None:
        """Ask something else from now on."""
        if self.every and self.waiting is not None:
            self._earlier.add(self.waiting)
        self.waiting = request
        self._ask(self, request, interrupt)

    def forget(self) -> None:
        """Wait for nothing: an answer on its way is not shown."""
        self.waiting = None
        self._earlier.clear()

    def receive(self, message: Any) -> None:
        """Take a result, ``Progress`` or ``Failure`` of a request of this question."""
        awaited = message.request is self.waiting
        if isinstance(message, Progress):
            if awaited:
                self._progress(message)
            return
        if awaited:
            self.waiting = None
            self._earlier.clear()
        elif message.request not in self._earlier:
            return
        self.take(message, awaited)

    def take(self, message: Any, awaited: bool) -> None:
        """Hand on an answer; ``awaited`` unless it is an earlier one of a question about ``every``."""
        if not isinstance(message, Failure):
            self._show(message)
        elif awaited:
            self._failed(message)


class NewestQuestion(Question):
    """Asks many times a second without falling behind: of the requests that come while one is answered, only the newest is sent.

    Every answer is shown, those of requests that something newer waits behind as well.
    """

    _next: Any = None

    def ask(self, request: Any, *, interrupt: bool = False) -> None:
        if self.waiting is None:
            super().ask(request, interrupt=interrupt)
        else:
            self._next = request

    def forget(self) -> None:
        super().forget()
        self._next = None

    def take(self, message: Any, awaited: bool) -> None:
        request, self._next = self._next, None
        if request is not None:
            self.ask(request)
        super().take(message, awaited)


class SlicedQuestion(Question):
    """Answered a slice at a time: a request goes out again with every answer until the answer's ``share`` is 1, and is put off
    while something more urgent is awaited.
    """

    running = False  # whether more is to come
    _request: Any = None
    _due = _paused = False

    def ask(self, request: Any, *, interrupt: bool = False) -> None:
        self._request, self.running, self._due = request, True, True
        self._send()

    def forget(self) -> None:
        super().forget()
        self._request, self.running, self._due = None, False, False

    def pause(self) -> None:
        """Let others go first."""
        self._paused = True

    def go_on(self) -> None:
        """Ask for the next slice, if one is due."""
        self._paused = False
        self._send()

    def take(self, message: Any, awaited: bool) -> None:
        if isinstance(message, Failure) or message.share >= 1:
            self.forget()
        else:
            self._due = True
            self._send()
        super().take(message, awaited)

    def _send(self) -> None:
        if self._due and not self._paused:
            self._due = False
            super().ask(self._request)

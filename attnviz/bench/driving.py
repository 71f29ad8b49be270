"""Sits at a pane of the real window: waits until it is quiet, moves the pointer, and sees when an answer has been painted."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

WARM = 5  # turns before anything counts
BREATH = 10  # milliseconds between a painted answer and the next turn
QUIET = 1200  # milliseconds without a change before anything is measured: maps and thumbnails have come


class PaneDriver:
    """Shows a pane and calls ``begin`` when it has been ``ready`` for a while."""

    def __init__(self, window: Any, pane: str, begin: Callable[[], None]) -> None:
        from PySide6.QtCore import QTimer

        window.show_pane(pane)
        window.driver = self  # a timer does not keep who it calls
        self.window, self.pane = window, window.pane
        self._since, self._begin = time.monotonic(), begin
        self._wait = QTimer(window, interval=50)
        self._wait.timeout.connect(self._look)
        self._wait.start()

    def ready(self) -> bool:
        """Whether nothing is awaited any more."""
        raise NotImplementedError

    def _look(self) -> None:
        if not self.ready():
            self._since = time.monotonic()
        elif 1000 * (time.monotonic() - self._since) > QUIET:
            self._wait.stop()
            self._begin()

    def part(self, name: str) -> Any:
        """A widget of the pane by its name."""
        from PySide6.QtWidgets import QWidget

        return self.pane.findChild(QWidget, name)

    def watch(self, kind: type, name: str, painted: Callable[[list[Any]], None]) -> None:
        """Call ``painted`` with the answers of a kind that came since the last time, when a widget has painted them."""
        from PySide6.QtCore import QEvent, QObject, QTimer

        came: list[Any] = []

        def shown(message: Any) -> None:
            if isinstance(message, kind):
                came.append(message)

        class PaintWatcher(QObject):
            def eventFilter(self, watched: QObject, event: QEvent) -> bool:
                if event.type() == QEvent.Type.Paint and came:
                    seen = came.copy()
                    came.clear()
                    QTimer.singleShot(0, lambda: painted(seen))  # after this paint
                return False

        self._eye = PaintWatcher(self.window)
        self.part(name).installEventFilter(self._eye)
        self.window.bridge.answered.connect(shown)


def take_turns(
    driver: PaneDriver,
    kind: type,
    name: str,
    give: Callable[[int], None],
    newest: Callable[[], Any],
    *,
    times: int,
    done: Callable[[list[float]], None],
    before: Callable[[int], None] = lambda turn: None,
    rested: Callable[[], bool] = lambda: True,
) -> None:
    """Milliseconds from ``give(turn)`` until the ``newest`` answer of a kind is painted by a widget, ``times`` times after
    ``WARM``; ``done`` gets them, and the window is closed. ``before(turn)`` is called before the clock starts, the next turn
    begins when all is ``rested``.
    """
    from PySide6.QtCore import QTimer

    samples: list[float] = []
    turn, begun = 0, 0.0

    def following() -> None:
        nonlocal turn, begun
        if not rested():
            QTimer.singleShot(BREATH, following)
            return
        turn += 1
        before(turn)
        begun = time.perf_counter()
        give(turn)

    def painted(answers: list[Any]) -> None:
        if not turn or answers[-1] is not newest():
            return
        samples.append(1000 * (time.perf_counter() - begun))
        if len(samples) == WARM + times:
            done(samples[WARM:])
            driver.window.close()
        else:
            QTimer.singleShot(BREATH, following)

    driver.watch(kind, name, painted)
    following()


def press(widget: Any, x: float, y: float, *, move: bool = False) -> None:
    """Press the left button on a widget, or move the pointer there with the button held."""
    from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
    from PySide6.QtGui import QMouseEvent

    at, button = QPointF(x, y), Qt.MouseButton
    kind = QEvent.Type.MouseMove if move else QEvent.Type.MouseButtonPress
    pressed = button.NoButton if move else button.LeftButton
    modifiers = Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(kind, at, QPointF(widget.mapToGlobal(at)), pressed, button.LeftButton, modifiers)
    QCoreApplication.sendEvent(widget, event)


def point(widget: Any, x: float, y: float) -> None:
    """Move the pointer to a place of a widget, no button held."""
    from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
    from PySide6.QtGui import QMouseEvent

    at, none, modifiers = QPointF(x, y), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(QEvent.Type.MouseMove, at, QPointF(widget.mapToGlobal(at)), none, none, modifiers)
    QCoreApplication.sendEvent(widget, event)

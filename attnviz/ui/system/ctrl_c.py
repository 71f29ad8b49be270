"""Ctrl+C in the terminal closes the window as its close button would; Qt's loop alone would never let Python see it."""

from __future__ import annotations

import signal
from contextlib import ExitStack
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, Slot

if TYPE_CHECKING:
    from collections.abc import Callable


class CtrlC(QObject):
    """Calls ``close`` in the window's thread when the process is asked to end, from ``listen`` to ``restore``."""

    def __init__(self, close: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._close = close
        self._undo = ExitStack()

    @Slot()
    def listen(self) -> None:
        """Take over the signals that ask a process to end."""
        import socket  # slow to import, so not before the first paint

        ours, theirs = socket.socketpair()
        theirs.setblocking(False)
        self._undo.callback(ours.close)
        self._undo.callback(theirs.close)
        self._socket = ours
        for each in (signal.SIGINT, signal.SIGTERM):
            self._undo.callback(signal.signal, each, signal.signal(each, _ignore))
        self._undo.callback(signal.set_wakeup_fd, signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False))
        notifier = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read, self)
        notifier.activated.connect(self._arrived)
        self._undo.callback(notifier.setEnabled, False)

    @Slot()
    def _arrived(self) -> None:
        self._socket.recv(64)
        self._close()

    def restore(self) -> None:
        """Give the signals back."""
        self._undo.close()


def _ignore(*_: object) -> None:
    """The number of the signal comes through the socket."""

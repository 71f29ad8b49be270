"""Ctrl+C in the terminal closes the window as its close button would; Qt's loop alone would never let Python see it."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier, Slot


class Interrupts(QObject):
    """Calls ``close`` in the window's thread when the process is asked to end, until ``restore``."""

    def __init__(self, close: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._close = close
        self._ours, self._theirs = socket.socketpair()
        self._theirs.setblocking(False)
        self._before = {each: signal.signal(each, _ignore) for each in (signal.SIGINT, signal.SIGTERM)}
        self._fd_before = signal.set_wakeup_fd(self._theirs.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._arrived)

    @Slot()
    def _arrived(self) -> None:
        self._ours.recv(64)
        self._close()

    def restore(self) -> None:
        """Give the signals back."""
        signal.set_wakeup_fd(self._fd_before)
        for each, handler in self._before.items():
            signal.signal(each, handler)
        self._notifier.setEnabled(False)
        self._ours.close()
        self._theirs.close()


def _ignore(*_: object) -> None:
    """The number of the signal comes through the socket."""

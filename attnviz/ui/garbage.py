"""While the engine's thread runs, garbage is collected in the window's thread alone.

Python collects unreachable cycles in whichever thread happens to allocate, and with them PySide deletes there and then what was
derived from Qt's classes: a widget that is deleted in another thread than its own ends the program.

How much there is is told by the blocks of memory alone. A list of all objects would for a moment hold tuples that the other thread
is still filling, which then fails ("bad argument to internal function") or ends the program.
"""

from __future__ import annotations

import gc
import sys
import threading

from PySide6.QtCore import QObject, QTimer

EVERY = 250  # milliseconds between two looks at how much there may be
YOUNG = 700  # objects more than before, from which it is worth while
GROWN = 0.25  # of all memory blocks: with as many more the old objects are looked through too, as the interpreter itself does

_lock = threading.Lock()
_threads = 0  # that no garbage may be collected in


class Garbage(QObject):
    """Lives in the window's thread and collects there, from ``settle`` to ``stop``."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.collect)
        self._blocks = sys.getallocatedblocks()  # after the last look through all

    def begin(self) -> None:
        """Another thread begins: from now until it calls ``thread_ended`` Python collects nothing by itself."""
        global _threads
        with _lock:
            _threads += 1
            gc.disable()

    def settle(self) -> None:
        """The other thread has given its first answer, and so imported what it needs, of which nothing goes away: looking through
        it again and again would hold both threads up while it grows. From now on it is worth while.
        """
        if not self._timer.isActive():
            gc.freeze()  # both: all that is young becomes old without being looked through
            gc.unfreeze()
            self._blocks = sys.getallocatedblocks()
            self._timer.start()

    def stop(self) -> None:
        """Collect no more: nothing of the window's is made or let go any more."""
        self._timer.stop()

    def collect(self) -> None:
        """Collect young objects, and all of them when many have grown old; that takes a quarter of a second."""
        if gc.get_count()[0] < YOUNG:
            return
        gc.collect(1)
        blocks = sys.getallocatedblocks()
        if blocks > (1 + GROWN) * self._blocks:
            gc.collect()
            blocks = self._blocks = sys.getallocatedblocks()
        self._blocks = min(self._blocks, blocks)


def thread_ended() -> None:
    """Called in a thread, as its last deed; after the last of them Python collects by itself again."""
    global _threads
    with _lock:
        _threads -= 1
        if not _threads:
            gc.enable()

"""Plays an answer row by row: each word appears when it is written, and the light moves to where it was read from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.ui.widgets.selection import Selection

STEP, LAST = 650, 1600  # milliseconds that a row stands, and the last one


class Playback(QObject):
    """Moves ``selection.written`` from the first of ``rows()`` rows to the last, then shows all of them again."""

    def __init__(self, selection: Selection, rows: Callable[[], int], parent: QObject) -> None:
        super().__init__(parent)
        self._selection, self._rows = selection, rows
        self._timer = QTimer(self, interval=STEP)
        self._timer.timeout.connect(self._tick)
        selection.play_wanted.connect(self.toggle)
        selection.changed.connect(self._look)

    def plays(self) -> bool:
        """Whether it moves on by itself."""
        return self._timer.isActive()

    @Slot()
    def toggle(self) -> None:
        """Play from where it stands, or pause there."""
        if self.plays():
            self._timer.stop()
        elif self._rows():
            written = self._selection.written
            if written is None or written >= self._rows():
                self._selection.replace(None, None)  # a pin would keep one row alone
                self._selection.write(1)
            self._timer.start(STEP)
        self._selection.changed.emit()

    @Slot()
    def stop(self) -> None:
        """Show all rows again."""
        self._timer.stop()
        self._selection.write(None)

    @Slot()
    def _look(self) -> None:
        """A person who asked to see all again ends it."""
        if self._selection.written is None:
            self._timer.stop()

    @Slot()
    def _tick(self) -> None:
        written, rows = self._selection.written or 0, self._rows()
        if written >= rows:
            self.stop()
            return
        self._selection.write(written + 1)
        self._timer.setInterval(STEP if written + 1 < rows else LAST)

"""Plays a stretch of a sound and says where it is; without a loudspeaker it goes through it in silence."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal

from attnviz.lazy_numpy import np
from attnviz.ui.sound import devices
from attnviz.ui.sound.devices import NoDevice, Stream

TICK = 20  # milliseconds between the places that are told


class SoundPlayer(QObject):
    """``moved`` tells the second that is heard, ``changed`` whether it plays, ``failed`` why nothing is heard, once."""

    moved = Signal(float)
    changed = Signal(bool)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stream: Stream | None = None
        self._samples = np.zeros(0, np.float32)
        self._rate, self._begin, self._next = 1, 0.0, 0
        self._begun = 0.0
        self._told = False
        self._timer = QTimer(self, interval=TICK)
        self._timer.timeout.connect(self._tick)

    def playing(self) -> bool:
        return self._timer.isActive()

    def play(
        self, sound: np.ndarray, rate: int, begin: float = 0.0, end: float | None = None, *, quiet: bool = False
    ) -> None:
        """Play ``sound`` [samples] from ``begin`` to ``end`` seconds in place of what plays; ``quiet``: do not say why it fails."""
        self.stop()
        first, last = round(begin * rate), len(sound) if end is None else round(end * rate)
        self._samples = np.clip(sound[max(first, 0) : max(last, 0)], -1, 1)
        if not len(self._samples):
            return
        self._rate, self._begin, self._next, self._begun = rate, max(first, 0) / rate, 0, time.monotonic()
        try:
            self._stream = devices.open_output(rate, self._fill)
        except NoDevice as error:
            self._stream = None
            if not quiet and not self._told:
                self._told = True
                self.failed.emit(str(error))
        self._timer.start()
        self.changed.emit(True)
        self.moved.emit(self._begin)

    def stop(self) -> None:
        """Be silent."""
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.stop()
            stream.close()
        if self._timer.isActive():
            self._timer.stop()
            self.changed.emit(False)

    def _fill(self, out: np.ndarray) -> bool:
        """Called from the device's thread."""
        begin = self._next
        rest = self._samples[begin : begin + len(out)]
        out[: len(rest)] = rest
        out[len(rest) :] = 0
        self._next = begin + len(out)
        return self._next < len(self._samples)

    def _tick(self) -> None:
        seconds = len(self._samples) / self._rate
        at = time.monotonic() - self._begun
        if at >= seconds:
            self.stop()
        else:
            self.moved.emit(self._begin + at)

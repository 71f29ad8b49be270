"""Records from the microphone: how loud it is, at most so many seconds, and what is there when the device vanishes."""

from __future__ import annotations

import threading
import time

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from attnviz.engine.listen.messages import LONGEST_RECORDING, RATE
from attnviz.lazy_numpy import np
from attnviz.ui.sound import devices
from attnviz.ui.sound.devices import NoDevice, Stream

TICK = 50  # milliseconds between levels
LOST = 1.5  # seconds without samples after which the device is taken for gone
WAKING = 6.0  # the same before the first: a device that slept, or is joined by radio, takes its time


class Recorder(QObject):
    """``level`` tells 0..1 and the seconds recorded, ``recorded`` the samples float32 at ``RATE`` and whether the device vanished
    while it recorded them, ``failed`` one sentence where there are none.
    """

    level = Signal(float, float)
    changed = Signal(bool)
    recorded = Signal(object, bool)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stream: Stream | None = None
        self._lock = threading.Lock()
        self._blocks: list[np.ndarray] = []
        self._peak, self._heard = 0.0, 0.0
        self._timer = QTimer(self, interval=TICK)
        self._timer.timeout.connect(self._tick)

    def recording(self) -> bool:
        return self._timer.isActive()

    def start(self) -> bool:
        """Begin; False, and a sentence, where there is nothing to record with."""
        if self.recording():
            return True
        self._blocks, self._peak, self._heard = [], 0.0, time.monotonic()
        try:
            self._stream = devices.open_input(RATE, self._take)
        except NoDevice as error:
            self.failed.emit(str(error))
            return False
        self._timer.start()
        self.changed.emit(True)
        return True

    def stop(self, *, gone: bool = False) -> None:
        """End, and give what was recorded; the device may be ``gone``."""
        if not self.recording():
            return
        self._end()
        samples = self._samples()[: round(LONGEST_RECORDING * RATE)]
        if len(samples):
            self.recorded.emit(samples, gone)
        else:
            self.failed.emit(QCoreApplication.translate("SoundDevices", "The microphone gave no sound."))

    def cancel(self) -> None:
        """End without a recording."""
        if self.recording():
            self._end()

    def _end(self) -> None:
        self._timer.stop()
        stream, self._stream = self._stream, None
        if stream is not None:
            try:
                stream.stop()
                stream.close()
            except (OSError, RuntimeError):  # it is gone
                pass
            except Exception as error:  # PortAudio's own, which need not be imported
                if type(error).__name__ != "PortAudioError":
                    raise
        self.changed.emit(False)

    def _take(self, samples: np.ndarray) -> None:
        """Called from the device's thread."""
        with self._lock:
            self._blocks.append(np.nan_to_num(np.asarray(samples, np.float32), posinf=0.0, neginf=0.0))
            self._peak = max(self._peak, float(np.abs(self._blocks[-1]).max(initial=0.0)))
            self._heard = time.monotonic()

    def _samples(self) -> np.ndarray:
        with self._lock:
            return np.concatenate(self._blocks) if self._blocks else np.zeros(0, np.float32)

    def _tick(self) -> None:
        with self._lock:
            peak, self._peak = self._peak, 0.0
            seconds = sum(map(len, self._blocks)) / RATE
        self.level.emit(min(peak, 1.0), seconds)
        patience = LOST if seconds else WAKING
        gone = self._stream is None or not self._stream.active or time.monotonic() - self._heard > patience
        if seconds >= LONGEST_RECORDING:
            self.stop()
        elif gone:
            if seconds:
                self.stop(gone=True)
                return
            self._end()
            self.failed.emit(QCoreApplication.translate("SoundDevices", "The microphone is gone."))

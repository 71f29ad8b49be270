"""Devices of sound that are made: a loudspeaker that keeps what it is given, a microphone that is fed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest


class MadeStream:
    """Runs until it is stopped or unplugged."""

    def __init__(self) -> None:
        self.active, self.closed = True, False

    def stop(self) -> None:
        self.active = False

    def close(self) -> None:
        self.closed = True


class Devices:
    """Put in the place of the real ones; ``played`` is all that was heard, in order."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.played: list[np.ndarray] = []
        self.streams: list[MadeStream] = []
        self._take: Callable[[np.ndarray], None] | None = None
        monkeypatch.setattr("attnviz.ui.sound.devices.open_output", self._open_output)
        monkeypatch.setattr("attnviz.ui.sound.devices.open_input", self._open_input)

    def _open_output(self, rate: int, fill: Callable[[np.ndarray], bool]) -> MadeStream:
        pieces, more = [], True
        while more:  # at once: tests need not hear it
            piece = np.zeros(512, np.float32)
            more = fill(piece)
            pieces.append(piece)
        self.played.append(np.concatenate(pieces))
        return self._opened()

    def _open_input(self, rate: int, take: Callable[[np.ndarray], None]) -> MadeStream:
        self._take = take
        return self._opened()

    def _opened(self) -> MadeStream:
        self.streams.append(MadeStream())
        return self.streams[-1]

    def speak(self, samples: np.ndarray) -> None:
        """The microphone hears this."""
        assert self._take is not None
        for begin in range(0, len(samples), 1024):
            self._take(samples[begin : begin + 1024])

    def unplug(self) -> None:
        """The device vanishes."""
        self.streams[-1].active = False

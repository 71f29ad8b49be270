"""What is used of sounddevice (PortAudio): streams of one channel that call back for or with samples.

Tests and measurements put others in the place of ``open_output`` and ``open_input``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.lazy_numpy import np


class NoDevice(Exception):
    """There is nothing to play or record with: says so, and what would help, in one sentence."""


class Stream(Protocol):
    """A running stream."""

    @property
    def active(self) -> bool:
        """Whether the device still takes or gives samples."""

    def stop(self) -> None: ...

    def close(self) -> None: ...


def open_output(rate: int, fill: Callable[[np.ndarray], bool]) -> Stream:
    """Begin to play: ``fill`` writes the next samples into [n] and says whether there is more. ``NoDevice``."""
    device = _sounddevice()

    def callback(out: Any, frames: int, time: Any, status: Any) -> None:
        if not fill(out[:, 0]):
            raise device.CallbackStop

    return _begun(device, device.OutputStream, rate, callback)


def open_input(rate: int, take: Callable[[np.ndarray], None]) -> Stream:
    """Begin to record: ``take`` gets the samples [n] as they come. ``NoDevice``."""
    device = _sounddevice()

    def callback(given: Any, frames: int, time: Any, status: Any) -> None:
        take(given[:, 0].copy())

    return _begun(device, device.InputStream, rate, callback)


def _begun(device: Any, kind: Any, rate: int, callback: Any) -> Stream:
    try:
        stream: Stream = kind(samplerate=rate, channels=1, dtype="float32", callback=callback)
        stream.start()  # type: ignore[attr-defined]
    except (device.PortAudioError, ValueError, OSError) as error:
        if kind is device.InputStream:
            text = QCoreApplication.translate(
                "SoundDevices", "No microphone can be opened: plug one in, or allow it in the system."
            )
        else:
            text = QCoreApplication.translate("SoundDevices", "No loudspeaker can be opened, so nothing is heard.")
        raise NoDevice(text) from error
    return stream


def _sounddevice() -> Any:
    try:
        import sounddevice
    except ImportError as error:
        text = QCoreApplication.translate(
            "SoundDevices", "Recording and playing need the package sounddevice: pip install sounddevice."
        )
        raise NoDevice(text) from error
    except OSError as error:  # the library it stands on is missing
        text = QCoreApplication.translate(
            "SoundDevices", "Recording and playing need PortAudio, for example: sudo apt install libportaudio2."
        )
        raise NoDevice(text) from error
    return sounddevice

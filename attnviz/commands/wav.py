"""Reads WAV files of whole numbers (PCM) for the commands."""

from __future__ import annotations

import io
import wave
from typing import TYPE_CHECKING

import numpy as np

from attnviz import regular_file
from attnviz.commands import Failed

if TYPE_CHECKING:
    from pathlib import Path

MOST = 1 << 30  # bytes


def read_wav(path: Path) -> tuple[np.ndarray, int]:
    """A recording as float32 [samples] in -1..1, its channels averaged, and its samples a second. ``Failed`` when it is
    none.
    """
    try:
        with wave.open(io.BytesIO(regular_file.read(path, most=MOST))) as file:
            width, channels, rate = file.getsampwidth(), file.getnchannels(), file.getframerate()
            data = file.readframes(file.getnframes())
    except (wave.Error, EOFError, ValueError) as error:
        raise Failed(f"{path.name} is no WAV file that can be read (whole numbers of 8 to 32 bits)") from error
    except OSError as error:
        raise Failed(f"{path.name} cannot be read: {error.strerror}") from error
    data = data[: len(data) // (width * channels) * width * channels]
    if width == 1:
        samples = (np.frombuffer(data, np.uint8).astype(np.float32) - 128) / 128
    elif width == 3:
        parts = np.frombuffer(data, np.uint8).reshape(-1, 3).astype(np.int32)
        samples = ((parts[:, 0] | parts[:, 1] << 8 | parts[:, 2] << 16) << 8).astype(np.float32) / 2**31
    else:
        samples = np.frombuffer(data, f"<i{width}").astype(np.float32) / 2 ** (8 * width - 1)
    return samples.reshape(-1, channels).mean(1), rate

"""Sounds made by formula, and sound files of every kind that a person may have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import soundfile

from attnviz.engine.listen.messages import RATE

if TYPE_CHECKING:
    from pathlib import Path


def hum(seconds: float, pitch: float = 180.0, rate: int = RATE) -> np.ndarray:
    """A buzz that rises and falls like syllables."""
    time = np.arange(round(seconds * rate), dtype=np.float64) / rate
    tone = sum(np.sin(2 * np.pi * pitch * n * time) / n for n in range(1, 9))
    return (0.2 * tone * (0.55 + 0.45 * np.sin(2 * np.pi * 3 * time))).astype(np.float32)


def write(path: Path, samples: np.ndarray, rate: int = RATE, **how: str) -> Path:
    """A sound file."""
    soundfile.write(path, samples, rate, **how)
    return path

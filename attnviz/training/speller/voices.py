"""More speakers: the words said by the synthetic voices of flite (English) and espeak-ng, where these are installed."""

from __future__ import annotations

import io
import shutil
import subprocess
from typing import TYPE_CHECKING

import numpy as np

from attnviz.engine.listen.resample import resample
from attnviz.models.log_mel import RATE
from attnviz.training.speller.recordings import Recording
from attnviz.training.translator.pairs import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

FLITE = ("kal16", "awb", "rms", "slt")
MANDARIN = "cmn"
ACCENTS = (MANDARIN, "en-us", "en-gb", "en-gb-scotland", "en-029")
VARIANTS = ("", "m1", "m3", "m5", "m7", "f1", "f2", "f4", "klatt", "klatt2", "Annie", "Denis", "Michael", "Andrea")
PACES = (("140", "40"), ("180", "60"))  # words a minute, pitch
HIGHEST = 8000.0  # Hz
EDGE = 0.03  # of the loudest: what is quieter at the ends is cut


def said(command: list[str], text: str) -> np.ndarray:
    import soundfile

    made = subprocess.run([*command, text], capture_output=True, timeout=60, check=True).stdout
    samples, rate = soundfile.read(io.BytesIO(made), dtype="float32")
    heard = resample(samples, rate, RATE)
    level = np.sqrt(np.convolve(np.square(heard), np.ones(160, np.float32) / 160, "same"))
    loud = np.flatnonzero(level > EDGE * level.max(initial=1e-9))
    return (heard[loud[0] : loud[-1] + 1] * 32000 / max(1e-6, float(np.abs(heard).max()))).astype(np.int16)


def _commands() -> Iterator[tuple[str, list[str], bool]]:
    """Name and command of each voice, and whether it speaks English; else it is Chinese."""
    for voice in FLITE:
        for stretch in ("0.85", "1.1"):
            yield f"flite-{voice}-{stretch}", _flite(voice, stretch), True
    for accent in ACCENTS:
        for variant in VARIANTS:
            voice = f"{accent}+{variant}" if variant else accent
            for pace, pitch in PACES:
                command = ["espeak-ng", "-v", voice, "-s", pace, "-p", pitch, "--stdout"]
                yield f"espeak-{voice}-{pace}", command, accent != MANDARIN


def _flite(voice: str, stretch: str) -> list[str]:
    return ["flite", "-voice", voice, "--setf", f"duration_stretch={stretch}", "-o", "/dev/stdout", "-t"]


def say(words: Sequence[str], kept: Path) -> list[Recording]:
    """``words`` said by every voice, once: they are kept in the file ``kept`` (npz). ``DataError`` without the programs."""
    if kept.is_file():
        with np.load(kept, allow_pickle=False) as held:
            return [_recording(name, held[name]) for name in held.files]
    missing = [program for program in ("flite", "espeak-ng") if shutil.which(program) is None]
    if missing:
        raise DataError(f"this recipe needs the programs flite and espeak-ng (missing: {', '.join(missing)})")
    made: dict[str, np.ndarray] = {}
    for voice, command, english in _commands():
        for word in (word for word in words if word.isascii() == english):
            try:
                made[f"{voice}|{word}|{HIGHEST}"] = said(command, word)
            except (subprocess.SubprocessError, OSError, RuntimeError, IndexError):
                continue  # this program has not this voice
    np.savez(kept, **made)  # type: ignore[arg-type]
    return [_recording(name, samples) for name, samples in made.items()]


def _recording(name: str, samples: np.ndarray) -> Recording:
    voice, word, highest = name.split("|")
    return Recording(samples, word, voice, float(highest))

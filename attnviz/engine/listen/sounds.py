"""Sound files: the first minute of any that libsndfile reads, as one channel at the rate that models hear. Imports no torch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attnviz import regular_file
from attnviz.engine.listen.messages import LONGEST, RATE
from attnviz.engine.listen.resample import resample
from attnviz.engine.messages import Note, Refused
from attnviz.lazy_numpy import np

if TYPE_CHECKING:
    from pathlib import Path

ENDINGS = ("wav", "flac", "ogg", "oga", "opus", "mp3", "aif", "aiff", "au", "caf", "w64")
BLOCK = 1 << 16  # samples of each channel read at a time
FASTEST_RATE, SLOWEST_RATE = 768_000, 2_000


@dataclass(frozen=True, eq=False)
class Sound:
    """One channel float32 [samples] at ``RATE``, what it is called, and what is to be told of how it was read."""

    samples: np.ndarray
    name: str = ""
    path: Path | None = None
    notes: tuple[Note, ...] = ()

    @property
    def seconds(self) -> float:
        return len(self.samples) / RATE


def read_sound(path: Path) -> Sound:
    """The sound in a file, its channels averaged, cut after ``LONGEST`` seconds. ``Refused`` codes: sound_missing, sound_unreadable
    (why), not_a_sound, sound_damaged, sound_empty, sound_rate (rate), no_soundfile.
    """
    name = path.name or str(path)
    try:
        import soundfile
    except (ImportError, OSError) as error:  # the package, or the library that it brings
        sentence = "Sound files need the package soundfile: pip install soundfile."
        raise Refused("no_soundfile", sentence) from error
    try:
        file = regular_file.opened(path)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Refused("sound_missing", f"{name} is not there.", name=name) from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise Refused("sound_unreadable", f"{name} cannot be read: {why}.", name=name, why=why) from error
    with file:
        try:
            opened = soundfile.SoundFile(file)
        except (soundfile.SoundFileError, RuntimeError, OSError, TypeError, ValueError) as error:
            sentence = f"{name} is no sound that can be read; WAV, FLAC, Ogg, Opus and MP3 can."
            raise Refused("not_a_sound", sentence, name=name) from error
        with opened:
            return _read(opened, name, path, soundfile.SoundFileError)


def _read(opened: Any, name: str, path: Path, broken: type[Exception]) -> Sound:
    rate = int(opened.samplerate)
    if not SLOWEST_RATE <= rate <= FASTEST_RATE:
        sentence = f"{name} has {rate} samples a second; from {SLOWEST_RATE} to {FASTEST_RATE} can be heard."
        raise Refused("sound_rate", sentence, name=name, rate=rate)
    wanted = round(LONGEST * rate)
    pieces: list[np.ndarray] = []
    read = 0
    try:
        while read < wanted:
            block = opened.read(min(BLOCK, wanted - read), dtype="float32", always_2d=True)
            if not len(block):
                break
            with np.errstate(invalid="ignore", over="ignore"):
                pieces.append(block.mean(1))
            read += len(block)
        more = read >= wanted and len(opened.read(1, always_2d=True)) > 0
    except (broken, RuntimeError, OSError) as error:
        if not pieces:
            raise Refused("sound_damaged", f"{name} is damaged and cannot be read.", name=name) from error
        more = False
    if not read:
        raise Refused("sound_empty", f"{name} holds no sound.", name=name)
    notes = []
    if more:
        given = opened.frames / rate if 0 < opened.frames < 2**62 else 0.0
        notes.append(Note("sound_cut", {"shown": LONGEST, "given": round(given, 1)}))
    samples, unheard = finite(np.concatenate(pieces))
    if unheard:
        notes.append(Note("not_finite", {"samples": unheard}))
    heard = resample(samples, rate, RATE)
    heard.flags.writeable = False
    return Sound(heard, name, path, tuple(notes))


def finite(samples: np.ndarray) -> tuple[np.ndarray, int]:
    """Samples with silence for those that are no numbers or beyond all loudness, and how many these were."""
    wild = ~(np.abs(samples) <= 1e4)  # true for NaN
    count = int(wild.sum())
    return (np.where(wild, np.float32(0), samples), count) if count else (samples, 0)

"""Recordings of single words, as files and an index describe them, kept in memory at the rate the model hears."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from attnviz import regular_file
from attnviz.engine.listen.resample import resample
from attnviz.models.log_mel import RATE
from attnviz.training.translator.pairs import DataError

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_INDEX = 50_000_000  # bytes


@dataclass(frozen=True, eq=False)
class Recording:
    """One word said once: samples int16 at ``RATE``, and the highest frequency (Hz) that it can hold."""

    samples: np.ndarray
    text: str
    speaker: str
    highest: float

    @property
    def seconds(self) -> float:
        return len(self.samples) / RATE


def read_recordings(folder: Path, split: str, kept: Path | None = None) -> list[Recording]:
    """The recordings of ``folder/words.SPLIT.jsonl``. ``DataError`` when a file is missing or none of its kind.

    With ``kept``, a file (npz), what was decoded is kept there and read from there, so that a run that is resumed begins at once.
    """
    import soundfile

    index = folder / f"words.{split}.jsonl"
    try:
        lines = regular_file.read(index, most=LARGEST_INDEX).decode("utf-8").splitlines()
        rows = [json.loads(line) for line in lines if line.strip()]
        files = list(dict.fromkeys(row["file"] for row in rows))
        sounds = _kept(kept, files)
        if sounds is None:
            sounds = {name: _decoded(folder / name) for name in files}
            if kept is not None:
                np.savez(kept, **{f"{rate}|{name}": samples for name, (samples, rate) in sounds.items()})  # type: ignore[arg-type]
        found = []
        for row in rows:
            samples, rate = sounds[row["file"]]
            cut = samples[round(row["start"] * RATE) : round(row["end"] * RATE)]
            found.append(Recording(cut, row["text"], row["speaker"], rate / 2))
    except (OSError, KeyError, TypeError, ValueError, soundfile.SoundFileError) as error:
        raise DataError(f"{index} or a sound it names cannot be read: {error}") from error
    if not found:
        raise DataError(f"{index} names no recordings")
    return found


Decoded = tuple[np.ndarray, int]  # samples int16 at ``RATE``, and the rate of the file


def _decoded(path: Path) -> Decoded:
    import soundfile

    samples, rate = soundfile.read(path, dtype="float32")
    return np.clip(resample(samples, rate, RATE) * 32767, -32768, 32767).astype(np.int16), rate


def _kept(path: Path | None, files: list[str]) -> dict[str, Decoded] | None:
    if path is None or not path.is_file():
        return None
    with np.load(path, allow_pickle=False) as held:
        parts = [name.split("|", 1) for name in held.files]
        found = {name: (held[f"{rate}|{name}"], int(rate)) for rate, name in parts}
    return found if set(found) == set(files) else None


def by_speaker(recordings: list[Recording]) -> dict[str, dict[str, list[Recording]]]:
    """Recordings by speaker and word."""
    found: dict[str, dict[str, list[Recording]]] = defaultdict(lambda: defaultdict(list))
    for recording in recordings:
        found[recording.speaker][recording.text].append(recording)
    return {speaker: dict(words) for speaker, words in found.items()}

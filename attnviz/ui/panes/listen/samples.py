"""The sounds that ship with the program (see assets/samples/listen/NOTICE.md), and strings of words joined from them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from attnviz.engine.listen.messages import RATE
from attnviz.engine.listen.sounds import Sound, read_sound
from attnviz.lazy_numpy import np
from attnviz.paths import asset

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FIRST = "mixed"
PAUSE, EDGE = 0.12, 0.2  # seconds between joined words, and before the first and after the last
MOST_WORDS = 8


@dataclass(frozen=True)
class Speaker:
    """One voice: its id, its file, and where in it (seconds) each word stands."""

    id: str
    words: dict[str, tuple[float, float]]

    @property
    def path(self) -> Path:
        return asset("samples", "listen", f"{self.id}.opus")


@cache
def speakers() -> dict[str, Speaker]:
    """The voices that ship."""
    index = json.loads(asset("samples", "listen", "words.json").read_text(encoding="utf-8"))
    return {id: Speaker(id, {word: tuple(place) for word, place in words.items()}) for id, words in index.items()}


def speaker_title(id: str) -> str:
    """What a voice is called."""
    titles = {
        "allison": QCoreApplication.translate("ListenSamples", "Allison (a person, digits)"),
        "espeak": QCoreApplication.translate("ListenSamples", "eSpeak NG (a synthetic voice, English and Chinese)"),
        "flite": QCoreApplication.translate("ListenSamples", "Flite (a synthetic voice, English)"),
    }
    return titles.get(id, id)


SAMPLES: dict[str, tuple[str, tuple[str, ...]]] = {  # a speaker and words
    "mixed": ("espeak", ("北京", "speech", "中国", "project")),
    "digits": ("allison", ("three", "one", "four", "one", "five")),
    "alike": ("espeak", ("北京", "背景", "语音", "语言")),
    "english": ("flite", ("open", "speech", "process", "project")),
    "seven": ("allison", ("seven",)),
}


def title(id: str) -> str:
    """What a sample is called."""
    titles = {
        "mixed": QCoreApplication.translate("ListenSamples", "Four words, Chinese and English (synthetic voice)"),
        "digits": QCoreApplication.translate("ListenSamples", "Five digits (a person)"),
        "alike": QCoreApplication.translate("ListenSamples", "Chinese words that sound alike (synthetic voice)"),
        "english": QCoreApplication.translate("ListenSamples", "Four English words (synthetic voice)"),
        "seven": QCoreApplication.translate("ListenSamples", "One digit that is misheard (a person)"),
    }
    return titles.get(id, id)


def open_sample(id: str) -> Sound:
    """One of the samples. ``Refused`` as for any file."""
    speaker, words = SAMPLES[id]
    return Sound(join(speaker, words), title(id))


def join(speaker: str, words: Sequence[str]) -> np.ndarray:
    """Words of a voice one after another, float32 at ``RATE``."""
    voice = speakers()[speaker]
    whole = _samples(speaker)
    edge, pause = np.zeros(round(EDGE * RATE), np.float32), np.zeros(round(PAUSE * RATE), np.float32)
    pieces: list[np.ndarray] = [edge]
    for word in words:
        start, end = voice.words[word]
        pieces += [whole[round(start * RATE) : round(end * RATE)], pause]
    return np.concatenate([*pieces[:-1], edge])


@cache
def _samples(speaker: str) -> np.ndarray:
    return read_sound(speakers()[speaker].path).samples

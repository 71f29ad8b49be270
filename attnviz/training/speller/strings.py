"""Strings of words: recordings of one speaker joined, as a person would say them one after another, and what befalls a sound."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from attnviz.models.log_mel import RATE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.training.speller.recordings import Recording

GAPS = (0.0, 0.35)  # seconds between words
EDGES = (0.0, 0.5)  # seconds before the first word and after the last
SPEEDS = (0.85, 1.2)
REMAINDERS = 0.08  # of words stand behind what is left of another
SHORTENED = 0.2  # of words lack some of their end


@dataclass(frozen=True, eq=False)
class Joined:
    """A sound float32 [samples] at ``RATE``, its words and where each stands: [start, end) in seconds."""

    samples: np.ndarray
    words: tuple[str, ...]
    spans: tuple[tuple[float, float], ...]

    @property
    def text(self) -> str:
        return " ".join(self.words)


def join(
    recordings: Sequence[Recording],
    draw: np.random.Generator,
    *,
    gaps: tuple[float, float] = GAPS,
    edges: tuple[float, float] = EDGES,
    levels: float = 0.0,
) -> Joined:
    """Recordings one after another with drawn gaps, each louder or softer by up to ``levels`` dB; one without text is heard, and
    is no word.
    """
    pieces: list[np.ndarray] = [_pause(draw, edges)]
    spans: list[tuple[float, float]] = []
    at = len(pieces[0])
    for i, recording in enumerate(recordings):
        gain = 10 ** (draw.uniform(-levels, levels) / 20)
        word = recording.samples.astype(np.float32) * np.float32(gain / 32768)
        if recording.text:
            spans.append((at / RATE, (at + len(word)) / RATE))
        after = _pause(draw, gaps if i < len(recordings) - 1 else edges)
        pieces += [word, after]
        at += len(word) + len(after)
    return Joined(np.concatenate(pieces), tuple(one.text for one in recordings if one.text), tuple(spans))


def badly_cut(
    recordings: Sequence[Recording], others: Sequence[Recording], draw: np.random.Generator
) -> list[Recording]:
    """Words as a recorder that was started and stopped at bad moments keeps them: before some stands the end of another word, which
    nobody could read, and some lack up to a seventh of their end.
    """
    found: list[Recording] = []
    for recording in recordings:
        if draw.random() < REMAINDERS:
            other = others[int(draw.integers(len(others)))]
            begin = round(draw.uniform(0.5, 0.9) * len(other.samples))
            found.append(replace(other, samples=other.samples[begin:], text=""))
        if recording.text and draw.random() < SHORTENED:
            end = round(draw.uniform(6 / 7, 1) * len(recording.samples))
            recording = replace(recording, samples=recording.samples[:end])
        found.append(recording)
    return found


def _pause(draw: np.random.Generator, seconds: tuple[float, float]) -> np.ndarray:
    return np.zeros(round(draw.uniform(*seconds) * RATE), np.float32)


def faster(sound: Joined, speed: float) -> Joined:
    """Played at ``speed``: shorter, higher, with shorter vocal tract."""
    samples = np.arange(0, len(sound.samples) - 1, speed, dtype=np.float32)
    played = np.interp(samples, np.arange(len(sound.samples), dtype=np.float32), sound.samples).astype(np.float32)
    return Joined(played, sound.words, tuple((start / speed, end / speed) for start, end in sound.spans))


def noise(samples: int, draw: np.random.Generator) -> np.ndarray:
    """Noise between white and brown, float32 [samples], of power 1."""
    white = np.fft.rfft(draw.standard_normal(samples, dtype=np.float32), _fast(samples))
    colour = np.arange(1, len(white) + 1, dtype=np.float32) ** -np.float32(draw.uniform(0.0, 1.0))
    made = np.fft.irfft(white * colour)[:samples].astype(np.float32)
    return np.asarray(made / np.sqrt(np.mean(made**2) + 1e-12), np.float32)


def with_noise(sound: np.ndarray, draw: np.random.Generator, ratio: tuple[float, float] = (8.0, 40.0)) -> np.ndarray:
    """The sound with noise softer than it by a drawn number of dB."""
    power = float(np.mean(sound**2)) + 1e-9
    gain = np.sqrt(power / 10 ** (draw.uniform(*ratio) / 10))
    return np.asarray(sound + np.float32(gain) * noise(len(sound), draw), np.float32)


def in_a_room(sound: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    """The sound as heard in a small room: the direct sound and a noisy tail that fades by 60 dB in 0.1 to 0.5 s."""
    fading = draw.uniform(0.1, 0.5)
    tail = draw.standard_normal(round(fading * RATE), dtype=np.float32)
    tail *= np.exp(-6.9 * np.arange(len(tail), dtype=np.float32) / len(tail)) * np.float32(draw.uniform(0.02, 0.12))
    tail[: round(draw.uniform(0.002, 0.01) * RATE)] = 0
    tail[0] = 1
    size = _fast(len(sound) + len(tail))
    return np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(tail, size))[: len(sound)].astype(np.float32)


def _fast(samples: int) -> int:
    """A length that is transformed fast, at least ``samples``."""
    size = 1 << max(0, samples - 1).bit_length()
    return min(s for s in (size * 5 // 8, size * 3 // 4, size * 7 // 8, size) if s >= samples)


def tones(samples: int, draw: np.random.Generator) -> np.ndarray:
    """Chords of a few notes, each with overtones: a sound without words."""
    made = np.zeros(samples, np.float32)
    at = 0
    while at < samples:
        length = min(samples - at, round(draw.uniform(0.15, 0.8) * RATE))
        time = np.arange(length, dtype=np.float32) / RATE
        for _ in range(draw.integers(1, 4)):
            pitch = 110 * 2 ** (draw.integers(0, 36) / 12)
            for overtone in range(1, 5):
                made[at : at + length] += np.sin(2 * np.pi * pitch * overtone * time) / overtone * np.exp(-3 * time)
        at += length
    return made * np.float32(draw.uniform(0.02, 0.2))

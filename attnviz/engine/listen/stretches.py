"""Cuts a long sound where it is quiet: a speller has heard strings of some seconds, and attention loses its way in minutes."""

from __future__ import annotations

from attnviz.engine.listen.messages import RATE
from attnviz.lazy_numpy import np

MOST = 8.0  # seconds listened to at once
LEAST = 3.0  # seconds of a stretch that another follows
QUIET = 0.16  # seconds over which it has to be quiet


def cuts(sound: np.ndarray, frame: int) -> list[tuple[int, int]]:
    """The stretches of ``sound`` [N] as frames of ``frame`` samples, first and one after the last; one where it is short enough."""
    count = max(1, -(-len(sound) // frame))
    most, least, around = (max(1, round(seconds * RATE / frame)) for seconds in (MOST, LEAST, QUIET))
    filled = np.zeros(count * frame, np.float32)
    filled[: len(sound)] = sound
    level = np.sqrt(np.mean(np.square(filled.reshape(count, frame)), 1))
    smooth = np.convolve(level, np.ones(around) / around, "same")
    found, begin = [], 0
    while count - begin > most:
        window = smooth[begin + least : begin + most]
        end = begin + least + int(window.argmin())
        found.append((begin, end))
        begin = end
    return [*found, (begin, count)]

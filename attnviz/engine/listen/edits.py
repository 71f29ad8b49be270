"""What is done to a sound before it is heard: stretches muted or covered by noise, another speed. Numpy only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz.engine.listen.messages import MUTE, RATE, Edit
from attnviz.lazy_numpy import np

if TYPE_CHECKING:
    from collections.abc import Iterable

RAMP = 80  # samples over which a stretch fades in and out: a sudden cut would click
SLOWEST, FASTEST = 0.5, 2.0


def edited(sound: np.ndarray, edits: Iterable[Edit] = (), speed: float = 1.0) -> np.ndarray:
    """``sound`` float32 [N] with every edit made, played at ``speed``: faster is shorter and higher."""
    made = sound
    for edit in edits:
        begin, end = (min(max(round(at * RATE), 0), len(sound)) for at in (edit.start, edit.end))
        if end <= begin:
            continue
        made = np.array(made, np.float32)
        kept = np.ones(end - begin, np.float32)
        ramp = min(RAMP, (end - begin) // 2)
        if ramp:
            fade = np.linspace(1, 0, ramp, dtype=np.float32)
            kept[:ramp], kept[-ramp:] = fade, fade[::-1]
        kept[ramp : len(kept) - ramp] = 0
        made[begin:end] *= kept
        if edit.kind != MUTE:
            loud = float(np.sqrt(np.mean(np.square(sound)))) or 1e-3
            noise = np.random.default_rng(begin).standard_normal(end - begin).astype(np.float32)
            made[begin:end] += noise * np.float32(2 * loud) * (1 - kept)
    if speed != 1.0:
        speed = min(max(speed, SLOWEST), FASTEST)
        places = np.arange(0, max(len(made) - 1, 0), speed)
        made = np.interp(places, np.arange(len(made)), made).astype(np.float32)
    return np.asarray(made, np.float32)

"""Maps over many moments of a sound, made small enough to be read: without the silence after it, and frames taken together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from attnviz.engine.attention.messages import Attention, AttentionBetween, Frames
from attnviz.lazy_numpy import np

if TYPE_CHECKING:
    from attnviz.engine.attention.messages import Axis

MOST_FRAMES = 300  # on a side
REST = 0.5  # seconds of silence that stay after the end


class Fewer(NamedTuple):
    """The map, how many frames were taken together, and the share of all weight that lay on the silence left out."""

    between: AttentionBetween
    together: int
    left_out: float


def fewer(between: AttentionBetween, most_cells: int) -> Fewer:
    """A map with at most ``most_cells`` in all heads. Of frames taken together a key has the sum, a query the mean."""
    attention = between.attention
    layers, heads = attention.weights.shape[:2]
    queries, keys = _heard(between.queries), _heard(between.keys)
    sides = ((between.queries, queries), (between.keys, keys))
    k = max(-(-count // MOST_FRAMES) for axis, count in sides if isinstance(axis, Frames))
    while layers * heads * _shorter(between.queries, queries, k) * _shorter(between.keys, keys, k) > most_cells:
        k += 1
    seen = attention.weights[:, :, :queries, :keys]
    left_out = 1 - float(seen.sum()) / max(float(attention.weights[:, :, :queries].sum()), 1e-9)
    norms = attention.value_norms[:, :, :keys] if attention.value_norms is not None else None
    if isinstance(between.keys, Frames) and k > 1:
        begins = np.arange(0, keys, k)
        seen = np.add.reduceat(seen, begins, axis=3)
        norms = np.add.reduceat(norms, begins, axis=2) / _sizes(keys, k) if norms is not None else None
    if isinstance(between.queries, Frames) and k > 1:
        seen = np.add.reduceat(seen, np.arange(0, queries, k), axis=2) / _sizes(queries, k)[:, None]
    made = Attention(attention.kind, np.ascontiguousarray(seen, np.float32), norms)
    made.weights.flags.writeable = False
    return Fewer(AttentionBetween(made, _axis(between.queries, queries, k), _axis(between.keys, keys, k)), k, left_out)


def heard(between: AttentionBetween) -> tuple[int, int]:
    """How many queries and keys lie before the silence with which a sound was filled up."""
    return _heard(between.queries), _heard(between.keys)


def _heard(axis: Axis) -> int:
    """How many places of an axis lie before the silence with which a sound was filled up."""
    if not isinstance(axis, Frames):
        return len(axis)
    loud = np.flatnonzero(axis.waveform)
    end = (float(loud[-1]) / axis.rate if len(loud) else 0.0) + REST
    return min(max(int(end / axis.seconds) + 1, 1), len(axis))


def _shorter(axis: Axis, count: int, k: int) -> int:
    return -(-count // k) if isinstance(axis, Frames) else count


def _sizes(count: int, k: int) -> np.ndarray:
    """How many frames each of those taken together has: the last one may have fewer."""
    return np.diff([*range(0, count, k), count]).astype(np.float32)


def _axis(axis: Axis, count: int, k: int) -> Axis:
    if not isinstance(axis, Frames):
        return axis
    places = -(-count // k)
    samples = round(places * k * axis.seconds * axis.rate)
    mel = axis.log_mel
    if mel is not None:
        columns = mel.shape[1] // len(axis)
        mel = mel[:, : places * k * columns]
        mel = np.pad(mel, ((0, 0), (0, places * k * columns - mel.shape[1])), mode="edge")
    wave = np.pad(axis.waveform[:samples], (0, max(samples - len(axis.waveform), 0)))
    return Frames(places, axis.seconds * k, wave, axis.rate, mel)

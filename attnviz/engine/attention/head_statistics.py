"""What can be said of a head by its numbers alone: which map of it to show, how sharp, how diagonal, what sinks. Numpy only,
so the ui may call it.

A map is [query, key]; all maps of one kind of attention are [layer, head, query, key]. Functions of a map take any dimensions
before its two.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from attnviz.engine.attention import maps
from attnviz.engine.attention.maps import MapView
from attnviz.lazy_numpy import np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.attention.messages import Attention, Token

PEAK_ROWS = 64  # of a map's rows are enough to know what half of them reach
BAND = 0.1  # of the keys, to either side of the diagonal
SINK_SHARE = 0.3  # of a head's weight, on one key
SINK_NORM = 0.7  # of the middle value norm


@dataclass(frozen=True)
class BestMap:
    """The map that aligns best: a view of the cross-attention, its alignment error on the gold dev set in per cent (None when
    nobody measured it, and the penultimate layer is meant), and whether the head was ``taught`` to align.
    """

    view: MapView
    dev_aer: float | None = None
    taught: bool = False


def best_map(card: dict[str, Any], layers: int, heads: int) -> BestMap:
    """The best map by a model's card (key ``alignment``); without a usable one the mean of the penultimate layer's heads."""
    given = card.get("alignment")
    try:
        layer, chosen = int(given["layer"]), [int(head) for head in given["heads"]]  # type: ignore[index]
        if 0 <= layer < layers and chosen and all(0 <= head < heads for head in chosen):
            error = given.get("dev_aer")  # type: ignore[union-attr]
            return BestMap(
                MapView(
                    layer=layer,
                    head=chosen[0],
                    heads=tuple((layer, head) for head in chosen),
                    shift=bool(given.get("shift", False)),  # type: ignore[union-attr]
                    norms=bool(given.get("norms", False)),  # type: ignore[union-attr]
                ),
                dev_aer=None if error is None else float(error),
                taught=bool(given.get("taught", False)),  # type: ignore[union-attr]
            )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        pass
    layer = max(layers - 2, 0)
    return BestMap(MapView(layer=layer, head=0, heads=tuple((layer, head) for head in range(heads))))


def sharpness(weights: np.ndarray) -> np.ndarray:
    """The mean entropy of the rows in bits: [..., T, S] -> [...]. 0 for a head that always looks at one place."""
    return maps.entropy(weights).mean(-1)


def diagonality(weights: np.ndarray, band: float = BAND) -> np.ndarray:
    """The share of weight near the diagonal that joins the first corner to the last: [..., T, S] -> [...], 0..1.

    Row t counts the keys within ``band`` of all keys, but at least one, to either side of t (S - 1) / (T - 1).
    """
    queries, keys = weights.shape[-2:]
    centre = np.arange(queries)[:, None] * ((keys - 1) / max(queries - 1, 1))
    near = np.abs(np.arange(keys) - centre) <= max(1.0, band * keys)
    return (weights * near).sum(-1).mean(-1)


def peaks(weights: np.ndarray, tokens: Sequence[Token]) -> np.ndarray:
    """The weight that half of a head's rows reach at a key that is no special token, and no less than twice an even share:
    [..., T, S] -> [...]. A scale that ends there shows the shape of a head whose weight is spread over many keys.
    """
    queries, keys = weights.shape[-2:]
    seen = weights[..., :: max(queries // PEAK_ROWS, 1), :]
    strongest = np.zeros(seen.shape[:-1], np.float32)
    for special, run in groupby(range(keys), key=lambda key: tokens[key].kind == "special"):
        places = list(run)
        if not special:  # a slice of each run: a mask would copy all weights
            np.maximum(strongest, seen[..., places[0] : places[-1] + 1].max(-1), out=strongest)
    made: np.ndarray = np.minimum(np.maximum(np.median(strongest, axis=-1), 2 / keys), 1)
    return made


def agreement(weights: np.ndarray, best: np.ndarray) -> np.ndarray:
    """How much of a map's weight stands where ``best`` [T, S] has it: the sum of the lesser of both, mean over rows: [...]."""
    return np.minimum(weights, best).sum(-1).mean(-1)


@dataclass(frozen=True)
class Sink:
    """A key that draws much of a head's weight, ``share`` 0..1 of all of it, and gives little: its value norm as a
    multiple of the middle one. ``place`` is first, end, punctuation or other.
    """

    key: int
    share: float
    norm: float
    place: str


def sinks(weights: np.ndarray, value_norms: np.ndarray, tokens: Sequence[Token]) -> list[Sink]:
    """The sinks of one head's map [T, S] whose keys have value norms [S]: at least ``SINK_SHARE`` of the weight where the value
    norm is at most ``SINK_NORM`` of the middle one. Kobayashi et al. 2020, section 4.2.
    """
    share, norm, is_sink = _shares_and_norms(weights, value_norms)
    keys = np.flatnonzero(is_sink)
    return [Sink(int(key), float(share[key]), float(norm[key]), _place(tokens, int(key))) for key in keys]


def have_sinks(weights: np.ndarray, value_norms: np.ndarray) -> np.ndarray:
    """Whether maps [..., T, S] with value norms [..., S] have a sink: bool [...]."""
    return np.any(_shares_and_norms(weights, value_norms)[2], axis=-1)


def sink_shares(weights: np.ndarray, value_norms: np.ndarray) -> np.ndarray:
    """How much of the weight of maps [..., T, S] with value norms [..., S] their sinks draw together: [...], 0 without one."""
    share, _, is_sink = _shares_and_norms(weights, value_norms)
    return (share * is_sink).sum(-1)


def _shares_and_norms(weights: np.ndarray, value_norms: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The mean weight of each key, its value norm beside the middle one, and whether it is a sink: [..., S] each."""
    share = weights.mean(-2)
    norm = value_norms / np.maximum(_middle(value_norms), 1e-12)
    return share, norm, (share >= SINK_SHARE) & (norm <= SINK_NORM)


def _middle(values: np.ndarray) -> np.ndarray:
    """The median of the last axis, [..., S] -> [..., 1], as np.median, which first imports what knows masked arrays (10 ms)."""
    ordered, half = np.sort(values, axis=-1), values.shape[-1] // 2
    return ordered[..., half - 1 + values.shape[-1] % 2 : half + 1].mean(-1, keepdims=True)


def _place(tokens: Sequence[Token], key: int) -> str:
    if key == 0:
        return "first"
    if tokens[key].kind == "special":
        return "end"
    return "punctuation" if tokens[key].kind == "punctuation" else "other"


def hide(weights: np.ndarray, keys: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
    """Take keys out of a map [T, S] and let each row sum to 1 again -> the map with zeros there, and the share of each row
    that stood on them [T]. A row that stood on nothing else becomes zeros.
    """
    left = weights.copy()
    left[..., list(keys)] = 0
    return maps.rows_as_shares(left), 1 - left.sum(-1) / np.maximum(weights.sum(-1), 1e-12)


ORDERS = ("place", "entropy", "diagonal", "agreement", "effect")  # by which the heads can be sorted


def order(
    by: str, attention: Attention, *, best: np.ndarray | None = None, effects: np.ndarray | None = None
) -> list[tuple[int, int]]:
    """All (layer, head) pairs sorted: by place; the sharpest, the most diagonal, the one that agrees most with ``best``
    [T, S], or the one whose absence drops the log-probability most (``effects`` [layer, head], NaN last) first.
    """
    weights = attention.weights
    layers, heads = weights.shape[:2]
    if by == "entropy":
        key = sharpness(weights)
    elif by == "diagonal":
        key = -diagonality(weights)
    elif by == "agreement" and best is not None and best.shape == weights.shape[2:]:
        key = -agreement(weights, best)
    elif by == "effect" and effects is not None:
        key = -effects
    else:
        key = np.zeros((layers, heads), np.float32)
    places = np.argsort(np.where(np.isnan(key), np.inf, key).ravel(), kind="stable")
    return [(int(place) // heads, int(place) % heads) for place in places]

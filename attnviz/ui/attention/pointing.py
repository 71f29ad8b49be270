"""What is pointed at in an attention: a query, a key, or both; and the line of weights that is shown for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from attnviz.lazy_numpy import np
from attnviz.ui.widgets.selection import Spot

if TYPE_CHECKING:
    from attnviz.ui.widgets.selection import Selection


class Pointed(NamedTuple):
    """Row and column of the map; with both, one weight is meant."""

    query: int | None = None
    key: int | None = None


def pointed(selection: Selection, weights: np.ndarray) -> Pointed:
    """A pinned query with a key under the pointer, or the other way round, are pointed at together."""
    spots = [spot for spot in (selection.pinned, selection.hovered) if spot is not None]
    query = next((spot.row for spot in spots if spot.row is not None), None)
    key = next((spot.column for spot in spots if spot.column is not None), None)
    rows, columns = weights.shape
    inside = (query is None or query < rows) and (key is None or key < columns)
    return Pointed(query, key) if inside else Pointed()


def joined(pointed: Pointed, place: int) -> Spot:
    """The cell between what is pointed at and a ``place`` of the line that is shown for it: a query of a key's, else a key."""
    of_queries = pointed.key is not None and pointed.query is None
    return Spot(place, pointed.key) if of_queries else Spot(pointed.query, place)


def looks_from(pointed: Pointed, weights: np.ndarray) -> np.ndarray:
    """Where the query looks, or the mean query where none is pointed at: [key], sums to 1."""
    return _mean(weights) if pointed.query is None else weights[pointed.query]


def looks_at(pointed: Pointed, weights: np.ndarray) -> np.ndarray:
    """How much each query looks at the key, or at the mean key: [query]."""
    return _mean(weights.T) if pointed.key is None else weights[:, pointed.key]


def _mean(weights: np.ndarray) -> np.ndarray:
    """The mean of the rows; zeros where there are none."""
    return weights.sum(0) / max(len(weights), 1)


def strongest(line: np.ndarray, most: int) -> list[int]:
    """The places of the ``most`` largest values, the largest first; zeros are left out."""
    order = np.argsort(-line, kind="stable")[:most]
    return [int(place) for place in order if line[place] > 0]

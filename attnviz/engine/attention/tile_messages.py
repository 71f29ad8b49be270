"""Asking the engine for parts of maps that lie in files, and what comes back. Imports no torch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attnviz.engine.attention import pyramid

if TYPE_CHECKING:
    from attnviz.engine.attention.pyramid import TileKey
    from attnviz.engine.attention.weight_stack import WeightStack
    from attnviz.engine.worker import YieldPoint
    from attnviz.lazy_numpy import np


@dataclass(frozen=True, eq=False)
class ReadTiles:
    """Read these tiles of a stack."""

    stack: WeightStack
    keys: tuple[TileKey, ...]


@dataclass(frozen=True, eq=False)
class TilesRead:
    """The tiles in the order of the request, uint16 [rows, columns] each: the bits of float16."""

    request: ReadTiles
    tiles: tuple[np.ndarray, ...]


def read_tiles(store: object, request: ReadTiles, progress: YieldPoint) -> TilesRead:
    """Answer a request. ``Refused`` where a file was changed or cannot be read any more."""
    made = []
    for number, key in enumerate(request.keys):
        progress(number / len(request.keys), "reading")
        made.append(pyramid.tile(request.stack, key))
        made[-1].flags.writeable = False
    return TilesRead(request, tuple(made))

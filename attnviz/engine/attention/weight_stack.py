"""The weights of all heads wherever they lie, in memory or in files, read a part at a time. Numpy only, so the ui may call it.

Parts of a file are read, not mapped: a file that is cut short while it is open would end the program through a memory map.
"""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from attnviz.engine.messages import Refused
from attnviz.lazy_numpy import np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

BFLOAT16 = "bfloat16"  # which numpy does not know: the upper half of a float32
FLOATS = ("float16", BFLOAT16, "float32", "float64")
LAYERS_DIFFER = "The layers differ: layer 1 has {first}, layer {layer} has {other} (heads × queries × keys)."


class Layer(Protocol):
    """The weights [head, query, key] of one layer."""

    @property
    def shape(self) -> tuple[int, ...]: ...

    def read(self, head: int, rows: slice, columns: slice) -> np.ndarray:
        """A part of one head, float16, float32 or float64 [rows, columns]."""
        ...


class Stamp(NamedTuple):
    """By what a file is known again: its size, when it was last written, and its number in the file system."""

    size: int
    written: int
    number: int


def stamp(path: Path) -> Stamp:
    """What a file is now. OSError where it cannot be known."""
    known = os.stat(path)
    return Stamp(known.st_size, known.st_mtime_ns, known.st_ino)


@dataclass(frozen=True, eq=False)
class ArrayLayer:
    """A layer in memory: float16, float32, float64, or what is in memory of a file."""

    weights: np.ndarray

    @property
    def shape(self) -> tuple[int, ...]:
        return self.weights.shape

    def read(self, head: int, rows: slice, columns: slice) -> np.ndarray:
        return self.weights[head, rows, columns]


@dataclass(frozen=True, eq=False)
class FileLayer:
    """A layer [head, query, key] that lies in a file from byte ``offset`` on, C-contiguous, in one of ``FLOATS``, little-endian."""

    path: Path
    offset: int
    dtype: str
    shape: tuple[int, ...]
    known: Stamp

    def read(self, head: int, rows: slice, columns: slice) -> np.ndarray:
        """``Refused`` when the file is not the one that was opened, or cannot be read any more."""
        _, queries, keys = self.shape
        first, end, _ = rows.indices(queries)
        kind = np.dtype("<u2") if self.dtype == BFLOAT16 else np.dtype(self.dtype).newbyteorder("<")
        start = self.offset + (head * queries + first) * keys * kind.itemsize
        data = np.empty(max(end - first, 0) * keys, kind)
        try:
            if stamp(self.path) != self.known:
                raise self._changed()
            with open(self.path, "rb", buffering=0) as file:
                file.seek(start)
                if _fill(file, memoryview(data.data).cast("B")) < data.nbytes:
                    raise self._changed()
        except OSError as error:
            if error.errno in (errno.ENOENT, errno.ENOTDIR):
                raise self._changed() from error
            sentence = f"{self.path.name} cannot be read any more: {error.strerror or error}."
            raise Refused("file_unreadable", sentence, name=self.path.name, why=error.strerror or str(error)) from error
        return as_float(data.reshape(-1, keys)[:, columns], self.dtype)

    def _changed(self) -> Refused:
        sentence = f"{self.path.name} was changed while it was open: open it again."
        return Refused("file_changed", sentence, name=self.path.name)


def _fill(file: object, room: memoryview) -> int:
    """Read into ``room`` until it is full or the file ends; how many bytes came."""
    done = 0
    while done < len(room):
        came = file.readinto(room[done:])  # type: ignore[attr-defined]
        if not came:
            break
        done += came
    return done


def as_float(data: np.ndarray, dtype: str) -> np.ndarray:
    """Numbers of one of ``FLOATS``, bfloat16 as its bits in uint16, as an array that numpy can calculate with."""
    if dtype != BFLOAT16:
        return data
    return (data.astype(np.uint32) << 16).view(np.float32)


@dataclass(frozen=True, eq=False)
class WeightStack:
    """Weights of all layers, which are alike in heads, queries and keys; ``in_memory`` where reading costs nothing."""

    layers: tuple[Layer, ...]
    in_memory: bool = True

    @property
    def shape(self) -> tuple[int, int, int, int]:
        """Layers, heads, queries, keys."""
        heads, queries, keys = self.layers[0].shape
        return len(self.layers), heads, queries, keys

    def read(self, layer: int, head: int, rows: slice = slice(None), columns: slice = slice(None)) -> np.ndarray:
        """A part of a head's map [rows, columns] in the numbers that it is kept in."""
        return self.layers[layer].read(head, rows, columns)

    def nbytes(self) -> int:
        """How many bytes they are as float16 or as they lie in memory."""
        layers, heads, queries, keys = self.shape
        first = self.layers[0]
        size = first.weights.itemsize if isinstance(first, ArrayLayer) else _SIZES[getattr(first, "dtype", "float16")]
        return layers * heads * queries * keys * size

    def first(self, queries: int, keys: int) -> WeightStack:
        """The first ``queries`` and ``keys`` of weights that lie in memory, which are not copied."""
        layers = [layer.weights[:, :queries, :keys] for layer in self.layers if isinstance(layer, ArrayLayer)]
        return WeightStack(tuple(map(ArrayLayer, layers)))

    def strongest(self) -> float:
        """The greatest weight; all are read."""
        layers, heads, *_ = self.shape
        return max(float(self.read(layer, head).max()) for layer in range(layers) for head in range(heads))

    def whole(self) -> np.ndarray:
        """All of them as float32 [layer, head, query, key], read-only."""
        layers, heads, queries, keys = self.shape
        made = np.empty((layers, heads, queries, keys), np.float32)
        for layer in range(layers):
            for head in range(heads):
                made[layer, head] = self.read(layer, head)
        made.flags.writeable = False
        return made


_SIZES = {"float16": 2, BFLOAT16: 2, "float32": 4, "float64": 8}


def stack(layers: Sequence[Layer], *, in_memory: bool = True) -> WeightStack:
    """Layers that are alike as a stack. ``Refused`` where there is none, one is empty, or they differ."""
    if not layers:
        raise Refused("no_layers", "There is no layer in it.")
    first = layers[0].shape
    for number, layer in enumerate(layers, start=1):
        if len(layer.shape) != 3 or 0 in layer.shape:
            sentence = (
                f"Layer {number} has the shape {told(layer.shape)}; heads × queries × keys are needed, none of them 0."
            )
            raise Refused("not_weights", sentence, layer=number, shape=told(layer.shape))
        if layer.shape != first:
            texts = {"first": told(first), "layer": number, "other": told(layer.shape)}
            raise Refused("layers_differ", LAYERS_DIFFER.format(**texts), **texts)
    return WeightStack(tuple(layers), in_memory)


def stack_of(weights: np.ndarray) -> WeightStack:
    """Weights [layer, head, query, key] in memory as a stack."""
    return stack([ArrayLayer(layer) for layer in weights])


def told(shape: tuple[int, ...]) -> str:
    """A shape as one writes it."""
    return "×".join(map(str, shape)) or "1"

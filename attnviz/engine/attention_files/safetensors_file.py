"""Attention in a safetensors file: the header is read, the weights are left where they are until they are looked at.

The format: 8 bytes with the header's length, the header in JSON (dtype, shape and place of each tensor), then the tensors.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from attnviz import regular_file
from attnviz.engine.attention import weight_stack
from attnviz.engine.attention.messages import KINDS
from attnviz.engine.attention.weight_stack import FileLayer
from attnviz.engine.attention_files.reading import TOKEN_LISTS, damaged, parsed, texts
from attnviz.engine.messages import Refused

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_HEADER = 100_000_000  # bytes, as the format says
DTYPES = {"F16": "float16", "BF16": "bfloat16", "F32": "float32", "F64": "float64"}
SIZES = {"float16": 2, "bfloat16": 2, "float32": 4, "float64": 8}


def read(path: Path) -> tuple[Any, dict[str, Any], str]:
    """Layers by kind, tokens by side, and the title."""
    known = weight_stack.stamp(path)
    first = regular_file.read_part(path, 8)
    length = int.from_bytes(first, "little")
    if len(first) < 8 or length > min(LONGEST_HEADER, known.size - 8):
        raise damaged(path, "it is cut short or no safetensors file")
    header = parsed(path, regular_file.read_part(path, length, start=8))
    if not isinstance(header, dict):
        raise damaged(path, "its header is damaged")
    about = header.pop("__metadata__", None) or {}
    if not isinstance(about, dict):
        raise damaged(path, "its header is damaged")
    begin = 8 + length
    tensors = {name: _layers(path, name, entry, begin, known) for name, entry in header.items()}
    tokens: dict[str, Any] = {}
    for name, side in TOKEN_LISTS.items():
        if name in about:
            tokens[side] = texts(path, parsed(path, str(about[name])), name)
    return _by_kind(path, tensors), tokens, str(about.get("title", ""))


def _layers(path: Path, name: str, entry: Any, begin: int, known: weight_stack.Stamp) -> list[FileLayer]:
    """A tensor [layer, head, query, key] as its layers; of fewer dimensions, one layer or one head."""
    try:
        dtype, shape, (first, last) = entry["dtype"], list(entry["shape"]), entry["data_offsets"]
        whole = all(isinstance(number, int) and number >= 0 for number in (*shape, first, last))
    except (TypeError, KeyError, ValueError):
        whole, dtype, shape, first, last = False, "", [], 0, 0
    if not whole or not isinstance(dtype, str):
        raise damaged(path, f"what its header says of {name} is damaged")
    if dtype not in DTYPES:
        raise damaged(path, f"{name} is {dtype}; F16, BF16, F32 and F64 can be read")
    size = SIZES[DTYPES[dtype]]
    promised = math.prod(shape) * size
    if promised != last - first or begin + last > known.size:
        raise damaged(path, f"its header promises {promised:,} bytes of {name}, and they are not all there")
    if len(shape) == 5 and shape[1] == 1:
        shape = [shape[0], *shape[2:]]
    shape = [1] * (4 - len(shape)) + shape
    if len(shape) != 4:
        raise damaged(path, f"{name} has {len(shape)} dimensions; layers, heads, queries and keys are needed")
    each = math.prod(shape[1:]) * size
    return [
        FileLayer(path, begin + first + layer * each, DTYPES[dtype], tuple(shape[1:]), known)
        for layer in range(shape[0])
    ]


def _by_kind(path: Path, tensors: dict[str, list[FileLayer]]) -> Any:
    """Layers by kind: of a tensor of that name, or of one for each layer, ``NAME.0``, ``NAME.1``, ...; a lone one has any name."""
    found: dict[str, list[FileLayer]] = {}
    for kind in KINDS:
        if kind in tensors:
            found[kind] = tensors[kind]
            continue
        layers: list[FileLayer] = []
        while f"{kind}.{len(layers)}" in tensors:
            layers += tensors[f"{kind}.{len(layers)}"]
        if layers:
            found[kind] = layers
    if found:
        return found
    if len(tensors) == 1:
        return next(iter(tensors.values()))
    if not tensors:
        raise damaged(path, "there is nothing in it")
    some = ", ".join(list(tensors)[:3])
    sentence = f"{path.name} has no attention: none of its tensors ({some}, ...) is called {', '.join(KINDS)}."
    raise Refused("attention_is_model", sentence, name=path.name)

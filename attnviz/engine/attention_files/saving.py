"""Writes attention with its tokens as files that open here again. Imports no torch and no safetensors: the format is plain."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from attnviz.engine.attention.messages import CROSS, DECODER
from attnviz.lazy_numpy import np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DTYPES = {"float16": "F16", "float32": "F32", "float64": "F64"}


def token_lists(parts: Sequence[tuple[str, Sequence[str], Sequence[str]]]) -> dict[str, list[str]]:
    """The lists of tokens by the names they have in files, of (kind, queries, keys): ``tokens`` where all are the same,
    ``source_tokens`` and ``target_tokens`` where kinds lie between two texts, else ``query_tokens`` and ``key_tokens``.
    """
    sides = [list(side) for _, queries, keys in parts for side in (queries, keys)]
    if all(side == sides[0] for side in sides):
        return {"tokens": sides[0]}
    if len(parts) == 1:
        return {"query_tokens": sides[0], "key_tokens": sides[1]}
    found: dict[str, list[str]] = {}
    for kind, queries, keys in parts:
        found["target_tokens" if kind in (CROSS, DECODER) else "source_tokens"] = list(queries)
        found.setdefault("target_tokens" if kind == DECODER else "source_tokens", list(keys))
    return found


def safetensors(arrays: Mapping[str, Any], tokens: Mapping[str, Sequence[str]], *, title: str = "") -> bytes:
    """Arrays of float16, float32 or float64 by kind as a safetensors file; tokens and title stand in its metadata."""
    header: dict[str, Any] = {
        "__metadata__": {name: json.dumps(list(texts), ensure_ascii=False) for name, texts in tokens.items()}
    }
    if title:
        header["__metadata__"]["title"] = title
    parts: list[bytes] = []
    begin = 0
    for name, array in arrays.items():
        data = np.ascontiguousarray(array).astype(np.dtype(str(array.dtype)).newbyteorder("<"), copy=False)
        end = begin + data.nbytes
        header[name] = {"dtype": DTYPES[str(array.dtype)], "shape": list(array.shape), "data_offsets": [begin, end]}
        parts.append(data.tobytes())
        begin = end
    text = json.dumps(header, ensure_ascii=False).encode("utf-8")
    text += b" " * (-len(text) % 8)
    return b"".join([len(text).to_bytes(8, "little"), text, *parts])

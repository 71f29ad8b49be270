"""Tensors in few bits inside a safetensors file: which ones, in what shape, and where their scales are.

The numbers stand under the tensor's own name, its scales under ``scales.`` and that name, and the metadata says
``quantized``: {name: {"bits": 4, "shape": [6000, 256]}}.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import torch

from attnviz.models import quantization

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import Tensor

SCALES = "scales."  # prefix of the tensors that hold scales
QUANTIZED = "quantized"  # key of the metadata
FEWEST = 4096  # values of a tensor for which few bits are worth their scales


class Damaged(ValueError):
    """What is said of a tensor does not fit what is stored; its text is the tensor's name."""


def matrices(tensors: Mapping[str, Tensor], bits: int) -> dict[str, int]:
    """``bits`` for every tensor that is worth it: matrices, tables and convolutions, but no biases and norms."""
    worth = (name for name, t in tensors.items() if t.is_floating_point() and t.dim() >= 2 and t.numel() >= FEWEST)
    return dict.fromkeys(worth, bits)


def pack(tensors: Mapping[str, Tensor], bits: Mapping[str, int]) -> tuple[dict[str, Tensor], dict[str, str]]:
    """All tensors as they are stored, those of ``bits`` in few bits and other floats in float16; and the metadata about it."""
    stored, told = {}, {}
    for name, tensor in tensors.items():
        if name in bits:
            stored[name], stored[SCALES + name] = quantization.quantize(tensor, bits[name])
            told[name] = {"bits": bits[name], "shape": list(tensor.shape)}
        else:
            stored[name] = (tensor.half() if tensor.is_floating_point() else tensor).contiguous()
    return stored, {QUANTIZED: json.dumps(told)} if told else {}


def unpack(
    tensors: Mapping[str, Tensor], metadata: Mapping[str, str], only: list[str] | None = None
) -> dict[str, Tensor]:
    """Stored tensors as those of a network, or ``only`` some: what was in few bits is float32.

    ``Damaged`` where that cannot be, KeyError where one is missing.
    """
    told = _told(metadata)
    scales = {SCALES + name for name in told}
    wanted = [name for name in tensors if name not in scales] if only is None else only
    found = {name: tensors[name] for name in wanted}
    for name, (bits, shape) in told.items():
        if only is not None and name not in only:
            continue
        packed, of = found.get(name), tensors.get(SCALES + name)
        kind = torch.int8 if bits == quantization.BY_ROW else torch.uint8
        if packed is None or of is None or (packed.dtype, of.dtype) != (kind, torch.float16):
            raise Damaged(name)
        _check(name, bits, shape, list(packed.shape), list(of.shape))
        found[name] = quantization.dequantize(packed, of, bits, shape)
    return found


def unpacked_shapes(shapes: Mapping[str, list[int]], metadata: Mapping[str, str]) -> dict[str, list[int]]:
    """The shapes of a network's tensors from those that are stored. ``Damaged`` where they do not fit together."""
    told = _told(metadata)
    for name, (bits, shape) in told.items():
        _check(name, bits, shape, shapes.get(name), shapes.get(SCALES + name))
    rest = {name: shape for name, shape in shapes.items() if name.removeprefix(SCALES) not in told}
    return rest | {name: shape for name, (_, shape) in told.items()}


def _check(name: str, bits: int, shape: list[int], packed: list[int] | None, scales: list[int] | None) -> None:
    if (packed, scales) != quantization.layout(shape, bits):
        raise Damaged(name)


def _told(metadata: Mapping[str, str]) -> dict[str, tuple[int, list[int]]]:
    """Bits and shape of each tensor that is in few bits."""
    try:
        given = json.loads(metadata.get(QUANTIZED, "{}"))
    except (ValueError, RecursionError) as error:
        raise Damaged(QUANTIZED) from error
    if not isinstance(given, dict):
        raise Damaged(QUANTIZED)
    return {name: _entry(name, entry) for name, entry in given.items()}


def _entry(name: str, entry: Any) -> tuple[int, list[int]]:
    bits, shape = (entry.get("bits"), entry.get("shape")) if isinstance(entry, dict) else (None, None)
    if type(bits) is not int or bits not in quantization.BITS or not isinstance(shape, list) or len(shape) < 2:
        raise Damaged(name)
    if not all(type(size) is int and 0 < size < 2**40 for size in shape):
        raise Damaged(name)
    return bits, shape

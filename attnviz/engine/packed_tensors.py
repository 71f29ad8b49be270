"""Tensors in few bits inside a safetensors file: which ones, in what shape, and where their scales are.

The numbers stand under the tensor's own name, its scales under ``scales.`` and that name, and the metadata says
``quantized``: {name: {"bits": 4, "shape": [6000, 256]}}; of a tensor that is entropy-coded
{"bits": 6.5, "coding": "deflate", "shape": [6000, 256]}.
"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, NamedTuple

import torch

from attnviz.models import coded_quantization, quantization
from attnviz.models.coded_quantization import Coded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import Tensor

SCALES = "scales."  # prefix of the tensors that hold scales
QUANTIZED = "quantized"  # key of the metadata
DEFLATE = "deflate"  # the coding of tensors that are entropy-coded
READERS = 4  # tensors that are unpacked at a time
FEWEST = 4096  # values of a tensor for which few bits are worth their scales


class Damaged(ValueError):
    """What is said of a tensor does not fit what is stored; its text is the tensor's name."""


class Told(NamedTuple):
    """What the metadata says of a tensor."""

    bits: float
    shape: list[int]
    coded: bool


def matrices(tensors: Mapping[str, Tensor], bits: int) -> dict[str, int]:
    """``bits`` for every tensor that is worth it: matrices, tables and convolutions, but no biases and norms."""
    worth = (name for name, t in tensors.items() if t.is_floating_point() and t.dim() >= 2 and t.numel() >= FEWEST)
    return dict.fromkeys(worth, bits)


def pack(tensors: Mapping[str, Tensor], bits: Mapping[str, int | Coded]) -> tuple[dict[str, Tensor], dict[str, str]]:
    """All tensors as they are stored, those of ``bits`` in few bits, or as they were coded, and other floats in float16; and the
    metadata about it.
    """
    stored: dict[str, Tensor] = {}
    told: dict[str, dict[str, Any]] = {}
    for name, tensor in tensors.items():
        few = bits.get(name)
        if isinstance(few, Coded):
            stored[name], stored[SCALES + name] = few.stream, few.steps
            told[name] = {"bits": few.bits, "coding": DEFLATE, "shape": list(tensor.shape)}
        elif few is not None:
            stored[name], stored[SCALES + name] = quantization.quantize(tensor, few)
            told[name] = {"bits": few, "shape": list(tensor.shape)}
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
    few = [name for name in told if only is None or name in only]

    def values(name: str) -> Tensor:
        numbers, of = found.get(name), tensors.get(SCALES + name)
        if numbers is None or of is None or of.dtype != torch.float16:
            raise Damaged(name)
        return _values(name, told[name], numbers, of)

    with ThreadPoolExecutor(READERS) as pool:  # DEFLATE is read without Python's lock
        return found | dict(zip(few, pool.map(values, few), strict=True))


def _values(name: str, about: Told, numbers: Tensor, scales: Tensor) -> Tensor:
    """The float32 tensor that was stored. ``Damaged`` where the parts do not fit together."""
    _check(name, about, list(numbers.shape), list(scales.shape))
    by_row = about.bits == quantization.BY_ROW and not about.coded
    if numbers.dtype != (torch.int8 if by_row else torch.uint8):
        raise Damaged(name)
    if not about.coded:
        return quantization.dequantize(numbers, scales, int(about.bits), about.shape)
    try:
        return coded_quantization.decode(numbers, scales, about.shape)
    except ValueError as error:
        raise Damaged(name) from error


def unpacked_shapes(shapes: Mapping[str, list[int]], metadata: Mapping[str, str]) -> dict[str, list[int]]:
    """The shapes of a network's tensors from those that are stored. ``Damaged`` where they do not fit together."""
    told = _told(metadata)
    for name, about in told.items():
        _check(name, about, shapes.get(name), shapes.get(SCALES + name))
    rest = {name: shape for name, shape in shapes.items() if name.removeprefix(SCALES) not in told}
    return rest | {name: about.shape for name, about in told.items()}


def _check(name: str, about: Told, numbers: list[int] | None, scales: list[int] | None) -> None:
    """``Damaged`` where shapes are not those that follow from what is told; how long a code is nothing tells."""
    if about.coded:
        fits = numbers is not None and len(numbers) == 1 and scales == about.shape[:1]
    else:
        fits = (numbers, scales) == quantization.layout(about.shape, int(about.bits))
    if not fits:
        raise Damaged(name)


def _told(metadata: Mapping[str, str]) -> dict[str, Told]:
    """What is said of each tensor that is in few bits."""
    try:
        given = json.loads(metadata.get(QUANTIZED, "{}"))
    except (ValueError, RecursionError) as error:
        raise Damaged(QUANTIZED) from error
    if not isinstance(given, dict):
        raise Damaged(QUANTIZED)
    return {name: _entry(name, entry) for name, entry in given.items()}


def _entry(name: str, entry: Any) -> Told:
    if not isinstance(entry, dict):
        raise Damaged(name)
    bits: Any = entry.get("bits")
    shape, coding = entry.get("shape"), entry.get("coding")
    if coding == DEFLATE:
        known = type(bits) in (int, float) and coded_quantization.FEWEST_BITS <= bits <= coded_quantization.MOST_BITS
    else:
        known = coding is None and type(bits) is int and bits in quantization.BITS
    if not known or not isinstance(shape, list) or len(shape) < 2:
        raise Damaged(name)
    if not all(type(size) is int and 0 < size < 2**40 for size in shape):
        raise Damaged(name)
    return Told(bits, shape, coding == DEFLATE)

"""Weights in few bits: whole numbers times a scale, one scale for each row at 8 bits and for each 32 values of a row below that.

Scales by row: Krishnamoorthi 2018 (1806.08342); by small blocks, and what they are worth: Dettmers & Zettlemoyer 2023 (2212.09720).
R = rows (the first dimension), K = values in a row (all other dimensions), G = ceil(K / 32) groups.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import torch
from torch import Tensor

if TYPE_CHECKING:
    from collections.abc import Sequence

BITS = (2, 3, 4, 6, 8)
BY_ROW = 8  # bits at which a row has one scale
GROUP = 32  # values that share a scale below that
PLANES = {2: (2,), 3: (2, 1), 4: (4,), 6: (4, 2)}  # widths of the parts a number is cut into, its lowest bits first
TRIED = torch.linspace(0.4, 1.1, 29).tolist()  # scales tried, as shares of the one that reaches the largest value


class Quantized(NamedTuple):
    """``packed`` is int8 in the tensor's shape at 8 bits, else uint8 [R, G, 4 × bits]; ``scales`` is float16, [R] or [R, G]."""

    packed: Tensor
    scales: Tensor


def layout(shape: Sequence[int], bits: int) -> tuple[list[int], list[int]]:
    """The shapes of ``packed`` and ``scales`` for a tensor of ``shape``."""
    rows, groups = shape[0], math.ceil(math.prod(shape[1:]) / GROUP)
    if bits == BY_ROW:
        return list(shape), [rows]
    return [rows, groups, GROUP * bits // 8], [rows, groups]


def quantize(tensor: Tensor, bits: int) -> Quantized:
    """A tensor of at least two dimensions in ``bits`` of ``BITS``; each scale is the best of those tried in squared error."""
    rows = tensor.detach().float().flatten(1)  # [R, K]
    if bits == BY_ROW:
        scales = _not_zero(rows.abs().amax(1) / 127)
        numbers = _numbers(rows, scales, bits)
        return Quantized(numbers.to(torch.int8).view(tensor.shape), scales)
    groups = torch.nn.functional.pad(rows, (0, -rows.shape[1] % GROUP)).unflatten(1, (-1, GROUP))  # [R, G, 32]
    scales = _best_scales(groups, bits)
    return Quantized(_packed(_numbers(groups, scales, bits), bits), scales)


def dequantize(packed: Tensor, scales: Tensor, bits: int, shape: Sequence[int]) -> Tensor:
    """The float32 tensor of ``shape`` that was stored: each whole number times its scale."""
    if bits == BY_ROW:
        return packed.float().flatten(1).mul_(scales.float().unsqueeze(-1)).view(*shape)
    values = _unpacked(packed, bits).float().mul_(scales.float().unsqueeze(-1))  # [R, G, 32]
    return values.flatten(1)[:, : math.prod(shape[1:])].reshape(*shape)


def rounded(tensor: Tensor, bits: int) -> Tensor:
    """What is left of a tensor when it is stored in ``bits``; 16 is float16."""
    if bits == 16:
        return tensor.detach().half().float()
    return dequantize(*quantize(tensor, bits), bits, tensor.shape)


def _best_scales(groups: Tensor, bits: int) -> Tensor:
    """groups [R, G, 32] -> float16 [R, G]. A scale may be negative: the lowest number, -2^(bits-1), reaches one step further."""
    largest = groups.gather(-1, groups.abs().argmax(-1, keepdim=True)).squeeze(-1)  # [R, G], with its sign
    reaching = -largest / 2 ** (bits - 1)
    best = _not_zero(reaching)
    error = _error(groups, best, bits)
    for share in TRIED:
        scales = _not_zero(reaching * share)
        tried = _error(groups, scales, bits)
        best, error = torch.where(tried < error, scales, best), torch.minimum(tried, error)
    return best


def _not_zero(scales: Tensor) -> Tensor:
    """As float16, and nowhere 0: what is smaller than float16 can say becomes the number 0 at any scale."""
    half = scales.half()
    return torch.where(half == 0, torch.ones_like(half), half)


def _numbers(values: Tensor, scales: Tensor, bits: int) -> Tensor:
    """The nearest whole numbers of ``bits``, as float32."""
    lowest = 2 ** (bits - 1)
    return (values / scales.float().unsqueeze(-1)).round_().clamp_(-lowest, lowest - 1)


def _error(groups: Tensor, scales: Tensor, bits: int) -> Tensor:
    return (_numbers(groups, scales, bits).mul_(scales.float().unsqueeze(-1)) - groups).square_().sum(-1)


def _packed(numbers: Tensor, bits: int) -> Tensor:
    """Whole numbers [R, G, 32] -> bytes [R, G, 4 × bits].

    Of a plane w bits wide, value i stands in byte i mod 4w, at bit w · (i div 4w): whole runs of bytes are cut out when it is read.
    """
    left = (numbers + 2 ** (bits - 1)).to(torch.uint8)
    planes = []
    for width in PLANES[bits]:
        runs = (left & (2**width - 1)).unflatten(-1, (-1, 4 * width))  # [R, G, 8 / w, 4 w]
        planes.append(sum(runs[..., k, :] << (width * k) for k in range(8 // width)))
        left = left >> width
    return torch.cat(planes, -1)


def _unpacked(packed: Tensor, bits: int) -> Tensor:
    """Bytes [R, G, 4 × bits] -> whole numbers [R, G, 32] as int8."""
    numbers = packed.new_zeros(*packed.shape[:2], GROUP)
    place, first = 0, 0
    for width in PLANES[bits]:
        run = 4 * width
        plane = packed[..., first : first + run]
        for k in range(8 // width):
            part = plane >> (width * k)
            if k < 8 // width - 1:
                part &= 2**width - 1
            numbers[..., k * run : (k + 1) * run] |= part << place
        place, first = place + width, first + run
    return numbers.to(torch.int8).sub_(2 ** (bits - 1))

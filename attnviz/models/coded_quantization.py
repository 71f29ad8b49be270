"""Weights as whole numbers of even steps, entropy-coded: frequent numbers, those near 0, take fewer bits than rare ones.

At high rates even steps with an entropy code come within 0.25 bits a weight of what no code can beat (Gish & Pierce 1968):
nothing is spent on reaching the largest value. The code is Huffman's as DEFLATE writes it (RFC 1951), so that any zlib reads it.
R = rows (the first dimension), K = values in a row (all other dimensions).
"""

from __future__ import annotations

import math
import zlib
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from torch import Tensor

if TYPE_CHECKING:
    from collections.abc import Sequence

LARGEST = 127  # of the whole numbers, either sign
FEWEST_BITS, MOST_BITS = 1.0, 8.0


class Coded(NamedTuple):
    """``stream`` is uint8 [bytes]: the whole numbers, row by row, as int8 in DEFLATE; ``steps`` is float16 [R]."""

    stream: Tensor
    steps: Tensor
    bits: float  # that were asked for
    shape: tuple[int, ...]

    @property
    def bytes(self) -> int:
        """What it takes in a file."""
        return self.stream.numel() + 2 * self.steps.numel()


def steps_of(rows: Tensor, bits: float) -> Tensor:
    """The steps, float16 [R], for rows [R, K]: the same for all, but a row that it could not span has a wider one.

    A normal distribution of the tensor's variance σ² takes ``bits`` a weight: its entropy is log2(σ sqrt(2πe) / step).
    """
    step = rows.square().mean().sqrt() * math.sqrt(2 * math.pi * math.e) / 2**bits
    half = torch.maximum(step.expand(len(rows)), rows.abs().amax(1) / LARGEST).half()
    return torch.where(half == 0, torch.ones_like(half), half)


def numbers_of(values: Tensor, steps: Tensor) -> Tensor:
    """The nearest whole numbers to values [R, ...] in steps [R, ...] that broadcast to them, as float32."""
    return (values / steps).round_().clamp_(-LARGEST, LARGEST)


def encoded(numbers: Tensor, steps: Tensor, bits: float, shape: Sequence[int]) -> Coded:
    """Whole numbers [R, K] of a tensor of ``shape`` as they are stored."""
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9, zlib.Z_HUFFMAN_ONLY)
    stream = squeezer.compress(numbers.to(torch.int8).numpy().tobytes()) + squeezer.flush()
    return Coded(torch.frombuffer(bytearray(stream), dtype=torch.uint8), steps, bits, tuple(shape))


def code(tensor: Tensor, bits: float) -> Coded:
    """A tensor of at least two dimensions, each weight at the step that is nearest to it."""
    rows = tensor.detach().float().flatten(1)
    steps = steps_of(rows, bits)
    return encoded(numbers_of(rows, steps.float().unsqueeze(1)), steps, bits, tensor.shape)


def decode(stream: Tensor, steps: Tensor, shape: Sequence[int]) -> Tensor:
    """The float32 tensor of ``shape`` that was stored. ValueError when the stream does not hold as many numbers."""
    reader, count = zlib.decompressobj(-zlib.MAX_WBITS), math.prod(shape)
    if count > 8 * stream.numel():  # no number takes less than a bit
        raise ValueError(f"{stream.numel()} bytes, but {count} numbers are needed")
    try:
        found = reader.decompress(stream.numpy().data, count)
    except zlib.error as error:
        raise ValueError("what is stored is no DEFLATE stream") from error
    if len(found) != count or not reader.eof:
        raise ValueError(f"{len(found)} numbers or more, but {count} are needed")
    numbers = np.frombuffer(found, np.int8).reshape(len(steps), -1) * steps.float().numpy()[:, None]
    return torch.from_numpy(numbers).view(*shape)

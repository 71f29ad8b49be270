"""Where a token stands, as numbers: sinusoidal tables and rotations."""

from __future__ import annotations

import torch
from torch import Tensor


def frequencies(d: int, base: float = 10_000.0) -> Tensor:
    """ω_i = base^(-2i/d) for the pairs i = 0 … ceil(d/2) - 1, in radians a position: [ceil(d/2)]."""
    return base ** (-torch.arange(0, d, 2, dtype=torch.float64) / d)


def sinusoidal(positions: int, d: int, base: float = 10_000.0) -> Tensor:
    """sin(p ω_i) in column 2i and cos(p ω_i) in column 2i + 1: [positions, d]. Vaswani et al. 2017 (1706.03762),
    section 3.5.
    """
    angles = torch.arange(positions, dtype=torch.float64).unsqueeze(1) * frequencies(d, base)  # [P, ceil(d/2)]
    return torch.stack((angles.sin(), angles.cos()), dim=-1).flatten(1)[:, :d].float()


def rotate(x: Tensor, positions: Tensor, base: float = 10_000.0) -> Tensor:
    """Turn each pair of columns (2i, 2i + 1) by p ω_i: x [..., P, D] with D even, positions [P] -> [..., P, D].

    The product of two rotated vectors then depends on the difference of their positions alone. Su et al. 2021
    (2104.09864), eq. 34. ValueError when D is odd.
    """
    if x.shape[-1] % 2:
        raise ValueError(f"rotary positions need an even width, not {x.shape[-1]}")
    angles = positions.double().unsqueeze(-1) * frequencies(x.shape[-1], base)  # [P, D/2]
    cos, sin = angles.cos().to(x.dtype), angles.sin().to(x.dtype)
    even, odd = x[..., 0::2], x[..., 1::2]
    return torch.stack((even * cos - odd * sin, even * sin + odd * cos), dim=-1).flatten(-2)

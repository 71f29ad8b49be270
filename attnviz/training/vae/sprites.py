"""White shapes on black, 64 x 64, drawn from formulas with every factor known.

The factors are those of dSprites (Matthey et al. 2017): square, ellipse or heart; 6 scales, 40 angles, 32 x 32 positions.
"""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import Tensor

from attnviz.training.vae.factors import OF_FORMULAS

SIDE = 64
PATCH = 32  # a shape at its greatest scale fits at any angle
SAMPLES = 8  # a side, within a pixel
SCALES = np.linspace(0.5, 1.0, 6)


def inside(shape: int, u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Whether points (u to the right, v up, in pixels from the centre) lie in the shape at scale 1: bool."""
    if shape == 0:
        return np.maximum(np.abs(u), np.abs(v)) <= 10.5
    if shape == 1:
        return (u / 14.5) ** 2 + (v / 8.0) ** 2 <= 1
    x, y = u / 11.0, v / 11.0 + 0.13
    q = x * x + y * y - 1
    return q * q * q <= x * x * y * y * y


def patch(shape: int, scale: float, angle: float) -> np.ndarray:
    """One shape in the middle of its patch: float32 [32, 32], the share of each pixel that it covers; angle in radians."""
    at = (np.arange(PATCH * SAMPLES, dtype=np.float32) + 0.5) / SAMPLES - PATCH / 2
    x, y = at[None, :], -at[:, None]
    cos, sin = math.cos(angle) / scale, math.sin(angle) / scale
    u, v = cos * x + sin * y, cos * y - sin * x
    covered = inside(shape, u, v).reshape(PATCH, SAMPLES, PATCH, SAMPLES)
    return np.asarray(covered.mean((1, 3)), np.float32)


class Sprites:
    """All shapes at all scales and angles, drawn once; a picture is one of them put in its place."""

    origin, licence = OF_FORMULAS
    ships = True
    names = ("shape", "scale", "orientation", "x", "y")
    sizes = (3, 6, 40, 32, 32)
    places = (3, 4)

    def __init__(self) -> None:
        shapes, scales, angles = self.sizes[:3]
        patches = [
            patch(shape, float(SCALES[scale]), 2 * np.pi * angle / angles)
            for shape in range(shapes)
            for scale in range(scales)
            for angle in range(angles)
        ]
        self._patches = torch.from_numpy(np.stack(patches)).flatten(1)  # [720, 1024]
        rows = torch.arange(PATCH)
        self._pixels = (rows[:, None] * SIDE + rows).flatten()  # of a patch in the upper left corner

    def draw(self, factors: Tensor) -> Tensor:
        """factors [B, 5] -> pictures [B, 1, 64, 64] in 0..1; x grows to the right, y downwards."""
        shape, scale, angle, x, y = factors.unbind(1)
        patches = self._patches[(shape * self.sizes[1] + scale) * self.sizes[2] + angle]
        canvas = torch.zeros(len(factors), SIDE * SIDE)
        canvas.scatter_(1, self._pixels + (y * SIDE + x)[:, None], patches)
        return canvas.view(-1, 1, SIDE, SIDE)

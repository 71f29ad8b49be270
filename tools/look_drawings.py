"""Pictures that the project computes: oranges on a wooden table (ray traced), and a table top; noise and wood for them."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage

from attnviz.ui.files import read_pictures

WIDTH, HEIGHT = 640, 480
FINE = 2  # pixels drawn for one kept, each way


def noise(height: int, width: int, down: float, across: float, seed: int, octaves: int = 4) -> np.ndarray:
    """Fractal value noise [height, width] in 0..1, of ``down`` x ``across`` cells at its coarsest."""
    total, most, values = np.zeros((height, width)), 0.0, np.random.default_rng(seed)
    for octave in range(octaves):
        rows, columns = max(int(down * 2**octave), 1), max(int(across * 2**octave), 1)
        total += (
            at(values.random((rows + 2, columns + 2)), *np.mgrid[0 : rows : height * 1j, 0 : columns : width * 1j])
            / 2**octave
        )
        most += 1 / 2**octave
    return total / most


def at(grid: np.ndarray, y: np.ndarray, x: np.ndarray) -> np.ndarray:
    """A grid of values read smoothly between its points; it repeats."""
    rows, columns = grid.shape
    y0, x0 = np.floor(y).astype(int), np.floor(x).astype(int)
    v, u = y - y0, x - x0
    v, u = v * v * (3 - 2 * v), u * u * (3 - 2 * u)
    top, bottom, left, right = y0 % rows, (y0 + 1) % rows, x0 % columns, (x0 + 1) % columns
    above = grid[top, left] * (1 - u) + grid[top, right] * u
    below = grid[bottom, left] * (1 - u) + grid[bottom, right] * u
    return above * (1 - v) + below * v


def wood(x: np.ndarray, z: np.ndarray, seed: int = 5) -> np.ndarray:
    """The colour [..., 3] of boards that lie along x, at places in board widths."""
    values = np.random.default_rng(seed)
    board = np.floor(z).astype(int)
    shift, shade = values.random(64)[board % 64] * 40, values.random(64)[(board + 7) % 64]
    coarse, fine = values.random((64, 64)), values.random((256, 256))
    grain = 0.55 * at(coarse, z * 5 + shift, (x + shift) * 0.5) + 0.45 * at(fine, z * 34 + shift, (x + shift) * 1.6)
    rings = 0.5 + 0.5 * np.sin(14 * at(coarse, z * 2.2 + shift, (x + shift) * 0.22))
    light = 0.66 + 0.2 * grain + 0.08 * rings + 0.1 * shade
    seam = np.clip(np.minimum(z - board, board + 1 - z) / 0.022, 0, 1)
    return light[..., None] * np.array((0.86, 0.63, 0.41)) * (0.45 + 0.55 * seam[..., None])


def picture(light: np.ndarray, seed: int = 1) -> QImage:
    """Light [H, W, 3] in 0..1 as a photo would have it: brought down from ``FINE``, with a little grain."""
    height, width = light.shape[0] // FINE, light.shape[1] // FINE
    mean = light[: height * FINE, : width * FINE].reshape(height, FINE, width, FINE, 3).mean((1, 3))
    mean += np.random.default_rng(seed).normal(0, 0.008, mean.shape[:2])[..., None]
    return read_pictures.to_image((np.clip(mean, 0, 1) * 255 + 0.5).astype(np.uint8)).convertToFormat(
        QImage.Format.Format_RGB32
    )


def table_top(width: int, height: int) -> QImage:
    """Boards seen from above, with light from the upper left."""
    y, x = np.mgrid[0 : height * FINE, 0 : width * FINE] / (height * FINE)
    light = wood(x * 3.5, y * 3.5 + 0.3) * (1.12 - 0.22 * x - 0.18 * y)[..., None]
    return picture(light)


def unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)


SPHERES = (((-0.35, 1.0, 0.0), 1.0), ((1.45, 0.9, 1.35), 0.9))  # middle and radius of each orange
LAMP = np.array((-3.4, 5.2, -3.2))


def hit(origin: np.ndarray, way: np.ndarray, middle: np.ndarray, radius: float) -> np.ndarray:
    """How far along a ray its first point on a sphere lies; infinite for none."""
    to = origin - middle
    b = (to * way).sum(-1)
    inside = b * b - (to * to).sum(-1) + radius * radius
    far = -b - np.sqrt(np.maximum(inside, 0))
    return np.where((inside > 0) & (far > 1e-3), far, np.inf)


def lit(points: np.ndarray, *, lamps: int = 20) -> np.ndarray:
    """The share of a broad lamp that is seen from points [..., 3]."""
    seen, chance = np.zeros(points.shape[:-1]), np.random.default_rng(3)
    for _ in range(lamps):
        way = unit(LAMP + chance.normal(0, 0.45, 3) - points)
        seen += np.all([np.isinf(hit(points, way, np.array(m), r)) for m, r in SPHERES], axis=0)
    return seen / lamps


def dimpled(normal: np.ndarray, skin: np.ndarray, over: np.ndarray, around: np.ndarray) -> np.ndarray:
    """Normals [..., 3] of a sphere bent by the small hollows of a peel."""

    def deep(down: float, aside: float) -> np.ndarray:
        return at(skin, over * 3 + down, around * 3 + aside) + 0.5 * at(skin, over * 6 + down, around * 6 + aside)

    side = unit(np.stack((-normal[..., 2], 0 * over, normal[..., 0]), -1) + 1e-9)
    here, step = deep(0, 0), 0.05
    bend = (deep(0, step) - here)[..., None] * np.cross(normal, side) + (deep(step, 0) - here)[..., None] * side
    return unit(normal + 0.03 / step * bend)


def orange() -> QImage:
    """Two oranges on a wooden table, ray traced."""
    height, width = HEIGHT * FINE, WIDTH * FINE
    y, x = np.mgrid[0.5 : -0.5 : height * 1j, -0.5 : 0.5 : width * 1j]
    eye, look = np.array((0.2, 2.1, -5.2)), unit(np.array((0.05, -0.24, 1.0)))
    right = unit(np.cross((0, 1, 0), look))
    up = np.cross(look, right)
    way = unit(look + x[..., None] * 0.98 * right + y[..., None] * 0.735 * up)
    wall = 0.5 + 0.34 * noise(height, width, 2, 3, 9, 2) - 0.25 * np.linspace(0, 1, height)[:, None]
    light = wall[..., None] * np.array((0.62, 0.72, 0.76))
    far = np.where(way[..., 1] < -1e-3, -eye[1] / np.minimum(way[..., 1], -1e-3), np.inf)
    ground = far < 13
    place = eye + way * np.where(ground, far, 1)[..., None]
    shade = 0.3 + 0.75 * lit(place)
    for middle, radius in SPHERES:  # dark where an orange touches the table
        near = np.hypot(place[..., 0] - middle[0], place[..., 2] - middle[2]) / radius
        shade *= 1 - 0.55 * np.exp(-((near / 0.55) ** 2))
    board = wood(place[..., 0] * 0.9 + 3, place[..., 2] * 0.8 + 5) * shade[..., None]
    fog = np.clip((far - 6) / 7, 0, 1)[..., None]
    light = np.where(ground[..., None], board * (1 - fog) + light * fog, light)
    skin = np.random.default_rng(8).random((256, 256))
    for middle, radius in sorted(SPHERES, key=lambda each: -each[0][2]):
        distance = hit(np.broadcast_to(eye, way.shape), way, np.array(middle), radius)
        on = np.isfinite(distance) & (distance < far)
        point = eye + way * np.where(on, distance, 1)[..., None]
        normal = unit(point - np.array(middle))
        around, over = np.arctan2(normal[..., 2], normal[..., 0]) * 13, np.arccos(np.clip(normal[..., 1], -1, 1)) * 13
        bent = dimpled(normal, skin, over, around)
        to_lamp = unit(LAMP - point)
        direct = np.clip((bent * to_lamp).sum(-1), 0, 1) * lit(point + normal * 0.01)
        sky, bounce = 0.5 + 0.5 * bent[..., 1], np.clip(-bent[..., 1] * 0.5 + 0.35, 0, 1)
        hue = np.array((1.0, 0.5, 0.045)) * (0.94 + 0.12 * at(skin, over * 0.4, around * 0.4))[..., None]
        shine = np.clip((bent * unit(to_lamp - way)).sum(-1), 0, 1) ** 45
        color = (
            hue * (0.36 * sky + 0.86 * direct)[..., None] + hue * np.array((0.5, 0.3, 0.18)) * 0.95 * bounce[..., None]
        )
        color += 0.4 * (shine * direct)[..., None]
        stem = np.hypot(normal[..., 0] + 0.18, normal[..., 2] + 0.42)  # the green where it hung
        star = 0.075 + 0.022 * np.cos(5 * np.arctan2(normal[..., 2] + 0.42, normal[..., 0] + 0.18))
        green = np.clip((star - stem) / 0.02, 0, 1)[..., None] * (normal[..., 1:2] > 0)
        color = color * (1 - green) + np.array((0.34, 0.42, 0.13)) * (0.35 + 0.7 * direct)[..., None] * green
        light = np.where(on[..., None], color, light)
    return picture(np.clip(light, 0, 1) ** 0.82)

"""Small studio pictures, 64 x 64 in colour: one solid on a glossy floor before a wall, with light and soft shadow.

Each picture is a sum of layers, one for every colour in it (floor, wall, solid, floor light on the solid, white shine), so
that a scene's geometry is rendered once and then painted in any colours.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from attnviz.training.vae import ray_casting
from attnviz.training.vae.factors import OF_FORMULAS
from attnviz.training.vae.ray_casting import FAR

SIDE = 64
SAMPLES = 4  # rays a side within a pixel, each with its own point of the lamp
SIZES = np.linspace(0.52, 0.90, 8)
ANGLES = np.deg2rad(np.linspace(-32.0, 32.0, 15))
HUES = np.linspace(22.0, 312.0, 10)  # degrees, red to violet: a rainbow has two ends, a circle would have none
LAYERS = ("floor", "wall", "solid", "bounce", "shine")

EYE_HEIGHT, EYE_DISTANCE, LOOK_AT, FIELD = 1.85, 4.3, 0.70, 0.40  # FIELD = tangent of half the field of view
WALL = -1.9  # z of the wall
LAMP, LAMP_RADIUS = np.array([-2.3, 3.9, 2.6], np.float32), 0.75
GLOSS = 0.20  # of the floor
GAMMA = 1 / 2.2


def oklch(lightness: float, chroma: float, hue: float) -> np.ndarray:
    """sRGB [3] in 0..1 of a colour in OKLCH (hue in degrees), with as much of its chroma as sRGB can show. Ottosson 2020."""
    for share in np.linspace(1, 0, 41):
        a, b = share * chroma * np.cos(np.deg2rad(hue)), share * chroma * np.sin(np.deg2rad(hue))
        long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
        medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
        short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
        linear = np.array(
            [
                4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
                -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
                -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
            ]
        )
        if linear.min() >= -1e-4 and linear.max() <= 1 + 1e-4:
            break
    linear = linear.clip(0, 1)
    return np.asarray(np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055), np.float32)


def palette() -> np.ndarray:
    """The colours of floors, walls and solids: float32 [3, 10, 3], sRGB in 0..1."""
    looks = ((0.76, 0.03, 0.115), (0.86, 0.02, 0.085), (0.68, 0.12, 0.20))  # lightness, more of it for yellow, chroma
    yellow = np.cos(np.deg2rad(HUES - 105))
    return np.stack(
        [
            [oklch(light + more * y, chroma, hue) for hue, y in zip(HUES, yellow, strict=True)]
            for light, more, chroma in looks
        ]
    )


def _unit(v: np.ndarray) -> np.ndarray:
    return np.asarray(v / np.sqrt((v * v).sum(0, keepdims=True)), np.float32)


def _eye_rays(angle: float) -> tuple[np.ndarray, np.ndarray]:
    """The eye [3, 1] at an angle around the solid, and the directions [3, N] through all samples of all pixels."""
    eye = np.array([[EYE_DISTANCE * np.sin(angle)], [EYE_HEIGHT], [EYE_DISTANCE * np.cos(angle)]], np.float32)
    forward = _unit(np.array([[0.0], [LOOK_AT], [0.0]]) - eye)
    right = _unit(np.cross(forward[:, 0], [0.0, 1.0, 0.0])[:, None])
    up = np.cross(right[:, 0], forward[:, 0])[:, None]
    at = ((np.arange(SIDE * SAMPLES) + 0.5) / (SIDE * SAMPLES) * 2 - 1) * FIELD
    x, y = np.tile(at, len(at)), np.repeat(-at, len(at))
    return eye, _unit(forward + x * right + y * up)


def _lamp_points() -> np.ndarray:
    """For every sample its own point of the lamp's disc, the same in all pixels: [3, N]."""
    order = np.random.default_rng(7).permutation(SAMPLES**2)
    radius = LAMP_RADIUS * np.sqrt((order + 0.5) / SAMPLES**2)
    turn = order * np.pi * (3 - np.sqrt(5))  # a sunflower's seeds cover a disc evenly
    axis = _unit(LAMP[:, None])
    side = _unit(np.cross(axis[:, 0], [0.0, 1.0, 0.0])[:, None])
    other = np.cross(axis[:, 0], side[:, 0])[:, None]
    points = LAMP[:, None] + radius * np.cos(turn) * side + radius * np.sin(turn) * other
    grid = np.tile(points.reshape(3, SAMPLES, SAMPLES), (1, SIDE, SIDE))
    return np.asarray(grid.reshape(3, -1), np.float32)


LAMP_POINTS = _lamp_points()


def _room(origin: np.ndarray, direction: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Distances to the floor and to the wall."""
    with np.errstate(divide="ignore", invalid="ignore"):
        floor, wall = -origin[1] / direction[1], (WALL - origin[2]) / direction[2]
    return np.where(floor > 0, floor, FAR), np.where(wall > 0, wall, FAR)


def _lit(shape: int, size: float, point: np.ndarray, normal: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How much of the lamp reaches each point [N], with the fall of the angle, and the direction to it [3, N]."""
    to_lamp = _unit(LAMP_POINTS - point)
    facing = np.maximum((normal * to_lamp).sum(0), 0)
    blocked, _ = ray_casting.meet(shape, size, point + 4e-3 * normal, to_lamp)
    return np.where(blocked < FAR, 0, facing), to_lamp


def _near_solid(point: np.ndarray, size: float, tall: float) -> np.ndarray:
    """How much of the sky a point of the room loses to the solid, 0..1: the solid taken as a ball of its size."""
    from_centre = point - np.array([[0], [0.45 * tall], [0]], np.float32)
    distance = np.sqrt((from_centre * from_centre).sum(0))
    return np.asarray(np.minimum((0.9 * size / np.maximum(distance, 1e-3)) ** 2, 1))


def _floor_light(lit: np.ndarray, point: np.ndarray, shade: np.ndarray) -> np.ndarray:
    """Linear light of floor points: lamp, sky, and a pool of light that fades outwards."""
    crease = 1 - 0.35 * np.exp(-(point[2] - WALL) / 0.35)
    pool = 1 / (1 + 0.035 * (point[0] ** 2 + (point[2] - 0.4) ** 2))
    return np.asarray((0.40 * (1 - 0.75 * shade) + 0.72 * lit) * crease * pool)


def _wall_light(lit: np.ndarray, point: np.ndarray, shade: np.ndarray) -> np.ndarray:
    """Linear light of wall points: brighter behind the solid, darker at the floor."""
    crease = 1 - 0.35 * np.exp(-np.maximum(point[1], 0) / 0.35)
    pool = 1 / (1 + 0.05 * ((point[0] + 0.4) ** 2 + (point[1] - 1.2) ** 2))
    return np.asarray((0.42 * (1 - 0.5 * shade) + 0.80 * lit) * crease * pool)


def layers(shape: int, size: float, angle: float) -> np.ndarray:
    """The geometry of one scene: float32 [5, 64, 64], how much of each colour of ``LAYERS`` every pixel shows."""
    eye, direction = _eye_rays(angle)
    origin = np.broadcast_to(eye, direction.shape)
    tall = ray_casting.height(shape, size)
    to_solid, solid_normal = ray_casting.meet(shape, size, origin, direction)
    to_floor, to_wall = _room(origin, direction)
    distance = np.minimum(np.minimum(to_solid, to_floor), to_wall)
    on_solid = to_solid <= distance
    on_floor = ~on_solid & (to_floor <= to_wall)
    on_wall = ~on_solid & ~on_floor
    point = np.asarray(origin + distance * direction, np.float32)
    up, forth = np.array([[0], [1], [0]], np.float32), np.array([[0], [0], [1]], np.float32)
    normal = np.where(on_solid, solid_normal, np.where(on_floor, up, forth)).astype(np.float32)
    lit, to_lamp = _lit(shape, size, point, normal)
    near = _near_solid(point, size, tall)

    sky = 0.5 + 0.5 * normal[1]
    solid = on_solid * (0.16 + 0.26 * sky * np.minimum(0.45 + point[1] / tall, 1) + 0.80 * lit) ** GAMMA
    bounce = on_solid * 0.30 * (1 - sky) * np.exp(-1.2 * point[1] / tall)
    half = _unit(to_lamp - direction)
    shine = on_solid * (lit > 0) * 0.75 * np.maximum((normal * half).sum(0), 0) ** 60
    rim = on_solid * 0.10 * (1 + (normal * direction).sum(0)).clip(0, 1) ** 3
    floor = on_floor * _floor_light(lit, point, near) ** GAMMA
    wall = on_wall * _wall_light(lit, point, near) ** GAMMA

    mirrored = direction * np.array([[1], [-1], [1]], np.float32)
    seen, seen_normal = ray_casting.meet(shape, size, point + 4e-3 * up, mirrored)
    gloss = on_floor * GLOSS * (1 + 1.6 * (1 - np.abs(direction[1])) ** 4)
    reflects = gloss * (seen < FAR) * np.exp(-0.5 * np.minimum(seen, 9))
    seen_light = 0.30 + 0.62 * np.maximum((seen_normal * to_lamp).sum(0), 0)
    _, wall_away = _room(point, mirrored)
    mirrors_wall = 0.55 * gloss * (seen >= FAR) * np.exp(-0.45 * np.minimum(wall_away, 20))
    floor = floor * (1 - reflects - mirrors_wall)
    solid = solid + reflects * seen_light**GAMMA
    wall = wall + mirrors_wall

    whole = np.stack((floor, wall, solid, bounce, shine + rim)).astype(np.float32)
    return np.asarray(whole.reshape(len(LAYERS), SIDE, SAMPLES, SIDE, SAMPLES).mean((2, 4)), np.float32)


class Scenes:
    """All scenes: the geometry of each solid, size and angle is rendered when first wanted and kept."""

    origin, licence = OF_FORMULAS
    ships = True
    names = ("floor hue", "wall hue", "solid hue", "size", "shape", "angle")
    sizes = (10, 10, 10, 8, 4, 15)
    places = ()

    def __init__(self) -> None:
        count = len(SIZES) * len(ray_casting.NAMES) * len(ANGLES)
        self._layers = torch.zeros(count, len(LAYERS), SIDE * SIDE, dtype=torch.float16)
        self._there = torch.zeros(count, dtype=torch.bool)
        self._palette = torch.from_numpy(palette())

    def _render(self, wanted: Tensor) -> None:
        for index in wanted[~self._there[wanted]].unique().tolist():
            rest, angle = divmod(index, len(ANGLES))
            size, shape = divmod(rest, len(ray_casting.NAMES))
            rendered = layers(shape, float(SIZES[size]), float(ANGLES[angle]))
            self._layers[index] = torch.from_numpy(rendered).flatten(1)
            self._there[index] = True

    def draw(self, factors: Tensor) -> Tensor:
        """factors [B, 6] -> pictures [B, 3, 64, 64] in 0..1."""
        floor, wall, solid, size, shape, angle = factors.unbind(1)
        geometry = (size * len(ray_casting.NAMES) + shape) * len(ANGLES) + angle
        self._render(geometry)
        colours = [self._palette[0][floor], self._palette[1][wall], self._palette[2][solid]]
        colours += [colours[0] * colours[2], torch.ones_like(colours[0])]
        paint = torch.stack(colours, dim=2)  # [B, 3, 5]
        pictures = torch.bmm(paint, self._layers[geometry].float())
        return pictures.clamp_(0, 1).view(-1, 3, SIDE, SIDE)

"""Where rays meet a sphere, a cube, a cylinder or a cone that stands on the floor; all rays at once, numpy only.

Origins and directions are float32 [3, N] (x to the right, y up, z towards the viewer); distances [N] are ``FAR`` where a ray
passes by. A solid stands on y = 0 around the y axis; ``size`` is half its width.
"""

from __future__ import annotations

import numpy as np

FAR = np.float32(1e9)
NEAR = np.float32(1e-3)  # a ray that starts on a surface does not meet it again at once
NAMES = ("sphere", "cube", "cylinder", "cone")
CUBE_TURN = np.deg2rad(32.0)  # so that two of its faces are seen
CUBE, CYLINDER, CONE = 0.86, 1.9, 2.1  # half the cube's side, the heights of the others, in sizes

Hit = tuple[np.ndarray, np.ndarray]


def height(shape: int, size: float) -> float:
    """How tall a solid is."""
    return size * (2.0, 2 * CUBE, CYLINDER, CONE)[shape]


def meet(shape: int, size: float, origin: np.ndarray, direction: np.ndarray) -> Hit:
    """Distances [N] to the solid and its outward normals [3, N] there."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return (_sphere, _cube, _cylinder, _cone)[shape](size, origin, direction)


def _nearest(*hits: Hit) -> Hit:
    distance, normal = hits[0]
    for other, other_normal in hits[1:]:
        closer = other < distance
        distance = np.where(closer, other, distance)
        normal = np.where(closer, other_normal, normal)
    return distance, normal


def _kept(t: np.ndarray, keep: np.ndarray) -> np.ndarray:
    return np.where(keep & (t > NEAR), t, FAR).astype(np.float32)


def _roots(a: np.ndarray, b: np.ndarray, c: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Both roots of a t² + 2 b t + c, smaller first, and whether there are any."""
    under = b * b - a * c
    root = np.sqrt(np.maximum(under, 0))
    one, two = (-b - root) / a, (-b + root) / a
    return np.minimum(one, two), np.maximum(one, two), under > 0


def _sphere(size: float, origin: np.ndarray, direction: np.ndarray) -> Hit:
    from_centre = origin - np.array([[0], [size], [0]], np.float32)
    b, c = (from_centre * direction).sum(0), (from_centre * from_centre).sum(0) - size * size
    first, second, any_root = _roots(np.ones_like(b), b, c)
    t = np.minimum(_kept(first, any_root), _kept(second, any_root))
    return t, (from_centre + np.minimum(t, 100) * direction) / np.float32(size)


def _cube(size: float, origin: np.ndarray, direction: np.ndarray) -> Hit:
    half = np.float32(size * CUBE)
    cos, sin = np.float32(np.cos(CUBE_TURN)), np.float32(np.sin(CUBE_TURN))
    turn = np.array([[cos, 0, -sin], [0, 1, 0], [sin, 0, cos]], np.float32)
    o = turn @ origin - np.array([[0], [half], [0]], np.float32)
    d = turn @ direction
    low, high = (-half - o) / d, (half - o) / d
    enter, leave = np.minimum(low, high), np.maximum(low, high)
    axis = enter.argmax(0)
    first, last = enter.max(0), leave.min(0)
    t = _kept(first, first < last)
    face = (np.arange(3)[:, None] == axis) * -np.sign(d)
    return t, (turn.T @ face).astype(np.float32)


def _disc(at: float, radius: float, origin: np.ndarray, direction: np.ndarray) -> Hit:
    t = (np.float32(at) - origin[1]) / direction[1]
    x, z = origin[0] + t * direction[0], origin[2] + t * direction[2]
    up = np.zeros_like(origin)
    up[1] = 1 if at > 0 else -1
    return _kept(t, x * x + z * z < radius * radius), up


def _cylinder(size: float, origin: np.ndarray, direction: np.ndarray) -> Hit:
    radius, tall = size * 0.88, height(2, size)
    (ox, oy, oz), (dx, dy, dz) = origin, direction
    first, second, any_root = _roots(dx * dx + dz * dz, ox * dx + oz * dz, ox * ox + oz * oz - radius * radius)
    sides = [_kept(t, any_root & (oy + t * dy > 0) & (oy + t * dy < tall)) for t in (first, second)]
    t = np.minimum(*sides)
    short = np.minimum(t, 100)
    normal = np.stack(((ox + short * dx) / radius, np.zeros_like(t), (oz + short * dz) / radius)).astype(np.float32)
    return _nearest((t, normal), _disc(tall, radius, origin, direction), _disc(0, radius, origin, direction))


def _cone(size: float, origin: np.ndarray, direction: np.ndarray) -> Hit:
    tall = height(3, size)
    slope = np.float32((size / tall) ** 2)
    (ox, oy, oz), (dx, dy, dz) = origin, direction
    down = np.float32(tall) - oy
    first, second, any_root = _roots(
        dx * dx + dz * dz - slope * dy * dy,
        ox * dx + oz * dz + slope * down * dy,
        ox * ox + oz * oz - slope * down * down,
    )
    sides = [_kept(t, any_root & (oy + t * dy > 0) & (oy + t * dy < tall)) for t in (first, second)]
    t = np.minimum(*sides)
    short = np.minimum(t, 100)
    normal = np.stack((ox + short * dx, slope * (tall - oy - short * dy), oz + short * dz)).astype(np.float32)
    normal /= np.maximum(np.sqrt((normal * normal).sum(0)), 1e-6)
    return _nearest((t, normal), _disc(0, size, origin, direction))

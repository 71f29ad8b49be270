"""Drawn pictures: each factor does what its name says, and nothing else; pairs and held-out pictures are what they claim."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor

from attnviz.training.vae import ray_casting
from attnviz.training.vae.factors import OF_FORMULAS, change_one, random_factors, towards_middle
from attnviz.training.vae.pictures import Drawn, is_held_out
from attnviz.training.vae.scenes import LAYERS, SIZES, Scenes, layers, palette
from attnviz.training.vae.sprites import Sprites


@pytest.fixture(scope="module")
def sprites() -> Sprites:
    torch.set_num_threads(1)
    return Sprites()


@pytest.fixture(scope="module")
def scenes() -> Scenes:
    return Scenes()


def centre(picture: Tensor) -> tuple[float, float]:
    """x and y of the middle of a white shape, in pixels."""
    at = torch.arange(64) + 0.5
    mass = picture.sum()
    return float((picture.sum(0) * at).sum() / mass), float((picture.sum(1) * at).sum() / mass)


def test_positions_move_the_shape_by_whole_pixels_and_keep_it_inside(sprites: Sprites) -> None:
    begin = torch.tensor([2, 5, 7, 0, 0])
    moved = torch.stack([begin, begin + torch.tensor([0, 0, 0, 31, 0]), begin + torch.tensor([0, 0, 0, 0, 31])])
    first, right, down = sprites.draw(moved)[:, 0]
    x, y = centre(first)
    assert centre(right) == pytest.approx((x + 31, y), abs=1e-3)
    assert centre(down) == pytest.approx((x, y + 31), abs=1e-3)
    masses = sprites.draw(moved).sum((1, 2, 3))
    torch.testing.assert_close(masses, masses[:1].expand(3))


def test_no_shape_is_cut_at_any_angle_or_scale(sprites: Sprites) -> None:
    angles = torch.arange(40)
    for shape in range(3):
        factors = torch.zeros(40, 5, dtype=torch.int64)
        factors[:, 0], factors[:, 1], factors[:, 2] = shape, 5, angles
        drawn = sprites.draw(factors)[:, 0]
        masses = drawn.sum((1, 2))
        assert float(masses.std() / masses.mean()) < 0.01
        patch = drawn[:, :32, :32]
        edge = torch.cat((patch[:, 0], patch[:, -1], patch[:, :, 0], patch[:, :, -1]), dim=1)
        assert float(edge.max()) == 0.0
        assert float(drawn[:, 32:].max()) == 0.0


def test_scale_grows_the_area_and_shapes_have_their_symmetries(sprites: Sprites) -> None:
    for shape, area in ((0, 21.0**2), (1, np.pi * 14.5 * 8)):
        factors = torch.zeros(6, 5, dtype=torch.int64)
        factors[:, 0], factors[:, 1] = shape, torch.arange(6)
        masses = sprites.draw(factors).sum((1, 2, 3))
        torch.testing.assert_close(masses, torch.linspace(0.5, 1, 6) ** 2 * area, rtol=0.02, atol=0.5)
    turned = torch.tensor(
        [[0, 5, 3, 9, 9], [0, 5, 13, 9, 9], [1, 5, 3, 9, 9], [1, 5, 23, 9, 9], [2, 5, 3, 9, 9], [2, 5, 23, 9, 9]]
    )
    square, square_90, ellipse, ellipse_180, heart, heart_180 = sprites.draw(turned)
    assert float((square - square_90).abs().mean()) < 1e-3
    assert float((ellipse - ellipse_180).abs().mean()) < 1e-3
    assert float((heart - heart_180).abs().mean()) > 0.02


def test_solids_are_met_where_geometry_says() -> None:
    down = np.array([[0.0], [-1.0], [0.0]], np.float32)
    above = np.array([[0.1], [5.0], [0.05]], np.float32)
    for shape, name in enumerate(ray_casting.NAMES):
        distance, normal = ray_casting.meet(shape, 0.7, above, down)
        tall = ray_casting.height(shape, 0.7)
        assert 5 - tall - 1e-4 <= float(distance[0]) < 5
        assert float(np.linalg.norm(normal)) == pytest.approx(1, abs=1e-3), name
        assert normal[1, 0] > 0
        far, _ = ray_casting.meet(shape, 0.7, above + np.array([[2], [0], [0]], np.float32), down)
        assert far[0] == ray_casting.FAR
    distance, normal = ray_casting.meet(
        0, 0.7, np.array([[-3.0], [0.7], [0.0]], np.float32), np.array([[1.0], [0], [0]], np.float32)
    )
    assert float(distance[0]) == pytest.approx(2.3, abs=1e-3)
    assert normal[:, 0] == pytest.approx([-1, 0, 0], abs=1e-3)


def test_each_hue_paints_its_own_part_alone(scenes: Scenes) -> None:
    base = torch.tensor([[2, 5, 8, 4, 1, 7]])
    whole = scenes.draw(base)[0]
    geometry = layers(1, float(SIZES[4]), 0.0)
    for factor, layer in enumerate(LAYERS[:3]):
        other = base.clone()
        other[0, factor] = (other[0, factor] + 4) % 10
        change = (scenes.draw(other)[0] - whole).abs().amax(0).numpy()
        where = geometry[factor] > 0.3
        assert change[where].mean() > 0.1, layer
        untouched = (geometry[factor] == 0) & (geometry[LAYERS.index("bounce")] == 0)
        assert untouched.any()
        assert change[untouched].max() == 0


def test_size_shape_and_angle_change_the_geometry(scenes: Scenes) -> None:
    base = torch.tensor([2, 5, 8, 0, 0, 7])
    small, large = (float((layers(0, float(SIZES[i]), 0.0)[2] > 0.5).sum()) for i in (0, 7))
    assert large > 2 * small
    for factor in (3, 4, 5):
        other = base.clone()
        other[factor] += 2
        assert float((scenes.draw(other[None]) - scenes.draw(base[None])).abs().mean()) > 0.005


def test_light_comes_from_the_left_and_the_shadow_falls_to_the_right() -> None:
    floor = layers(0, 0.7, 0.0)[0]
    row = floor[44]
    left, right = row[2:16].mean(), row[44:54].mean()
    assert right < 0.9 * left


def test_palettes_are_colours_that_differ() -> None:
    colours = palette()
    assert colours.shape == (3, 10, 3)
    assert colours.min() >= 0
    assert colours.max() <= 1
    for part in colours:
        apart = np.abs(part[:, None] - part[None]).max(-1) + np.eye(10)
        assert apart.min() > 0.04


def test_one_factor_changes_in_a_pair_and_every_other_value_comes(sprites: Sprites) -> None:
    generator = torch.Generator().manual_seed(1)
    factors = random_factors(sprites.sizes, 4000, generator)
    changed, which = change_one(factors, sprites.sizes, generator)
    different = factors != changed
    assert torch.equal(different.sum(1), torch.ones(4000, dtype=torch.int64))
    assert torch.equal(different.int().argmax(1), which)
    assert bool((changed < torch.tensor(sprites.sizes)).all())
    assert int(changed.min()) >= 0
    shape = which == 0
    steps = (changed - factors)[shape, 0] % 3
    assert set(steps.tolist()) == {1, 2}


@pytest.mark.parametrize("pairs", [True, False])
def test_training_never_sees_a_held_out_combination(sprites: Sprites, pairs: bool) -> None:
    seen: list[Tensor] = []

    class Watched:
        origin, licence = OF_FORMULAS
        ships = True
        names, sizes, places = sprites.names, sprites.sizes, sprites.places

        def draw(self, factors: Tensor) -> Tensor:
            seen.append(factors)
            return sprites.draw(factors)

    source = Drawn(Watched(), batch=64, epoch_steps=6, pairs=pairs)
    batches = list(source.epoch(1, 0, 0))
    assert all(len(batch.x) == 64 for batch in batches)
    assert not any(bool(is_held_out(factors, sprites.sizes).any()) for factors in seen)
    seen.clear()
    pictures, labels = next(source.held_out(100, 1))
    assert len(pictures) == len(labels) == 100
    assert bool(is_held_out(labels, sprites.sizes).all())
    later = list(source.epoch(1, 0, 4))
    assert [torch.equal(a.x, b.x) for a, b in zip(later, batches[4:], strict=True)] == [True, True]
    if pairs:
        first = batches[0]
        assert first.changed is not None
        assert len(first.changed) == 32


def test_things_begin_near_the_middle_and_spread(sprites: Sprites) -> None:
    source = Drawn(sprites, batch=256, epoch_steps=1, pairs=True, spread=(0.1, 0.5))
    reached = []
    for epoch in range(3):
        lit = next(iter(source.epoch(1, epoch, 0))).x.amax((0, 1))  # where any shape stood
        reached.append(int((lit > 0).sum()))
    assert reached[0] < reached[1] < reached[2]
    factors = random_factors(sprites.sizes, 500, torch.Generator().manual_seed(1))
    moved = towards_middle(factors, sprites.sizes, sprites.places, 0.5)
    assert torch.equal(moved[:, :3], factors[:, :3])
    assert int(moved[:, 3:].min()) >= 7
    assert int(moved[:, 3:].max()) <= 24
    assert torch.equal(towards_middle(factors, sprites.sizes, sprites.places, 1.0), factors)


def test_one_combination_in_ten_is_held_out_for_every_value(scenes: Scenes) -> None:
    factors = random_factors(scenes.sizes, 100_000, torch.Generator().manual_seed(2))
    held = is_held_out(factors, scenes.sizes).float()
    for column, size in zip(factors.T, scenes.sizes, strict=True):
        for value in range(size):
            assert float(held[column == value].mean()) == pytest.approx(0.1, abs=0.02)

"""Maps of places: the best rectangle against all rectangles, sums kept, cells covered elsewhere."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from attnviz.engine.look import maps as look_maps


def test_the_best_rectangle_is_the_best_of_all() -> None:
    chance = np.random.default_rng(0)
    for shape in ((1, 1), (1, 6), (5, 1), (4, 5), (6, 6)):
        for _ in range(8):
            gains = chance.normal(-0.2, 1, shape)
            rows, columns = (list(itertools.combinations(range(n + 1), 2)) for n in shape)
            best = max(gains[y0:y1, x0:x1].sum() for y0, y1 in rows for x0, x1 in columns)
            x0, y0, x1, y1 = look_maps.best_rectangle(gains)
            assert gains[y0:y1, x0:x1].sum() == pytest.approx(best)


def test_a_bright_rectangle_is_boxed_in_pixels() -> None:
    presence = np.full((8, 16), 0.05, np.float32)
    presence[2:5, 4:10] = 0.9
    region, score = look_maps.box(presence, width=320, height=80)
    assert region == (80, 20, 200, 50)
    assert score == pytest.approx(0.9)


def test_the_box_is_that_of_a_map_of_any_strength() -> None:
    presence = np.random.default_rng(1).random((9, 7)) ** 3
    assert look_maps.box(presence, width=7, height=9)[0] == look_maps.box(0.01 * presence, width=7, height=9)[0]


def test_resizing_stays_within_the_values_and_keeps_planes() -> None:
    chance = np.random.default_rng(2)
    maps = chance.random((3, 5, 7)).astype(np.float32)
    larger = look_maps.resized(maps, 20, 21)
    assert larger.shape == (3, 20, 21)
    assert maps.min() <= larger.min() <= larger.max() <= maps.max()
    assert np.array_equal(look_maps.resized(maps, 5, 7), maps)
    ramp = np.tile(np.arange(8, dtype=np.float32), (4, 1))
    inner = look_maps.resized(ramp, 4, 32)[:, 4:-4]
    assert np.allclose(np.diff(inner, axis=1), 0.25)


def test_overlap_of_boxes() -> None:
    assert look_maps.overlap((0, 0, 2, 2), (0, 0, 2, 2)) == 1
    assert look_maps.overlap((0, 0, 2, 2), (1, 0, 3, 2)) == pytest.approx(1 / 3)
    assert look_maps.overlap((0, 0, 1, 1), (1, 1, 2, 2)) == 0


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5])
def test_elsewhere_covers_as_much_and_nothing_that_was_taken(share: float) -> None:
    chance = np.random.default_rng(3)
    values = chance.random((16, 12))
    taken = look_maps.strongest(values, round(share * values.size))
    assert values[taken].min() >= values[~taken].max()
    places = [look_maps.elsewhere(values, taken, chance) for _ in range(6)]
    for place in places:
        assert place.sum() == taken.sum()
        assert not (place & taken).any()
    assert any((places[0] != other).any() for other in places[1:]) or share == 0.5

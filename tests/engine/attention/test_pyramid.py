"""Maps brought down keep their strongest cells, wherever these are and however the numbers are kept."""

from __future__ import annotations

import numpy as np
import pytest

from attnviz.engine.attention import pyramid, weight_stack
from attnviz.engine.attention.pyramid import TileKey


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
@pytest.mark.parametrize("shape", [(1, 1), (1, 7), (16, 16), (17, 31), (130, 64)])
@pytest.mark.parametrize("k", [1, 2, 4, 16])
def test_every_block_shows_its_strongest_cell(dtype: type, shape: tuple[int, int], k: int) -> None:
    weights = np.random.default_rng(1).random(shape).astype(dtype)
    pooled = pyramid.max_pool(weights, k)
    for row in range(0, shape[0], k):
        for column in range(0, shape[1], k):
            assert pooled[row // k, column // k] == weights[row : row + k, column : column + k].max()


@pytest.mark.parametrize("dtype", [np.float16, np.float32])
def test_what_is_no_number_is_seen_from_afar(dtype: type) -> None:
    weights = np.zeros((64, 64), dtype)
    weights[37, 11] = np.nan
    assert np.argwhere(np.isnan(pyramid.max_pool(weights, 16))).tolist() == [[2, 0]]


def test_of_differences_the_one_farthest_from_0_stays_with_its_sign() -> None:
    weights = np.zeros((4, 4), np.float32)
    weights[0, 1], weights[1, 0], weights[2, 2] = 0.25, -0.5, 0.125
    assert pyramid.max_pool(weights, 2, signed=True).tolist() == [[-0.5, 0], [0, 0.125]]


def test_a_level_has_no_cell_smaller_than_a_pixel() -> None:
    for cells in (1, 2, 63, 64, 65, 1000, 2048):
        for pixels in (0.5, 1, 16, 63, 64, 900):
            level = pyramid.level_for(cells, cells, pixels, pixels)
            rows, _ = pyramid.level_shape(cells, cells, level)
            assert rows <= max(pixels, 1) or rows == 1
            assert level == 0 or pyramid.level_shape(cells, cells, level - 1)[0] > pixels


def test_tiles_cover_a_map_without_gap_or_overlap() -> None:
    weights = np.random.default_rng(2).random((1, 1, 1100, 700)).astype(np.float16)
    stack = weight_stack.stack_of(weights)
    rows = [np.hstack([pyramid.tile(stack, TileKey(0, 0, 0, row, column)) for column in range(2)]) for row in range(3)]
    assert np.array_equal(np.vstack(rows).view(np.float16), weights[0, 0])


def test_a_tile_of_a_coarse_level_is_that_of_a_fine_one_brought_down() -> None:
    stack = weight_stack.stack_of(np.random.default_rng(3).random((2, 2, 96, 96)).astype(np.float32))
    fine, coarse = pyramid.tile(stack, TileKey(1, 0, 1)), pyramid.tile(stack, TileKey(1, 0, 3))
    assert np.array_equal(pyramid.brought_down(fine, 2), coarse)

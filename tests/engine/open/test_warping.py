"""Dynamic time warping finds where each token begins, if its weights rise there."""

from __future__ import annotations

import numpy as np
import pytest

from attnviz.engine.open import warping


def test_tokens_begin_where_their_weights_do() -> None:
    begins = [0, 12, 20, 45]
    weights = np.full((3, 4, 60), 0.01)
    for row, (start, end) in enumerate(zip(begins, [*begins[1:], 60], strict=True)):
        weights[:, row, start:end] = 1.0
    weights += np.random.default_rng(1).uniform(0, 0.05, weights.shape)
    assert warping.starts(weights).tolist() == begins


@pytest.mark.parametrize("shape", [(1, 1, 1), (2, 1, 9), (2, 5, 1), (1, 7, 3)])
def test_any_shape_has_a_path_that_never_goes_back(shape: tuple[int, int, int]) -> None:
    found = warping.starts(np.random.default_rng(2).uniform(size=shape))
    assert len(found) == shape[1]
    assert found[0] == 0
    assert (np.diff(found) >= 0).all()
    assert found.max() < shape[2]


def test_the_path_is_the_cheapest() -> None:
    cost = np.random.default_rng(3).uniform(size=(4, 6))

    def cheapest(i: int, j: int) -> float:
        before = [cheapest(*at) for at in ((i - 1, j - 1), (i - 1, j), (i, j - 1)) if min(at) >= 0]
        return float(cost[i, j]) + min(before, default=0.0)

    first = warping._first_frames(cost)
    paths = float(sum(cost[i, first[i] : (first[i + 1] if i < 3 else 6)].sum() for i in range(4)))
    shared = sum(float(cost[i, first[i]]) for i in range(3) if first[i + 1] == first[i])
    assert paths + shared == pytest.approx(cheapest(3, 5))

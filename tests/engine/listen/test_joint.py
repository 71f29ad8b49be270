"""Beams ranked by letters and frames together: CTC's probability is a sum over all paths, and it can change the order."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
import torch

from attnviz.engine.listen import joint
from attnviz.models.decoding import Hypothesis
from attnviz.models.speller import EOS, FIRST

A, B = FIRST, FIRST + 1
LOG_P = torch.from_numpy(np.log(np.random.default_rng(2).dirichlet(np.ones(B + 1), 5))).float()


def summed(ids: list[int]) -> float:
    """log p by adding up every path through the five frames."""
    total = 0.0
    for path in itertools.product(range(B + 1), repeat=len(LOG_P)):
        if [a for a, _ in itertools.groupby(path) if a] == ids:
            total += math.exp(sum(float(LOG_P[t, a]) for t, a in enumerate(path)))
    return math.log(total)


@pytest.mark.parametrize("ids", [[], [A], [A, B], [A, A], [B, A, B]])
def test_the_probability_by_frames_is_the_sum_over_all_paths(ids: list[int]) -> None:
    assert joint.by_frames(LOG_P, [*ids, EOS]) == pytest.approx(summed(ids), abs=1e-4)


def test_more_letters_than_frames_are_impossible() -> None:
    assert joint.by_frames(LOG_P, [A, B] * 3) == -math.inf


def test_a_word_written_twice_falls_behind() -> None:
    heard = torch.full((6, B + 1), 0.01)
    heard[2, A] = heard[4, B] = 1.0
    heard[[0, 1, 3, 5], 0] = 1.0
    log_p = torch.log(heard / heard.sum(1, keepdim=True))
    twice, once = Hypothesis((A, B, A, B, EOS), -1.0), Hypothesis((A, B, EOS), -1.2)
    (best, score), (_, behind) = joint.ranked([twice, once], log_p)
    assert best is once
    assert score == pytest.approx(-1.2 + joint.WEIGHT * joint.by_frames(log_p, once.ids))
    assert score > behind

"""Rollout follows the layers down to the words."""

from __future__ import annotations

import numpy as np

from attnviz.engine.attention.rollout import rollout


def test_rollout_follows_the_layers() -> None:
    weights = np.random.default_rng(1).dirichlet(np.ones(6), (3, 2, 6)).astype(np.float32)
    np.testing.assert_allclose(rollout(weights).sum(-1), 1, rtol=1e-5)
    np.testing.assert_allclose(rollout(weights[:1]), (np.eye(6) + weights[0].mean(0)) / 2, rtol=1e-5)
    np.testing.assert_array_equal(rollout(weights, residual=1), np.eye(6))
    only = rollout(weights, residual=0)
    np.testing.assert_allclose(only, weights[2].mean(0) @ weights[1].mean(0) @ weights[0].mean(0), rtol=1e-4)
    mixed = rollout(weights)
    lower, upper = rollout(weights[:2]), rollout(weights[2:])
    np.testing.assert_allclose(mixed, upper @ lower, rtol=1e-4)

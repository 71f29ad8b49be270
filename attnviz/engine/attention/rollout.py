"""Attention rollout: self-attention followed through all layers. Numpy only, so the ui may call it."""

from __future__ import annotations

from attnviz.lazy_numpy import np


def rollout(weights: np.ndarray, residual: float = 0.5) -> np.ndarray:
    """Self-attention [layer, head, S, S] followed from the last layer down to the words: [S, S], rows sum to 1.

    Each layer passes on ``residual`` of a position itself and the rest by the mean of its heads, an approximation that
    leaves values and feed-forward layers out. Abnar & Zuidema 2020 (2005.00928).
    """
    followed = np.eye(weights.shape[-1], dtype=np.float32)
    for layer in weights.mean(1):
        followed = (residual * np.eye(len(layer), dtype=np.float32) + (1 - residual) * layer) @ followed
    return followed

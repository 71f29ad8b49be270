"""Attention over whole texts: the softmax of their scores. Imports no torch."""

from __future__ import annotations

from attnviz.lazy_numpy import np


def shares(scores: np.ndarray, temperature: float) -> np.ndarray:
    """softmax(scores / temperature) [N] -> [N], which sum to 1: the lower the temperature, the more the best one has."""
    if not len(scores):
        return np.zeros(0, np.float32)
    lifted = np.exp((np.asarray(scores, np.float64) - float(np.max(scores))) / max(temperature, 1e-6))
    return (lifted / lifted.sum()).astype(np.float32)

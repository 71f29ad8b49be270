"""Dynamic time warping: when each token was said, by the attention of Whisper's alignment heads. Numpy only.

Radford et al. 2022 (2212.04356) and the word times of its program: weights are standardised over tokens, smoothed by a median over
frames, averaged over heads; the cheapest monotonic path through them gives each token its first frame.
"""

from __future__ import annotations

from attnviz.lazy_numpy import np

SMOOTH = 7  # frames of the median, odd


def starts(weights: np.ndarray) -> np.ndarray:
    """Weights [head, token, frame] -> the frame at which each token begins, int [token], rising."""
    spread = weights.std(-2, keepdims=True)
    standard = (weights - weights.mean(-2, keepdims=True)) / np.where(spread > 0, spread, 1)
    return _first_frames(-_smooth(standard).mean(0))


def _smooth(weights: np.ndarray) -> np.ndarray:
    half = SMOOTH // 2
    if weights.shape[-1] <= half:
        return weights
    padded = np.pad(weights, ((0, 0), (0, 0), (half, half)), mode="reflect")
    return np.median(np.lib.stride_tricks.sliding_window_view(padded, SMOOTH, axis=-1), axis=-1)


def _first_frames(cost: np.ndarray) -> np.ndarray:
    """The frame at which the cheapest path through cost [row, frame] enters each row; it steps down, right or both."""
    rows, frames = cost.shape
    total = np.full((rows + 1, frames + 1), np.inf)
    total[0, 0] = 0
    came = np.zeros((rows, frames), np.int8)  # 0 from above and left, 1 from above, 2 from the left
    for diagonal in range(rows + frames - 1):
        i = np.arange(max(0, diagonal - frames + 1), min(rows, diagonal + 1))
        j = diagonal - i
        before = np.stack((total[i, j], total[i, j + 1], total[i + 1, j]))
        came[i, j] = before.argmin(0)
        total[i + 1, j + 1] = cost[i, j] + before.min(0)
    first = np.zeros(rows, np.int64)
    i, j = rows - 1, frames - 1
    while i >= 0 and j >= 0:
        first[i] = j
        step = came[i, j]
        i, j = i - (step != 2), j - (step != 1)
    return first

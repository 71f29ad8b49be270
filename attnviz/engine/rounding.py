"""Arrays as plain numbers, for JSON and tables. No torch."""

from __future__ import annotations

from typing import Any

from attnviz.lazy_numpy import np

DECIMALS = 6


def rounded(array: np.ndarray) -> Any:
    """An array as (lists of) numbers with six decimals."""
    return np.asarray(array, np.float64).round(DECIMALS).tolist()

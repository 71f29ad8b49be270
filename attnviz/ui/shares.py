"""Probabilities and shares as they are written."""

from __future__ import annotations


def percent(share: float) -> str:
    """A probability in per cent; no false 0 and no false 100."""
    value = 100 * share
    if value >= 99.95 and share < 1:
        return "> 99.9 %"
    if value < 0.1:
        return "< 0.1 %"
    return f"{value:.1f} %"

"""The colours of signed numbers: blue below 0, orange above, the panel's own at 0; told apart with any colour
vision.
"""

from __future__ import annotations

from functools import cache

from attnviz.lazy_numpy import np
from attnviz.ui import theme

# Ends as pale or as dark as keeps the theme's text readable on them (4.5:1).
LIGHT_ENDS, DARK_ENDS = ("#7fb2e5", "#f5ab62"), ("#1f5f9e", "#9a5413")


def _rgb(hex_: str) -> np.ndarray:
    return np.array([int(hex_[i : i + 2], 16) for i in (1, 3, 5)], np.float64)


@cache
def _table(dark: bool) -> np.ndarray:
    """0xffRRGGBB for -1 … 1, uint32 [511]; the middle one is 0."""
    below, above = DARK_ENDS if dark else LIGHT_ENDS
    middle = _rgb((theme.DARK if dark else theme.LIGHT).panel.name())
    t = np.linspace(0, 1, 256)[:, None] ** 0.8
    low, high = middle + t * (_rgb(below) - middle), middle + t * (_rgb(above) - middle)
    colors = np.round(np.concatenate((low[:0:-1], high))).astype(np.uint32)
    return 0xFF000000 | colors[:, 0] << 16 | colors[:, 1] << 8 | colors[:, 2]


def signed_pixels(values: np.ndarray, *, dark: bool) -> np.ndarray:
    """Values in -1 … 1 [rows, columns] -> pixels of ``Format_RGB32``, uint32; hidden ones (-inf) look like 0."""
    finite = np.where(np.isfinite(values), values, 0)
    index = np.round(np.clip(finite, -1, 1) * 255).astype(int) + 255
    return np.ascontiguousarray(_table(dark)[index])

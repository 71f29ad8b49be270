"""The colour of every number that float16 can hold, as one table: a map is coloured by a single look-up."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QImage

from attnviz.lazy_numpy import np
from attnviz.ui.widgets import colormap, signed

NO_NUMBER = 0xFFE0218A  # magenta, which neither scale has


@lru_cache(maxsize=8)
def table(top: float, is_signed: bool = False, dark: bool = False) -> np.ndarray:
    """0xffRRGGBB, uint32 [65536], for the bits of float16: ``top`` has the brightest colour of the scale, or, ``is_signed``, the
    deepest of both sides.
    """
    with np.errstate(invalid="ignore", over="ignore"):
        values = np.arange(1 << 16, dtype=np.uint16).view(np.float16).astype(np.float32).reshape(256, 256)
        if is_signed:
            drawn = signed.image(values, most=top, dark=dark)
            made = np.frombuffer(drawn.constBits(), np.uint32).copy()
        else:
            made = colormap.pixels(values / np.float32(top)).ravel()
    made[np.isnan(values).ravel()] = NO_NUMBER
    return made


def image(bits: np.ndarray, colors: np.ndarray) -> QImage:
    """Bits of float16 [rows, columns] in a table's colours, one pixel a cell."""
    pixels = np.take(colors, bits)
    rows, columns = pixels.shape
    return QImage(pixels.data, columns, rows, columns * 4, QImage.Format.Format_RGB32).copy()

"""Writes pictures that follow one another as a film: one animated GIF, or numbered PNG files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from attnviz import atomic_write
from attnviz.lazy_numpy import np
from attnviz.ui.files import gif, writers

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def save_pngs(path: Path, images: Iterable[QImage]) -> int:
    """Write path-001.png, path-002.png, …; returns how many. OSError when one cannot be written."""
    count = 0
    for count, image in enumerate(images, 1):
        each = path.with_name(atomic_write.fitted(path.stem, f"-{count:03d}.png"))
        atomic_write.write(each, writers.png_of(image))
    return count


def save_gif(path: Path, frames: Iterable[tuple[QImage, int]], palette: np.ndarray, *, dither: bool = False) -> int:
    """Write images of one size, each shown for so many milliseconds, in the colours of a palette uint8 [256, 3]; returns how
    many. OSError when it cannot be written; an unfinished film is not left behind.
    """
    colors = [0xFF000000 | int(r) << 16 | int(g) << 8 | int(b) for r, g, b in palette]
    made, width, height = [], 0, 0
    for image, milliseconds in frames:
        width, height = image.width(), image.height()
        made.append(gif.frame(_indexed(image, colors, dither), milliseconds=milliseconds))
    atomic_write.write(path, gif.film(made, palette, width=width, height=height))
    return len(made)


def _indexed(image: QImage, colors: list[int], dither: bool) -> np.ndarray:
    """The nearest colours of a palette, uint8 [height, width]."""
    flag = Qt.ImageConversionFlag
    flags = flag.DiffuseDither | flag.PreferDither if dither else flag.ThresholdDither | flag.AvoidDither
    indexed = image.convertToFormat(QImage.Format.Format_Indexed8, colors, flags)
    rows = np.frombuffer(indexed.constBits(), np.uint8).reshape(indexed.height(), indexed.bytesPerLine())
    return rows[:, : indexed.width()].copy()

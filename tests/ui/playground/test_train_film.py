"""A film written frame by frame reads back as it was, in a reader that is not ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtGui import QImageReader

from attnviz.ui.files import gif

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication


@pytest.mark.parametrize("shape", [(1, 1), (7, 300), (120, 90)])
def test_every_pixel_comes_back(qapp: QApplication, tmp_path: Path, shape: tuple[int, int]):
    rng = np.random.default_rng(1)
    palette = rng.integers(0, 256, (256, 3), dtype=np.uint8)
    pictures = [rng.integers(0, 256, shape, dtype=np.uint8), np.full(shape, 7, np.uint8)]
    frames = [gif.frame(picture, milliseconds=100) for picture in pictures]
    path = tmp_path / "film.gif"
    path.write_bytes(gif.film(frames, palette, width=shape[1], height=shape[0]))
    reader = QImageReader(str(path))
    assert reader.imageCount() == 2
    for picture in pictures:
        image = reader.read()
        assert not image.isNull(), reader.errorString()
        seen = [image.pixelColor(x, y).getRgb()[:3] for y in range(shape[0]) for x in range(shape[1])]
        assert seen == [tuple(color) for color in palette[picture].reshape(-1, 3).tolist()]

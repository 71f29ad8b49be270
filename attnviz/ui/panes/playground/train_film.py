"""Turns recorded alignments into a film: frames drawn as the heatmap draws them, saved as a GIF or as numbered PNGs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QFont, QImage, QPainter

from attnviz.lazy_numpy import np
from attnviz.ui.files import film
from attnviz.ui.widgets import colormap
from attnviz.ui.widgets.heatmap_drawing import PaintStyle, draw_map, lay_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from attnviz.engine.attention.maps import MapPicture
    from attnviz.ui.theme import Colors

SIZE = QSize(460, 440)
CAPTION = 34  # pixels above the map
FRAME_MILLISECONDS = 120
LAST_MILLISECONDS = 2000


def draw_frame(picture: MapPicture, caption: str, font: QFont, colors: Colors) -> QImage:
    """One frame: the caption above the heatmap."""
    image = QImage(SIZE, QImage.Format.Format_RGB32)
    image.fill(colors.panel)
    paint_style = PaintStyle(font, colors)
    painter = QPainter(image)
    painter.setFont(paint_style.sized(1.1, bold=True))
    painter.setPen(colors.text)
    painter.drawText(QRectF(14, 6, SIZE.width() - 28, CAPTION), Qt.AlignmentFlag.AlignVCenter, caption)
    painter.translate(0, CAPTION)
    room = QSizeF(SIZE.width(), SIZE.height() - CAPTION)
    draw_map(painter, lay_out(room, picture, paint_style), picture, paint_style)
    painter.end()
    return image


def palette(colors: Colors) -> np.ndarray:
    """192 of the colours of weights, and 64 between the panel and the text: uint8 [256, 3]."""
    weights = colormap.scale()[np.linspace(0, 255, 192).round().astype(int)]
    ends = [np.array((c.red(), c.green(), c.blue()), float) for c in (colors.panel, colors.text)]
    greys = ends[0] + np.linspace(0, 1, 64)[:, None] * (ends[1] - ends[0])
    return np.concatenate((weights, greys.round())).astype(np.uint8)


def save(
    path: Path,
    pictures: list[tuple[MapPicture, str]],
    font: QFont,
    colors: Colors,
    step: Callable[[], None] = lambda: None,
) -> int:
    """Write ``path`` as a GIF, or for ``.png`` as path-001.png, path-002.png, …; returns how many frames. ``step``
    is called after each.

    OSError when it cannot be written; an unfinished GIF is not left behind.
    """

    def drawn() -> Iterator[QImage]:
        for picture, caption in pictures:
            yield draw_frame(picture, caption, font, colors)
            step()

    if path.suffix.lower() == ".png":
        return film.save_pngs(path, drawn())
    lengths = [*[FRAME_MILLISECONDS] * (len(pictures) - 1), LAST_MILLISECONDS]
    return film.save_gif(path, zip(drawn(), lengths, strict=True), palette(colors))

"""A map drawn as a picture that stands alone, for a file or the clipboard."""

from __future__ import annotations

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QFontMetricsF, QPainter

from attnviz.engine.attention.maps import MapPicture
from attnviz.ui.widgets import heatmap_drawing, line_drawing
from attnviz.ui.widgets.heatmap_drawing import PaintStyle

_MARGIN = 14.0


def natural_size(picture: MapPicture, paint_style: PaintStyle) -> QSizeF:
    """A good size for a picture that stands alone, as in an exported file."""
    line = QFontMetricsF(paint_style.font).height()
    cell = line * (2.4 if max(len(picture.rows), len(picture.columns)) <= 40 else 1.2)
    return QSizeF(line * 16 + cell * len(picture.columns), line * 8 + cell * len(picture.rows))


def size(picture: MapPicture, paint_style: PaintStyle, *, lines: bool = False) -> QSizeF:
    """A good size for a heatmap, or for ``lines``."""
    found = natural_size(picture, paint_style)
    if lines:  # wide enough for two rows, as long as that is not absurd
        width = line_drawing.width_across(picture, paint_style) * 1.2 + 2 * _MARGIN
        found = QSizeF(max(width, 420), 400) if width < 1600 else QSizeF(900, found.height())
    return found


def draw(
    painter: QPainter,
    size: QSizeF,
    picture: MapPicture,
    paint_style: PaintStyle,
    *,
    lines: bool = False,
    vector: bool = False,
    signed: bool = False,
) -> None:
    """Draw a heatmap (of differences where ``signed``) or ``lines`` in a size."""
    inner = QSizeF(size.width() - 2 * _MARGIN, size.height() - 2 * _MARGIN)
    painter.translate(_MARGIN, _MARGIN)
    if lines:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line_drawing.draw_lines(painter, line_drawing.lay_out(inner, picture, paint_style), picture, paint_style)
    else:
        grid = heatmap_drawing.lay_out(inner, picture, paint_style)
        heatmap_drawing.draw_map(painter, grid, picture, paint_style, vector=vector, signed=signed)

"""Maps drawn as a picture that stands alone, for a file or the clipboard: one, or several with titles beside each other."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from attnviz.ui.widgets import heatmap_drawing, line_drawing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.attention.maps import MapPicture
    from attnviz.ui.widgets.heatmap_drawing import PaintStyle

_MARGIN = 14.0
_WRAP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
_WIDEST_TITLE = 900.0  # pixels; a longer one takes more lines


@dataclass(frozen=True)
class TitledMap:
    """A heatmap, of differences where ``signed``, with a title above it and perhaps a ``note`` below that."""

    title: str
    picture: MapPicture
    signed: bool = False
    note: str = ""


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


def size_beside(maps: Sequence[TitledMap], paint_style: PaintStyle) -> QSizeF:
    """A good size for maps beside each other."""
    widths = _widths(maps, paint_style)
    head = max(_heads(maps, widths, paint_style))
    tallest = max(size(each.picture, paint_style).height() for each in maps)
    return QSizeF(sum(widths), head + tallest)


def draw_beside(painter: QPainter, maps: Sequence[TitledMap], paint_style: PaintStyle, *, vector: bool = False) -> None:
    """Draw maps beside each other in the size that ``size_beside`` gives, all at one height."""
    widths = _widths(maps, paint_style)
    head, left = max(_heads(maps, widths, paint_style)), 0.0
    for each, width in zip(maps, widths, strict=True):
        top = _MARGIN
        for text, font, color in _texts(each, paint_style):
            height = _height(text, font, width)
            painter.setFont(font)
            painter.setPen(color)
            painter.drawText(QRectF(left + _MARGIN, top, width - 2 * _MARGIN, height), int(_WRAP), text)
            top += height
        painter.save()
        painter.translate(left, head)
        room = QSizeF(width, size(each.picture, paint_style).height())
        draw(painter, room, each.picture, paint_style, vector=vector, signed=each.signed)
        painter.restore()
        left += width


def _texts(map: TitledMap, paint_style: PaintStyle) -> list[tuple[str, QFont, QColor]]:
    """What stands above a map, with its font and colour."""
    colors = paint_style.colors
    lines = [(map.title, paint_style.sized(1.0, bold=True), colors.text), (map.note, paint_style.font, colors.muted)]
    return [line for line in lines if line[0]]


def _widths(maps: Sequence[TitledMap], paint_style: PaintStyle) -> list[float]:
    """As wide as the map needs, and as its texts do to stand in one line."""
    found: list[float] = []
    for each in maps:
        longest = max(
            (QFontMetricsF(font).horizontalAdvance(text) for text, font, _ in _texts(each, paint_style)), default=0
        )
        wanted = min(longest + 2, _WIDEST_TITLE) + 2 * _MARGIN
        found.append(math.ceil(max(size(each.picture, paint_style).width(), wanted)))
    return found


def _height(text: str, font: QFont, width: float) -> float:
    room = QRectF(0, 0, width - 2 * _MARGIN, 10_000)
    return QFontMetricsF(font).boundingRect(room, int(_WRAP), text).height() + 2


def _heads(maps: Sequence[TitledMap], widths: Sequence[float], paint_style: PaintStyle) -> list[float]:
    """How much room what stands above each map takes."""
    return [
        _MARGIN + sum(_height(text, font, width) for text, font, _ in _texts(each, paint_style))
        for each, width in zip(maps, widths, strict=True)
    ]

"""A sentence as a strip of small pictures, one a word, each lit where its word looked, as Xu et al. 2015 (1502.03044) drew it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from attnviz.ui.widgets import map_overlay
from attnviz.ui.widgets.photo_drawing import Layer, draw_whole, merged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.lazy_numpy import np
    from attnviz.ui.theme import Colors

GAP = 8.0  # points between pictures
SMALLEST, LARGEST = 84.0, 320.0  # points of a picture's width
VEILED = 0.7  # opacity of that
SEEN = 512  # pixels of the photo's longer side that small pictures are drawn from


@dataclass(frozen=True, eq=False)
class StripCell:
    """A word and its map [h, w] in 0..1, None for the photo as it is; ``strength`` 0..1 is how much of the map is drawn."""

    text: str
    map: np.ndarray | None = None
    strength: float = 1.0
    quiet: bool = False  # no word, or one that hardly looks: its text is muted
    unsure: bool = False  # the model is unsure of the word: it is slanted, with a question mark


@dataclass(frozen=True)
class StripLayout:
    """Where each picture stands, and how high all of it is."""

    boxes: tuple[QRectF, ...]
    size: QSizeF
    label: float  # height of a word below its picture


def lay_out(
    count: int,
    photo: QSizeF,
    width: float,
    font: QFont,
    *,
    height: float = 0.0,
    smallest: float = SMALLEST,
    largest: float = LARGEST,
) -> StripLayout:
    """Pictures of a photo's shape, from ``smallest`` to ``largest`` wide, in rows of a ``width``: as large as fits into ``height``
    where that is given, and as many in a row as are no smaller for it.
    """
    label = QFontMetricsF(font).height() + 6
    shape = max(photo.height(), 1.0) / max(photo.width(), 1.0)

    def wide(columns: int) -> float:
        return min((width - GAP * (columns - 1)) / columns, largest)

    best = 1
    for columns in range(1, max(count, 1) + 1):
        if columns > 1 and wide(columns) < smallest:
            break
        best, rows = columns, -(-count // columns)
        fits = height > 0 and rows * (wide(columns) * shape + label + GAP) - GAP <= height
        if fits and wide(columns + 1) < wide(columns):
            break
    best = -(-count // -(-count // best)) if count else 1  # as many in each row
    across = max(wide(best), 1.0)
    down = across * shape
    boxes = tuple(
        QRectF((i % best) * (across + GAP), (i // best) * (down + label + GAP), across, down) for i in range(count)
    )
    bottom = boxes[-1].bottom() + label if boxes else 0.0
    return StripLayout(boxes, QSizeF(width, bottom), label)


def small(photo: QImage) -> QImage:
    """The photo as small pictures need it."""
    if max(photo.width(), photo.height()) <= SEEN:
        return photo
    return photo.scaled(SEEN, SEEN, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


def layer(cell: StripCell, way: str, *, smooth: bool = True) -> Layer:
    """What lies over a cell's picture."""
    if cell.map is None:
        return Layer()
    if way == map_overlay.LIGHT:
        return map_overlay.drawn(cell.map, way=way, opacity=VEILED * cell.strength, smooth=smooth)
    shown = cell.map if way != "spotlight" else 1 - cell.strength * (1 - cell.map)
    if way == "contour" and cell.strength < 0.5:
        return Layer()
    return map_overlay.drawn(shown, way=way, opacity=0.75 * cell.strength, smooth=smooth)


def draw_strip(
    painter: QPainter,
    layout: StripLayout,
    photo: QImage,
    cells: Sequence[StripCell],
    *,
    way: str,
    font: QFont,
    colors: Colors,
    smooth: bool = True,
    chosen: int | None = None,
    vector: bool = False,
) -> None:
    """Every cell: its picture, its word below; ``chosen`` is outlined."""
    metrics = QFontMetricsF(font)
    for i, (cell, box) in enumerate(zip(cells, layout.boxes, strict=True)):
        over = layer(cell, way, smooth=smooth)
        shown, left = merged(photo, over) if vector else (photo, over)
        draw_whole(painter, box, shown, left, (), font)
        if i == chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colors.accent), 2.5))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        slanted = QFont(font)
        slanted.setItalic(cell.unsure)
        painter.setFont(slanted)
        painter.setPen(colors.muted if cell.quiet else colors.text)
        room = QRectF(box.left(), box.bottom() + 2, box.width(), layout.label - 2)
        text = metrics.elidedText(
            f"{cell.text}?" if cell.unsure else cell.text, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)


def cell_at(layout: StripLayout, point: QPointF) -> int | None:
    """The cell under a point, its word included."""
    reach = layout.label
    return next((i for i, box in enumerate(layout.boxes) if box.adjusted(0, 0, 0, reach).contains(point)), None)

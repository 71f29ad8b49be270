"""Where the parts of a heatmap stand, what is under a point, how it is painted: functions of plain data, for screen and files."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen, QPixmap

from attnviz.lazy_numpy import np
from attnviz.ui.theme import DARK, Colors
from attnviz.ui.widgets import colormap
from attnviz.ui.widgets import signed as signed_colors
from attnviz.ui.widgets.selection import Spot

if TYPE_CHECKING:
    from attnviz.engine.attention.maps import MapPicture

SMALLEST_CELL = 5.0  # pixels; below this the picture scrolls instead of shrinking
_LARGEST_CELL, _ROOMY_CELL, _LARGEST_GROWTH = (
    11.0,
    3.8,
    2.2,
)  # in lines of text: the highest cell; one from which words grow
_GAP = 6.0
_FEW_CUT = 0.25  # of the labels may be longer than their column before all are slanted
_ON_BRIGHT, _ON_DARK, _FAINT = QColor("#101820"), QColor("#ffffff"), QColor("#9aa8cf")


@dataclass(frozen=True)
class PaintStyle:
    """What painting takes from the widget, its font and the theme's colours; and what a figure may want otherwise: another
    colour scale, no numbers in cells, no colour bar. ``cut``: a few long labels are cut, since pointing at them says the rest.
    """

    font: QFont
    colors: Colors
    scale: str = colormap.BLUES
    numbers: bool = True
    bar: bool = True
    cut: bool = False

    def sized(self, share: float, *, bold: bool = False) -> QFont:
        font = QFont(self.font)
        if font.pixelSize() > 0:
            font.setPixelSize(max(round(font.pixelSize() * share), 1))
        else:
            font.setPointSizeF(max(font.pointSizeF() * share, 1.0))
        font.setBold(bold)
        return font


@dataclass(frozen=True)
class Grid:
    """The places of a heatmap, in pixels: cells, labels (columns slanted by ``slant`` degrees, every ``step``-th drawn), scale."""

    rows: int
    columns: int
    left: float
    top: float
    cell_width: float
    cell_height: float
    row_room: float
    column_room: float
    slant: float
    label_share: float
    row_step: int
    column_step: int
    numbers: bool
    scale: QRectF
    grow: float  # how much larger than the widget's font the words and numbers of large cells are

    @property
    def area(self) -> QRectF:
        return QRectF(self.left, self.top, self.columns * self.cell_width, self.rows * self.cell_height)

    def cell(self, row: int, column: int) -> QRectF:
        return QRectF(
            self.left + column * self.cell_width, self.top + row * self.cell_height, self.cell_width, self.cell_height
        )


def _snap(value: float, ratio: float) -> float:
    """Down to whole device pixels, at least one, so that cell edges are crisp at any scale factor."""
    return max(math.floor(value * ratio), 1) / ratio


def lay_out(
    size: QSizeF, picture: MapPicture, paint_style: PaintStyle, *, ratio: float = 1.0, grow: float = 1.0
) -> Grid:
    """Fit a picture into ``size``: cells as large as there is room (within reason), long labels slanted, crowded ones thinned.
    Where cells become large, words and numbers ``grow`` with them.
    """
    rows, columns = max(len(picture.rows), 1), max(len(picture.columns), 1)
    metrics = QFontMetricsF(paint_style.sized(grow))
    line = metrics.height()
    widest_row = max((metrics.horizontalAdvance(text) for text in picture.rows), default=0.0)
    widest_column = max((metrics.horizontalAdvance(text) for text in picture.columns), default=0.0)
    scale_room = line * 0.8 + metrics.horizontalAdvance("0.5") + 3 * _GAP if paint_style.bar else 2 * _GAP

    row_room = min(widest_row, size.width() * 0.3) + _GAP
    room = size.width() - row_room - scale_room - 2 * _GAP
    largest = line / grow * _LARGEST_CELL
    cell_width = min(room / columns, largest * 1.7)
    wide = _too_wide(picture, metrics, cell_width)
    if wide <= (_FEW_CUT * columns if paint_style.cut and cell_width >= line * 2 else 0):
        slant, column_room, overhang = 0.0, line + _GAP, 0.0
    else:
        slant = 45.0 if cell_width >= line * 1.25 else 90.0
        length = min(widest_column, size.height() * 0.32)
        column_room = length * math.sin(math.radians(slant)) + (line * 0.6 if slant < 90 else 0) + _GAP
        overhang = max(length * math.cos(math.radians(slant)) - scale_room - cell_width / 2, 0.0)
    cell_width = min((room - overhang) / columns, largest * 1.7)
    cell_height = min((size.height() - column_room - _GAP) / rows, largest)
    cell_width = _snap(max(min(cell_width, cell_height * 2.2), 1.0), ratio)
    cell_height = _snap(max(min(cell_height, cell_width * 2.2), 1.0), ratio)
    wanted = min(cell_height / (line * _ROOMY_CELL), _LARGEST_GROWTH)
    while grow == 1.0 and wanted > 1.1:
        grown = lay_out(size, picture, paint_style, ratio=ratio, grow=wanted)
        if slant or (
            not grown.slant and _too_wide(picture, QFontMetricsF(paint_style.sized(wanted)), grown.cell_width) <= wide
        ):
            return grown
        wanted *= 0.92  # a word that fits is not cut for the sake of larger letters

    label_share = min(max(min(cell_height, cell_width if slant == 90 else cell_height) / line, 0.8), 1.0)
    small = QFontMetricsF(paint_style.sized(label_share * grow)).height()
    used = row_room + columns * cell_width + overhang + scale_room
    left = _snap(max((size.width() - used) / 2, 0.0) + row_room, ratio)
    top = _snap(column_room, ratio)
    number = QFontMetricsF(paint_style.sized(0.85 * grow))
    right = left + columns * cell_width + 2 * _GAP
    return Grid(
        rows=len(picture.rows),
        columns=len(picture.columns),
        left=left,
        top=top,
        cell_width=cell_width,
        cell_height=cell_height,
        row_room=row_room,
        column_room=column_room,
        slant=slant,
        label_share=label_share,
        row_step=max(math.ceil(small * 0.92 / cell_height), 1),
        column_step=max(math.ceil(small * 0.92 / cell_width), 1),
        numbers=cell_width >= number.horizontalAdvance("0.00") + 4 and cell_height >= number.height() * 1.05,
        scale=QRectF(right, top, line * 0.7, min(max(rows * cell_height, line * 4), line * 11)),
        grow=grow,
    )


def _too_wide(picture: MapPicture, metrics: QFontMetricsF, width: float) -> int:
    """How many of the columns' words do not fit over a column of such a ``width``."""
    return sum(metrics.horizontalAdvance(text) + _GAP > width for text in picture.columns)


def spot_at(grid: Grid, point: QPointF) -> Spot | None:
    """The cell under a point, or the whole row or column when the point is on its label."""
    if not grid.rows or not grid.columns:
        return None
    column = math.floor((point.x() - grid.left) / grid.cell_width)
    row = math.floor((point.y() - grid.top) / grid.cell_height)
    if 0 <= row < grid.rows:
        if 0 <= column < grid.columns:
            return Spot(row, column)
        return Spot(row=row) if grid.left - grid.row_room <= point.x() < grid.left else None
    above = grid.top - point.y()
    if 0 < above <= grid.column_room:
        if 0 < grid.slant < 90:  # a slanted label leans to the right of its column
            column = math.floor((point.x() - above / math.tan(math.radians(grid.slant)) - grid.left) / grid.cell_width)
        return Spot(column=column) if 0 <= column < grid.columns else None
    return None


def draw_map(
    painter: QPainter,
    grid: Grid,
    picture: MapPicture,
    paint_style: PaintStyle,
    *,
    vector: bool = False,
    signed: bool = False,
) -> None:
    """Cells, labels, numbers and scale: all that does not follow the pointer. ``vector`` draws each cell as a rectangle;
    ``signed`` takes the colours of differences, from -1 to 1.
    """
    if grid.rows and grid.columns:
        _draw_cells(painter, grid, picture, paint_style, vector=vector, signed=signed)
        for row in range(0, grid.rows, grid.row_step):
            draw_row_label(painter, grid, picture, paint_style, row)
        for column in range(0, grid.columns, grid.column_step):
            draw_column_label(painter, grid, picture, paint_style, column)
    if paint_style.bar:
        _draw_scale(painter, grid, paint_style, vector=vector, signed=signed)


def _colored(values: np.ndarray, paint_style: PaintStyle, *, signed: bool) -> QImage:
    """Values [rows, columns] as an image of one pixel a cell."""
    return (
        signed_colors.image(values, most=1.0, dark=paint_style.colors is DARK)
        if signed
        else colormap.image(values, paint_style.scale)
    )


def _draw_cells(
    painter: QPainter, grid: Grid, picture: MapPicture, paint_style: PaintStyle, *, vector: bool, signed: bool
) -> None:
    image = _colored(picture.weights, paint_style, signed=signed)
    if vector:
        for row in range(grid.rows):
            for column in range(grid.columns):
                painter.fillRect(grid.cell(row, column), image.pixelColor(column, row))
    else:
        painter.drawImage(grid.area, image)
    if min(grid.cell_width, grid.cell_height) >= 9:
        line = QColor(paint_style.colors.muted if paint_style.colors is DARK else paint_style.colors.panel)
        line.setAlpha(90)
        _draw_lines(painter, grid, line, vector=vector)
    if not paint_style.numbers:
        return
    if grid.numbers and signed:
        _draw_differences(painter, grid, picture, paint_style)
    elif grid.numbers:
        _draw_numbers(painter, grid, picture, paint_style)


def _draw_lines(painter: QPainter, grid: Grid, line: QColor, *, vector: bool) -> None:
    """Lines between the cells: on a screen tiles with two edges, a tenth of the cost of upright lines, which touch all memory."""
    area = grid.area
    if not vector:
        ratio = painter.device().devicePixelRatioF()
        tile = QPixmap(round(grid.cell_width * ratio), round(grid.cell_height * ratio))
        tile.setDevicePixelRatio(ratio)
        tile.fill(line)
        with QPainter(tile) as inside:
            inside.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
            inside.fillRect(QRectF(1, 1, grid.cell_width, grid.cell_height), line)
        painter.drawTiledPixmap(area.adjusted(1, 1, 0, 0), tile, QPointF(1, 1))
        return
    smooth = painter.testRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # upright lines need none
    for row in range(1, grid.rows):  # filled rectangles: a third of the cost of lines
        painter.fillRect(QRectF(area.left(), grid.top + row * grid.cell_height, area.width(), 1), line)
    for column in range(1, grid.columns):
        painter.fillRect(QRectF(grid.left + column * grid.cell_width, area.top(), 1, area.height()), line)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)


def _draw_differences(painter: QPainter, grid: Grid, picture: MapPicture, paint_style: PaintStyle) -> None:
    """Differences of at least 0.01, with their sign."""
    painter.setFont(paint_style.sized(0.85 * grid.grow))
    painter.setPen(paint_style.colors.text)
    hundredths = np.round(picture.weights * 100).astype(int)
    for row, column in zip(*(places.tolist() for places in np.nonzero(hundredths)), strict=True):
        text = f"{hundredths[row, column] / 100:+.2f}".replace("-", "−")
        painter.drawText(grid.cell(row, column), Qt.AlignmentFlag.AlignCenter, text)


def _draw_numbers(painter: QPainter, grid: Grid, picture: MapPicture, paint_style: PaintStyle) -> None:
    """Weights of at least 0.01, those near 0 fainter."""
    painter.setFont(paint_style.sized(0.85 * grid.grow))
    hundredths = np.round(picture.weights * 100).astype(int)
    rows, columns = np.nonzero(hundredths)
    dark = colormap.wants_dark_text(picture.weights, paint_style.scale)[rows, columns].tolist()
    faint = _FAINT if paint_style.scale == colormap.BLUES else _ON_BRIGHT
    for row, column, hundredth, on_bright in zip(
        rows.tolist(), columns.tolist(), hundredths[rows, columns].tolist(), dark, strict=True
    ):
        painter.setPen(_ON_BRIGHT if on_bright else _ON_DARK if hundredth >= 5 else faint)
        painter.drawText(grid.cell(row, column), Qt.AlignmentFlag.AlignCenter, f"{hundredth / 100:.2f}")


def _label_colors(painter: QPainter, paint_style: PaintStyle, rect: QRectF, *, strong: bool) -> None:
    if strong:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(paint_style.colors.accent_soft)
        painter.drawRoundedRect(rect, 4, 4)
    painter.setPen(paint_style.colors.text)


def _cut(metrics: QFontMetricsF, text: str, room: float) -> tuple[str, float]:
    """A text that is cut where it has not the room, and its width."""
    width = metrics.horizontalAdvance(text)
    if width <= room:
        return text, width
    text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    return text, metrics.horizontalAdvance(text)


def draw_row_label(
    painter: QPainter, grid: Grid, picture: MapPicture, paint_style: PaintStyle, row: int, *, strong: bool = False
) -> None:
    """The word of a row; ``strong`` where it is pointed at."""
    font = paint_style.sized((1.0 if strong else grid.label_share) * grid.grow)
    metrics = QFontMetricsF(font)
    text, width = _cut(metrics, picture.rows[row], grid.row_room - _GAP)
    height = metrics.height()
    middle = grid.top + (row + 0.5) * grid.cell_height
    rect = QRectF(grid.left - _GAP - width, middle - height / 2, width, height)
    _label_colors(painter, paint_style, rect.adjusted(-3, 0, 3, 0), strong=strong)
    painter.setFont(font)
    painter.drawText(rect.adjusted(-1, 0, 1, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)


def draw_column_label(
    painter: QPainter, grid: Grid, picture: MapPicture, paint_style: PaintStyle, column: int, *, strong: bool = False
) -> None:
    """The word of a column; ``strong`` where it is pointed at."""
    font = paint_style.sized((1.0 if strong else grid.label_share) * grid.grow)
    metrics = QFontMetricsF(font)
    height = metrics.height()
    slant = math.radians(grid.slant)
    room = grid.column_room - _GAP - (height * 0.6 if 0 < grid.slant < 90 else 0)
    room = room / math.sin(slant) + 1 if grid.slant else grid.cell_width - 2
    text, width = _cut(metrics, picture.columns[column], math.inf if strong and not grid.slant else room)
    middle = grid.left + (column + 0.5) * grid.cell_width
    painter.save()
    painter.translate(middle, grid.top - _GAP)
    if grid.slant:
        painter.rotate(-grid.slant)
        rect = QRectF(0, -height / 2, width, height)
    else:
        rect = QRectF(-width / 2, -height + 2, width, height)
    _label_colors(painter, paint_style, rect.adjusted(-3, 0, 3, 0), strong=strong)
    painter.setFont(font)
    painter.drawText(rect.adjusted(-1, 0, 1, 0), Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def _draw_scale(painter: QPainter, grid: Grid, paint_style: PaintStyle, *, vector: bool, signed: bool) -> None:
    bar, steps = grid.scale, 64 if vector else 256
    image = _colored(np.linspace(1, -1 if signed else 0, steps)[:, None], paint_style, signed=signed)
    if vector:
        step = bar.height() / steps
        for i in range(steps):
            painter.fillRect(QRectF(bar.left(), bar.top() + step * i, bar.width(), step), image.pixelColor(0, i))
    else:
        painter.drawImage(bar, image)
    small = paint_style.sized(0.85 * grid.grow)
    painter.setFont(small)
    painter.setPen(paint_style.colors.muted)
    height = QFontMetricsF(small).height()
    for value, text in ((0.0, "−1"), (0.5, "0"), (1.0, "+1")) if signed else ((0.0, "0"), (0.5, "0.5"), (1.0, "1")):
        y = bar.bottom() - bar.height() * value - height / 2
        y = min(max(y, bar.top() - height * 0.2), bar.bottom() - height * 0.8)
        rect = QRectF(bar.right() + 5, y, height * 3, height)
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


def plate_size(text: str, paint_style: PaintStyle) -> QSizeF:
    """What a plate with this text takes."""
    metrics = QFontMetricsF(paint_style.font)
    return QSizeF(metrics.horizontalAdvance(text) + 18, metrics.height() + 8)


def draw_plate(painter: QPainter, plate: QRectF, text: str, paint_style: PaintStyle) -> None:
    """A text on a plate of its own, over a picture: the number of what is pointed at."""
    painter.setPen(QPen(paint_style.colors.outline, 1.0))
    painter.setBrush(paint_style.colors.panel)
    painter.drawRoundedRect(plate, 6, 6)
    painter.setFont(paint_style.font)
    painter.setPen(paint_style.colors.text)
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)

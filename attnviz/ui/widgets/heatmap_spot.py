"""What follows the pointer in a heatmap: the row, column or cell that is pointed at, framed, with its words and its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from attnviz.ui.widgets.heatmap_drawing import draw_column_label, draw_plate, draw_row_label, plate_size

if TYPE_CHECKING:
    from attnviz.engine.attention.maps import MapPicture
    from attnviz.ui.widgets.heatmap_drawing import Grid, PaintStyle
    from attnviz.ui.widgets.selection import Spot


def draw_spot(
    painter: QPainter,
    grid: Grid,
    picture: MapPicture,
    paint_style: PaintStyle,
    shown: Spot | None,
    hovered: Spot | None,
) -> None:
    """What follows the pointer: the shown row or column alone, the cell's frame, its words, and its number."""
    for spot in (shown, hovered):
        if spot and ((spot.row or 0) >= grid.rows or (spot.column or 0) >= grid.columns):
            return
    if shown:
        _veil(painter, grid, paint_style, shown)
        _frame(painter, grid, paint_style, shown)
    cell = next((s for s in (hovered, shown) if s and s.row is not None and s.column is not None), None)
    for spot in {s for s in (shown, hovered) if s}:
        if spot.row is not None:
            draw_row_label(painter, grid, picture, paint_style, spot.row, strong=True)
        if spot.column is not None:
            draw_column_label(painter, grid, picture, paint_style, spot.column, strong=True)
    if cell and cell.row is not None and cell.column is not None:
        if cell != shown:
            _frame(painter, grid, paint_style, cell)
        _draw_bubble(painter, grid, picture, paint_style, cell.row, cell.column)


def _veil(painter: QPainter, grid: Grid, paint_style: PaintStyle, spot: Spot) -> None:
    """Fade all but the shown row or column; a single cell fades nothing."""
    area = grid.area
    veil = QColor(paint_style.colors.panel)
    veil.setAlpha(205)
    if spot.row is not None and spot.column is None:
        top = grid.cell(spot.row, 0).top()
        painter.fillRect(QRectF(area.left(), area.top(), area.width(), top - area.top()), veil)
        below = top + grid.cell_height
        painter.fillRect(QRectF(area.left(), below, area.width(), area.bottom() - below), veil)
    elif spot.column is not None and spot.row is None:
        left = grid.cell(0, spot.column).left()
        painter.fillRect(QRectF(area.left(), area.top(), left - area.left(), area.height()), veil)
        right = left + grid.cell_width
        painter.fillRect(QRectF(right, area.top(), area.right() - right, area.height()), veil)


def _frame(painter: QPainter, grid: Grid, paint_style: PaintStyle, spot: Spot) -> None:
    area = grid.area
    if spot.row is None:
        rect = QRectF(grid.cell(0, spot.column or 0).left(), area.top(), grid.cell_width, area.height())
    elif spot.column is None:
        rect = QRectF(area.left(), grid.cell(spot.row, 0).top(), area.width(), grid.cell_height)
    else:
        rect = grid.cell(spot.row, spot.column)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(paint_style.colors.panel, 4.0))
    painter.drawRect(rect)
    painter.setPen(QPen(paint_style.colors.accent, 2.0))
    painter.drawRect(rect)


def _draw_bubble(
    painter: QPainter, grid: Grid, picture: MapPicture, paint_style: PaintStyle, row: int, column: int
) -> None:
    """The number of one cell, with its words, beside it and inside the picture."""
    text = f"{picture.rows[row]} → {picture.columns[column]}   {float(picture.weights[row, column]):.3f}"
    width, height = plate_size(text, paint_style).toTuple()
    cell = grid.cell(row, column)
    right = max(grid.scale.right(), grid.left + width)
    x = min(cell.right() + 6, right - width)
    y = cell.bottom() + 6
    if y + height > max(grid.area.bottom(), grid.top + 2 * height):
        y = cell.top() - 6 - height
    draw_plate(painter, QRectF(max(x, 1.0), max(y, 1.0), width, height), text, paint_style)

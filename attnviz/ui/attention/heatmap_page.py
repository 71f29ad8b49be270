"""A map as a heatmap, between any two axes: a row a query, a column a key, colours on a fixed scale from 0 to 1."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QSize, QSizeF, Qt

from attnviz.ui.attention.page import Page
from attnviz.ui.widgets.alignment_view import AlignmentView
from attnviz.ui.widgets.heatmap_drawing import SMALLEST_CELL, Grid, PaintStyle, draw_map, lay_out, spot_at
from attnviz.ui.widgets.heatmap_spot import draw_spot
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.scroll_areas import PictureArea
from attnviz.ui.widgets.selection import Selection, Spot

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from attnviz.engine.attention.messages import AttentionBetween
    from attnviz.ui.attention.map_choice import ShownMap


class Heatmap(AlignmentView):
    """Hover a cell for its number, a label for its row or column alone; click to pin; arrow keys walk the cells."""

    _grid: Grid | None = None
    numbers = True  # whether cells say their weights; one that is pointed at always does
    signed = False  # whether the values are differences, from -1 to 1

    def paint_style(self) -> PaintStyle:
        return replace(super().paint_style(), numbers=self.numbers)

    def show_numbers(self, shown: bool) -> None:
        """Write the weights into the cells, or leave them to be revealed by pointing."""
        if shown != self.numbers:
            self.numbers = shown
            self._refresh()

    def grid(self) -> Grid:
        """Where things stand now."""
        if self._grid is None or self._still is None:
            self.lay_out()
        assert self._grid is not None
        return self._grid

    def lay_out(self) -> None:
        if self._picture is not None:
            self._grid = lay_out(QSizeF(self.size()), self._picture, self.paint_style(), ratio=self.devicePixelRatioF())

    def draw_still(self, painter: QPainter) -> None:
        if self._picture is not None and self._grid is not None:
            draw_map(painter, self._grid, self._picture, self.paint_style(), signed=self.signed)

    def draw_moving(self, painter: QPainter) -> None:
        if self._picture is not None and self._grid is not None:
            self._cover_unwritten(painter, self._grid)
            draw_spot(
                painter, self._grid, self._picture, self.paint_style(), self._selection.shown, self._selection.hovered
            )

    def _cover_unwritten(self, painter: QPainter, grid: Grid) -> None:
        """Hide the rows that are still to be written while the answer is played."""
        written = self._selection.written
        if written is not None and written < grid.rows:
            first, last = grid.cell(written, 0), grid.cell(grid.rows - 1, grid.columns - 1)
            covered = first.united(last).adjusted(-grid.row_room, 0, 0, 0)
            painter.fillRect(covered.adjusted(-2, 1, 2, 4), self.paint_style().colors.panel)

    def spot_at(self, point: QPointF) -> Spot | None:
        return spot_at(self._grid, point) if self._grid is not None else None

    def step(self, spot: Spot, key: Qt.Key) -> Spot:
        rows, columns = len(self._picture.rows), len(self._picture.columns)  # type: ignore[union-attr]
        row, column = spot.row or 0, spot.column or 0
        match key:
            case Qt.Key.Key_Left:
                column -= 1
            case Qt.Key.Key_Right:
                column += 1
            case Qt.Key.Key_Up:
                row -= 1
            case Qt.Key.Key_Down:
                row += 1
            case Qt.Key.Key_Home:
                column = 0
            case Qt.Key.Key_End:
                column = columns - 1
        return Spot(min(max(row, 0), rows - 1), min(max(column, 0), columns - 1))

    def place_of(self, spot: Spot) -> QPointF:
        return self.grid().cell(spot.row or 0, spot.column or 0).center()

    def brightest_cell(self) -> QRect:
        """The cell of the greatest weight, in pixels; none while there is no picture."""
        if self._picture is None or not self._picture.weights.size:
            return QRect()
        row, column = divmod(int(self._picture.weights.argmax()), self._picture.weights.shape[1])
        return self.grid().cell(row, column).toRect()

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        if self._picture is None:
            return QSize(line * 10, line * 8)
        labels = line * 8
        return QSize(
            round(labels + SMALLEST_CELL * len(self._picture.columns)),
            round(labels + SMALLEST_CELL * len(self._picture.rows)),
        )


class HeatmapPage(PictureArea, Page):
    """Its ``map`` can be hovered, clicked and walked."""

    id = "heatmap"
    icon = "heatmap"

    def __init__(self, name: str, selection: Selection, parent: QWidget | None = None) -> None:
        view = named(Heatmap(selection), f"{name}.heatmap")
        super().__init__(view, parent)
        self.map = view

    def title(self) -> str:
        return QCoreApplication.translate("ViewBar", "Heatmap")

    def show_map(self, shown: ShownMap, between: AttentionBetween) -> None:
        self.map.set_picture(shown.picture)

    def set_stale(self, stale: bool) -> None:
        self.map.set_stale(stale)

    def present(self, on: bool) -> None:
        self.map.show_numbers(not on)

"""A map as two rows of tokens joined by lines: the wider the line, the larger the weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QSize, QSizeF, Qt

from attnviz.engine.attention.messages import AttentionBetween, Words
from attnviz.ui.attention.page import Page
from attnviz.ui.widgets.alignment_view import AlignmentView
from attnviz.ui.widgets.line_drawing import Lines, draw_lines, draw_spot, fits_across, lay_out, spot_at
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.scroll_areas import PictureArea
from attnviz.ui.widgets.selection import Selection, Spot

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from attnviz.ui.attention.map_choice import ShownMap


class AlignmentLines(AlignmentView):
    """Hover a token for its links alone, a line for its number; click to pin; arrow keys walk and cross over."""

    smooth = True
    _lines: Lines | None = None

    def lay_out(self) -> None:
        if self._picture is not None:
            self._lines = lay_out(QSizeF(self.size()), self._picture, self.paint_style())

    def lines(self) -> Lines:
        """Where things stand now."""
        if self._lines is None or self._still is None:
            self.lay_out()
        assert self._lines is not None
        return self._lines

    def draw_still(self, painter: QPainter) -> None:
        if self._picture is not None and self._lines is not None:
            draw_lines(painter, self._lines, self._picture, self.paint_style())

    def draw_moving(self, painter: QPainter) -> None:
        if self._picture is not None and self._lines is not None:
            shown, hovered = self._selection.shown, self._selection.hovered
            draw_spot(painter, self._lines, self._picture, self.paint_style(), shown, hovered)

    def spot_at(self, point: QPointF) -> Spot | None:
        if self._lines is None or self._picture is None:
            return None
        return spot_at(self._lines, self._picture, point)

    def step(self, spot: Spot, key: Qt.Key) -> Spot:
        picture = self._picture
        assert picture is not None
        along = (Qt.Key.Key_Left, Qt.Key.Key_Right) if self.lines().across else (Qt.Key.Key_Up, Qt.Key.Key_Down)
        on_target = spot.row is not None
        place = spot.row if spot.row is not None else spot.column or 0
        count = len(picture.rows) if on_target else len(picture.columns)
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            place = 0 if key == Qt.Key.Key_Home else count - 1
        elif key in along:
            place = min(max(place + (1 if key == along[1] else -1), 0), count - 1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Right) and not on_target:
            return Spot(row=int(picture.weights[:, place].argmax()))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Left) and on_target:
            return Spot(column=int(picture.weights[place].argmax()))
        return Spot(row=place) if on_target else Spot(column=place)

    def place_of(self, spot: Spot) -> QPointF:
        lines = self.lines()
        return lines.rows[spot.row].center() if spot.row is not None else lines.columns[spot.column or 0].center()

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        height = line * 10
        if self._picture is not None and not fits_across(self.width(), self._picture, self.paint_style()):
            height = max(height, round(line * 1.3 * max(len(self._picture.rows), len(self._picture.columns))))
        return QSize(line * 14, height)

    def _start(self) -> Spot:
        return Spot(column=0)


class LinesPage(PictureArea, Page):
    """Its ``map`` can be hovered, clicked and walked."""

    id = "lines"
    icon = "lines"

    def __init__(self, name: str, selection: Selection, parent: QWidget | None = None) -> None:
        view = named(AlignmentLines(selection), f"{name}.lines")
        super().__init__(view, parent)
        self.map = view

    def title(self) -> str:
        return QCoreApplication.translate("ViewBar", "Lines")

    def suits(self, between: AttentionBetween) -> bool:
        return isinstance(between.queries, Words) and isinstance(between.keys, Words)

    def show_map(self, shown: ShownMap, between: AttentionBetween) -> None:
        self.map.set_picture(shown.picture)

    def set_stale(self, stale: bool) -> None:
        self.map.set_stale(stale)

"""Lines are as wide as weights, and only those asked for are drawn."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QSizeF, Qt
from PySide6.QtGui import QFont, QImage, QPainter

from attnviz.engine.attention.maps import MapPicture, MapView, links
from attnviz.ui import theme
from attnviz.ui.attention.lines_page import AlignmentLines
from attnviz.ui.widgets import line_drawing
from attnviz.ui.widgets.heatmap_drawing import PaintStyle
from attnviz.ui.widgets.line_drawing import lay_out, shown_links, spot_at
from attnviz.ui.widgets.selection import Selection, Spot
from tests.handmade.translations import plain_picture, shown, translation

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def paint_style() -> PaintStyle:
    font = QFont()
    font.setPixelSize(13)
    return PaintStyle(font, theme.LIGHT)


def two_by_two(weights: list[list[float]], *, threshold: float = 0.0) -> MapPicture:
    matrix = np.array(weights, np.float32)
    groups = ((0,), (1,))
    chosen = links(matrix, threshold=threshold)
    return MapPicture(("un", "deux"), ("one", "two"), matrix, groups, groups, np.zeros(2, np.float32), chosen)


def ink(picture: MapPicture) -> int:
    """How many pixels half-way between the rows are not white."""
    lines = lay_out(QSizeF(500, 300), picture, paint_style())
    image = QImage(500, 300, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    line_drawing.draw_lines(painter, lines, picture, paint_style())
    painter.end()
    middle = round((lines.columns[0].bottom() + lines.rows[0].top()) / 2)
    return sum(image.pixelColor(x, middle) != Qt.GlobalColor.white for x in range(500))


def test_a_larger_weight_gives_a_wider_line(qapp: QApplication) -> None:
    widths = [ink(two_by_two([[weight, 0], [0, 0]])) for weight in (0.2, 0.5, 1.0)]
    assert widths[0] < widths[1] < widths[2]


def test_lines_below_the_threshold_are_not_drawn(qapp: QApplication) -> None:
    assert ink(two_by_two([[0.3, 0], [0, 0]], threshold=0.4)) == 0
    assert ink(two_by_two([[0.3, 0], [0, 0]], threshold=0.2)) > 0


def test_the_strongest_lines_are_drawn_last() -> None:
    picture = shown(translation(), MapView(strongest=2))
    pairs = shown_links(picture)
    strengths = picture.weights[pairs[:, 0], pairs[:, 1]]
    assert len(pairs) == 2 * len(picture.rows)
    assert (np.diff(strengths) >= 0).all()


def test_text_grows_into_the_room_and_stays_inside(qapp: QApplication) -> None:
    picture = plain_picture([f"word{i}" for i in range(6)], [f"word{i}" for i in range(5)])
    growths = []
    for width, height in ((300, 220), (700, 500), (1500, 900), (600, 1100)):
        lines = lay_out(QSizeF(width, height), picture, paint_style())
        for box in (*lines.rows, *lines.columns):
            assert box.left() >= 0
            assert box.right() <= width
            assert box.top() >= 0
            assert box.bottom() <= height
        growths.append(lines.growth)
    assert growths[1] > growths[0] >= 1
    assert growths[2] >= growths[1]
    assert not lines.across  # a high room: one below the other is larger


@pytest.mark.parametrize(("count", "across"), [(6, True), (60, False)])
def test_rows_that_do_not_fit_become_columns(qapp: QApplication, count: int, across: bool) -> None:
    names = [f"word{i}" for i in range(count)]
    picture = plain_picture(names, names)
    size = QSizeF(1400, 800)
    lines = lay_out(size, picture, paint_style())
    assert lines.across is across
    for boxes in (lines.rows, lines.columns):
        assert all(box.left() >= 0 and box.right() <= size.width() and box.bottom() <= size.height() for box in boxes)
        assert not any(a.intersects(b.adjusted(0.1, 0.1, -0.1, -0.1)) for a, b in pairwise(boxes))


@pytest.mark.parametrize("count", [4, 60])
def test_what_is_drawn_is_found(qapp: QApplication, count: int) -> None:
    names = [f"word{i}" for i in range(count)]
    picture = plain_picture(names, names)
    lines = lay_out(QSizeF(800, 1400), picture, paint_style())
    assert spot_at(lines, picture, lines.rows[2].center()) == Spot(row=2)
    assert spot_at(lines, picture, lines.columns[3].center()) == Spot(column=3)
    assert spot_at(lines, picture, QPointF(-50, -50)) is None
    row, column = (int(i) for i in shown_links(picture)[-1])
    start, end = lines.ends(row, column)
    found = spot_at(lines, picture, (start + end) / 2)
    assert found is not None
    assert found.row is not None
    assert found.column is not None


@pytest.fixture
def widget(qtbot: QtBot) -> AlignmentLines:
    made = AlignmentLines(Selection())
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.set_picture(shown(translation()))
    made.show()
    return made


def test_arrows_walk_a_row_and_cross_to_the_strongest_partner(widget: AlignmentLines, qtbot: QtBot) -> None:
    picture = widget.picture()
    assert picture is not None
    assert widget.lines().across
    widget.setFocus()
    qtbot.keyClick(widget, Qt.Key.Key_Right)
    qtbot.keyClick(widget, Qt.Key.Key_Right)
    assert widget._selection.hovered == Spot(column=1)
    qtbot.keyClick(widget, Qt.Key.Key_Down)
    row = int(picture.weights[:, 1].argmax())
    assert widget._selection.hovered == Spot(row=row)
    qtbot.keyClick(widget, Qt.Key.Key_Up)
    assert widget._selection.hovered == Spot(column=int(picture.weights[row].argmax()))
    qtbot.keyClick(widget, Qt.Key.Key_Home)
    qtbot.keyClick(widget, Qt.Key.Key_Left)
    assert widget._selection.hovered == Spot(column=0)


def test_a_token_alone_shows_fewer_lines(widget: AlignmentLines) -> None:
    def dark_pixels() -> int:
        image = widget.grab().toImage()
        lines = widget.lines()
        middle = round((lines.columns[0].bottom() + lines.rows[0].top()) / 2)
        return sum(image.pixelColor(x, middle).saturation() > 60 for x in range(image.width()))

    everything = dark_pixels()
    widget._selection.hover(Spot(row=2))
    assert 0 < dark_pixels() < everything


def test_clicking_beside_everything_lets_go(widget: AlignmentLines, qtbot: QtBot) -> None:
    widget._selection.pin(Spot(row=1))
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(1, widget.height() - 1))
    assert widget._selection.shown is None


def test_an_empty_picture_is_drawn_too(widget: AlignmentLines) -> None:
    widget.set_picture(plain_picture([], []))
    widget.set_picture(shown(translation(source=".", target="."), MapView(hide_special=True, hide_punctuation=True)))
    assert not widget.grab().isNull()

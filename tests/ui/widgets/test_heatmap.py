"""The heatmap says by place and colour what the numbers say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication

from attnviz.ui import theme
from attnviz.ui.attention.heatmap_page import Heatmap
from attnviz.ui.widgets import colormap
from attnviz.ui.widgets.heatmap_drawing import PaintStyle, draw_map, lay_out, spot_at
from attnviz.ui.widgets.selection import Selection, Spot, moved
from tests.handmade.translations import FRENCH, plain_picture, shown, translation

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

# Machado, Oliveira & Fernandes 2009: full protanopia, deuteranopia, tritanopia, on linear RGB
BLINDNESS = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
SIZES = [(1, 1), (7, 8), (3, 40), (40, 3), (60, 60), (200, 200)]


def words(count: int, stem: str) -> list[str]:
    return [f"{stem}{i}" for i in range(count)]


def paint_style() -> PaintStyle:
    font = QFont()
    font.setPixelSize(13)
    return PaintStyle(font, theme.LIGHT)


@pytest.fixture
def heatmap(qtbot: QtBot) -> Heatmap:
    made = Heatmap(Selection())
    qtbot.addWidget(made)
    made.resize(700, 420)
    made.set_picture(shown(translation()))
    made.show()
    return made


def centre(heatmap: Heatmap, row: int, column: int) -> QPoint:
    return heatmap.grid().cell(row, column).center().toPoint()


def test_colours_differ_evenly_and_grow_lighter() -> None:
    lab = colormap.oklab(colormap.scale() / 255)
    assert (np.diff(lab[:, 0]) > 0).all()
    steps = np.linalg.norm(lab[8:] - lab[:-8], axis=1)
    assert steps.max() / steps.min() < 1.5


@pytest.mark.parametrize("kind", BLINDNESS)
def test_order_survives_colour_blindness(kind: str) -> None:
    linear = (colormap.scale() / 255) ** 2.2
    seen = np.clip(linear @ np.array(BLINDNESS[kind]).T, 0, 1) ** (1 / 2.2)
    assert (np.diff(colormap.oklab(seen)[::8, 0]) > 0).all()


def test_text_on_every_colour_can_be_read() -> None:
    luminance = (colormap.scale() / 255) ** 2.2 @ np.array([0.2126, 0.7152, 0.0722])
    dark = colormap.wants_dark_text(np.linspace(0, 1, 256))
    contrast = np.where(dark, (luminance + 0.05) / 0.055, 1.05 / (luminance + 0.05))
    assert contrast.min() >= 4.0


@pytest.mark.parametrize(("rows", "columns"), SIZES)
def test_every_cell_is_inside_and_found_again(qapp: QApplication, rows: int, columns: int) -> None:
    picture = plain_picture(words(rows - 1, "cible"), words(columns - 1, "source"))
    size = QSizeF(1100, 1100)
    grid = lay_out(size, picture, paint_style())
    assert grid.left >= 0
    assert grid.area.right() <= size.width()
    assert grid.area.bottom() <= size.height()
    assert grid.scale.right() <= size.width()
    for row in range(rows):
        for column in (0, columns // 2, columns - 1):
            assert spot_at(grid, grid.cell(row, column).center()) == Spot(row, column)


def test_a_word_that_fits_is_not_cut_because_letters_grow_with_high_cells(qapp: QApplication) -> None:
    columns = ["The", "dog", "sleeps", ".", "The", "cat", "is", "on", "the", "mat", "."]
    picture = plain_picture(["Le", "chien", "dort", "."], columns)
    grid = lay_out(QSizeF(880, 440), picture, paint_style())
    widest = QFontMetricsF(paint_style().sized(grid.grow)).horizontalAdvance("sleeps")
    assert grid.slant == 0
    assert grid.grow > 1.1
    assert widest <= grid.cell_width - 2  # what a column's word has


def test_a_label_stands_for_its_whole_row_or_column(qapp: QApplication) -> None:
    for names in (["a", "b"], ["a rather long word", "another quite long one"] * 4):
        grid = lay_out(QSizeF(500, 400), plain_picture(names, names), paint_style())
        cell = grid.cell(1, 1)
        assert spot_at(grid, QPointF(grid.left - 8, cell.center().y())) == Spot(row=1)
        assert spot_at(grid, QPointF(cell.center().x() + 4, grid.top - 8)) == Spot(column=1)
    assert spot_at(grid, grid.scale.center()) is None


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("vector", [False, True])
def test_the_pixels_of_a_cell_have_the_colour_of_its_weight(qapp: QApplication, ratio: float, vector: bool) -> None:
    picture = plain_picture(words(11, "c"), words(14, "s"))
    size = QSizeF(500, 400)
    grid = lay_out(size, picture, paint_style(), ratio=ratio)
    assert (grid.cell_width * ratio).is_integer()
    assert (grid.cell_height * ratio).is_integer()
    image = QImage((size * ratio).toSize(), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    draw_map(painter, grid, picture, paint_style(), vector=vector)
    painter.end()
    for row, column in ((0, 0), (4, 9), (11, 14)):
        cell = grid.cell(row, column)
        at = QPointF(cell.left() + 4, cell.bottom() - 3) * ratio  # beside the number
        assert image.pixelColor(at.toPoint()) == colormap.color(float(picture.weights[row, column]))


def test_an_empty_picture_is_drawn_too(heatmap: Heatmap) -> None:
    heatmap.set_picture(plain_picture([], []))
    assert not heatmap.grab().isNull()


def test_hovering_a_cell_tells_it_to_all_views(heatmap: Heatmap, qtbot: QtBot) -> None:
    qtbot.mouseMove(heatmap, centre(heatmap, 2, 3))
    assert heatmap._selection.hovered == Spot(2, 3)
    QApplication.sendEvent(heatmap, QEvent(QEvent.Type.Leave))
    assert heatmap._selection.shown is None


def test_a_pin_survives_hovering_and_a_second_click_takes_it_out(heatmap: Heatmap, qtbot: QtBot) -> None:
    qtbot.mouseClick(heatmap, Qt.MouseButton.LeftButton, pos=centre(heatmap, 2, 3))
    qtbot.mouseMove(heatmap, centre(heatmap, 0, 0))
    assert heatmap._selection.shown == Spot(2, 3)
    qtbot.mouseClick(heatmap, Qt.MouseButton.LeftButton, pos=centre(heatmap, 2, 3))
    assert heatmap._selection.pinned is None


def test_arrow_keys_walk_the_cells_and_stop_at_the_edges(heatmap: Heatmap, qtbot: QtBot) -> None:
    picture = heatmap.picture()
    assert picture is not None
    heatmap.setFocus()
    for key, spot in (
        (Qt.Key.Key_Right, Spot(0, 0)),
        (Qt.Key.Key_Left, Spot(0, 0)),
        (Qt.Key.Key_Right, Spot(0, 1)),
        (Qt.Key.Key_Down, Spot(1, 1)),
        (Qt.Key.Key_End, Spot(1, len(picture.columns) - 1)),
        (Qt.Key.Key_Right, Spot(1, len(picture.columns) - 1)),
        (Qt.Key.Key_Home, Spot(1, 0)),
        (Qt.Key.Key_Up, Spot(0, 0)),
    ):
        qtbot.keyClick(heatmap, key)
        assert heatmap._selection.hovered == spot
    weight = f"{picture.rows[0]} looks at {picture.columns[0]}, {picture.weights[0, 0]:.3f}"
    assert weight in heatmap.accessibleDescription()


def test_enter_pins_the_pin_walks_along_and_escape_lets_go(heatmap: Heatmap, qtbot: QtBot) -> None:
    heatmap.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Down):
        qtbot.keyClick(heatmap, key)
    assert heatmap._selection.pinned == Spot(1, 0)
    qtbot.keyClick(heatmap, Qt.Key.Key_Escape)
    assert heatmap._selection.shown is None


def test_a_row_alone_leaves_its_own_colours_and_fades_the_others(heatmap: Heatmap) -> None:
    def pixel(row: int) -> QColor:
        cell = heatmap.grid().cell(row, 0)
        return heatmap.grab().toImage().pixelColor(QPointF(cell.left() + 5, cell.bottom() - 5).toPoint())

    before = [pixel(row) for row in range(3)]
    heatmap._selection.hover(Spot(row=1))
    after = [pixel(row) for row in range(3)]
    assert after[1] == before[1]
    assert after[0] != before[0]
    assert after[2] != before[2]


def test_a_picture_that_waits_for_its_successor_is_dimmed(heatmap: Heatmap) -> None:
    clear = heatmap.grab().toImage()
    heatmap.set_stale(True)
    assert heatmap.grab().toImage() != clear
    heatmap.set_stale(False)
    assert heatmap.grab().toImage() == clear


def test_a_spot_follows_its_tokens_into_another_view() -> None:
    from attnviz.engine.attention.maps import MapView

    result = translation()
    words_, pieces = shown(result), shown(result, MapView(words=False))
    row = words_.rows.index("incroyable")
    assert moved(Spot(row=row), words_, pieces) == Spot(row=FRENCH.split().index("in"))
    assert moved(Spot(row=FRENCH.split().index("croy")), pieces, words_) == Spot(row=row)
    hidden = shown(result, MapView(hide_special=True))
    assert moved(Spot(row=len(words_.rows) - 1), words_, hidden) is None

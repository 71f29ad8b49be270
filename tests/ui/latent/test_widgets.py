"""The widgets of the Latent pane, each with plain data: what is drawn where, and what a person can do with mouse and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from attnviz.ui.widgets import signed
from attnviz.ui.widgets.brush import BrushCanvas
from attnviz.ui.widgets.code_map import CodeMapView
from attnviz.ui.widgets.latent_slider import LatentSlider
from attnviz.ui.widgets.picture_grid import PictureGrid
from attnviz.ui.widgets.picture_view import PictureView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

W = TypeVar("W", bound=QWidget)
LEFT = Qt.MouseButton.LeftButton


def shown(qtbot: QtBot, widget: W, width: int, height: int) -> W:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def flat(*values: int) -> np.ndarray:
    """Pictures of one grey each."""
    return np.stack([np.full((4, 4, 1), value, np.uint8) for value in values])


# the slider


@pytest.fixture
def slider(qtbot: QtBot) -> LatentSlider:
    return shown(qtbot, LatentSlider(), 200, 40)


def test_dragging_tells_every_value_and_letting_go_once(slider: LatentSlider, qtbot: QtBot) -> None:
    values: list[float] = []
    ends: list[bool] = []
    slider.moved.connect(values.append)
    slider.move_finished.connect(lambda: ends.append(True))
    qtbot.mousePress(slider, LEFT, pos=QPoint(50, 20))
    for x in (80, 120, 150):
        qtbot.mouseMove(slider, QPoint(x, 20))
    qtbot.mouseRelease(slider, LEFT, pos=QPoint(150, 20))
    assert values == sorted(values)
    assert len(values) >= 3
    assert values[0] < 0 < values[-1]
    assert slider.z() == values[-1]
    assert ends == [True]


def test_keys_step_finely_and_far(slider: LatentSlider, qtbot: QtBot) -> None:
    slider.show_value(0.123)
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert slider.z() == pytest.approx(0.22)
    qtbot.keyClick(slider, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert slider.z() == pytest.approx(0.21)
    qtbot.keyClick(slider, Qt.Key.Key_PageDown)
    assert slider.z() == pytest.approx(-0.29)
    qtbot.keyClick(slider, Qt.Key.Key_End)
    assert slider.z() == pytest.approx(slider.span(), abs=0.01)


def test_showing_a_value_tells_nothing_and_keeps_its_digits(slider: LatentSlider, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(slider.moved):
        slider.show_value(0.123456)
    assert slider.z() == 0.123456


def test_a_double_click_and_delete_ask_for_the_pictures_value(slider: LatentSlider, qtbot: QtBot) -> None:
    with qtbot.waitSignal(slider.reset_asked):
        qtbot.mouseDClick(slider, LEFT, pos=QPoint(60, 20))
    with qtbot.waitSignal(slider.reset_asked):
        qtbot.keyClick(slider, Qt.Key.Key_Delete)


def test_the_groove_reaches_as_far_as_the_data_and_draws_what_lies_beyond(slider: LatentSlider) -> None:
    before = slider.grab().toImage()
    slider.show_data(np.random.default_rng(1).normal(4, 1, 500))
    assert slider.span() > 6
    assert slider.grab().toImage() != before
    slider.show_value(25)
    slider.grab()  # an arrow at the end, and no fault


# the grid


def test_rows_come_one_by_one_and_are_seen_at_once(qtbot: QtBot) -> None:
    grid = shown(qtbot, PictureGrid(), 300, 200)
    grid.set_shape(3, 4)
    grid.set_row(1, flat(10, 20, 30, 250))
    spot = grid.cell_rect(1, 3).center()
    assert grid.grab().toImage().pixelColor(spot.toPoint()) == QColor(250, 250, 250)
    grid.set_row(0, flat(200, 0, 0, 0))
    assert grid.grab().toImage().pixelColor(grid.cell_rect(0, 0).center().toPoint()) == QColor(200, 200, 200)
    assert grid.cell_at(grid.cell_rect(2, 0).center()) == (-1, -1)  # it has not come


def test_cells_are_chosen_by_mouse_and_keys(qtbot: QtBot) -> None:
    grid = shown(qtbot, PictureGrid(), 300, 200)
    grid.set_shape(2, 3)
    grid.set_labels(("one", "two"), ("a", "b", "c"))
    for row in range(2):
        grid.set_row(row, flat(1, 2, 3))
    with qtbot.waitSignal(grid.chosen) as told:
        qtbot.mouseClick(grid, LEFT, pos=grid.cell_rect(1, 2).center().toPoint())
    assert told.args == [1, 2]
    grid.setFocus()
    qtbot.keyClick(grid, Qt.Key.Key_Up)
    qtbot.keyClick(grid, Qt.Key.Key_Left)
    with qtbot.waitSignal(grid.chosen) as told:
        qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert told.args == [0, 1]


def test_old_pictures_stay_dimmed_until_the_new_ones_come(qtbot: QtBot) -> None:
    grid = shown(qtbot, PictureGrid(), 300, 200)
    grid.set_shape(1, 2)
    grid.set_row(0, flat(0, 0))
    point = grid.cell_rect(0, 0).center().toPoint()
    grid.set_shape(1, 2, keep=True)
    assert 0 < grid.grab().toImage().pixelColor(point).lightness() < 255
    grid.set_row(0, flat(0, 0))
    assert grid.grab().toImage().pixelColor(point).lightness() == 0


def test_an_empty_grid_takes_keys_and_clicks(qtbot: QtBot) -> None:
    grid = shown(qtbot, PictureGrid(), 100, 100)
    with qtbot.assertNotEmitted(grid.chosen):
        qtbot.keyClick(grid, Qt.Key.Key_Right)
        qtbot.keyClick(grid, Qt.Key.Key_Return)
        qtbot.mouseClick(grid, LEFT)


# the large picture, the map of signs


def test_a_picture_is_drawn_as_large_as_fits(qtbot: QtBot) -> None:
    view = shown(qtbot, PictureView(), 300, 200)
    picture = np.zeros((2, 2, 3), np.uint8)
    picture[0, 1] = (10, 200, 30)
    view.set_picture(picture)
    view.set_smooth(False)
    assert (view.target().width(), view.target().height()) == (200, 200)
    image = view.grab().toImage()
    assert image.pixelColor(200, 40) == QColor(10, 200, 30)
    assert image.pixelColor(100, 40) == QColor(0, 0, 0)


def test_signs_have_colours_and_nothing_has_the_panels() -> None:
    from attnviz.ui.theme import DARK, LIGHT

    values = np.array([[-2.0, -1.0, 0.0, 1.0, np.nan]])
    for dark, colors in ((False, LIGHT), (True, DARK)):
        image = signed.image(values, most=1.0, dark=dark)
        assert image.pixelColor(2, 0) == image.pixelColor(4, 0) == colors.panel
        assert image.pixelColor(0, 0) == image.pixelColor(1, 0)
        assert image.pixelColor(1, 0).blue() > image.pixelColor(1, 0).red()
        assert image.pixelColor(3, 0).red() > image.pixelColor(3, 0).blue()
    over = signed.overlay(values, most=1.0)
    assert over.pixelColor(2, 0).alpha() == 0
    heat = signed.heat(np.array([[0.2, 0.9]]))
    assert heat.pixelColor(1, 0).lightness() > 200 > 80 > heat.pixelColor(0, 0).lightness()


# the map of codes


@pytest.fixture
def code_map(qtbot: QtBot) -> CodeMapView:
    view = shown(qtbot, CodeMapView(), 400, 300)
    view.set_points(np.array([[-1, 0], [1, 0], [0, 2]], np.float32), flat(1, 2))
    view.set_colors([QColor("red"), QColor("green"), QColor("blue")])
    return view


def test_places_and_pixels_belong_together(code_map: CodeMapView) -> None:
    for place in ((-1.0, 0.0), (0.3, 1.7)):
        assert code_map.place_of(code_map.point_of(*place)) == pytest.approx(place, abs=1e-6)
    assert code_map.point_of(0, 2).y() < code_map.point_of(0, 0).y()


def test_walking_tells_every_place_and_hovering_the_sample(code_map: CodeMapView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(code_map.hovered) as told:
        qtbot.mouseMove(code_map, code_map.point_of(1, 0).toPoint())
    assert told.args == [1]
    code_map.show_card(flat(3)[0], "three")
    code_map.grab()
    places: list[tuple[float, float]] = []
    code_map.moved.connect(lambda x, y: places.append((x, y)))
    qtbot.mousePress(code_map, LEFT, pos=code_map.point_of(0, 0).toPoint())
    qtbot.mouseMove(code_map, code_map.point_of(0.5, 1).toPoint())
    with qtbot.waitSignal(code_map.move_finished):
        qtbot.mouseRelease(code_map, LEFT, pos=code_map.point_of(0.5, 1).toPoint())
    assert places[0] == pytest.approx((0, 0), abs=0.02)
    assert places[-1] == pytest.approx((0.5, 1), abs=0.02)
    with qtbot.waitSignal(code_map.taken) as told:
        qtbot.mouseDClick(code_map, LEFT, pos=code_map.point_of(-1, 0).toPoint())
    assert told.args == [0]
    with qtbot.waitSignal(code_map.moved) as told:
        qtbot.keyClick(code_map, Qt.Key.Key_Right)
    assert told.args[0] > places[-1][0] - 0.01


def test_a_map_without_points_is_only_empty(qtbot: QtBot) -> None:
    view = shown(qtbot, CodeMapView(), 200, 100)
    view.set_thumbs(True)
    with qtbot.assertNotEmitted(view.moved):
        qtbot.mouseClick(view, LEFT)
        qtbot.keyClick(view, Qt.Key.Key_Right)
    view.set_points(np.zeros((1, 2), np.float32), None)  # all in one place
    view.grab()
    assert np.isfinite(view.place_of(QPointF(10, 10))).all()


# the brush


def test_a_drawing_begins_empty_takes_strokes_and_gives_them_back(qtbot: QtBot) -> None:
    canvas = shown(qtbot, BrushCanvas(), 200, 200)
    assert canvas.is_empty()
    with qtbot.waitSignal(canvas.drawn):
        qtbot.mousePress(canvas, LEFT, pos=QPoint(100, 100))
        qtbot.mouseMove(canvas, QPoint(150, 100))
        qtbot.mouseRelease(canvas, LEFT, pos=QPoint(150, 100))
    assert not canvas.is_empty()
    assert canvas.image().pixelColor(128, 128) == QColor("white")
    assert canvas.image().pixelColor(10, 10) == QColor("black")
    assert canvas.undo_stroke()
    assert canvas.is_empty()
    assert canvas.image().pixelColor(128, 128) == QColor("black")
    assert not canvas.undo_stroke()


def test_one_can_draw_with_keys(qtbot: QtBot) -> None:
    canvas = shown(qtbot, BrushCanvas(), 200, 200)
    canvas.set_ink(QColor("#d1495b"))
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    assert canvas.is_empty()
    qtbot.keyClick(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.image().pixelColor(116, 128) == QColor("#d1495b")
    canvas.clear()
    assert canvas.is_empty()

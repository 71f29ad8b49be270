"""Ctrl and the wheel make a map larger at the pointer; two maps of one pane keep one scale; a long label does not turn all."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, QSizeF, Qt
from PySide6.QtGui import QFont, QWheelEvent
from PySide6.QtWidgets import QApplication

from attnviz.ui import theme
from attnviz.ui.attention.heatmap_page import Heatmap
from attnviz.ui.widgets.heatmap_drawing import PaintStyle, lay_out
from attnviz.ui.widgets.scroll_areas import MOST_ZOOM, PictureArea
from attnviz.ui.widgets.selection import Selection
from tests.handmade.translations import plain_picture, shown, translation

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def area_of_a_map(qtbot: QtBot) -> PictureArea:
    view = Heatmap(Selection())
    made = PictureArea(view)
    qtbot.addWidget(made)
    made.resize(700, 420)
    view.set_picture(shown(translation()))
    with qtbot.waitExposed(made):
        made.show()
    return made


def turn(area: PictureArea, at: QPointF, notches: int, keys: Qt.KeyboardModifier) -> None:
    there = QPointF(area.viewport().mapToGlobal(at.toPoint()))
    none = Qt.MouseButton.NoButton
    event = QWheelEvent(at, there, QPoint(), QPoint(0, 120 * notches), none, keys, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(area.viewport(), event)
    QApplication.processEvents()


@pytest.fixture
def area(qtbot: QtBot) -> PictureArea:
    return area_of_a_map(qtbot)


def test_ctrl_and_the_wheel_zoom_at_the_pointer_and_back(area: PictureArea) -> None:
    view = area.widget()
    assert isinstance(view, Heatmap)
    at = QPointF(300, 200)
    before, cell = view.spot_at(QPointF(view.mapFrom(area.viewport(), at.toPoint()))), view.grid().cell_height
    turn(area, at, 4, Qt.KeyboardModifier.ControlModifier)
    assert view.grid().cell_height > 1.5 * cell
    assert view.spot_at(QPointF(view.mapFrom(area.viewport(), at.toPoint()))) == before
    turn(area, at, 99, Qt.KeyboardModifier.ControlModifier)
    assert area.zoom == MOST_ZOOM
    turn(area, at, -99, Qt.KeyboardModifier.ControlModifier)
    assert view.grid().cell_height == cell
    turn(area, at, 4, Qt.KeyboardModifier.NoModifier)  # without Ctrl the wheel scrolls
    assert view.grid().cell_height == cell


def test_keys_zoom_the_map_that_has_the_focus(area: PictureArea, qtbot: QtBot) -> None:
    view = area.widget()
    for key, larger in ((Qt.Key.Key_Plus, True), (Qt.Key.Key_Minus, False)):
        qtbot.keyClick(view, key)
        assert (area.zoom > 1) is larger


def test_two_areas_that_go_together_have_one_scale_and_place(qtbot: QtBot) -> None:
    one, other = area_of_a_map(qtbot), area_of_a_map(qtbot)
    one.zoomed.connect(partial(other.go_with, one))
    other.zoomed.connect(partial(one.go_with, other))
    turn(one, QPointF(600, 380), 5, Qt.KeyboardModifier.ControlModifier)
    assert other.zoom == one.zoom
    assert other.widget().size() == one.widget().size()
    other.verticalScrollBar().setValue(7)
    assert one.verticalScrollBar().value() == 7
    assert one.horizontalScrollBar().value() == other.horizontalScrollBar().value()


def test_one_long_label_is_cut_and_turns_none() -> None:
    font = QFont()
    font.setPixelSize(13)
    names = ["a", "cat", "sat", "on", "the", "unimaginativeness", "mat", "."]
    picture = plain_picture(rows=names, columns=names)
    style, size = PaintStyle(font, theme.LIGHT, cut=True), QSizeF(560, 400)
    assert lay_out(size, picture, style).slant == 0
    assert lay_out(size, picture, replace(style, cut=False)).slant > 0  # a figure has nothing to point at
    long = plain_picture(rows=names, columns=["unimaginativeness"] * 8)
    assert lay_out(size, long, style).slant > 0

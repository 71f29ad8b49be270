"""The thumbnails of heads: where they stand, what colour they have, how keys and clicks move among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt

from attnviz.ui.widgets import colormap
from attnviz.ui.widgets.head_atlas import atlas, fitted, lay_out
from attnviz.ui.widgets.head_grid import HeadGrid
from attnviz.ui.widgets.head_grid_drawing import Tiles
from tests.handmade.heads import HEADS, LAYERS, several

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

ORDER = tuple((layer, head) for layer in range(LAYERS) for head in range(HEADS))


@pytest.fixture
def grid(qtbot: QtBot) -> HeadGrid:
    made = HeadGrid()
    qtbot.addWidget(made)
    made.resize(240, 400)
    made.set_tiles(Tiles(several(5, 4, 1), ORDER, words=lambda: {pair: f"head {pair}" for pair in ORDER}))
    made.set_choice(((0, 0),))
    made.show()
    return made


@pytest.mark.parametrize("width", [60, 150, 240, 900])
@pytest.mark.parametrize("by_layer", [True, False])
def test_thumbnails_stand_inside_and_never_over_each_other(width: int, by_layer: bool) -> None:
    order = tuple((layer, head) for layer in range(6) for head in range(8))
    plan = lay_out(order, width, aspect=1.2, line=16, by_layer=by_layer)
    assert len(plan.boxes) == 48
    assert len(plan.layers) == (6 if by_layer else 0)
    for i, box in enumerate(plan.boxes):
        assert box.left() >= 0
        assert box.bottom() + plan.foot <= plan.height + 1
        assert box.right() <= max(width, 60) + 1
        assert not any(box.intersects(other) for other in plan.boxes[:i])
        assert plan.at(box.center()) == i


def test_the_atlas_has_the_colours_of_the_weights() -> None:
    weights = several(5, 4, 2)
    plan = lay_out(ORDER, 300, aspect=1.0, line=16, by_layer=True)
    image = atlas(weights, plan, 300)
    for pair, box in zip(plan.order, plan.boxes, strict=True):
        for row, column in ((0, 0), (4, 3), (2, 1)):
            point = QPointF(box.left() + (column + 0.5) * box.width() / 4, box.top() + (row + 0.5) * box.height() / 5)
            assert image.pixelColor(point.toPoint()) == colormap.color(float(weights[(*pair, row, column)]))


def test_thumbnails_with_their_own_scales_have_the_brightest_colour_there() -> None:
    weights = several(5, 4, 2) / 50
    plan = lay_out(ORDER, 300, aspect=1.0, line=16, by_layer=True)
    image = atlas(weights, plan, 300, tops=weights.max((2, 3)))
    for pair, box in zip(plan.order, plan.boxes, strict=True):
        row, column = divmod(int(weights[pair].argmax()), 4)
        point = QPointF(box.left() + (column + 0.5) * box.width() / 4, box.top() + (row + 0.5) * box.height() / 5)
        assert image.pixelColor(point.toPoint()) == colormap.color(1.0)


def test_a_single_bright_cell_survives_shrinking() -> None:
    weights = np.zeros((1, 1, 200, 200), np.float32)
    weights[0, 0, 77, 133] = 1
    assert fitted(weights, 40, 40).max() == 1


def test_clicks_choose_one_add_others_and_keep_the_last(grid: HeadGrid, qtbot: QtBot) -> None:
    chosen: list[object] = []
    grid.chosen.connect(lambda pairs: (chosen.append(pairs), grid.set_choice(pairs)))

    def click(pair: tuple[int, int], keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        place = grid.plan().boxes[ORDER.index(pair)].center().toPoint()
        qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, keys, place)

    click((1, 1))
    click((0, 2), Qt.KeyboardModifier.ControlModifier)
    click((1, 0), Qt.KeyboardModifier.ShiftModifier)
    click((1, 1), Qt.KeyboardModifier.ControlModifier)
    assert chosen == [((1, 1),), ((1, 1), (0, 2)), ((1, 1), (0, 2), (1, 0)), ((0, 2), (1, 0))]
    grid.set_choice(((0, 2),))
    click((0, 2), Qt.KeyboardModifier.ControlModifier)
    assert chosen[-1] == ((0, 2),), "something is always shown"
    place = grid.plan().layers[1][1].center().toPoint()
    qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=place)
    assert chosen[-1] == tuple((1, head) for head in range(HEADS))


def test_keys_walk_choose_and_switch(grid: HeadGrid, qtbot: QtBot) -> None:
    chosen: list[object] = []
    switched: list[object] = []
    grid.chosen.connect(chosen.append)
    grid.switched.connect(switched.append)
    grid.setFocus()
    for key in (Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Return, Qt.Key.Key_O):
        qtbot.keyClick(grid, key)
    assert chosen == [((1, 1),)]
    assert switched == [((1, 1),)]
    assert grid.accessibleDescription() == "head (1, 1)"
    qtbot.keyClick(grid, Qt.Key.Key_Home)
    qtbot.keyClick(grid, Qt.Key.Key_Left)
    assert grid._current == 0


def test_marks_are_drawn(grid: HeadGrid) -> None:
    plain = grid.grab().toImage()
    tiles = grid.tiles()
    assert tiles is not None
    some = frozenset([(1, 2)])
    effects = np.full((LAYERS, HEADS), np.nan)
    effects[0, 0] = 1.0
    for marked in (
        Tiles(tiles.weights, ORDER, off=some),
        Tiles(tiles.weights, ORDER, best=some),
        Tiles(tiles.weights, ORDER, taught=some),
        Tiles(tiles.weights, ORDER, sinks=some),
        Tiles(tiles.weights, ORDER, effects=effects),
    ):
        grid.set_tiles(marked)
        assert grid.grab().toImage() != plain
    grid.light((1,), (2,))
    assert not grid.grab().isNull()

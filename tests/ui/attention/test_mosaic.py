"""The mosaic: what is painted, pointed at and said is what the weights say, near and far, in memory and from files."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from attnviz.engine.attention import pyramid, tile_messages, weight_stack
from attnviz.engine.attention.weight_stack import FileLayer, WeightStack
from attnviz.engine.messages import Failure, Refused
from attnviz.ui.attention import mosaic_colors, mosaic_layout, mosaic_tiles
from attnviz.ui.attention.mosaic_drawing import Labels
from attnviz.ui.attention.mosaic_layout import Cell
from attnviz.ui.attention.mosaic_page import MosaicPage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot


def labels(queries: int, keys: int) -> Labels:
    return Labels([f"q{i}" for i in range(queries)], [f"k{i}" for i in range(keys)])


def shown(qtbot: QtBot, weights: np.ndarray, **how: Any) -> MosaicPage:
    page = MosaicPage("test", **how)
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show_stack(weight_stack.stack_of(weights), labels(*weights.shape[2:]))
    page.show()
    qtbot.waitExposed(page)
    rest(qtbot, page)
    return page


def rest(qtbot: QtBot, page: MosaicPage) -> None:
    """Wait until nothing moves and every tile is there."""
    qtbot.waitUntil(lambda: not page.map._rest.isActive() and not page.map.tiles._wanted)
    page.map.repaint()


def colors_at(page: MosaicPage, cell: Cell) -> set[int]:
    """The colours of the pixels that a cell touches, or would if Qt did not round the place of a picture to whole pixels."""
    box = page.map.view().to_screen(page.map.world.cell_box(cell)).adjusted(-0.5, -0.5, 0.5, 0.5)
    image = page.map.grab().toImage()
    across = range(int(box.left()), max(int(box.right()), int(box.left())) + 1)
    down = range(int(box.top()), max(int(box.bottom()), int(box.top())) + 1)
    return {image.pixel(x, y) & 0xFFFFFF for x in across for y in down}


def color(weight: float) -> int:
    return int(mosaic_colors.table(1.0)[np.float16(weight).view(np.uint16)]) & 0xFFFFFF


def sharp(queries: int = 300, keys: int = 300) -> tuple[np.ndarray, Cell]:
    weights = np.zeros((3, 4, queries, keys), np.float32)
    cell = Cell(1, 2, 217 * queries // 300, 33 * keys // 300)
    weights[cell] = 1.0
    return weights, cell


@pytest.mark.parametrize("shape", [(300, 300), (30, 300), (300, 30), (1, 1), (2, 90)])
def test_a_single_sharp_cell_is_seen_from_afar_and_near(qtbot: QtBot, shape: tuple[int, int]) -> None:
    weights, cell = sharp(*shape)
    page = shown(qtbot, weights)
    assert color(1.0) in colors_at(page, cell)
    page.map.show_head(cell.layer, cell.head)
    rest(qtbot, page)
    assert color(1.0) in colors_at(page, cell)
    other = Cell(cell.layer, cell.head, shape[0] - 1, shape[1] - 1)
    assert other == cell or color(1.0) not in colors_at(page, other)


def test_deep_models_of_few_heads_have_their_layers_side_by_side_where_there_is_room(qtbot: QtBot) -> None:
    page = shown(qtbot, np.random.default_rng(1).random((30, 9, 6, 6)).astype(np.float32))
    world = page.map.world
    assert world.turned
    assert (world.rows, world.columns) == (9, 30)
    upright = mosaic_layout.fitted(replace(world, turned=False), page.map.room()).scale
    assert mosaic_layout.fitted(world, page.map.room()).scale > 1.2 * upright
    page.resize(320, 900)
    qtbot.waitUntil(lambda: not page.map.world.turned)
    cell = Cell(28, 7, 5, 2)
    for _ in range(2):
        place = page.map.view().to_screen(page.map.world.cell_box(cell)).center()
        assert page.map._cell_at(place) == cell
        page.resize(900, 600)
        qtbot.waitUntil(lambda: page.map.world.turned)


def test_a_frame_of_a_file_spends_little_time_on_new_pictures_and_what_is_left_out_comes(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mosaic_tiles, "IN_FRAME", 0.0)
    page = shown(qtbot, sharp()[0])
    tiles, stack = page.map.tiles, page.map.stack
    tiles.show_stack(replace(stack, in_memory=False), tiles._colors)
    for key in list(tiles._left):
        tiles._kept[key.layer, key.head] = pyramid.tile(stack, key)
    tiles._left = []
    page.map._refresh()
    page.map.repaint()
    assert not tiles._images
    qtbot.waitUntil(lambda: len(tiles._images) == 12)


def test_what_is_no_number_has_a_colour_of_its_own(qtbot: QtBot) -> None:
    weights, cell = sharp()
    weights[cell] = np.nan
    page = shown(qtbot, weights)
    assert mosaic_colors.NO_NUMBER & 0xFFFFFF in colors_at(page, cell)


def test_hovering_finds_the_strongest_cell_under_the_pointer(qtbot: QtBot) -> None:
    weights, cell = sharp()
    page = shown(qtbot, weights)
    place = page.map.view().to_screen(page.map.world.cell_box(cell)).center().toPoint()
    QTest.mouseMove(page.map, place)
    qtbot.waitUntil(lambda: "1.000" in page.map.said())
    assert "layer 2, head 3" in page.map.said()
    assert "“q217” → “k33”" in page.map.said()
    assert "the strongest of" in page.map.said()


def test_every_cell_is_found_where_it_is_drawn(qtbot: QtBot) -> None:
    page = shown(qtbot, np.random.default_rng(1).random((2, 3, 20, 15)).astype(np.float32))
    for cell in (Cell(0, 0, 0, 0), Cell(1, 2, 19, 14), Cell(1, 0, 7, 3)):
        for look in (page.map.show_all, lambda cell=cell: page.map.show_cell(cell)):
            look()
            place = page.map.view().to_screen(page.map.world.cell_box(cell)).center()
            assert page.map.world.cell_at(page.map.view().to_world(place)) == cell


def test_the_wheel_goes_nearer_around_the_pointer_and_back(qtbot: QtBot) -> None:
    page = shown(qtbot, sharp()[0])
    at, whole = QPointF(420, 333), page.map.view()
    before = whole.to_world(at)
    page.map.zoom(3.0, at)
    after = page.map.view().to_world(at)
    assert (after - before).manhattanLength() < 1e-6 * page.map.world.width + 1
    for _ in range(10):
        page.map.zoom(0.5, at)
    assert page.map.view() == whole


def test_the_keyboard_walks_heads_and_cells_and_goes_back(qtbot: QtBot) -> None:
    page = shown(qtbot, sharp()[0])
    chosen: list[tuple[int, int]] = []
    page.chosen.connect(lambda *pair: chosen.append(pair))
    page.map.setFocus()
    QTest.keyClick(page.map, Qt.Key.Key_Down)
    QTest.keyClick(page.map, Qt.Key.Key_Right)
    assert chosen[-1] == (1, 1)
    QTest.keyClick(page.map, Qt.Key.Key_Return)
    assert mosaic_layout.main_head(page.map.world, page.map.view()) == (1, 1)
    QTest.keyClick(page.map, Qt.Key.Key_Right)
    assert page.map.pinned() == Cell(1, 1, 0, 1)
    for _ in range(3):
        QTest.keyClick(page.map, Qt.Key.Key_Escape)
    assert mosaic_layout.main_head(page.map.world, page.map.view()) is None


def test_a_click_chooses_a_head_and_a_drag_does_not(qtbot: QtBot) -> None:
    weights, cell = sharp()
    page = shown(qtbot, weights)
    chosen: list[tuple[int, int]] = []
    page.chosen.connect(lambda *pair: chosen.append(pair))
    place = page.map.view().to_screen(page.map.world.cell_box(cell)).center().toPoint()
    QTest.mouseClick(page.map, Qt.MouseButton.LeftButton, pos=place)
    assert chosen == [(cell.layer, cell.head)]
    assert page.map.pinned() == cell
    page.map.show_head(1, 1)
    before = page.map.view()
    QTest.mousePress(page.map, Qt.MouseButton.LeftButton, pos=place)
    for step in range(1, 5):
        QTest.mouseMove(page.map, place + QPoint(-20 * step, 0))
        qtbot.wait(1)
    QTest.mouseRelease(page.map, Qt.MouseButton.LeftButton, pos=place - QPoint(80, 0))
    assert chosen == [(cell.layer, cell.head)] or page.map.view() == before  # an offscreen screen may send no moves


def test_a_token_is_found_and_gone_to(qtbot: QtBot) -> None:
    page = shown(qtbot, sharp()[0])
    page.search.setText("q21")
    assert page.found.text() == "11 rows, 0 columns"
    page.find_next()
    pinned = page.map.pinned()
    assert pinned is not None
    assert pinned.query == 21
    page.find_next()
    assert (page.map.pinned() or pinned).query == 210
    page.search.setText("nowhere")
    page.find_next()
    assert page.found.text() == "not among the tokens"


def test_a_part_is_drawn_as_lines(qtbot: QtBot) -> None:
    weights, cell = sharp()
    page = shown(qtbot, weights)
    assert not page.lines.isVisible()
    page.map.show_cell(cell)
    rest(qtbot, page)
    assert page.lines.isVisible()
    page.lines.setChecked(True)
    picture = page._span.picture()
    assert picture is not None
    at = picture.rows.index("q217"), picture.columns.index("k33")
    assert picture.weights[at] == 1
    assert picture.links.sum() == 1
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert not page.lines.isChecked()


def test_another_scale_brightens_without_another_reading(qtbot: QtBot) -> None:
    weights, cell = sharp()
    page = shown(qtbot, weights * 0.01)
    assert color(1.0) not in colors_at(page, cell)
    page.choose_top("hundredth")
    rest(qtbot, page)
    assert color(1.0) in colors_at(page, cell)


# from files


class Engine:
    """Answers what is asked at once, and counts."""

    def __init__(self, show: Callable[[Any], None], failed: Callable[[Any], None]) -> None:
        self.show, self.failed = show, failed
        self.waiting: Any = None
        self.asked: list[Any] = []

    def ask(self, request: Any) -> None:
        self.waiting = request
        self.asked.append(request)

    def forget(self) -> None:
        self.waiting = None

    def answer(self) -> None:
        request, self.waiting = self.waiting, None
        try:
            answer: Any = tile_messages.read_tiles(None, request, lambda share, code: None)
        except Refused as refused:
            self.failed(Failure(request, refused.code, refused.parameters, str(refused)))
        else:
            self.show(answer)


@pytest.fixture
def from_file(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[MosaicPage, list[Engine], np.ndarray, Path]:
    monkeypatch.setattr(mosaic_tiles, "READ_AT_ONCE", 400_000)  # two maps
    weights, path = sharp()[0].astype(np.float16), tmp_path / "weights"
    path.write_bytes(weights.tobytes())
    each, known = weights[0].nbytes, weight_stack.stamp(path)
    layers = tuple(FileLayer(path, i * each, "float16", weights.shape[1:], known) for i in range(len(weights)))
    engines: list[Engine] = []

    def question(show: Callable[[Any], None], failed: Callable[[Any], None]) -> Engine:
        engines.append(Engine(show, failed))
        return engines[0]

    page = MosaicPage("test", question)
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    page.show_stack(WeightStack(layers, in_memory=False), labels(300, 300), size=12_900_000_000)
    return page, engines, weights, path


def test_a_file_is_read_in_the_background_and_its_cost_told_before(
    qtbot: QtBot, from_file: tuple[MosaicPage, list[Engine], np.ndarray, Path]
) -> None:
    page, engines, weights, _ = from_file
    assert "12.9 GB" in page.note.text()
    assert not page.is_settled()
    while engines[0].waiting is not None:
        time.sleep(0.001)
        engines[0].answer()
    assert page.is_settled()
    assert page.note.text() == ""
    cell = sharp()[1]
    page.map.repaint()
    assert color(1.0) in colors_at(page, cell)
    read = sum(len(request.keys) for request in engines[0].asked)
    assert read == weights.shape[0] * weights.shape[1]  # each map once


def test_reading_can_be_stopped_and_what_is_seen_is_read_all_the_same(
    qtbot: QtBot, from_file: tuple[MosaicPage, list[Engine], np.ndarray, Path]
) -> None:
    page, engines, _, _ = from_file
    page.cancel.click()
    assert "Stopped at 0 %" in page.note.text()
    assert not page.progress.isVisible()
    page.map.show_head(2, 3)
    page.map.repaint()
    assert engines[0].waiting is not None
    assert {(key.layer, key.head) for key in engines[0].waiting.keys} <= {(2, 3), (2, 2), (1, 3), (1, 2)}


def test_a_file_that_changes_is_told_and_the_window_lives(
    qtbot: QtBot, from_file: tuple[MosaicPage, list[Engine], np.ndarray, Path]
) -> None:
    page, engines, _, path = from_file
    engines[0].answer()
    path.write_bytes(b"another")
    engines[0].answer()
    assert "was changed while it was open" in page.note.text()
    page.map.show_head(0, 0)
    page.map.pin(Cell(0, 0, 5, 5))
    page.map.repaint()

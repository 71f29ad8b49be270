"""Attention over a picture: what is drawn, lit and said is what the weights say, wherever one points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from attnviz.engine.attention import examples
from attnviz.engine.attention.maps import MapView, picture
from attnviz.engine.attention.messages import ENCODER, Attention, AttentionBetween, Patches, Token
from attnviz.engine.messages import frozen
from attnviz.ui.attention import patch_places, scales
from attnviz.ui.attention.picture_page import PicturePage
from attnviz.ui.files import writers
from attnviz.ui.widgets.selection import Selection, Spot

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

ROWS, COLUMNS = 3, 4
WORDS = MapView()
SPECIAL = Token(id=0, text="[CLS]", start=-1, end=-1, starts_word=True, kind="special")


def drawn(queries: int, keys: int) -> np.ndarray:
    """One head's weights, different everywhere."""
    return frozen(np.random.default_rng(3).dirichlet(np.ones(keys), (1, 1, queries)))


def small_patches() -> Patches:
    return Patches(ROWS, COLUMNS, frozen(np.full((30, 40, 3), 128), "uint8"), (SPECIAL,))


def caption() -> AttentionBetween:
    words, patches = examples.sentence("A ball lies there"), small_patches()
    return AttentionBetween(Attention("cross_attention", drawn(len(words), len(patches))), words, patches)


def patches_among_themselves() -> AttentionBetween:
    patches = small_patches()
    return AttentionBetween(Attention(ENCODER, drawn(len(patches), len(patches))), patches, patches)


def open_page(qtbot: QtBot, between: AttentionBetween, view: MapView = WORDS) -> PicturePage:
    page = PicturePage("attention", Selection())
    qtbot.addWidget(page)
    seen = picture(between.attention.weights[0, 0], between.queries.tokens, between.keys.tokens, view)
    page.show_picture(seen, between)
    page.resize(900, 600)
    with qtbot.waitExposed(page):
        page.show()
    return page


def shown(page: PicturePage) -> np.ndarray:
    """The weights that lie over the picture."""
    values, highest = page.view.layer().values, page.legend._high
    assert values is not None
    return values * float(highest)


def point_at(page: PicturePage, place: int) -> None:
    """Bring the pointer to the middle of a patch."""
    assert page._keys is not None
    box = patch_places.box(page._keys, place)
    assert box is not None
    QTest.mouseMove(
        page.view, page.view.rect().topLeft()
    )  # else no move at all, where the test before has left it there
    QTest.mouseMove(page.view, page.view.to_widget().map(box.center()).toPoint())


def numbers(page: PicturePage) -> list[str]:
    return [bar.number() for bar in page.list.bars if bar.isVisible()]


def test_a_patch_is_found_where_it_is_drawn() -> None:
    axis = small_patches()
    for place in range(1, len(axis)):
        box = patch_places.box(axis, place)
        assert box is not None
        assert patch_places.place_at(axis, box.center().x(), box.center().y()) == place
    assert patch_places.box(axis, 0) is None  # the class token stands beside
    assert patch_places.place_at(axis, 1.0, 1.0) == len(axis) - 1
    assert patch_places.place_at(axis, -0.01, 0.5) is None


def test_arrow_keys_walk_the_patches_and_stay_among_them() -> None:
    axis, keys = small_patches(), Qt.Key
    assert patch_places.step(axis, None, keys.Key_Right) == 1
    assert patch_places.step(axis, 1, keys.Key_Right) == 2
    assert patch_places.step(axis, 1, keys.Key_Down) == 1 + COLUMNS
    assert patch_places.step(axis, 1, keys.Key_Up) == 1
    assert patch_places.step(axis, 6, keys.Key_Home) == 5
    assert patch_places.step(axis, 6, keys.Key_End) == 8
    assert patch_places.step(axis, 0, keys.Key_Left) == 1  # from the class token into the picture


@pytest.mark.parametrize("row", range(5))
def test_a_word_lays_its_weights_over_the_picture(qtbot: QtBot, row: int) -> None:
    between = caption()
    page = open_page(qtbot, between)
    page.words._selection.hover(Spot(row=row))
    line = between.attention.weights[0, 0, row]
    np.testing.assert_allclose(shown(page), line[1:].reshape(ROWS, COLUMNS), rtol=0.02)
    assert numbers(page) == [scales.number(weight) for weight in sorted(line, reverse=True)[: len(numbers(page))]]
    assert scales.number(float(line[0])) in page.beside.text()
    assert page._map is not None
    assert page._map.rows[row] in page.list.heading.text()


def test_nothing_pointed_at_shows_the_mean_of_all_words(qtbot: QtBot) -> None:
    between = caption()
    page = open_page(qtbot, between)
    mean = between.attention.weights[0, 0].mean(0)
    np.testing.assert_allclose(shown(page), mean[1:].reshape(ROWS, COLUMNS), rtol=0.02)


@pytest.mark.parametrize("place", [1, 7, 12])
def test_a_patch_tells_which_words_look_at_it(qtbot: QtBot, place: int) -> None:
    between = caption()
    page = open_page(qtbot, between)
    point_at(page, place)
    assert page._selection.hovered == Spot(column=place)
    line = between.attention.weights[0, 0, :, place]
    assert numbers(page) == [scales.number(weight) for weight in sorted(line, reverse=True)]
    assert page.list.places() == tuple(np.argsort(-line))
    glow = [page.words._glow(i) for i in range(len(line))]
    np.testing.assert_allclose(glow, line / line.max(), rtol=1e-5)


def test_a_pinned_word_and_a_patch_say_their_weight(qtbot: QtBot) -> None:
    between = caption()
    page = open_page(qtbot, between)
    page._selection.pin(Spot(row=1))
    point_at(page, 6)
    weight = scales.number(float(between.attention.weights[0, 0, 1, 6]))
    assert page.list.reading.text().endswith(weight)
    assert [frame.text for frame in page.view.frames()] == [weight]
    assert page.view.accessibleDescription().endswith(weight)


def test_a_click_keeps_a_patch_and_a_second_takes_it_back(qtbot: QtBot) -> None:
    page = open_page(qtbot, caption())
    point_at(page, 6)
    at = page.view.to_widget().map(page.view.frames()[0].place.center()).toPoint()
    for pinned in (Spot(column=6), None):
        QTest.mouseClick(page.view, Qt.MouseButton.LeftButton, pos=at)
        assert page._selection.pinned == pinned


def test_the_keyboard_walks_pins_and_clears(qtbot: QtBot) -> None:
    page = open_page(qtbot, caption())
    page.view.setFocus()
    for key, hovered in ((Qt.Key.Key_Down, 1), (Qt.Key.Key_Down, 1 + COLUMNS), (Qt.Key.Key_Right, 2 + COLUMNS)):
        QTest.keyClick(page.view, key)
        assert page._selection.hovered == Spot(column=hovered)
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert page._selection.pinned == Spot(column=2 + COLUMNS)
    QTest.keyClick(page.view, Qt.Key.Key_Escape)
    assert page._selection.shown is None


@pytest.mark.parametrize("direction", ["from", "to"])
def test_a_patch_among_patches_looks_and_is_looked_at(qtbot: QtBot, direction: str) -> None:
    between = patches_among_themselves()
    page = open_page(qtbot, between)
    page.directions[direction].click()
    point_at(page, 7)
    weights = between.attention.weights[0, 0]
    line = weights[7] if direction == "from" else weights[:, 7]
    np.testing.assert_allclose(shown(page), line[1:].reshape(ROWS, COLUMNS), rtol=0.02)
    page._selection.pin(page._selection.hovered)
    point_at(page, 2)  # read off beside what is pinned
    weight = weights[7, 2] if direction == "from" else weights[2, 7]
    assert page.list.reading.text().endswith(scales.number(float(weight)))


def test_the_class_token_looks_at_the_picture(qtbot: QtBot) -> None:
    between = patches_among_themselves()
    page = open_page(qtbot, between)
    row = next(row for row in page.extras if row.isVisible())
    QTest.mouseMove(row, row.box(0).center().toPoint())
    line = between.attention.weights[0, 0, 0]
    np.testing.assert_allclose(shown(page), line[1:].reshape(ROWS, COLUMNS), rtol=0.02)


@pytest.mark.parametrize("scale", scales.SCALES)
def test_the_legend_ends_at_what_full_colour_stands_for(qtbot: QtBot, scale: str) -> None:
    between = caption()
    page = open_page(qtbot, between)
    page.scale.set_key(scale)
    page._selection.hover(Spot(row=2))
    over = between.attention.weights[0, 0][:, 1:]
    highest = {"line": float(over[2].max()), "map": float(over.max()), "one": 1.0}[scale]
    assert page.legend._high == scales.number(highest)
    values = page.view.layer().values
    assert values is not None
    np.testing.assert_allclose(values * highest, over[2].reshape(ROWS, COLUMNS), rtol=1e-5)
    assert scales.sentence(scale) in page.caption.text()


def test_hidden_tokens_are_not_drawn(qtbot: QtBot) -> None:
    page = open_page(qtbot, caption(), MapView(hide_special=True))
    point_at(page, 7)
    assert page._selection.hovered == Spot(column=6)  # without the class token before it
    assert page.beside.text().endswith("0.000")


def test_a_bar_pins_the_weight_that_it_shows(qtbot: QtBot) -> None:
    page = open_page(qtbot, caption())
    page._selection.pin(Spot(row=1))
    QTest.mouseClick(page.list.bars[0], Qt.MouseButton.LeftButton)
    assert page._selection.pinned == Spot(1, page.list.places()[0])
    assert page.list.reading.text().endswith(page.list.bars[0].number())


def test_leaving_the_picture_points_at_nothing(qtbot: QtBot) -> None:
    page = open_page(qtbot, caption())
    point_at(page, 3)
    page.view._hover(page.view.place(QPointF(-5, -5)))
    assert page._selection.hovered is None


@pytest.mark.parametrize("vector", [False, True])
def test_in_a_file_the_brighter_patch_has_the_larger_weight(qtbot: QtBot, vector: bool) -> None:
    between = caption()
    page = open_page(qtbot, between)
    page.smooth.setChecked(False)
    page._selection.hover(Spot(row=1))
    size = page.drawn_size()
    image = writers.image(lambda painter, room, _: page.draw(painter, room, vector), size, QColor("white"), ratio=1.0)
    assert page._keys is not None
    boxes = [patch_places.box(page._keys, place) for place in range(1, len(page._keys))]
    centers = [QPointF(box.center().x() * size.width(), box.center().y() * size.height()) for box in boxes if box]
    luminance = [QColor(image.pixel(center.toPoint())).lightnessF() for center in centers]
    line = between.attention.weights[0, 0, 1, 1:]
    assert int(np.argmax(luminance)) == int(np.argmax(line))
    assert np.corrcoef(luminance, line)[0, 1] > 0.8

"""Attention over a sound: letters and moments are found where they are drawn, and what is said is what the weights say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QSizeF, Qt
from PySide6.QtTest import QTest

from attnviz.engine.attention import examples
from attnviz.engine.attention.maps import MapView, picture
from attnviz.engine.attention.messages import Attention, AttentionBetween, Frames
from attnviz.engine.messages import frozen
from attnviz.ui import theme
from attnviz.ui.attention import scales, sound_drawing
from attnviz.ui.attention.sound_drawing import WAYS
from attnviz.ui.attention.sound_page import SoundPage
from attnviz.ui.files import writers
from attnviz.ui.widgets import colormap
from attnviz.ui.widgets.heatmap_drawing import PaintStyle
from attnviz.ui.widgets.selection import Selection, Spot

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

FRAMES = 20
LETTERS = MapView(words=False)


def said(*, mel: bool = True, log_mel_columns: int = FRAMES) -> AttentionBetween:
    """Letters and a short sound, with weights that are different everywhere."""
    letters = examples.sentence("we see", letters=True)
    waveform = frozen(np.sin(np.arange(FRAMES * 40) / 9))
    log_mel = frozen(np.random.default_rng(1).random((6, log_mel_columns))) if mel else None
    frames = Frames(FRAMES, 0.05, waveform, 800, log_mel)
    weights = np.random.default_rng(3).dirichlet(np.ones(FRAMES), (1, 1, len(letters)))
    return AttentionBetween(Attention("cross_attention", frozen(weights)), letters, frames)


def open_page(qtbot: QtBot, between: AttentionBetween, view: MapView = LETTERS) -> SoundPage:
    page = SoundPage("attention", Selection())
    qtbot.addWidget(page)
    seen = picture(between.attention.weights[0, 0], between.queries.tokens, between.keys.tokens, view)
    page.show_picture(seen, between)
    page.resize(900, 600)
    with qtbot.waitExposed(page):
        page.show()
    return page


def move_to(page: SoundPage, point: QPointF) -> None:
    """Bring the pointer there, from elsewhere: else there is no move where the test before has left it."""
    for at in (QPointF(), point):
        QTest.mouseMove(page.view, at.toPoint())


def numbers(page: SoundPage) -> list[str]:
    return [bar.number() for bar in page.list.bars if bar.isVisible()]


def highest(line: np.ndarray, count: int) -> list[str]:
    return [scales.number(float(weight)) for weight in np.sort(line)[::-1][:count]]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("mel", [True, False])
@pytest.mark.parametrize("size", [(320, 240), (900, 600), (2400, 1300)])
def test_everything_is_found_where_it_is_drawn(qtbot: QtBot, way: str, mel: bool, size: tuple[int, int]) -> None:
    page = open_page(qtbot, said(mel=mel))
    between, seen = said(mel=mel), page.picture()
    assert seen is not None
    assert isinstance(between.keys, Frames)
    style = PaintStyle(page.font(), theme.colors())
    tracks = sound_drawing.lay_out(QSizeF(*size), seen, between.keys, style, lines=way == "lines")
    for row, label in enumerate(tracks.labels):
        assert sound_drawing.spot_at(tracks, label.center()) == Spot(row=row)
    for column in range(FRAMES):
        for track in (tracks.wave, tracks.mel, tracks.seconds) if mel else (tracks.wave, tracks.seconds):
            place = tracks.column(column, track)
            assert sound_drawing.spot_at(tracks, place.center()) == Spot(column=column)
        for row in range(len(tracks.labels)):
            cell = QPointF(tracks.column(column, tracks.map).center().x(), tracks.row(row).center().y())
            if way == "cells":
                assert sound_drawing.spot_at(tracks, cell) == Spot(row, column)
    for left, right in ((tracks.map, tracks.wave), (tracks.wave, tracks.seconds)):
        assert (left.left(), left.right()) == (right.left(), right.right())  # one axis of time
        assert left.bottom() <= right.top()


@pytest.mark.parametrize(("row", "column"), [(0, 0), (2, 7), (5, FRAMES - 1)])
def test_a_cell_says_its_weight(qtbot: QtBot, row: int, column: int) -> None:
    between = said()
    page = open_page(qtbot, between)
    page.view.setFocus()
    tracks = page.view.tracks()
    at = QPointF(tracks.column(column, tracks.map).center().x(), tracks.row(row).center().y())
    move_to(page, at)
    assert page._selection.hovered == Spot(row, column)
    weight = float(between.attention.weights[0, 0, row, column])
    assert page.list.reading.text().endswith(scales.number(weight))
    assert page.view.accessibleDescription() == f"{page.view.describe(Spot(row, column))}"
    assert page.view.describe(Spot(row, column)).endswith(f"{weight:.2f}" if weight >= 0.1 else f"{weight:.3f}")


@pytest.mark.parametrize("way", WAYS)
def test_a_letter_and_a_moment_each_list_their_strongest(qtbot: QtBot, way: str) -> None:
    between = said()
    page = open_page(qtbot, between)
    page.ways[way].click()
    weights, tracks = between.attention.weights[0, 0], page.view.tracks()
    move_to(page, tracks.labels[3].center())
    assert numbers(page) == highest(weights[3], len(page.list.bars))
    move_to(page, tracks.column(9, tracks.wave).center())
    assert numbers(page) == highest(weights[:, 9], len(weights))
    assert "0.45 s" in page.list.heading.text()
    page._selection.hover(None)
    assert numbers(page) == highest(weights.mean(0), len(page.list.bars))


def test_arrow_keys_walk_letters_and_moments(qtbot: QtBot) -> None:
    page = open_page(qtbot, said())
    page.view.setFocus()
    keys = Qt.Key
    for key, spot in (
        (keys.Key_Down, (0, 0)),
        (keys.Key_Down, (1, 0)),
        (keys.Key_Right, (1, 1)),
        (keys.Key_End, (1, FRAMES - 1)),
        (keys.Key_Right, (1, FRAMES - 1)),
        (keys.Key_Up, (0, FRAMES - 1)),
    ):
        QTest.keyClick(page.view, key)
        assert page._selection.hovered == Spot(*spot)


def test_letters_are_joined_to_words(qtbot: QtBot) -> None:
    between = said()
    page = open_page(qtbot, between, MapView(words=True))
    seen = page.picture()
    assert seen is not None
    assert seen.rows == ("we", "see", "</s>")
    np.testing.assert_allclose(seen.weights[1], between.attention.weights[0, 0, 2:5].mean(0), rtol=1e-4)


@pytest.mark.parametrize("scale", scales.SCALES)
def test_the_brightest_cell_is_where_the_scale_ends(scale: str) -> None:
    weights = said().attention.weights[0, 0]
    shares = weights / scales.tops(scale, weights)
    np.testing.assert_allclose(
        shares.max(1) if scale == "line" else shares.max(), 1.0 if scale != "one" else weights.max()
    )
    assert shares.max() <= 1 + 1e-6


def test_a_sharp_weight_is_not_lost_among_many_frames() -> None:
    weights = np.zeros((2, 1000), np.float32)
    weights[0, 123], weights[1, 999] = 1, 0.5
    made = sound_drawing.pooled(weights, 37)
    assert made.shape == (2, 37)
    np.testing.assert_array_equal(made.max(1), [1, 0.5])
    np.testing.assert_array_equal(sound_drawing.pooled(weights, 2000), weights)


@pytest.mark.parametrize("count", [1, 20, 160, 161, 1500])
def test_lines_go_to_the_strongest_moments_only(count: int) -> None:
    columns = [(i / count, (i + 1) / count) for i in range(count)]
    shares = np.random.default_rng(count).random(count).astype(np.float32)
    parts = sound_drawing.strongest_parts(columns, shares, 24)
    assert 1 <= len(parts) <= 24
    assert max(share for *_, share in parts) == shares.max()
    for begin, end, share in parts:
        inside = shares[round(begin * count) : round(end * count)]
        assert inside.max() == np.float32(share)


def test_the_envelope_reaches_as_far_as_the_sound() -> None:
    waveform = np.random.default_rng(1).uniform(-1, 1, 5000).astype(np.float32)
    low, high = sound_drawing.envelope(waveform, 70)
    assert (low.min(), high.max()) == (waveform.min(), waveform.max())
    assert (low <= high).all()


@pytest.mark.parametrize("seconds", [0.3, 2.12, 30.0, 3600.0])
@pytest.mark.parametrize("width", [200.0, 2000.0])
def test_seconds_are_round_and_have_room(seconds: float, width: float) -> None:
    found = sound_drawing.ticks(seconds, width, 50)
    assert found[0] == 0
    assert found[-1] <= seconds
    steps = np.diff(found)
    assert (steps * width / seconds >= 50 - 1e-6).all()
    assert all(f"{second:g}" == f"{second:.6g}" for second in found)


@pytest.mark.parametrize("way", WAYS)
def test_an_empty_map_is_drawn_as_nothing(qtbot: QtBot, way: str) -> None:
    page = open_page(qtbot, said())
    page.show_way(way)
    between = said()
    tokens = between.queries.tokens[-1:]  # the end token alone, which is hidden
    seen = picture(between.attention.weights[0, 0, -1:], tokens, between.keys.tokens, MapView(hide_special=True))
    page.show_picture(seen, between)
    page.grab()
    assert not numbers(page)


@pytest.mark.parametrize("scale", scales.SCALES)
def test_a_cell_in_a_file_has_the_colour_of_its_weight(qtbot: QtBot, scale: str) -> None:
    between = said()
    page = open_page(qtbot, between)
    page.scale.set_key(scale)
    page._rescale()
    seen, size = page.picture(), page.drawn_size()
    assert seen is not None
    assert isinstance(between.keys, Frames)
    image = writers.image(page.draw, size, theme.LIGHT.panel, ratio=1.0)
    tracks = sound_drawing.lay_out(size, seen, between.keys, PaintStyle(page.view.font(), theme.LIGHT), lines=False)
    shares = seen.weights / scales.tops(scale, seen.weights)
    for row, column in ((0, 0), (1, 5), (3, 12), (5, FRAMES - 1)):
        at = QPointF(tracks.column(column, tracks.map).center().x(), tracks.row(row).center().y())
        assert image.pixelColor(at.toPoint()) == colormap.color(float(shares[row, column]))


@pytest.mark.parametrize("way", WAYS)
def test_what_is_pinned_is_in_the_file(qtbot: QtBot, way: str) -> None:
    page = open_page(qtbot, said())
    page.show_way(way)
    plain = writers.image(page.draw, page.drawn_size(), theme.LIGHT.panel)
    page._selection.pin(Spot(row=2))
    assert writers.image(page.draw, page.drawn_size(), theme.LIGHT.panel) != plain

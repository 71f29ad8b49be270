"""Figures and copies of the Latent pane: the grid that is seen, with its names, in every format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFont, QGuiApplication

from attnviz.ui import theme
from attnviz.ui.attention.figure import FORMATS, FigureOptions
from attnviz.ui.attention.figure_dialog import file_bytes
from tests.tiny.vae import make_vaes
from tests.ui.latent.test_pane import opened

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from attnviz.ui.panes.latent.pane import LatentPane
    from tests.ui.latent.test_pane import Open


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_vaes(tmp_path_factory.mktemp("models"))


@pytest.fixture
def pane(open_window: Open, models: Path, qtbot: QtBot) -> LatentPane:
    return opened(open_window, models, qtbot)


def show_whole_grid(pane: LatentPane, qtbot: QtBot) -> None:
    pane.show_section("traverse")
    qtbot.waitUntil(lambda: bool(pane.traverse.sheet()[0]), timeout=20_000)


def test_a_traversal_grid_is_a_figure_with_the_names_of_its_rows(pane: LatentPane, qtbot: QtBot):
    show_whole_grid(pane, qtbot)
    figure = pane._figure()
    assert figure is not None
    for format in FORMATS:
        data = file_bytes(figure, FigureOptions(format=format, width=8.0, caption=True), QFont())
        assert data.startswith({"pdf": b"%PDF", "svg": b"<?xml", "png": b"\x89PNG"}[format])
        if format == "svg":
            for name in pane.traverse.sheet()[1]:
                assert name.encode() in data
    narrow, wide = (figure.size(FigureOptions(width=width), QFont()) for width in (8.0, 16.0))
    assert wide.height() > narrow.height()


@pytest.mark.parametrize("section", ["sliders", "interpolate", "map", "encode"])
def test_every_section_is_a_figure(pane: LatentPane, qtbot: QtBot, section: str):
    pane.show_section(section)
    qtbot.waitUntil(lambda: pane._figure() is not None, timeout=20_000)
    figure = pane._figure()
    assert figure is not None
    assert file_bytes(figure, FigureOptions(format="png", dpi=72), QFont()).startswith(b"\x89PNG")
    assert section in figure.stem


def test_before_all_rows_are_there_one_sentence_is_said(pane: LatentPane, qtbot: QtBot):
    show_whole_grid(pane, qtbot)
    pane.traverse._values.clear()
    pane.exporter._open_figure()
    assert pane.message.text()


def test_grid_and_codes_are_copied(pane: LatentPane, qtbot: QtBot):
    show_whole_grid(pane, qtbot)
    clipboard = QGuiApplication.clipboard()
    pane.exporter.copy("grid")
    assert clipboard.image().width() > clipboard.image().height() / 4
    pane.exporter.copy("svg")
    assert clipboard.mimeData().hasFormat("image/svg+xml")
    pane.exporter.copy("latex")
    assert f"{float(pane.state.code.z[0]):.2f}" in clipboard.text()
    pane.exporter.copy("markdown")
    assert "| sliders |" in clipboard.text()


def test_grids_have_the_larger_share_of_the_room_and_what_was_dragged_is_kept(pane: LatentPane):
    even = pane.splitter.sizes()
    pane.show_section("traverse")
    wide = pane.splitter.sizes()
    assert wide[1] / sum(wide) > even[1] / sum(even)
    pane.show_section("sliders")
    assert pane.splitter.sizes() == pytest.approx(even, abs=2)
    saved = pane.save_own()["halves"]
    pane.restore_own({"halves": {"even": [500, 300], "wide": "nonsense", "x": [1, 2]}})
    assert pane.splitter.sizes()[0] > pane.splitter.sizes()[1]
    assert saved["wide"] == pytest.approx(wide, abs=2)
    here = pane._screen()
    pane.restore_own(
        {"halves": {"even": [500, 300]}, "screens": {"1x1": {"even": [500, 300]}, here: {"even": [300, 500]}}}
    )
    assert pane.splitter.sizes()[0] < pane.splitter.sizes()[1]
    assert set(pane.save_own()["screens"]) == {"1x1", here}


def test_a_figure_of_what_is_seen_has_the_paper_of_the_theme(pane: LatentPane, qtbot: QtBot):
    qtbot.waitUntil(lambda: pane._figure() is not None, timeout=20_000)
    figure = pane._figure()
    assert figure is not None
    assert figure.background(FigureOptions(dark=True)) == theme.colors().panel

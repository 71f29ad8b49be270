"""An example of each axis is seen in the real view, says that it is made, and what one points at is what its weights say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtGui import QImage

from attnviz.cli import main
from attnviz.engine.attention.examples import EXAMPLES
from attnviz.ui import i18n, theme
from attnviz.ui.attention import heads_tiles, scales
from attnviz.ui.attention.example_view import ExampleView
from attnviz.ui.attention.heatmap_page import HeatmapPage
from attnviz.ui.attention.lines_page import LinesPage
from attnviz.ui.attention.picture_page import PicturePage
from attnviz.ui.attention.sound_page import SoundPage
from attnviz.ui.widgets.selection import Spot

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize("layer", [1, 2])
@pytest.mark.parametrize("head", [1, 2, 3])
@pytest.mark.parametrize("example", EXAMPLES)
def test_every_head_of_an_example_can_be_pointed_at(qtbot: QtBot, example: str, layer: int, head: int) -> None:
    view = ExampleView(example)
    qtbot.addWidget(view)
    view.resize(1000, 640)
    view.show()
    view.choose(layer - 1, head - 1)
    weights = view.between.attention.weights[layer - 1, head - 1]
    row, column = 2, weights.shape[1] // 2
    view.selection.replace(Spot(row, column), None)
    for page in view.pages.values():
        if isinstance(page, HeatmapPage | LinesPage):
            seen, said = page.map.picture(), page.map.describe(Spot(row, column))
            weight = weights[row, column]
            assert said.endswith(f"{weight:.2f}" if weight >= 0.1 else f"{weight:.3f}")
        else:
            assert isinstance(page, PicturePage | SoundPage)
            seen, said = page.picture(), page.list.reading.text()
            assert said.endswith(scales.number(float(weights[row, column])))
        assert seen is not None
        np.testing.assert_allclose(seen.weights, weights, rtol=1e-4, atol=1e-7)


@pytest.mark.parametrize(
    ("example", "pages"),
    [("words", ["heatmap", "lines"]), ("patches", ["patches", "heatmap"]), ("frames", ["sound", "heatmap"])],
)
def test_every_axis_has_its_pages(example: str, pages: list[str], qtbot: QtBot) -> None:
    view = ExampleView(example)
    qtbot.addWidget(view)
    assert list(view.pages) == pages
    for page in pages:
        view.view.view_bar.pictures[page].click()
        assert view.view.page() == page


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_an_example_says_that_it_is_made(qtbot: QtBot, qapp: QApplication, language: str) -> None:
    said = {}
    for example in EXAMPLES:
        view = ExampleView(example)
        qtbot.addWidget(view)
        i18n.apply(qapp, language)
        qapp.processEvents()
        said[example] = view.made.text()
    assert all(said.values())
    assert (said["words"] == "made by hand, no model's answer") == (language == "en")


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_command_writes_its_picture(tmp_path: Path, qapp: QApplication, example: str) -> None:
    out = tmp_path / "x.png"
    command = ["shot", "attention", "--example", example, "--out", str(out), "--theme", "dark", "--size", "900x600"]
    assert main(command) == 0
    image = QImage(str(out))
    assert (image.width(), image.height()) == (900, 600)
    assert image.pixelColor(2, 300) == theme.DARK.window


def test_an_example_that_there_is_not_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for given in ([], ["--example", "smells"]):
        assert main(["shot", "attention", *given, "--out", str(tmp_path / "x.png")]) == 2
        assert "words, patches, frames" in capsys.readouterr().err


@pytest.mark.parametrize("example", EXAMPLES)
def test_small_maps_of_heads_end_at_the_weight_that_is_told(qtbot: QtBot, example: str) -> None:
    view = ExampleView(example)
    qtbot.addWidget(view)
    between = view.between
    tiles, tops = view.view.drawer.grid.tiles(), heads_tiles.own_scales(between)
    assert tiles is not None
    assert (tops is None) == (tiles.tops is None) == (example == "words")
    assert ("own scale" in view.view.drawer.legend.text()) == (example != "words")
    if tops is not None:
        assert tops.shape == between.attention.weights.shape[:2]
        assert all(scales.number(float(tops[pair])) in said for pair, said in tiles.words().items())

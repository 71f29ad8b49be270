"""Figures: their size in centimetres, what stands in them, the three formats, the dialog and what it remembers."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import QWidget

from attnviz.engine.attention.examples import EXAMPLES
from attnviz.engine.attention.maps import MapView
from attnviz.ui.attention.export import TitledMap
from attnviz.ui.attention.figure import FORMATS, Figure, FigureOptions, options_from, remembered
from attnviz.ui.attention.figure_dialog import FigureDialog, file_bytes
from attnviz.ui.attention.map_choice import MapChoice, shown_map
from attnviz.ui.widgets import colormap

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def figure(*titles: str, lines: bool = False) -> Figure:
    between = EXAMPLES["words"]()
    picture = shown_map((between,), MapChoice(MapView())).picture
    maps = tuple(TitledMap(title, picture) for title in titles or ("One head",))
    return Figure(maps, "What a bright cell means.", "translation", "source", lines=lines)


@pytest.fixture
def font(qapp: object) -> QFont:
    return QFont("Noto Sans")


def points(pdf: bytes) -> tuple[float, float]:
    """Width and height of the page of a PDF, in points."""
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert box
    return float(box[1]), float(box[2])


@pytest.mark.parametrize("width", [6.0, 12.0, 17.5])
def test_a_pdf_is_as_wide_as_wanted_and_its_text_is_text(font: QFont, width: float):
    pdf = file_bytes(figure(), FigureOptions("pdf", width), font)
    assert pdf.startswith(b"%PDF")
    assert points(pdf)[0] == pytest.approx(width / 2.54 * 72, abs=1)
    assert b"/Font" in pdf
    assert b"/Subtype /Image" not in pdf  # nothing is painted as pixels


def test_a_png_has_the_pixels_that_width_and_resolution_ask_for(font: QFont):
    image = QImage.fromData(QByteArray(file_bytes(figure(), FigureOptions("png", 10.0, dpi=254), font)))
    assert image.width() == pytest.approx(1000, abs=2)


def test_an_svg_says_what_is_chosen_and_nothing_else(font: QFont):
    options = FigureOptions("svg", caption=True)
    full = file_bytes(figure("First", "Second"), options, font).decode()
    for text in ("First", "Second", "translation", "source", "What a bright cell means."):
        assert f">{text}<" in full
    bare = replace(options, caption=False, title=False, axes=False, numbers=False, bar=False)
    text = "".join(re.findall(r">([^<>]+)</text>", file_bytes(figure("First"), bare, font).decode()))
    assert "First" not in text
    assert "translation" not in text
    assert not re.search(r"\d", text)


def test_another_colour_scale_colours_the_cells(font: QFont):
    grey = file_bytes(figure(), FigureOptions("svg", scale=colormap.GREY, numbers=False), font).decode()
    fills = {
        tuple(int(value[i : i + 2], 16) for i in (0, 2, 4)) for value in re.findall(r'fill="#([0-9a-f]{6})"', grey)
    }
    cells = [fill for fill in fills if fill not in {(255, 255, 255), (0, 0, 0)}]
    assert any(max(fill) - min(fill) <= 2 for fill in cells)
    assert not any(max(fill) - min(fill) > 60 for fill in cells)  # no colour at all


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("lines", [False, True])
def test_every_format_can_be_had_of_both_pictures(font: QFont, format: str, lines: bool):
    assert len(file_bytes(figure(lines=lines), FigureOptions(format, 5.0, font=5, dark=True), font)) > 1000


def test_the_dialog_previews_and_hands_over_what_is_chosen(qtbot: QtBot):
    owner = QWidget()
    qtbot.addWidget(owner)
    dialog = FigureDialog(figure(), FigureOptions(), owner)
    dialog.show()
    before = dialog.preview.pixmap().toImage()
    dialog.scale.setCurrentIndex(dialog.scale.findData(colormap.GREY))
    assert dialog.preview.pixmap().toImage() != before
    assert not dialog.dpi.isEnabled()
    dialog.format.setCurrentIndex(dialog.format.findData("png"))
    assert dialog.dpi.isEnabled()
    assert "pixels" in dialog.told.text()
    dialog.width_cm.setValue(60)
    dialog.dpi.setValue(1200)
    assert dialog.told.text() == "Too many pixels; choose fewer dots per inch."
    dialog.dpi.setValue(100)
    taken: list[FigureOptions] = []
    dialog.save_wanted.connect(taken.append)
    dialog.buttons.accepted.emit()
    assert taken == [FigureOptions("png", 60.0, dpi=100, scale=colormap.GREY)]
    assert options_from(remembered(taken[0])) == taken[0]


@pytest.mark.parametrize(
    "state",
    [{}, {"width": "x"}, {"width": float("nan")}, {"format": "exe", "scale": "jet", "dpi": True}, {"font": None}],
)
def test_choices_that_make_no_sense_are_as_at_first(state: dict[str, object]):
    assert options_from(state) == FigureOptions()

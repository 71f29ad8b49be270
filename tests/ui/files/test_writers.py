"""What is saved opens elsewhere: SVG is XML whatever was typed, and no spreadsheet works out a word."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ElementTree
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtSvg import QSvgRenderer

from attnviz.ui.files import writers
from attnviz.ui.panes.latent import file_formats

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

FORBIDDEN = "\x00\x01\x08\x0b\x0c\x0e\x1b\x1f\ufffe\uffff\ud800"


@pytest.mark.parametrize(
    "character", [*FORBIDDEN, FORBIDDEN, "\t", "\n", "\x85", "\u2028", "<&>\"'", "]]>", "猫🐈", "\x7f"]
)
def test_an_svg_opens_whatever_was_typed(qtbot: QtBot, character: str) -> None:
    text = f"a{character}b"

    def draw(painter: QPainter, size: QSizeF, vector: bool) -> None:
        painter.drawText(QPointF(5, 20), text)

    made = writers.svg(draw, QSizeF(90, 40), QColor("white"), title=text, description=text)
    root = ElementTree.fromstring(made)
    title = root.find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert title.text is not None
    assert title.text[0] == "a"
    assert title.text[-1] == "b"
    assert not set(title.text) & set(FORBIDDEN)
    assert QSvgRenderer(made).isValid()


@pytest.mark.parametrize("word", ["=1+1", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1", "=", "-", "@", "-x", "+é"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_no_word_is_a_formula(word: str, delimiter: str) -> None:
    text = writers.separated([["", word], [word, -0.5, "-0.5", "1e-05", None]], delimiter=delimiter)
    first, second = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    kept = "'" + word.replace("\r", "\n")
    assert first == ["", kept]
    assert second == [kept, "-0.5", "-0.5", "1e-05", ""]


@pytest.mark.parametrize("word", ["a=b", "'quoted'", "1-2", " =1", "é", ""])
def test_other_words_stay_as_they_are(word: str) -> None:
    assert next(csv.reader(io.StringIO(writers.separated([[word, "x"]])))) == [word, "x"]


def test_codes_come_back_under_the_names_they_were_saved_by() -> None:
    codes = {name: np.array([-0.5, 2.0], np.float32) for name in ("=A", "-first", "@me", "plain", "'single")}
    found = file_formats.read_codes(file_formats.codes_csv(codes), 2)
    assert list(found) == list(codes)
    assert all(np.array_equal(found[name], codes[name]) for name in codes)

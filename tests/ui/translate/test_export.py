"""What is saved or copied holds what is seen, and a file that cannot be written loses nothing."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from attnviz.engine.attention.maps import MapView, picture
from attnviz.engine.messages import Refused
from attnviz.engine.translate.messages import Translate
from attnviz.ui.panes.translate import file_formats
from attnviz.ui.panes.translate.pane import TranslatePane
from attnviz.ui.widgets import colormap
from tests.handmade.translations import shown, translation
from tests.tiny.translator import make_models

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

FORMATS = ("png", "svg", "csv", "json", "npz")
COPIES = ("picture", "numbers", "python")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def pane(qtbot: QtBot) -> TranslatePane:
    made = TranslatePane()
    qtbot.addWidget(made)
    qtbot.addWidget(made.details())
    made.show_result(translation())
    return made


def heard(pane: TranslatePane) -> list[str]:
    sentences: list[str] = []
    pane.said.connect(sentences.append)
    return sentences


def test_csv_holds_the_words_and_weights(pane: TranslatePane, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    assert pane.exporter.save_as("csv", path)
    head, *lines = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    seen = shown(translation())
    assert tuple(head[1:]) == seen.columns
    assert tuple(line[0] for line in lines) == seen.rows
    np.testing.assert_allclose([[float(x) for x in line[1:]] for line in lines], seen.weights, rtol=1e-5)


def test_words_with_commas_quotes_and_line_ends_survive_csv() -> None:
    made = shown(translation(source='a,b "c" ;', target="x\ty"), MapView(words=False))
    head = next(csv.reader(io.StringIO(file_formats.table(made))))
    assert tuple(head[1:]) == made.columns


def test_json_holds_everything(pane: TranslatePane, tmp_path: Path) -> None:
    result = translation()
    assert pane.exporter.save_as("json", tmp_path / "out.json")
    whole = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert whole["translation"] == result.text
    assert whole["model"] == "rnn-en-fr"
    np.testing.assert_allclose(whole["alignment"], result.attention[0].weights[0, 0])
    np.testing.assert_allclose(whole["log_probabilities"], result.log_probabilities)
    assert [beam["text"] for beam in whole["beams"]] == [beam.text for beam in result.beams]
    assert np.shape(whole["shown"]["weights"]) == (len(whole["shown"]["rows"]), len(whole["shown"]["columns"]))


def test_npz_holds_the_arrays_and_needs_no_pickle(pane: TranslatePane, tmp_path: Path) -> None:
    result = translation()
    assert pane.exporter.save_as("npz", tmp_path / "out.npz")
    with np.load(tmp_path / "out.npz", allow_pickle=False) as arrays:
        np.testing.assert_array_equal(arrays["attention"], result.attention[0].weights)
        assert arrays["source_tokens"].tolist() == [token.text for token in result.source_tokens]
        np.testing.assert_array_equal(arrays["weights"], shown(result).weights)


@pytest.mark.parametrize("lines", [False, True])
def test_svg_has_every_word_as_text(pane: TranslatePane, tmp_path: Path, lines: bool) -> None:
    result = translation(source="The 猫 sat", target="Le chat قط")
    pane.show_result(result)
    (pane.view.lines if lines else pane.view.heatmap).click()
    assert pane.exporter.save_as("svg", tmp_path / "out.svg")
    root = ET.parse(tmp_path / "out.svg").getroot()
    texts = {"".join(node.itertext()).strip() for node in root.iter(f"{SVG}text")}
    made = shown(result)
    assert {*made.rows, *made.columns} <= texts
    assert not list(root.iter(f"{SVG}image")), "pictures inside would blur when enlarged"


def test_svg_cells_have_the_colours_of_their_weights(pane: TranslatePane, tmp_path: Path) -> None:
    assert pane.exporter.save_as("svg", tmp_path / "out.svg")
    text = (tmp_path / "out.svg").read_text(encoding="utf-8")
    for weight in shown(translation()).weights.flat:
        assert colormap.color(float(weight)).name() in text


@pytest.mark.parametrize("lines", [False, True])
def test_png_is_twice_as_fine(pane: TranslatePane, tmp_path: Path, lines: bool) -> None:
    (pane.view.lines if lines else pane.view.heatmap).click()
    assert pane.exporter.save_as("png", tmp_path / "out.png")
    image = QImage(str(tmp_path / "out.png"))
    seen = pane._to_save()
    assert seen is not None
    size = seen.size()
    assert image.width() == pytest.approx(2 * size.width(), abs=2)
    colors = {image.pixel(x, y) for x in range(0, image.width(), 5) for y in range(0, image.height(), 5)}
    assert len(colors) > 5


def test_copies_are_on_the_clipboard(pane: TranslatePane) -> None:
    sentences, clipboard = heard(pane), QGuiApplication.clipboard()
    for what in COPIES:
        pane.exporter.copies[what].trigger()
        if what == "picture":
            assert not clipboard.image().isNull()
    assert "Session().run" in clipboard.text()
    pane.exporter.copies["numbers"].trigger()
    rows = [line.split("\t") for line in clipboard.text().splitlines()]
    assert tuple(rows[0][1:]) == shown(translation()).columns
    assert len(sentences) == len(COPIES) + 1


@pytest.mark.parametrize(
    ("request_", "view"),
    [
        (Translate("The cat is on the mat.", "rnn-en-fr", beams=3), MapView()),
        (Translate('She said "no"\n\\ 猫', "rnn-en-zh"), MapView(words=False, hide_special=True, threshold=0.2)),
        (Translate("I am hungry.", "rnn-en-fr", prefix=(7, 9, 11)), MapView(hide_punctuation=True, strongest=2)),
        (Translate("I am hungry.", "rnn-en-zh", target="我饿了。"), MapView()),
    ],
)
def test_the_python_lines_run_and_give_the_same_numbers(
    request_: Translate, view: MapView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    from attnviz.engine.session import Session

    folder = make_models(tmp_path)
    result = Session([folder]).run(request_)
    seen = picture(result.attention[0].weights[0, 0], result.target_tokens, result.source_tokens, view)
    monkeypatch.setenv("ATTNVIZ_MODELS", str(folder))
    names: dict[str, Any] = {}
    exec(file_formats.python_lines(request_, view), names)
    np.testing.assert_array_equal(names["shown"].weights, seen.weights)
    np.testing.assert_array_equal(names["shown"].links, seen.links)
    assert names["shown"].rows == seen.rows
    assert names["result"].text == result.text
    assert result.text in capsys.readouterr().out


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "full"), (errno.EACCES, "cannot be written"), (errno.EIO, "not saved")]
)
def test_a_write_that_fails_says_so_and_leaves_what_was_there(
    pane: TranslatePane, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: str, number: int, words: str
) -> None:
    path = tmp_path / f"out.{format}"
    path.write_bytes(b"before")

    def fail(*args: Any) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    sentences = heard(pane)
    assert not pane.exporter.save_as(format, path)
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]
    assert words in pane.message.text()
    assert path.name in pane.message.text()
    assert sentences == []


def test_a_folder_that_is_not_there_is_told(pane: TranslatePane, tmp_path: Path) -> None:
    assert not pane.exporter.save_as("png", tmp_path / "no" / "out.png")
    assert "not there" in pane.message.text()


@pytest.mark.parametrize("format", FORMATS)
def test_what_bears_the_name_and_is_no_file_stays_and_is_told(pane: TranslatePane, tmp_path: Path, format: str) -> None:
    pipe, folder = tmp_path / f"pipe.{format}", tmp_path / f"folder.{format}"
    os.mkfifo(pipe)
    folder.mkdir()
    assert not pane.exporter.save_as(format, pipe)
    assert pane.message.text() == f"pipe.{format} is a pipe or a device, no file; choose another name."
    assert not pane.exporter.save_as(format, folder)
    assert pane.message.text() == f"folder.{format} is a folder; choose another name."
    assert not pane.exporter.save_as(format, tmp_path / f"{'a' * 255}.{format}")
    assert "is too long" in pane.message.text()
    assert pipe.is_fifo()
    assert folder.is_dir()


@pytest.mark.parametrize("text", ["\ud800 a", "a\x00b"])
@pytest.mark.parametrize("format", FORMATS)
def test_strange_characters_can_be_saved(pane: TranslatePane, tmp_path: Path, text: str, format: str) -> None:
    pane.show_result(translation(Translate(text, "rnn-en-fr"), source=text, target=text))
    assert pane.exporter.save_as(format, tmp_path / f"out.{format}")
    pane.exporter.copy("numbers")
    pane.exporter.copy("python")


def test_nothing_can_be_saved_before_there_is_something(qtbot: QtBot) -> None:
    empty = TranslatePane()
    qtbot.addWidget(empty)
    qtbot.addWidget(empty.details())
    offered = (*empty.exporter.saves.values(), *empty.exporter.copies.values())
    assert not any(action.isEnabled() for action in offered)


def dialog_of(pane: TranslatePane) -> QFileDialog:
    found = pane.findChild(QFileDialog, "translate.export.dialog")
    assert found is not None
    return found


@pytest.mark.parametrize("format", FORMATS)
def test_the_menu_asks_where_and_saves_there(pane: TranslatePane, tmp_path: Path, qtbot: QtBot, format: str) -> None:
    pane.exporter.saves[format].trigger()
    dialog = dialog_of(pane)
    dialog.fileSelected.emit(str(tmp_path / "picture"))
    dialog.close()
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [f"picture.{format}"]


@pytest.fixture
def in_window(open_window: Callable[..., Any]) -> Any:
    def refuse(request: Any, checkpoint: Any) -> Any:
        raise Refused("no_engine", "There is no engine in this test.")

    return open_window((TranslatePane,), lambda: refuse)


def test_the_file_menu_offers_every_format(in_window: Any) -> None:
    texts = [action.text() for action in in_window.menuBar().actions()[0].menu().actions()]
    assert sum(format.upper() in text for text in texts for format in FORMATS) == len(FORMATS)

"""While two models are compared, every file and copy holds what is seen: both maps with titles, or their difference."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication, QImage

from attnviz.engine.attention.messages import ENCODER
from attnviz.engine.messages import ListModels, Models
from attnviz.engine.session import Session
from attnviz.engine.translate.messages import Translate
from attnviz.ui import i18n, theme
from attnviz.ui.panes.translate.pane import TranslatePane
from tests.handmade.heads import TRANSFORMER, make_transformer
from tests.handmade.translations import FRENCH, MODELS, translation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

SVG = "{http://www.w3.org/2000/svg}"
FORMATS = ("png", "svg", "csv", "json", "npz")


@pytest.fixture
def pane(qtbot: QtBot) -> Iterator[TranslatePane]:
    made = TranslatePane()
    qtbot.addWidget(made)
    qtbot.addWidget(made.details())
    made.resize(1000, 800)
    made.show_models(Models(ListModels(), MODELS))
    made.show_result(translation())
    made.translation.forget()
    made.set_compared("rnn-en-fr-dot")
    read(made)
    yield made
    made._timer.stop()


def read(pane: TranslatePane, target: str = FRENCH) -> None:
    """Let the other model read the translation."""
    request = pane.compared_model.question.waiting
    assert isinstance(request, Translate)
    pane.compared_model.question.receive(translation(request, target=target, seed=5))


def saved(pane: TranslatePane, folder: Path, format: str) -> bytes:
    path = folder / f"out.{format}"
    assert pane.exporter.save_as(format, path)
    return path.read_bytes()


def texts(pane: TranslatePane, folder: Path) -> list[str]:
    root = ET.fromstring(saved(pane, folder, "svg"))
    return ["".join(node.itertext()).strip() for node in root.iter(f"{SVG}text")]


def tables(text: str, delimiter: str = ",") -> list[list[list[str]]]:
    """The tables of a file, parted by empty lines."""
    found: list[list[list[str]]] = [[]]
    for row in csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=delimiter):
        if row:
            found[-1].append(row)
        else:
            found.append([])
    return found


def numbers(table: list[list[str]]) -> np.ndarray:
    return np.array([[float(cell) for cell in line[1:]] for line in table[1:]])


@pytest.mark.parametrize("format", FORMATS)
def test_no_two_of_what_can_be_seen_are_saved_alike(pane: TranslatePane, tmp_path: Path, format: str) -> None:
    both = saved(pane, tmp_path, format)
    pane.compare.minus.click()
    difference = saved(pane, tmp_path, format)
    pane.set_compared("")
    alone = saved(pane, tmp_path, format)
    assert len({both, difference, alone}) == 3


def test_the_picture_has_both_maps_with_their_titles(pane: TranslatePane, tmp_path: Path) -> None:
    found = texts(pane, tmp_path)
    first, second = (label.text() for label in pane.compare.names)
    assert first != second
    assert first in found
    assert second in found
    picture = pane.compare.first.picture()
    assert picture is not None
    for label in (*picture.rows, *picture.columns):
        assert found.count(label) >= 2, label
    assert found.count("0.5") == 2, "each has its scale"
    image = QImage.fromData(saved(pane, tmp_path, "png"))
    pane.set_compared("")
    assert image.width() > 1.8 * QImage.fromData(saved(pane, tmp_path, "png")).width()


def test_the_difference_has_its_scale_and_says_whose_the_colours_are(pane: TranslatePane, tmp_path: Path) -> None:
    pane.compare.minus.click()
    found = texts(pane, tmp_path)
    assert {"−1", "0", "+1"} <= set(found)
    assert "0.5" not in found
    assert pane.compare.note.text() in found
    assert "Orange" in pane.compare.note.text()
    assert " − ".join(label.text() for label in pane.compare.names) in found


@pytest.mark.parametrize("way", ["csv", "clipboard"])
def test_the_tables_say_both(pane: TranslatePane, tmp_path: Path, way: str) -> None:
    def seen() -> list[list[list[str]]]:
        if way == "csv":
            return tables(saved(pane, tmp_path, "csv").decode())
        pane.exporter.copy("numbers")
        return tables(QGuiApplication.clipboard().text(), "\t")

    first, second = seen()
    assert [first[0][0], second[0][0]] == [label.text() for label in pane.compare.names]
    for table, view in ((first, pane.compare.first), (second, pane.compare.second)):
        np.testing.assert_allclose(numbers(table), view.picture().weights, rtol=1e-5)  # type: ignore[union-attr]
    pane.compare.minus.click()
    (difference,) = seen()
    np.testing.assert_allclose(numbers(difference), numbers(first) - numbers(second), atol=1e-5)


@pytest.mark.parametrize("minus", [False, True])
def test_json_and_npz_say_both(pane: TranslatePane, tmp_path: Path, minus: bool) -> None:
    if minus:
        pane.compare.minus.click()
    whole = json.loads(saved(pane, tmp_path, "json"))
    one, other = whole["compared"]
    assert [one["model"], other["model"]] == ["rnn-en-fr", "rnn-en-fr-dot"]
    views = (pane.compare.first, pane.compare.second)
    first, second = (view.picture().weights for view in views)  # type: ignore[union-attr]
    wanted = first - second if minus else first
    np.testing.assert_allclose(whole["shown"]["weights"], wanted, atol=1e-6)
    assert whole["shown"]["difference"] is minus
    np.testing.assert_allclose(one["weights"], first, atol=1e-6)
    np.testing.assert_allclose(other["weights"], second, atol=1e-6)
    with np.load(io.BytesIO(saved(pane, tmp_path, "npz")), allow_pickle=False) as arrays:
        np.testing.assert_array_equal(arrays["weights"], wanted)
        np.testing.assert_array_equal(arrays["first_weights"], first)
        np.testing.assert_array_equal(arrays["second_weights"], second)
        assert str(arrays["second_title"]) == pane.compare.names[1].text()


def test_maps_without_common_words_are_both_saved_each_with_its_own(pane: TranslatePane, tmp_path: Path) -> None:
    pane.set_compared("rnn-en-fr-dot")
    read(pane, target="Tout autre chose .")
    found = texts(pane, tmp_path)
    assert {"Tout", "autre", "chose", "chat"} <= set(found)
    first, second = tables(saved(pane, tmp_path, "csv").decode())
    assert [line[0] for line in second[1:]] == ["Tout", "autre", "chose", ".", "</s>"]
    assert len(first) > len(second)


def test_until_the_other_model_has_answered_the_map_alone_is_saved(pane: TranslatePane, tmp_path: Path) -> None:
    pane.set_compared("rnn-en-fr-dot")
    (alone,) = tables(saved(pane, tmp_path, "csv").decode())
    assert alone[0][0] == ""
    read(pane)
    assert len(tables(saved(pane, tmp_path, "csv").decode())) == 2


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("minus", [False, True])
def test_nothing_is_cut_off_in_any_look(
    pane: TranslatePane, tmp_path: Path, qapp: QApplication, language: str, look: str, minus: bool
) -> None:
    i18n.apply(qapp, language)
    theme.apply(qapp, look, 100)
    pane.retranslate()
    if minus:
        pane.compare.minus.click()
    image = QImage.fromData(saved(pane, tmp_path, "png"))
    ground = image.pixel(0, 0)
    edge = [image.pixel(x, y) for y in (0, image.height() - 1) for x in range(image.width())]
    edge += [image.pixel(x, y) for x in (0, image.width() - 1) for y in range(image.height())]
    assert set(edge) == {ground}, "a margin is left all around"


def test_a_map_of_another_kind_is_saved_beside_the_others_cross_attention(tmp_path: Path, qtbot: QtBot) -> None:
    """Also what the Python lines give is what is seen, of both models."""
    folder = make_transformer(tmp_path)
    session = Session([folder])
    pane = TranslatePane()
    qtbot.addWidget(pane)
    qtbot.addWidget(pane.details())
    pane.show_models(Models(ListModels(), (*MODELS, TRANSFORMER)))
    pane.set_model(TRANSFORMER.id)
    pane.show_result(session.run(Translate("the cat is small", TRANSFORMER.id, target="le chat est petit")))
    pane.translation.forget()
    pane.set_compared("rnn-en-fr")
    pane.compared_model.question.receive(session.run(pane.compared_model.question.waiting))
    for kind in ("cross_attention", ENCODER):
        pane.show_map(kind, ((1, 1),))
        shown = pane.compare.seen()
        assert shown is not None
        pane.exporter.copy("python")
        names: dict[str, Any] = {}
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("ATTNVIZ_MODELS", str(folder))
            exec(QGuiApplication.clipboard().text(), names)
        for name, picture in zip(("first", "second"), shown.pictures, strict=True):
            np.testing.assert_allclose(names[name].weights, picture.weights, atol=1e-6)
        assert len(tables(saved(pane, tmp_path, "csv").decode())) == 2
    pane._timer.stop()

"""What is saved and copied from the Look pane is what is shown, and can be read again."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer  # type: ignore[attr-defined]
from PySide6.QtWidgets import QFileDialog, QWidget

from attnviz.cli import main
from attnviz.engine.look.messages import Look, Looked
from attnviz.engine.session import Session
from attnviz.ui.files import read_pictures
from attnviz.ui.panes.look.export import LEAST, Exporter
from attnviz.ui.panes.look.photo_sources import LONGEST
from attnviz.ui.panes.look.state import LookState, Photo
from tests.tiny.classifier import CLASSES

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

FORMATS = ("png", "svg", "csv", "json", "npz")
COPIES = ("picture", "numbers", "svg", "latex", "markdown", "python")
Show = Callable[..., Looked]


class Bench(QWidget):
    """A state and what saves it; ``said`` holds what was said of files."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.state = LookState()
        self.exporter = Exporter(self, self.state)
        self.said: list[str] = []
        self.failed: list[str] = []
        self.exporter.done.connect(self.said.append)
        self.exporter.failed.connect(self.failed.append)

    def show_photo(self, photo: Photo, model: str = "photos") -> Looked:
        self.state.take(photo)
        answer: Looked = self.session.run(Look(photo.pixels, model))
        self.state.show(answer)
        return answer


@pytest.fixture
def body(qtbot: QtBot, models: Path) -> Bench:
    made = Bench(Session([models]))
    qtbot.addWidget(made)
    return made


def noise(width: int = 90, height: int = 60, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), np.uint8)


def saved(tmp_path: Path, *, width: int = 90, height: int = 60) -> Photo:
    """A photo with a file of its own."""
    path = tmp_path / "猫 1.png"
    assert read_pictures.to_image(noise(width, height)).save(str(path))
    return Photo(read_pictures.read(path, longest=LONGEST), path.name, path)


def test_there_is_something_to_save_once_there_is_an_answer(body: Bench, tmp_path: Path) -> None:
    actions = (*body.exporter.saves.values(), *body.exporter.copies.values())
    assert (tuple(body.exporter.saves), tuple(body.exporter.copies)) == (
        FORMATS,
        COPIES,
    )
    assert not any(action.isEnabled() for action in actions)
    assert not body.exporter.save_as("png", tmp_path / "a.png")
    body.show_photo(saved(tmp_path))
    assert all(action.isEnabled() and action.text() for action in actions)
    body.exporter.saves["svg"].trigger()
    dialog = body.findChild(QFileDialog, "look.export.dialog")
    assert Path(dialog.selectedFiles()[0]).name == "猫 1.look.svg"
    dialog.fileSelected.emit(str(tmp_path / "b"))
    assert (tmp_path / "b.svg").is_file()
    dialog.reject()
    body.state.take(Photo(noise()))
    assert not any(action.isEnabled() for action in actions)


@pytest.mark.parametrize(("width", "height"), [(90, 60), (1600, 1100)])
def test_the_png_is_the_photo_at_its_own_resolution_with_map_and_boxes(
    body: Bench, tmp_path: Path, width: int, height: int
) -> None:
    answer = body.show_photo(saved(tmp_path, width=width, height=height))
    larger = max(1.0, LEAST / max(width, height))
    shown: dict[tuple[str, bool], QImage] = {}
    for layer, boxes in (("none", False), ("gate", False), ("none", True)):
        body.state.set_style(layer=layer, boxes=boxes)
        assert body.exporter.save_as("png", tmp_path / "a.png")
        shown[layer, boxes] = QImage(str(tmp_path / "a.png"))
    for image in shown.values():
        assert (image.width(), image.height()) == (round(width * larger), round(height * larger))
    plain, mapped, boxed = shown.values()
    if larger == 1:
        assert np.array_equal(read_pictures.from_image(plain), body.state.photo.pixels)  # type: ignore[union-attr]
    assert mapped != plain
    x0, y0, x1, _ = answer.boxes[0].region
    assert boxed.pixelColor(
        round((x0 + x1) / 2 * larger), min(round(y0 * larger), boxed.height() - 1)
    ) != plain.pixelColor(round((x0 + x1) / 2 * larger), min(round(y0 * larger), plain.height() - 1))
    assert body.said[-1] == f"Saved {tmp_path / 'a.png'}"


def test_the_svg_holds_the_photo_vector_boxes_and_words_and_can_be_drawn(body: Bench, tmp_path: Path) -> None:
    photo = saved(tmp_path)
    answer = body.show_photo(photo)
    path = tmp_path / "a.svg"
    for way, images, lines in (("overlay", 1, False), ("contour", 1, True), ("spotlight", 2, False)):
        body.state.set_style(way=way)
        assert body.exporter.save_as("svg", path)
        text = path.read_text(encoding="utf-8")
        embedded = re.findall(r'xlink:href="data:image/png;base64,([^"]+)"', text)
        assert len(embedded) == images
        if way != "overlay":  # SVG files cannot multiply: there the photo is saved with its map in it
            assert np.array_equal(read_pictures.decode(base64.b64decode(embedded[0]), name="a"), photo.pixels)
        assert f"<title>{photo.name}</title>" in text
        assert f"{answer.top[0].label} {answer.boxes[0].score:.2f}" in text
        assert (len(re.findall(r"<path[^>]+ L", text)) >= 2) is lines
        drawing = QImage(300, 200, QImage.Format.Format_RGB32)
        drawing.fill(QColor("white"))
        renderer = QSvgRenderer(str(path))
        assert renderer.isValid()
        assert renderer.viewBoxF().width() / renderer.viewBoxF().height() == pytest.approx(1.5, abs=0.01)
        with QPainter(drawing) as painter:
            renderer.render(painter, QRectF(0, 0, 300, 200))
        assert drawing.pixelColor(150, 100) != QColor("white")


@pytest.mark.parametrize("layer", ["gate", "class"])
def test_png_and_svg_show_the_same(body: Bench, tmp_path: Path, layer: str) -> None:
    body.show_photo(saved(tmp_path))
    body.state.set_style(layer=layer, boxes=False)
    for format in ("png", "svg"):
        assert body.exporter.save_as(format, tmp_path / f"a.{format}")
    png = QImage(str(tmp_path / "a.png")).convertToFormat(QImage.Format.Format_RGB32)
    drawn = QImage(png.size(), QImage.Format.Format_RGB32)
    with QPainter(drawn) as painter:
        QSvgRenderer(str(tmp_path / "a.svg")).render(painter, QRectF(drawn.rect()))
    apart = np.abs(read_pictures.from_image(png).astype(int) - read_pictures.from_image(drawn).astype(int))
    assert np.median(apart) <= 2


def test_the_table_holds_every_class_every_box_and_every_cell(body: Bench, tmp_path: Path) -> None:
    answer = body.show_photo(saved(tmp_path))
    body.state.choose(CLASSES.index("kite"))
    assert body.exporter.save_as("csv", tmp_path / "a.csv")
    raw = (tmp_path / "a.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    of = {kind: [row for row in rows if row["kind"] == kind] for kind in {row["kind"] for row in rows}}
    probabilities = {row["label"]: float(row["value"]) for row in of["probability"]}
    assert list(probabilities)[: len(answer.top)] == [one.label for one in answer.top]
    assert [probabilities[label] for label in CLASSES] == pytest.approx(answer.probabilities, rel=1e-4)
    for kind, map_ in (("spatial_map", answer.spatial_map), ("class_map", answer.class_maps[CLASSES.index("kite")])):
        assert map_ is not None
        read = np.full(map_.shape, np.nan)
        for row in of[kind]:
            read[int(row["row"]), int(row["column"])] = float(row["value"])
        assert read == pytest.approx(map_, rel=1e-4, abs=1e-9)
    assert {row["label"] for row in of["class_map"]} == {"kite"}
    corner = [float(of[f"box_{side}"][0]["value"]) for side in ("x0", "y0", "x1", "y1")]
    assert corner == pytest.approx(answer.boxes[0].region, abs=0.01)


def test_the_json_is_that_of_classify_and_more(
    body: Bench,
    models: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    photo = saved(tmp_path)
    answer = body.show_photo(photo)
    assert body.exporter.save_as("json", tmp_path / "a.json")
    whole = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    monkeypatch.setenv("ATTNVIZ_MODELS", str(models))
    assert main(["classify", "--model", "photos", "--json", str(photo.path)]) == 0
    command = json.loads(capsys.readouterr().out)
    assert {key: whole[key] for key in command} == command
    assert whole["model"] == "photos"
    assert list(whole["probabilities"]) == list(CLASSES)
    assert [stage["stride"] for stage in whole["stages"]] == [stage.stride for stage in answer.stages]
    assert np.shape(whole["stages"][0]["spatial_map"]) == answer.stages[0].spatial_map.shape
    assert sum(view["weight"] for view in whole["views"]) == pytest.approx(1, abs=1e-5)
    assert whole["boxes"][0]["label"] == answer.top[0].label


def test_boxes_are_in_pixels_of_the_file_even_where_the_photo_was_brought_down(body: Bench, tmp_path: Path) -> None:
    answer = body.show_photo(Photo(noise(200, 100), "a.png", tmp_path / "a.png", (800, 400)))
    assert body.exporter.save_as("json", tmp_path / "a.json")
    whole = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert (whole["width"], whole["height"]) == (800, 400)
    assert whole["box"] == pytest.approx([4 * side for side in answer.boxes[0].region], abs=0.01)


def test_the_arrays_come_back_as_they_were(body: Bench, tmp_path: Path) -> None:
    answer = body.show_photo(saved(tmp_path))
    assert body.exporter.save_as("npz", tmp_path / "a.npz")
    with np.load(tmp_path / "a.npz") as held:
        for name in ("spatial_map", "class_maps", "logits", "probabilities", "presence", "offset"):
            assert np.array_equal(held[name], getattr(answer, name))
        assert held["labels"].tolist() == list(CLASSES)
        for number, stage in enumerate(answer.stages, 1):
            assert np.array_equal(held[f"stage{number}_map"], stage.spatial_map)
            assert np.array_equal(held[f"stage{number}_channels"], stage.channels)
        assert held["boxes"].shape == (len(answer.boxes), 4)
        assert held["view_weights"].sum() == pytest.approx(1)
        assert held["class_maps"].sum((1, 2)) + held["offset"] == pytest.approx(held["logits"], abs=1e-3)


def test_a_network_without_attention_is_saved_all_the_same(body: Bench, tmp_path: Path) -> None:
    body.show_photo(saved(tmp_path), "photos-plain")
    for format in FORMATS:
        assert body.exporter.save_as(format, tmp_path / f"a.{format}")
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["spatial_map"] is None
    assert ",spatial_map" not in (tmp_path / "a.csv").read_text(encoding="utf-8")
    with np.load(tmp_path / "a.npz") as held:
        assert "spatial_map" not in held


def test_copies_are_the_picture_the_numbers_and_lines_that_run(
    body: Bench, models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer, clipboard = body.show_photo(saved(tmp_path)), QGuiApplication.clipboard()
    body.exporter.copy("picture")
    assert max(clipboard.image().width(), clipboard.image().height()) == LEAST
    body.exporter.copies["numbers"].trigger()
    assert clipboard.text().splitlines()[0].split("\t") == ["kind", "label", "row", "column", "value"]
    body.exporter.copies["python"].trigger()
    monkeypatch.setenv("ATTNVIZ_MODELS", str(models))
    held: dict[str, object] = {}
    exec(clipboard.text(), held)
    assert capsys.readouterr().out.startswith(f"{answer.top[0].label} {answer.top[0].probability:.3f}\n")
    assert np.array_equal(held["class_map"], answer.class_maps[answer.top[0].index])  # type: ignore[arg-type]
    assert len(body.said) == 3
    body.show_photo(Photo(noise()))
    body.exporter.copy("python")
    assert "Path('picture.png')" in clipboard.text()
    assert "picture.png" in body.said[-1]


def test_what_cannot_be_written_is_told(body: Bench, tmp_path: Path) -> None:
    body.show_photo(saved(tmp_path))
    assert not body.exporter.save_as("png", tmp_path / "gone" / "a.png")
    assert body.failed == ["That folder is not there, so a.png was not saved."]

"""``attnviz classify``: what it prints and writes, and how it fails."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QImage, QPainter

from attnviz.cli import main
from attnviz.commands.overlay import overlaid
from attnviz.engine.look.messages import Look
from attnviz.engine.session import Session
from attnviz.ui.files import read_pictures
from attnviz.ui.panes.look.overlay import drawn
from attnviz.ui.panes.look.state import Style
from attnviz.ui.widgets.photo_drawing import draw_whole
from tests.tiny.classifier import CLASSES, make_classifiers

if TYPE_CHECKING:
    from pathlib import Path

Run = Callable[..., tuple[int, str, str]]
KEYS = ["image", "width", "height", "top", "spatial_map", "class_map", "box", "label"]


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_classifiers(tmp_path_factory.mktemp("models"))


@pytest.fixture
def run(models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Classify with the tiny network in a folder of its own: exit status, standard output and standard error."""
    monkeypatch.setenv("ATTNVIZ_MODELS", str(models))
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object, model: str = "photos") -> tuple[int, str, str]:
        status = main(["classify", "--model", model, *(str(argument) for argument in arguments)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


def photo(path: Path, height: int = 60, width: int = 90, seed: int = 0) -> np.ndarray:
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, 3), np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    assert read_pictures.to_image(pixels).save(str(path))
    return pixels


def test_json_is_what_the_engine_answers(run: Run, models: Path, tmp_path: Path) -> None:
    pixels = photo(tmp_path / "a.png")
    status, out, err = run("a.png", "--json")
    told = json.loads(out)
    answer = Session([models]).run(Look(pixels, "photos"))
    assert (status, err) == (0, "")
    assert list(told) == KEYS
    assert (told["image"], told["width"], told["height"]) == ("a.png", 90, 60)
    assert [one["label"] for one in told["top"]] == [one.label for one in answer.top]
    assert [one["probability"] for one in told["top"]] == pytest.approx(
        [one.probability for one in answer.top], abs=1e-5
    )
    assert np.array(told["spatial_map"]) == pytest.approx(answer.spatial_map, abs=1e-5)
    assert np.array(told["class_map"]) == pytest.approx(answer.class_maps[answer.top[0].index], abs=1e-5)
    assert told["label"] == answer.top[0].label
    x0, y0, x1, y1 = told["box"]
    assert 0 <= x0 < x1 <= 90
    assert 0 <= y0 < y1 <= 60


def test_a_class_of_ones_own_choice(run: Run, models: Path, tmp_path: Path) -> None:
    pixels = photo(tmp_path / "a.png")
    told = json.loads(run("a.png", "--json", "--label", "kite")[1])
    answer = Session([models]).run(Look(pixels, "photos"))
    assert told["label"] == "kite"
    assert np.array(told["class_map"]) == pytest.approx(answer.class_maps[CLASSES.index("kite")], abs=1e-5)
    status, out, err = run("a.png", "--label", "unicorn")
    assert (status, out) == (2, "")
    assert "knows no unicorn; it knows ball, cat" in err


def test_one_bad_picture_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    photo(tmp_path / "good.png")
    (tmp_path / "empty.jpg").write_bytes(b"")
    (tmp_path / "text.png").write_text("no picture", encoding="utf-8")
    (tmp_path / "cut.png").write_bytes((tmp_path / "good.png").read_bytes()[:900])
    names = ["empty.jpg", "text.png", "cut.png", "gone.png", ".", "good.png"]
    status, out, err = run(*names, "--json")
    told = [json.loads(line) for line in out.splitlines()]
    assert (status, err) == (1, "")
    assert [each["image"] for each in told] == names
    assert [list(each) for each in told[:-1]] == [["image", "error"]] * 5
    assert list(told[-1]) == KEYS
    status, out, err = run(*names)
    assert status == 1
    assert len(out.splitlines()) == 1
    assert len(err.splitlines()) == 5


def test_overlays_are_written_under_names_of_their_own(run: Run, tmp_path: Path) -> None:
    photo(tmp_path / "a.png")
    photo(tmp_path / "b" / "a.png", 300, 200, seed=1)
    status, out, _ = run("a.png", "b/a.png", "--out", "shown")
    assert status == 0
    assert len(out.splitlines()) == 2
    assert sorted(path.name for path in (tmp_path / "shown").iterdir()) == ["a-2.look.png", "a.look.png"]
    small, large = (QImage(str(tmp_path / "shown" / name)) for name in ("a.look.png", "a-2.look.png"))
    assert (small.width(), small.height()) == (270, 180)
    assert (large.width(), large.height()) == (200, 300)


def test_a_name_of_any_kind_comes_back(run: Run, tmp_path: Path) -> None:
    photo(tmp_path / "图 é '\".png")
    assert json.loads(run("图 é '\".png", "--json")[1])["image"] == "图 é '\".png"


def test_a_name_as_long_as_a_file_system_takes_gets_a_picture_of_its_own(run: Run, tmp_path: Path) -> None:
    names = ["猫" * 80 + ".png", "猫" * 83 + ".png", "猫" * 82 + "子.png", "a" * 251 + ".png", "猫.png"]
    for seed, name in enumerate(names):
        photo(tmp_path / name, seed=seed)
    status, out, err = run(*names, "--out", "猫" * 80)
    assert (status, err.count("classify:")) == (0, 0)
    assert len(out.splitlines()) == 5
    written = sorted(path.name for path in (tmp_path / ("猫" * 80)).iterdir())
    assert written == sorted(
        [
            "猫" * 80 + ".look.png",
            "猫" * 82 + ".look.png",
            "猫" * 81 + "-2.look.png",
            "a" * 246 + ".look.png",
            "猫.look.png",
        ]
    )


def test_without_attention_there_is_no_spatial_map(run: Run, tmp_path: Path) -> None:
    photo(tmp_path / "a.png")
    told = json.loads(run("a.png", "--json", model="photos-plain")[1])
    assert told["spatial_map"] is None
    assert np.array(told["class_map"]).ndim == 2
    status, out, err = run("a.png", model="nobody")
    assert (status, out) == (1, "")
    assert "nobody" in err


def test_an_overlay_shows_the_box_as_a_white_frame_and_the_map_by_its_scale() -> None:
    picture = np.full((320, 320, 3), 128, np.uint8)
    values = np.zeros((4, 4), np.float32)
    values[:, 2:] = 1
    shown = overlaid(picture, values, (100, 80, 200, 240))
    assert shown.shape == picture.shape
    for y, x in ((80, 150), (239, 150), (160, 100), (160, 199)):
        assert shown[y, x].tolist() == [255, 255, 255]
    assert shown[160, 310].astype(int).sum() > shown[160, 10].astype(int).sum() + 200
    assert shown[160, 150].tolist() != [255, 255, 255]


def test_the_overlay_of_the_command_is_that_of_the_window() -> None:
    picture = np.random.default_rng(0).integers(0, 256, (1, 8, 3), np.uint8).repeat(320, 0).repeat(40, 1)
    values = np.linspace(0, 1, 8, dtype=np.float32)[None]
    seen = QImage(320, 320, QImage.Format.Format_RGB32)
    with QPainter(seen) as painter:
        layer = drawn(values, Style(smooth=False), is_signed=False)
        draw_whole(painter, QRectF(0, 0, 320, 320), read_pictures.to_image(picture), layer, (), QFont())
    middles = slice(20, None, 40)
    told = overlaid(picture, values, (0, 0, 1, 1))[100, middles].astype(int)
    assert np.abs(told - read_pictures.from_image(seen)[100, middles]).max() <= 2
    assert np.abs(told - picture[100, middles]).max() > 50


# shot


def shot(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "attnviz", "shot", "look", *arguments],
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )


def test_the_real_pane_is_rendered(models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATTNVIZ_MODELS", str(models))
    photo(tmp_path / "a.png")
    images = []
    for section, label in (("picture", "cat"), ("picture", "dog"), ("stages", "dog")):
        out = tmp_path / f"{section}-{label}.png"
        given = ["--image", str(tmp_path / "a.png"), "--model", "photos", "--class", label, "--section", section]
        done = shot(*given, "--out", str(out))
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        images.append(QImage(str(out)))
    assert (images[0].width(), images[0].height()) == (1280, 800)
    assert images[0] != images[1] != images[2]


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("--image", "no.png"), 1, "no.png is not there"),
        (("--model", "photos", "--class", "zebra"), 2, "knows no zebra"),
        (("--section", "sliders"), 2, "no section sliders"),
        (("--model", "no-such-model"), 1, "no-such-model"),
    ],
)
def test_what_cannot_be_rendered_is_told(
    arguments: tuple[str, ...], status: int, says: str, models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATTNVIZ_MODELS", str(models))
    done = shot(*arguments, "--out", str(tmp_path / "x.png"))
    assert done.returncode == status
    assert says in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "x.png").exists()

"""``attnviz describe``: what it prints and writes, and how it fails."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtGui import QImage

from attnviz.cli import main
from attnviz.ui.files import read_pictures
from tests.tiny.captioner import GRID, make_captioners
from tests.tiny.classifier import make_classifiers

if TYPE_CHECKING:
    from pathlib import Path

Run = Callable[..., tuple[int, str, str]]
KEYS = ["image", "width", "height", "caption", "tokens", "log_probabilities", "attention", "gate", "boxes"]


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_captioners(make_classifiers(tmp_path_factory.mktemp("models")))


@pytest.fixture
def run(models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Describe with a tiny network in a folder with two photos: exit status, standard output and standard error."""
    monkeypatch.setenv("ATTNVIZ_MODELS", str(models))
    monkeypatch.chdir(tmp_path)
    for seed, name in enumerate(("a.png", "b.png")):
        pixels = np.random.default_rng(seed).integers(0, 256, (60, 90, 3), np.uint8)
        assert read_pictures.to_image(pixels).save(str(tmp_path / name))

    def call(*arguments: object) -> tuple[int, str, str]:
        status = main(["describe", *(str(argument) for argument in arguments)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


def test_every_picture_gets_a_line(run: Run) -> None:
    status, out, _err = run("a.png", "b.png")
    assert status == 0
    assert [line.split(":")[0] for line in out.splitlines()] == ["a.png", "b.png"]


def test_json_has_the_maps_and_boxes(run: Run) -> None:
    status, out, _ = run("--json", "--caption", "a dog runs on the grass.", "a.png")
    said = json.loads(out)
    assert status == 0
    assert list(said) == KEYS
    assert said["caption"] == "a dog runs on the grass."
    maps = np.array(said["attention"])
    assert maps.shape == (len(said["tokens"]), GRID, GRID)
    assert np.allclose(maps.sum((1, 2)), 1, atol=1e-4)
    assert [box["phrase"] for box in said["boxes"]] == [[0, 2], [4, 6]]
    assert all(0 <= value <= 1 for value in said["gate"])


def test_the_strip_is_written(run: Run, tmp_path: Path) -> None:
    status, _, _ = run("--out", "figures", "--caption", "a dog runs.", "a.png", "b.png")
    assert status == 0
    names = sorted(path.name for path in (tmp_path / "figures").iterdir())
    assert names == ["a.describe.png", "b.describe.png"]
    strip = QImage(str(tmp_path / "figures" / "a.describe.png"))
    assert strip.width() > strip.height() > 50


def test_chinese_is_told_with_its_model(run: Run) -> None:
    status, out, _ = run("--json", "--model", "caption-zh", "--caption", "一只黑狗在草地上奔跑。", "a.png")
    assert status == 0
    assert json.loads(out)["caption"] == "一只黑狗在草地上奔跑。"


def test_words_of_a_given_caption_are_told_with_their_probabilities(run: Run) -> None:
    _, out, _ = run("--json", "--caption", "a dog runs.", "a.png")
    shares = [math.exp(each) for each in json.loads(out)["log_probabilities"]]
    _, out, _ = run("--caption", "a dog runs.", "a.png")
    found = re.findall(r"(\S+) \(([^)]+)\)", out.removeprefix("a.png: "))
    assert [word for word, _ in found] == ["a", "dog", "runs", "."]
    for (_, share), expected in zip(found, shares, strict=False):
        assert float(share) == pytest.approx(expected, rel=0.06)


def test_one_beam_is_greedy(run: Run) -> None:
    assert run("--beam", 1, "a.png")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("--model", "photos", "a.png"), 2, "does not tell"),
        (("--model", "nowhere", "a.png"), 2, "no"),
        (("--caption", "", "a.png"), 1, "no caption"),
        (("--caption", "一只黑狗", "a.png"), 1, "language"),
        (("nowhere.png",), 1, "nowhere.png"),
        (("--beam", "0", "a.png"), 2, "--beam"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(run: Run, arguments: tuple[str, ...], status: int, says: str) -> None:
    found, out, err = run(*arguments)
    assert found == status
    assert out == ""
    assert says in err
    assert len(err.splitlines()) == 1


def test_one_unreadable_picture_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    (tmp_path / "text.png").write_text("no picture")
    status, out, _err = run("--json", "a.png", "text.png", "b.png")
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 1
    assert [line["image"] for line in lines] == ["a.png", "text.png", "b.png"]
    assert list(lines[1]) == ["image", "error"]


def test_unknown_words_are_told_beside_the_answer(run: Run) -> None:
    status, out, err = run("--caption", "a zebra runs.", "a.png")
    assert status == 0
    assert "zebra" in err
    assert out.startswith("a.png: ")

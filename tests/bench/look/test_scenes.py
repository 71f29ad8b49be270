"""The scenes of the Look pane tell what they saw in the real window. No speed is judged here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from attnviz.bench.look import window_scenes
from attnviz.bench.processes import run_scene
from tests.tiny.classifier import make_classifiers

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATTNVIZ_MODELS", str(make_classifiers(tmp_path)))


def told(scene: str, *arguments: str) -> dict[str, list[float]]:
    return run_scene(scene, "photos", *arguments, module=window_scenes.__name__)


def test_every_picture_that_is_given_is_seen() -> None:
    samples = told("painted", "64", "3")["samples"]
    assert len(samples) == 3
    assert all(sample > 0 for sample in samples)


def test_what_is_dropped_takes_its_decoding_at_least() -> None:
    seen = told("dropped", "2")
    assert len(seen["samples"]) == len(seen["floor"]) == 2
    assert min(seen["samples"]) > 0.5 * min(seen["floor"])


def test_every_stroke_of_the_brush_is_answered_and_seen() -> None:
    samples = told("brush", "96", "64", "30")["samples"]
    assert len(samples) == 30
    assert all(sample > 0 for sample in samples)

"""The scenes of captions tell what they saw in the real window. No speed is judged here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from attnviz.bench.look import describe_scenes
from attnviz.bench.processes import run_scene
from tests.tiny.captioner import make_captioners
from tests.tiny.classifier import make_classifiers

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATTNVIZ_MODELS", str(make_captioners(make_classifiers(tmp_path))))


@pytest.mark.parametrize("call", [("told", "96", "3"), ("word", "4"), ("brush", "3")])
def test_what_is_done_is_answered_and_seen(call: tuple[str, ...]) -> None:
    scene, *rest = call
    samples = run_scene(scene, "caption-en", *rest, module=describe_scenes.__name__)["samples"]
    assert len(samples) == int(rest[-1])
    assert all(sample > 0 for sample in samples)

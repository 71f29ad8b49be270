"""The scenes of the Latent pane tell what they saw in the real window; the peer's where matplotlib is. No speed is judged here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from attnviz.bench.latent import matplotlib_peer, rows, scenes
from attnviz.bench.processes import run_scene
from attnviz.commands import Failed
from tests.tiny.vae import make_vaes

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small autoencoders, among them one in the place of ``vae-scenes``."""
    monkeypatch.setenv("ATTNVIZ_MODELS", str(make_vaes(tmp_path)))


def pane(scene: str, *arguments: str) -> dict[str, list[float]]:
    return run_scene(scene, *arguments, module=scenes.__name__)


def test_a_slider_is_moved_and_every_picture_seen() -> None:
    told = pane("slider", "vae-scenes", "3")
    assert len(told["samples"]) == 3
    assert all(sample > 0 for sample in told["samples"])


@pytest.mark.parametrize("scene", ["drag", "walk"])
def test_of_500_moves_the_last_is_answered(scene: str) -> None:
    (run,) = pane(scene, "vae-scenes", "1")["runs"]
    assert run["last"]  # type: ignore[call-overload]
    assert 0 < run["shown"] == len(run["gaps"]) <= scenes.MOVES + 1  # type: ignore[call-overload]


def test_the_first_row_of_a_grid_is_seen_before_the_last() -> None:
    told = pane("grid", "vae-grey", "101", "2")  # wide: a narrow row is decoded before the one above it is painted
    assert (told["rows"], told["steps"]) == (3, 101)
    assert len(told["first"]) == len(told["whole"]) == 2
    assert all(0 < first < whole for first, whole in zip(told["first"], told["whole"], strict=True))


def test_the_peer_draws_the_same_pictures() -> None:
    pytest.importorskip("matplotlib")
    assert len(run_scene("slider", "vae-grey", "2", module=matplotlib_peer.__name__)["samples"]) == 2
    told = run_scene("grid", "vae-grey", "1", module=matplotlib_peer.__name__)
    assert told["samples"][0] > told["replaced"][0] > 0


def test_a_missing_peer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(Failed, match="matplotlib"):
        rows._peer("slider", "vae-grey", "1")


def test_a_picture_that_never_came_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "run_scene", lambda *given, **how: {"runs": [{"shown": 9, "gaps": [1.0], "last": False}]})
    with pytest.raises(Failed, match="last move"):
        rows._dragged("drag")

"""Figures of the Latent pane beside matplotlib with the same decoder: a slider, a traversal grid, a walk on the map."""

from __future__ import annotations

import functools
import importlib.util
from typing import Any

from attnviz.bench.figures import Measured, Row, over
from attnviz.bench.processes import run_scene
from attnviz.commands import Failed

PANE, PEER = "attnviz.bench.latent.scenes", "attnviz.bench.latent.matplotlib_peer"
LARGEST = "vae-faces"  # the decoder that takes longest: 96 x 96 in colour
TEN = "vae-fashion"  # ten living dimensions: a grid of 10 x 10
MOVES, GRIDS, RUNS = "200", "20", "5"
PEER_MOVES, PEER_GRIDS = "30", "3"
FRAME = 1000 / 60  # ms


@functools.cache
def _slider(model: str) -> dict[str, Any]:
    return run_scene("slider", model, MOVES, module=PANE)


@functools.cache
def _grid(model: str, steps: str) -> dict[str, Any]:
    return run_scene("grid", model, steps, GRIDS, module=PANE)


@functools.cache
def _decoding(model: str) -> dict[str, Any]:
    return run_scene("decoding", model, MOVES, module=PANE)


def _peer(scene: str, model: str, times: str) -> dict[str, Any]:
    if importlib.util.find_spec("matplotlib") is None:
        raise Failed("matplotlib, the peer, is missing: pip install 'attnviz[bench]'")
    return run_scene(scene, model, times, module=PEER)


def _slider_row(model: str) -> Measured:
    return Measured(_slider(LARGEST)["samples"], {"floor: the engine alone": _decoding(LARGEST)["samples"]})


def _slider_beside_peer(model: str) -> Measured:
    """Ours over the peer's median, whose halves run before and after ours."""
    before = _peer("slider", LARGEST, PEER_MOVES)["samples"]
    ours = run_scene("slider", LARGEST, MOVES, module=PANE)["samples"]
    after = _peer("slider", LARGEST, PEER_MOVES)["samples"]
    return over(ours, {"matplotlib": [*before, *after]})


def _dragged(scene: str) -> Measured:
    """Mean milliseconds a picture of each run, beside every gap between two pictures."""
    runs = run_scene(scene, LARGEST, RUNS, module=PANE)["runs"]
    if not all(run["last"] for run in runs):
        raise Failed("the picture of the last move was never shown")
    gaps = [gap for run in runs for gap in run["gaps"]]
    return Measured([2000 / max(run["shown"], 1) for run in runs], {"between two pictures": gaps})


def _grid_row(model: str) -> Measured:
    colour = _grid(LARGEST, "17")
    return Measured(
        _grid(TEN, "10")["whole"],
        {
            f"{colour['rows']}×{colour['steps']} larger pictures in colour": colour["whole"],
            "floor: the engine alone": _decoding(TEN)["grid"],
        },
    )


def _first_row(model: str) -> Measured:
    return Measured(_grid(TEN, "10")["first"], {"larger pictures in colour": _grid(LARGEST, "17")["first"]})


def _grid_beside_peer(model: str) -> Measured:
    before = _peer("grid", TEN, PEER_GRIDS)
    ours = run_scene("grid", TEN, "10", GRIDS, module=PANE)["whole"]
    after = _peer("grid", TEN, PEER_GRIDS)
    made, replaced = ([*before[name], *after[name]] for name in ("samples", "replaced"))
    return over(ours, {"matplotlib, subplots made anew": made, "matplotlib, pictures replaced": replaced})


ROWS = (
    Row("latent-slider", "a slider of a VAE moved to its picture painted", "ms", _slider_row, 8, "p95"),
    Row("latent-slider-peer", "the same beside a matplotlib slider", "×", _slider_beside_peer, 1 / 7),
    Row(
        "latent-drag",
        "a picture shown while a slider is moved 500 times in 2 s",
        "ms",
        lambda model: _dragged("drag"),
        FRAME,
        "most",
    ),
    Row("latent-grid", "a traversal grid of 10×10 asked for to all of it painted", "ms", _grid_row, 110),
    Row("latent-first-row", "the same to its first row painted", "ms", _first_row, 20),
    Row("latent-grid-peer", "the same beside 10×10 subplots of matplotlib", "×", _grid_beside_peer, 1 / 8),
    Row(
        "latent-map",
        "a picture shown while one drags over the map",
        "ms",
        lambda model: _dragged("walk"),
        FRAME,
        "most",
    ),
)

"""Figures of looking at photos: a picture, a dropped photo and a brush stroke until they are painted, a folder, a class map."""

from __future__ import annotations

import importlib.util
from typing import Any

from attnviz.bench.figures import Measured, Row, over
from attnviz.bench.processes import run_scene
from attnviz.commands import Failed

SCENES, WINDOW_SCENES = "attnviz.bench.look.engine_scenes", "attnviz.bench.look.window_scenes"
MODEL = "cnn-objects"
LOOKS, DROPS, MAPS = "200", "20", "60"
PEER_MOST = 1 / 2.7  # of the peer's time
APART_MOST = 1e-4  # between a class map in closed form and by gradients, both scaled to 0..1


def _ask(scene: str, *arguments: str) -> dict[str, Any]:
    return run_scene(scene, MODEL, *arguments, module=SCENES)


def _window(scene: str, *arguments: str) -> dict[str, Any]:
    return run_scene(scene, MODEL, *arguments, module=WINDOW_SCENES)


def _painted(model: str) -> Measured:
    sides = {side: _window("painted", side, LOOKS)["samples"] for side in ("64", "128")}
    engine = _ask("look", "128", "auto", LOOKS)["samples"]
    return Measured(sides["128"], {"64 x 64": sides["64"], "the engine alone, on soft shapes": engine})


def _brush(model: str) -> Measured:
    engine = _ask("look", "512", "whole", LOOKS)["samples"]
    return Measured(_window("brush", "1024", "768", LOOKS)["samples"], {"one look, the engine alone": engine})


def _dropped(model: str) -> Measured:
    told = _window("dropped", DROPS)
    return Measured(told["samples"], {"floor: Qt's scaled decoding alone": told["floor"]})


def _folder(model: str) -> Measured:
    return Measured(_ask("folder")["samples"])


def _class_map(model: str) -> Measured:
    """Ours over the peer's median, in one process and in turn. ``Failed`` when their values are not the same."""
    if importlib.util.find_spec("pytorch_grad_cam") is None:
        raise Failed("pytorch-grad-cam, the peer, is missing: pip install 'attnviz[bench]'")
    told = _ask("class_map", MAPS)
    if told["apart"] > APART_MOST:
        raise Failed(f"the class map is {told['apart']:.1g} away from pytorch-grad-cam's")
    return over(told["samples"], {"pytorch-grad-cam": told["peer"]})


ROWS = (
    Row("look-painted", "a 128 x 128 picture in memory to classes, map and boxes painted", "ms", _painted, 16, "p95"),
    Row("look-brush", "brush moved to new probabilities and map painted", "ms", _brush, 25, "p95"),
    Row("look-dropped-painted", "a 12-megapixel JPEG dropped to classes, map and boxes painted", "ms", _dropped, 250),
    Row("look-folder", "a picture of a folder of 1,000 small ones", "ms", _folder, 1000 / 150),
    Row("look-class-map", "a class map over pytorch-grad-cam's time, same values", "times", _class_map, PEER_MOST),
)

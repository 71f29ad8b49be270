"""Figures of listening: a sound until text and map are painted, a letter pointed at, a sound of 30 seconds."""

from __future__ import annotations

from typing import Any

from attnviz import defaults
from attnviz.bench.figures import Measured, Row
from attnviz.bench.processes import run_scene

SCENES = "attnviz.bench.listen.scenes"
SOUNDS, LETTERS, LONG = "100", "200", "20"


def _ask(scene: str, *arguments: str) -> dict[str, Any]:
    return run_scene(scene, defaults.SPELLER, *arguments, module=SCENES)


def _painted(model: str) -> Measured:
    return Measured(
        _ask("painted", "3", SOUNDS)["samples"], {"the engine alone": _ask("engine", "3", SOUNDS)["samples"]}
    )


def _letter(model: str) -> Measured:
    return Measured(_ask("letter", LETTERS)["samples"])


def _long(model: str) -> Measured:
    return Measured(_ask("engine", "30", LONG)["samples"])


ROWS = (
    Row("listen-painted", "3 s of sound in memory to text and map painted", "ms", _painted, 120, "p95"),
    Row("listen-letter", "a letter pointed at to its moment painted", "ms", _letter, 8, "p95"),
    Row("listen-long", "30 s of sound, the engine alone", "ms", _long, 1000),
)

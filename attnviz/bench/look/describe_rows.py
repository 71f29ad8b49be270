"""Figures of captions: a photo until its caption is painted, another word's map, a brush stroke until the new caption is told."""

from __future__ import annotations

from attnviz import defaults
from attnviz.bench.figures import Measured, Row
from attnviz.bench.processes import run_scene

SCENES = "attnviz.bench.look.describe_scenes"
TIMES = "60"


def _told(model: str) -> Measured:
    return Measured(run_scene("told", defaults.CAPTIONER, "160", TIMES, module=SCENES)["samples"])


def _word(model: str) -> Measured:
    return Measured(run_scene("word", defaults.CAPTIONER, "200", module=SCENES)["samples"])


def _brush(model: str) -> Measured:
    return Measured(run_scene("brush", defaults.CAPTIONER, TIMES, module=SCENES)["samples"])


ROWS = (
    Row(
        "describe-painted",
        "a 160 x 160 photo in memory to caption, 4 beams, and all maps painted",
        "ms",
        _told,
        120,
        "p95",
    ),
    Row("describe-word", "another word pointed at to its map painted", "ms", _word, 8, "p95"),
    Row("describe-brush", "brush moved to the new caption told", "ms", _brush, 150, "p95"),
)

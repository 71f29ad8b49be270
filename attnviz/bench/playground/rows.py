"""Figures of the Playground: a number edited, and a tiny model learning behind the window."""

from __future__ import annotations

from attnviz.bench.figures import Measured, Row, median
from attnviz.bench.processes import run_scene

MODULE = "attnviz.bench.playground.scenes"
SECONDS = "12"


def _cell(model: str) -> Measured:
    return Measured(run_scene("cell", "100", module=MODULE)["samples"])


def _training(model: str) -> Measured:
    """Each window of a second beside the median of the bare loop, whose halves run before and after it."""
    before = run_scene("bare_training", SECONDS, module=MODULE)["samples"]
    shown = run_scene("training", SECONDS, module=MODULE)["samples"]
    after = run_scene("bare_training", SECONDS, module=MODULE)["samples"]
    bare = median([*before, *after])
    return Measured([each / bare for each in shown], {"the bare loop": [each / bare for each in (*before, *after)]})


ROWS = (
    Row("cell", "a number edited to all steps painted, 12×16", "ms", _cell, 16, "p95"),
    Row("toy-training", "time of a training step beside a bare loop without the window", "×", _training, 1 / 0.85),
)

"""Figures of reading: what is typed until its answer and heads are painted; texts ranked once they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attnviz import defaults
from attnviz.bench.figures import Measured, Row
from attnviz.bench.processes import run_scene

if TYPE_CHECKING:
    from collections.abc import Callable

SCENES = "attnviz.bench.read.scenes"
TIMES = "60"


def _ask(scene: str, model: str, *arguments: str) -> dict[str, Any]:
    return run_scene(scene, model, *arguments, module=SCENES)


def _painted(section: str, reader: str) -> Callable[[str], Measured | None]:
    def measure(model: str) -> Measured | None:
        if not _is_there(reader):
            return None
        samples, alone = (
            _ask("painted", reader, section, TIMES)["samples"],
            _ask("engine", reader, section, TIMES)["samples"],
        )
        return Measured(samples, {"the engine alone": alone})

    return measure


def _ranked(model: str) -> Measured | None:
    return Measured(_ask("ranked", defaults.SEARCHER, TIMES)["samples"]) if _is_there(defaults.SEARCHER) else None


def _is_there(reader: str) -> bool:
    from attnviz.paths import model_folders

    return any((folder / f"{reader}.safetensors").is_file() for folder in model_folders())


ROWS = (
    Row(
        "read-answer",
        "a question typed (120-word passage) to answer and heads painted",
        "ms",
        _painted("answer", defaults.ANSWERER),
        90,
        "p95",
    ),
    Row("read-fill", "a blank typed to its words painted", "ms", _painted("fill", defaults.FILLER), 40, "p95"),
    Row(
        "read-tree",
        "a sentence of 20 words typed to its tree painted",
        "ms",
        _painted("tree", defaults.PARSER),
        45,
        "p95",
    ),
    Row(
        "read-title", "a 120-word text given to its title painted", "ms", _painted("title", defaults.TITLER), 250, "p95"
    ),
    Row("read-find", "1,000 texts ranked for a query, once read, the engine alone", "ms", _ranked, 60, "p95"),
)

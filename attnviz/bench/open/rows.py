"""Figures of the Open pane: many heads painted, frames, pointing, files, what a script shows, a typed text, BertViz beside it.

A typed text is measured with the model in the folder that ``ATTNVIZ_BENCH_MODEL`` names (MiniLM, say), writing with that in
``ATTNVIZ_BENCH_WRITER``, or a GPT-2 of random weights (124 million parameters); a file of 12.9 GB is
written to ``ATTNVIZ_BENCH_FOLDER`` or where temporary files go, smaller where the disk is short.
"""

from __future__ import annotations

import functools
import importlib.util
import os
from typing import Any

from attnviz.bench.browser import PROGRAMS, chromium
from attnviz.bench.figures import Measured, Row, median, over
from attnviz.bench.open.scenes import FILE_SHAPE, temporary
from attnviz.bench.processes import run_scene
from attnviz.commands import Failed

SCENES = "attnviz.bench.open.scenes"
WRITING = "attnviz.bench.open.writing_scenes"
TIMES = {128: "20", 512: "10", 1024: "5"}


def _run(scene: str, *arguments: str) -> dict[str, Any]:
    return run_scene(scene, *arguments, module=SCENES)


def _measured(told: dict[str, Any], name: str = "samples", processor: str = "processor") -> Measured:
    """What a clock on the wall saw, and beside it the time of a processor that others do not lengthen."""
    return Measured(told[name], {"processor time": told[processor]})


def _painted(tokens: int, model: str) -> Measured:
    return _measured(_run("painted", str(tokens), TIMES[tokens]))


def _memory(model: str) -> Measured:
    return Measured([_run("painted", "512", "5")["memory"]])


@functools.cache
def _frames() -> dict[str, Any]:
    return _run("frames", "512", "270")


@functools.cache
def _file() -> dict[str, Any]:
    told = _run("file", temporary())
    if tuple(told["shape"]) != FILE_SHAPE:
        print(f"the disk is short: a file of {' x '.join(map(str, told['shape']))} is measured")
    return told


@functools.cache
def _shown() -> dict[str, Any]:
    return _run("shown", "5")


def _typed(model: str) -> Measured | None:
    folder = os.environ.get("ATTNVIZ_BENCH_MODEL")
    if not folder or importlib.util.find_spec("transformers") is None:
        return None
    told = _run("typed", folder, "40")
    beside = median(told["forward"])
    ours, theirs = told["processor"], median(told["forward_processor"])
    beyond = {"processor time beyond it": [each - theirs for each in ours]}
    return Measured([each - beside for each in told["samples"]], {"the forward pass alone": told["forward"], **beyond})


def _written(model: str) -> Measured | None:
    if importlib.util.find_spec("transformers") is None:
        return None
    told = run_scene("written", os.environ.get("ATTNVIZ_BENCH_WRITER", ""), "40", module=WRITING)
    return over(told["samples"], {"transformers' own generate": told["generate"]})


def _beside_bertviz(tokens: int, model: str) -> Measured:
    if any(importlib.util.find_spec(name) is None for name in ("bertviz", "transformers")):
        raise Failed("BertViz, the peer, is missing: pip install 'attnviz[bench]'")
    program = chromium()
    if program is None:
        raise Failed(f"a browser to draw BertViz's page is missing: install Chromium ({', '.join(PROGRAMS)})")
    peer = _run("drawn", str(tokens), program, "2" if tokens <= 64 else "1")["samples"]
    ours = _run("painted", str(tokens), "20")["samples"]
    return over(ours, {f"BertViz's model view of {tokens} tokens, {median(peer) / 1000:.1f} s": peer})


ROWS = (
    *(
        Row(
            f"open-painted-{tokens}",
            f"12 x 12 heads of {tokens} tokens in memory to all painted",
            "ms",
            functools.partial(_painted, tokens),
            goal,
        )
        for tokens, goal in ((128, 25), (512, 90), (1024, 350))
    ),
    Row(
        "open-frame",
        "a frame of panning and zooming, 512 tokens",
        "ms",
        lambda m: _measured(_frames()),
        4,
        "p95",
    ),
    Row(
        "open-hover",
        "pointer moved to cross and number painted",
        "ms",
        lambda m: _measured(_frames(), "hovers", "hovers_processor"),
        8,
        "p95",
    ),
    Row("open-memory", "memory beyond the weights, 512 tokens", "MB", _memory, 120),
    Row(
        "open-file-first",
        "48 x 32 heads of 2,048 tokens in a file to the first picture",
        "s",
        lambda m: Measured([_file()["first"]]),
        2,
    ),
    Row("open-file-whole", "the same to the whole overview", "s", lambda m: Measured([_file()["whole"]])),
    Row("open-file-frame", "a frame while that file is read", "ms", lambda m: _measured(_file()), 8, "p95"),
    Row(
        "open-file-memory",
        "the most memory of the process meanwhile",
        "MB",
        lambda m: Measured([_file()["memory"]]),
        700,
    ),
    Row(
        "open-show",
        "attnviz.show to painted by a new window",
        "ms",
        lambda m: _measured(_shown(), "first", "first_processor"),
        1000,
    ),
    Row(
        "open-show-again",
        "attnviz.show called again to painted",
        "ms",
        lambda m: _measured(_shown(), "again", "again_processor"),
        100,
    ),
    Row("open-typed", "a text asked to all heads painted, beyond the forward pass", "ms", _typed, 20),
    Row("open-written", "a token written and its rows painted over transformers' generate", "times", _written, 1.15),
    *(
        Row(
            f"open-peer-{tokens}",
            f"12 x 12 heads of {tokens} tokens painted over BertViz's time",
            "times",
            functools.partial(_beside_bertviz, tokens),
            goal,
        )
        for tokens, goal in ((64, 1 / 300), (128, 1 / 1000))
    ),
)

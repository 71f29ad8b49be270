"""Figures of the whole program: fresh processes with the real window, without a screen and under Xvfb."""

from __future__ import annotations

import functools
from typing import Any

from attnviz.bench.figures import Measured, Row
from attnviz.bench.processes import run_scene, xvfb
from attnviz.commands import Failed

STARTS = 9  # fresh processes, after one that warms the disk cache


def _first_paint(display: str) -> Measured:
    samples, floor = [], []
    for turn in range(STARTS + 1):
        told, bare = run_scene("first_paint", display=display), run_scene("bare", display=display)
        if told["torch"] or told["pyqtgraph"]:
            raise Failed("torch or pyqtgraph was imported before the first paint")
        if turn:
            samples.append(told["painted"] - told["started"])
            floor.append(bare["painted"] - bare["started"])
    return Measured(samples, {"bare widget": floor})


def _first_paint_xvfb(model: str) -> Measured | None:
    with xvfb() as display:
        return _first_paint(display) if display else None


@functools.cache
def _first_translations(model: str) -> list[dict[str, Any]]:
    run_scene("first_translation", model)
    return [run_scene("first_translation", model) for _ in range(STARTS)]


def _first_translation(model: str) -> Measured:
    return Measured([told["shown"] - told["started"] for told in _first_translations(model)])


def _memory(model: str) -> Measured | None:
    held = [told["resident"] for told in _first_translations(model)]
    return Measured(held) if all(held) else None


def _retranslate(model: str) -> Measured:
    told = run_scene("retranslate", model, "100")
    return Measured(told["samples"])


@functools.cache
def _restyled(model: str) -> dict[str, Any]:
    return run_scene("restyle", model, "10")


def _text_size(model: str) -> Measured:
    return Measured(_restyled(model)["scales"])


@functools.cache
def _restyled_whole(model: str) -> dict[str, Any]:
    return run_scene("restyle", model, "5", "everything")


def _theme_whole(model: str) -> Measured:
    return Measured(_restyled_whole(model)["themes"])


def _theme(model: str) -> Measured:
    return Measured(_restyled(model)["themes"])


def _typing(model: str) -> Measured:
    told = run_scene("typing", model, "30")
    return Measured(told["gaps"])


def _closing(model: str) -> Measured:
    gone, ended = [], []
    for _ in range(STARTS):
        told = run_scene("closing", model)
        gone.append(1000 * (told["gone"] - told["begun"]))
        ended.append(1000 * (told["ended"] - told["begun"]))
    return Measured(gone, {"until the process has ended": ended})


ROWS = (
    Row("first-paint", "process start to first painted window", "s", lambda model: _first_paint("offscreen"), 0.35),
    Row("first-paint-xvfb", "the same under Xvfb", "s", _first_paint_xvfb, 0.35),
    Row(
        "first-translation",
        "process start to first translation of a typed sentence shown",
        "s",
        _first_translation,
        2.2,
    ),
    Row("memory", "resident memory with one model loaded", "MB", _memory, 450),
    Row("typing-pause", "after the typing pause to new translation and picture painted", "ms", _retranslate, 30, "p95"),
    Row(
        "stall", "the 50 longest stalls of the window while typing and translating for 30 s", "ms", _typing, 50, "most"
    ),
    Row("text-size", "another text size: all of the window styled, laid out and painted", "ms", _text_size, 150, "p95"),
    Row("theme", "the other theme: the same", "ms", _theme, 150, "p95"),
    Row("theme-all", "the same when every pane and section was visited", "ms", _theme_whole, 150, "p95"),
    Row("closing", "closing the window while a translation runs", "ms", _closing, 100, "most"),
)

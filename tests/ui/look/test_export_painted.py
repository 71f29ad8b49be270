"""While a photo is painted over, every file holds what is seen: the painted photo and the one look at it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from attnviz.ui.panes.look.export import Exporter
from attnviz.ui.widgets.photo_brush import ERASER
from tests.ui.look.test_whatif import Desk, desk

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["desk"]  # a fixture


def test_what_is_seen_while_painting_is_what_is_saved(desk: Desk, tmp_path: Path) -> None:
    exporter = Exporter(desk.section, desk.state, desk.section.seen)
    exporter.set_enabled(True)
    whole = json.loads(exporter.json(exporter.shown()))
    assert (whole["image"], whole["views_asked"]) == ("photo 0", "whole")
    desk.stroke((0.1, 0.5), (0.9, 0.5))
    desk.answer()
    desk.tool(ERASER)  # no patch under the pointer
    desk.answer()
    painted = desk.looked(desk.pixels())
    shown = exporter.shown()
    assert shown is not None
    assert np.array_equal(shown.photo.pixels, desk.pixels())
    assert shown.layer.values is desk.brush.layer().values
    assert shown.layer.opacity == desk.brush.layer().opacity
    assert tuple(shown.frames) == desk.brush.frames()
    assert shown.stem == "photo 0, painted over.painted"
    whole = json.loads(exporter.json(shown))
    assert whole["image"] == "photo 0, painted over"
    told = {
        label: pytest.approx(float(p), abs=1e-4) for label, p in zip(painted.labels, painted.probabilities, strict=True)
    }
    assert whole["probabilities"] == told
    assert (whole["width"], whole["height"]) == (96, 64)
    for format in ("png", "svg", "csv", "npz"):
        assert exporter.save_as(format, tmp_path / f"a.{format}")
    with np.load(tmp_path / "a.npz") as arrays:
        assert np.allclose(arrays["probabilities"], painted.probabilities, atol=1e-5)
    desk.section.hide()
    assert json.loads(exporter.json(exporter.shown()))["views_asked"] == "auto"

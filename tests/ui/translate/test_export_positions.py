"""While the positions of a model are seen, every file and copy holds them."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication, QImage

from attnviz.engine.messages import frozen
from attnviz.engine.translate.messages import ModelPositions, ModelPositionsShown
from tests.ui.translate.test_heads_drawer import ID, Asked, asked, last, pane

if TYPE_CHECKING:
    from pathlib import Path

    from attnviz.ui.panes.translate.pane import TranslatePane

__all__ = ["asked", "pane"]  # fixtures


@pytest.mark.parametrize("side", ["source", "target"])
def test_the_positions_that_are_seen_are_saved(pane: TranslatePane, asked: Asked, tmp_path: Path, side: str) -> None:
    pane.view.pictures["positions"].click()
    pane.exporter.copy("numbers")
    assert not pane.exporter.save_as("png", tmp_path / "none.png")  # nothing is drawn yet
    if side == "target":
        pane.positions.side.setCurrentIndex(1)
        pane.positions.side.activated.emit(1)
    request = last(asked, ModelPositions)
    table, similarity = frozen(np.sin(np.arange(64 * 8).reshape(64, 8))), frozen(np.eye(64))
    pane.positions.question.receive(ModelPositionsShown(request, "sinusoidal", table, similarity, 3.0))
    pane.positions.dimension.setValue(5)
    for format in ("png", "svg", "csv", "json", "npz"):
        assert pane.exporter.save_as(format, tmp_path / f"out.{format}")
    rows = list(csv.reader((tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0] == ["position", *map(str, range(1, 9))]
    np.testing.assert_allclose(np.array(rows[1:], float)[:, 1:], table, atol=1e-5)
    whole = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert (whole["model"], whole["side"], whole["dimension"]) == (ID, side, 5)
    with np.load(tmp_path / "out.npz") as arrays:
        np.testing.assert_array_equal(arrays["similarity"], similarity)
    text = (tmp_path / "out.svg").read_text(encoding="utf-8")
    assert all(name in text for name in (ID, "Table: a row for each place", "dimension 5"))
    assert QImage(str(tmp_path / "out.png")).width() > 1000
    pane.exporter.copy("python")
    assert repr(side) in QGuiApplication.clipboard().text()
    pane.view.heatmap.click()
    assert pane.exporter.save_as("csv", tmp_path / "map.csv")
    assert "position" not in (tmp_path / "map.csv").read_text(encoding="utf-8")

"""The table of all heads: its numbers are those of the drawer, it sorts, chooses, and is saved whole."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from attnviz.engine.attention import head_statistics
from attnviz.ui.attention.example_view import ExampleView

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def view(qtbot: QtBot) -> ExampleView:
    made = ExampleView("words")
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_sorts_by_any_measure_and_a_row_shows_its_head(view: ExampleView):
    drawer = view.view.drawer
    table = drawer.show_table()
    attention = drawer._tiles.answer[0].attention
    sharp = head_statistics.sharpness(attention.weights)
    assert table.table.rowCount() == sharp.size
    table.table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    first = tuple(int(table.table.item(0, column).text()) - 1 for column in (0, 1))
    assert sharp[first] == sharp.min()
    table.table.selectRow(0)
    assert drawer.heads() == (first,)


def test_it_is_saved_and_copied_in_its_order(view: ExampleView, tmp_path: Path):
    drawer = view.view.drawer
    table = drawer.show_table()
    table.table.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    table.save(tmp_path / "heads.csv")
    rows = list(csv.reader((tmp_path / "heads.csv").read_text("utf-8-sig").splitlines()))
    diagonal = [float(row[3]) for row in rows[1:]]
    assert diagonal == sorted(diagonal, reverse=True)
    attention = drawer._tiles.answer[0].attention
    assert np.isclose(max(diagonal), head_statistics.diagonality(attention.weights).max(), atol=1e-5)
    table.markdown.click()
    assert QGuiApplication.clipboard().text().startswith("| layer | head |")
    table.latex.click()
    assert r"\begin{tabular}" in QGuiApplication.clipboard().text()
    table.save(tmp_path / "nowhere" / "heads.csv")
    assert "heads.csv was not saved" in table.said.text()

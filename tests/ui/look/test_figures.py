"""The figure of a section of Look shows what is seen there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from attnviz.ui.attention.figure import FigureOptions
from attnviz.ui.attention.figure_export import FigureFile
from tests.ui.look.test_pane import opened, settle

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from attnviz.ui.window import Window


def test_each_section_has_a_figure_of_its_own(open_window: Callable[..., Window], models: Path, qtbot: QtBot) -> None:
    pane = opened(open_window, models, qtbot)
    drawn, stems = set(), set()
    for id in ("picture", "stages", "compare", "views"):
        pane.show_section(id)
        settle(pane, qtbot)
        figure = pane.exporter.figure()
        assert figure is not None
        stems.add(figure.stem)
        drawn.add(pane.exporter.figures.data(FigureFile(figure, replace(FigureOptions(), format="svg"))))
    assert len(drawn) == len(stems) == 4

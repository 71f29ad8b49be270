"""What is seen in the Read pane is what is saved, also as a figure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from attnviz.ui.attention.figure import FigureOptions
from attnviz.ui.attention.figure_export import FigureFile
from tests.ui.read.test_pane import IDS, visit

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from attnviz.ui.panes.read.pane import ReadPane


@pytest.mark.parametrize("id", IDS)
def test_every_page_is_a_figure_and_its_file_is_named_by_text_and_model(pane: ReadPane, id: str, qtbot: QtBot) -> None:
    section, seen = visit(pane, id, qtbot), set()
    for page in section.pages.values():
        section.view.view_bar.pictures[page.id].click()
        figure = pane.exporter._figure()
        assert figure.stem.endswith(section.model)
        assert figure.stem.removesuffix(section.model).strip().split("-")[0] in section.seen().title
        drawn = pane.exporter.figures.data(FigureFile(figure, replace(FigureOptions(), format="svg")))
        assert b"<text" in drawn  # text is text
        seen.add(drawn)
    assert len(seen) == len(section.pages)


def test_the_passage_is_saved_as_it_is_seen_not_as_a_map(pane: ReadPane, qtbot: QtBot) -> None:
    section = visit(pane, "answer", qtbot)
    section.view.view_bar.pictures["passage"].click()
    svg = pane.exporter.svg(section.seen()).decode()
    for word in (*section.result.request.question.rstrip("?").split()[:2], *section.result.request.passage.split()[:3]):
        assert word in svg
    size, _ = section.page.picture()
    assert size.width() == pytest.approx(section.page.field.viewport().width(), abs=1)
    section.page.forget_map()
    assert section.page.picture() is None  # nothing is known of where anything looks

"""The Title section: a title written from a text, words held, heads off, a title of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from attnviz import defaults
from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER
from attnviz.ui.panes.read.title import TitleSection
from attnviz.ui.widgets.selection import Spot

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from attnviz.ui.panes.read.pane import ReadPane
    from attnviz.ui.panes.read.section import ReadSection

TEXT = "The old man sold his boat to a stranger. The stranger gave the boat to a doctor from Paris, who met the keeper of Paris."


@pytest.fixture
def section(pane: ReadPane, qtbot: QtBot) -> TitleSection:
    pane.show_section("title")
    found = pane.section("title")
    assert isinstance(found, TitleSection)
    found.set_text(TEXT)
    settle(found, qtbot)
    return found


def settle(section: ReadSection, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: section.is_settled() and section.result is not None)


def test_a_title_stands_there_with_its_words_and_beams(section: TitleSection) -> None:
    result = section.result
    assert section.told.text() == result.text
    assert [each.attention.kind for each in section.answer] == [CROSS, ENCODER, DECODER]
    chips = section.page.rows.chips()
    assert [chip.text for chip in chips] == list(section.map.picture.rows)
    assert all(chip.probability is not None and 0 <= chip.probability <= 1 for chip in chips)
    beams = [row.text() for row in section.panel.beams.rows if not row.isHidden()]
    assert len(beams) == len(result.beams)
    assert section.answer[2].keys.tokens[0].text == "[CLS]"


def test_a_word_of_the_title_lights_what_it_was_read_from(section: TitleSection) -> None:
    section.view.drawer.choose(CROSS, [(2, 1)])
    section.draw()
    section.selection.pin(Spot(row=0))
    _, values = section.page.strengths()
    picture = section.map.picture
    weights = section.result.attention[0].weights[2, 1][list(picture.row_tokens[0])].mean(0)
    merged = np.array([weights[list(group)].sum() for group in picture.column_tokens])
    assert np.allclose(values, merged / merged.sum(), atol=1e-5)
    assert "%" in section.panel.probability.text()
    assert section.panel.alternatives.isVisibleTo(section.panel)


def test_a_chosen_alternative_is_held_and_let_go(section: TitleSection, qtbot: QtBot) -> None:
    before = section.result
    section.forcing.choose_alternative(1, 3)
    settle(section, qtbot)
    now = section.result
    held = [token.id for token in now.target_tokens[:2]]
    assert held == [before.target_tokens[0].id, int(before.alternatives[1, 3])]
    assert not section.held.isHidden()
    assert section.page.rows.chips()[0].forced
    section.held.undo.click()
    settle(section, qtbot)
    assert section.result.text == before.text
    section.forcing.choose_beam(1)
    settle(section, qtbot)
    assert section.result.text == before.beams[1].text
    section.held.free.click()
    settle(section, qtbot)
    assert section.result.text == before.text


def test_heads_go_off_in_one_kind_alone_and_come_back(section: TitleSection, qtbot: QtBot) -> None:
    before = section.result
    every = [(layer, head) for layer in range(3) for head in range(4)]
    section.view.drawer.choose(CROSS, every)
    section.view.drawer.switch_chosen()
    settle(section, qtbot)
    assert set(section.off) == {(CROSS, layer, head) for layer, head in every}
    assert "source_unseen" in {note.code for note in section.result.notes}
    section.forcing.undo()
    settle(section, qtbot)
    assert section.off == ()
    assert section.result.text == before.text


def test_a_title_of_ones_own_is_read(section: TitleSection, qtbot: QtBot) -> None:
    section.own.click()
    section.told.selectAll()
    qtbot.keyClicks(section.told, "A Boat Sold")
    settle(section, qtbot)
    result = section.result
    assert result.request.target == "A Boat Sold" == result.text
    assert not result.beams
    assert (result.log_probabilities < 0).all()
    section.own.click()
    settle(section, qtbot)
    assert section.told.text() == section.result.text != "A Boat Sold"


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "Type or paste"), ("1 2 3", "no letters"), ("船在海上。", "reads English"), ("\x00\x01", "Type or paste")],
)
def test_what_has_no_title_gets_one_sentence(
    pane: ReadPane, section: TitleSection, qtbot: QtBot, text: str, said: str
) -> None:
    result = section.result
    section.set_text(text)
    qtbot.waitUntil(section.is_settled)
    assert said in pane.message.text()
    assert section.result is result


def test_of_a_long_text_the_beginning_is_read(pane: ReadPane, section: TitleSection, qtbot: QtBot) -> None:
    section.set_text("the boat " * 25_000)
    settle(section, qtbot)
    assert "50000" in pane.note.text().replace(",", "")
    assert len(section.result.source_tokens) == 200


def test_without_its_model_the_section_says_so(pane: ReadPane, models: Path, qtbot: QtBot) -> None:
    path = models / f"{defaults.TITLER}.safetensors"
    away = path.rename(path.with_suffix(".away"))
    try:
        pane.show_section("title")
        qtbot.waitUntil(lambda: "not installed" in pane.message.text())
        assert defaults.TITLER in pane.message.text()
    finally:
        away.rename(path)
    pane.section("title").ask_now()
    settle(pane.section("title"), qtbot)
    assert not pane.message.isVisible()


def test_heads_over_many_words_have_scales_of_their_own_which_are_said(section: TitleSection, qtbot: QtBot) -> None:
    drawer = section.view.drawer
    section.set_text("The old man sold his boat.")
    settle(section, qtbot)
    assert drawer.grid.tiles().tops is None
    assert "scale" not in drawer.legend.text()
    section.set_text(TEXT * 3)
    settle(section, qtbot)
    tiles = drawer.grid.tiles()
    assert tiles.tops.shape == tiles.weights.shape[:2]
    assert drawer.legend.text().endswith("each thumbnail has its own scale")
    assert f"brightest from {tiles.tops[2, 1]:.3f} on" in tiles.words()[2, 1]

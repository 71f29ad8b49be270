"""Every section measures its heads and tests its map, and lets go of both when something else is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER
from attnviz.ui.panes.read.parts import changed
from attnviz.ui.widgets.selection import Spot

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from attnviz.ui.panes.read.pane import ReadPane

SECTIONS = ("answer", "fill", "tree", "title")


def turn_to(pane: ReadPane, id: str, qtbot: QtBot) -> None:
    pane.show_section(id)
    qtbot.waitUntil(lambda: pane.is_settled() and pane.current().result is not None)


def wait(pane: ReadPane, qtbot: QtBot) -> None:
    measures = pane.current().measures
    assert measures is not None
    qtbot.waitUntil(lambda: not measures.ablation.running and not measures.faithfulness.running, timeout=20_000)


@pytest.mark.parametrize("id", SECTIONS)
def test_every_head_is_measured(pane: ReadPane, qtbot: QtBot, id: str) -> None:
    turn_to(pane, id, qtbot)
    section = pane.current()
    drawer = section.view.drawer
    assert not drawer.sweep.isHidden()
    if id == "tree":
        section.view.view_bar.pictures["heatmap"].click()
        drawer.kinds[ENCODER].click()
    drawer.sweep.click()
    wait(pane, qtbot)
    assert drawer.order.currentData() == "effect"
    assert not drawer.wants_effects()
    measured = drawer._tiles.measures(drawer.kind())
    assert measured
    assert all(np.isfinite(each.effect) for each in measured)
    assert any(each.effect for each in measured)


@pytest.mark.parametrize("id", SECTIONS)
def test_the_map_is_tested_and_another_map_has_to_be_tested_again(pane: ReadPane, qtbot: QtBot, id: str) -> None:
    turn_to(pane, id, qtbot)
    section = pane.current()
    assert section.truth is not None
    assert not section.truth.bars.isVisibleTo(section.truth)
    section.test_map()
    wait(pane, qtbot)
    assert section.truth.bars.isVisibleTo(section.truth)
    assert "times" in section.truth.answer.text()
    section.ask_now()
    qtbot.waitUntil(pane.is_settled)
    assert not section.truth.bars.isVisibleTo(section.truth)


def test_a_pinned_row_is_tested_alone(pane: ReadPane, qtbot: QtBot) -> None:
    turn_to(pane, "tree", qtbot)
    section = pane.current()
    section.view.view_bar.pictures["heatmap"].click()
    section.selection.pin(Spot(row=1))
    assert section.choice is not None
    assert section.choice.view.kind == CROSS
    section.test_map()
    wait(pane, qtbot)
    word = section.result.words[1].text
    assert f"the head of “{word}”" in section.truth.answer.text()  # type: ignore[union-attr]


def test_roles_are_not_tested(pane: ReadPane, qtbot: QtBot) -> None:
    turn_to(pane, "tree", qtbot)
    section = pane.current()
    section.view.view_bar.pictures["heatmap"].click()
    if section.view.drawer.kinds[DECODER].isHidden():
        pytest.skip("no verb in what the small parser reads")
    section.view.drawer.kinds[DECODER].click()
    assert section.truth is not None
    assert not section.truth.isEnabled()


def test_effects_are_forgotten_with_their_answer_and_measured_again_where_they_order(
    pane: ReadPane, qtbot: QtBot
) -> None:
    turn_to(pane, "fill", qtbot)
    section = pane.current()
    section.view.drawer.sweep.click()
    wait(pane, qtbot)
    section.set_text("The old man ___ his boat.")  # type: ignore[attr-defined]
    qtbot.waitUntil(pane.is_settled)
    wait(pane, qtbot)
    assert not section.view.drawer.wants_effects()  # they were measured again
    section.view.drawer.order.setCurrentIndex(0)
    section.set_text("The old man sold his ___.")  # type: ignore[attr-defined]
    qtbot.waitUntil(pane.is_settled)
    assert section.measures is not None
    assert not section.measures.ablation.running
    section.view.drawer.order.setCurrentIndex(section.view.drawer.order.findData("effect"))
    assert section.view.drawer.wants_effects()


def test_the_change_of_a_filling_is_told(pane: ReadPane, qtbot: QtBot) -> None:
    turn_to(pane, "fill", qtbot)
    section = pane.section("fill")
    section.set_text("The old ___ sold his ___ to a stranger.")
    qtbot.waitUntil(pane.is_settled)
    before = [each.probability for each in section.result.fillings[1]]
    tokens = [each.token for each in section.result.fillings[1]]
    assert not any("→" in bar.number() for bar in section.lists[1].bars)
    section.take(0, 0)
    qtbot.waitUntil(pane.is_settled)
    assert len(section.result.fillings) == 1
    known = {each.token: each.probability for each in section.result.fillings[0]}
    assert list(known.values()) != before
    for bar, (token, probability) in zip(section.lists[0].bars, known.items(), strict=True):
        was = dict(zip(tokens, before, strict=True)).get(token)
        assert bar.number() == changed(was, probability)
    section.sentence.setFocus()
    qtbot.keyClicks(section.sentence, " Today.")
    qtbot.waitUntil(pane.is_settled)
    assert not any("→" in bar.number() for bar in section.lists[0].bars)


def test_a_probability_is_told_with_what_it_was() -> None:
    assert changed(0.25, 0.5) == "25.0 → 50.0 %"
    assert changed(0.0001, 0.5) == "< 0.1 → 50.0 %"
    assert changed(0.5001, 0.5) == changed(None, 0.5) == "50.0 %"


def test_the_probability_of_no_answer_is_told(pane: ReadPane) -> None:
    section = pane.section("answer")
    shown = [bar for bar in section.spans.bars if not bar.isHidden()]
    told = any(bar.text() == "No answer here" for bar in shown)
    assert told == (section.result.none < 0.5)

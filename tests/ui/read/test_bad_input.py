"""What cannot be read, in every section of the pane: one sentence, nothing lost, and the next text is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from attnviz.ui.panes.read.pane import ReadPane

GOOD = {
    "answer": "Who sold the boat?",
    "fill": "The man sold his ___ .",
    "tree": "The man sold his boat.",
    "title": "The man sold his boat to a stranger.",
    "find": "the old boat",
}
BAD = {
    "empty": "",
    "blank only": "  \n ",
    "no letters": "12 34 ... 56",
    "another script": "船在海上航行，渔夫卖了他的船。",
    "control characters": "\x01\x02\x1f",
}
LONG = "the old man sold his boat to a stranger " * 5_600  # 50,400 words


def given(section: Any, text: str) -> None:
    if section.id == "fill" and text.strip(" \n\x01\x02\x1f"):
        text = f"{text} ___"
    section.set_text(text)


def quiet(pane: ReadPane, section: Any, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: pane.is_settled() and section.question.waiting is None, timeout=30_000)


@pytest.mark.parametrize("id", GOOD)
def test_bad_input_is_told_in_one_sentence(pane: ReadPane, id: str, qtbot: QtBot) -> None:
    pane.show_section(id)
    section: Any = pane.section(id)
    section.set_text(GOOD[id])
    quiet(pane, section, qtbot)
    qtbot.waitUntil(lambda: section.result is not None)
    for what, text in BAD.items():
        before = section.result
        given(section, text)
        quiet(pane, section, qtbot)
        assert pane.message.text() or section.result.notes or not section.request(), what
        assert pane.message.text().count(". ") == 0, what
        assert section.result is before or section.result.notes, what
    section.set_text(GOOD[id])
    quiet(pane, section, qtbot)
    assert not pane.message.isVisible()
    assert pane.isVisible()


@pytest.mark.parametrize("id", ["tree", "title", "fill"])
def test_fifty_thousand_words_are_cut_or_refused(pane: ReadPane, id: str, qtbot: QtBot) -> None:
    pane.show_section(id)
    section: Any = pane.section(id)
    given(section, LONG)
    quiet(pane, section, qtbot)
    assert pane.message.text() or section.result.notes
    section.set_text(GOOD[id])
    quiet(pane, section, qtbot)
    assert not pane.message.isVisible()


def test_fifty_thousand_words_of_a_passage_are_cut(pane: ReadPane, qtbot: QtBot) -> None:
    section = pane.section("answer")
    section.ask_for(LONG, "Who sold the boat?")
    quiet(pane, section, qtbot)
    assert "text_cut" in {note.code for note in section.result.notes}


def test_a_hundred_blanks_are_too_many(pane: ReadPane, qtbot: QtBot) -> None:
    pane.show_section("fill")
    section = pane.section("fill")
    section.set_text("The man " + "___ " * 100)
    quiet(pane, section, qtbot)
    assert "100" in pane.message.text()


def test_what_went_wrong_shifts_nothing_and_can_be_closed(pane: ReadPane, qtbot: QtBot) -> None:
    section = pane.current()
    section.ask_for("The old man sold his boat.", "Who?")
    qtbot.waitUntil(lambda: pane.is_settled() and section.result.request.question == "Who?")
    place = section.geometry()
    section.ask_for("The old man sold his boat.", "谁在那里？")
    qtbot.waitUntil(pane.message.isVisible)
    assert section.geometry() == place
    assert not section.told.isEnabled()  # the old answer is pale
    pane.message.close_button.click()
    assert not pane.message.isVisible()
    section.ask_for("The old man sold his boat.", "谁？")
    qtbot.waitUntil(pane.is_settled)
    assert not pane.message.isVisible()  # the same sentence, which was closed
    section.ask_for("The old man sold his boat.", "What?")
    qtbot.waitUntil(section.told.isEnabled)
    section.ask_for("The old man sold his boat.", "谁？")
    qtbot.waitUntil(pane.message.isVisible)

"""The Context section: three readers learn live, and what they know at each distance is measured and drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from attnviz.engine.playground.context_messages import ContextTrained, TrainContext
from attnviz.engine.session import Session
from attnviz.ui.panes.playground.context import ContextSection

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def trained(length: int = 6, seconds: float = 1.0) -> ContextTrained:
    accuracy = np.linspace(1, 0.1, 3 * length, dtype=np.float32).reshape(3, length)
    weights = np.full((2, length, length), 1 / length, np.float32)
    request = TrainContext("context", length)
    return ContextTrained(
        request, (5, 6, 7), (seconds,) * 3, accuracy, "abcdef", ("ffffff", "fedcba", "fedcba"), weights
    )


@pytest.fixture
def section(qtbot: QtBot) -> ContextSection:
    asked: list[object] = []
    made = ContextSection(lambda question, request, interrupt=False: asked.append(request))
    made.asked_requests = asked
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    return made


def test_it_asks_for_slice_after_slice_and_pauses_by_itself_when_enough(section: ContextSection):
    section.start.click()
    assert section.is_running()
    assert len(section.asked_requests) == 1
    section._slice.waiting = None
    section.show_trained(trained())
    assert len(section.asked_requests) == 2
    section.show_trained(trained(seconds=100))
    assert not section.is_running()
    section.reset.click()
    assert not section.reset.isEnabled()
    section.start.click()
    assert section.asked_requests[-1].restart


def test_keys_ask_for_another_letter_and_it_is_told_in_words(section: ContextSection, qtbot: QtBot):
    section.show_trained(trained())
    picture = section.picture
    picture.ask_for(0)
    qtbot.keyClick(picture, Qt.Key.Key_Left)
    assert picture.asked == 1
    told = QAccessible.queryAccessibleInterface(picture).text(QAccessible.Text.Description)
    assert told.startswith("1 places before the end stands “e”. LSTM, last state: “f”, LSTM with attention: “e”")
    picture.grab()
    qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=picture._cells[0].center().toPoint())
    assert picture.asked == 5


def test_what_is_remembered_comes_back_whatever_it_is(section: ContextSection):
    section.restore_state({"length": 7, "asked": "no"})
    assert section.length.value() == 7
    section.restore_state({"length": "x", "asked": 3})
    assert section.picture.asked == 3
    assert section.save_state() == {"length": 7, "asked": 3}


def test_real_readers_learn_and_rows_of_weights_add_up_to_one():
    session = Session()
    first = session.run(TrainContext("context", 4, seconds=0.01))
    assert first.weights.shape == (2, 4, 4)
    assert np.allclose(first.weights.sum(-1), 1, atol=1e-5)
    result = first
    for _ in range(60):
        result = session.run(TrainContext("context", 4, seconds=0.05))
        if result.accuracy[2].mean() > 0.9 and min(result.steps) > 2 * max(first.steps):
            break
    assert result.accuracy[2].mean() > 0.9
    again = session.run(TrainContext("context", 4, seconds=0.01, restart=True))
    assert all(few < many for few, many in zip(again.steps, result.steps, strict=True))


def test_a_length_out_of_range_is_refused_in_one_sentence():
    from attnviz.engine.messages import Refused

    with pytest.raises(Refused, match="from 2 to 40"):
        Session().run(TrainContext("context", 1))


def test_before_anything_is_learned_the_picture_has_the_button_that_begins(section: ContextSection):
    begin = section.picture.start
    assert begin.isVisibleTo(section)
    assert section.picture.rect().contains(begin.geometry())
    begin.click()
    assert section.is_running()
    assert not begin.isEnabled()

"""The guided tour in a real window: it leads, it can be left and resumed, and speaks both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from attnviz.ui import i18n
from attnviz.ui.help.tour_cards import CARDS
from attnviz.ui.settings import Settings
from attnviz.ui.window import Window
from tests.ui.conftest import echo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


def window_for(qtbot: QtBot, settings: Settings) -> Window:
    window = Window(settings, lambda _: True, start=echo)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    return window


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    made = window_for(qtbot, Settings())
    yield made
    made.close()


def tour_of(window: Window) -> Any:
    return window.findChild(object, "tour")


def test_it_is_as_long_as_it_should_be_and_every_card_leads_somewhere(window: Window):
    assert 8 <= len(CARDS) <= 12
    window.show_tour()
    seen = []
    for number, card in enumerate(CARDS, 1):
        tour = tour_of(window)
        assert tour.card() is card
        assert window.pane.id == card.pane
        if card.section:
            assert window.pane.current().id == card.section
        assert tour.findChild(object, "tour.text").text() == card.text()
        assert tour.geometry().bottom() < window.height()
        assert tour.geometry().right() < window.width()
        seen.append(tour.findChild(object, "tour.title").text())
        if number < len(CARDS):
            tour.findChild(object, "tour.next").click()
    assert len(set(seen)) == len(CARDS)


def test_it_is_left_and_resumed_also_after_a_restart(window: Window, qtbot: QtBot):
    window.show_tour()
    for _ in range(3):
        tour_of(window).findChild(object, "tour.next").click()
    qtbot.keyClick(tour_of(window), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: tour_of(window) is None)
    window.show_tour()
    assert tour_of(window).card() is CARDS[3]
    again = window_for(qtbot, window.settings)
    again.show_tour()
    assert tour_of(again).card() is CARDS[3]
    again.close()


def test_the_last_card_ends_it_and_the_next_tour_begins_anew(window: Window, qtbot: QtBot):
    window.show_tour()
    tour_of(window).show_card(len(CARDS) - 1)
    tour_of(window).findChild(object, "tour.next").click()
    qtbot.waitUntil(lambda: tour_of(window) is None)
    window.show_tour()
    assert tour_of(window).card() is CARDS[0]


def test_every_card_is_in_chinese_too(window: Window, qapp: QApplication):
    english = [(card.title(), card.text()) for card in CARDS]
    window.show_tour()
    i18n.apply(qapp, "zh_CN")
    QApplication.processEvents()
    for card, (title, text) in zip(CARDS, english, strict=True):
        assert card.text() != text
        assert any("\u4e00" <= c <= "\u9fff" for c in card.text())
        assert card.title() != title
    assert tour_of(window).findChild(object, "tour.text").text() == CARDS[0].text()


def test_a_state_that_makes_no_sense_begins_at_the_first_card(window: Window, qtbot: QtBot):
    for broken in ({"card": 99}, {"card": "x"}, {}):
        other = window_for(qtbot, Settings(states={"tour": broken}))
        other.show_tour()
        assert tour_of(other).card() is CARDS[0]
        other.close()

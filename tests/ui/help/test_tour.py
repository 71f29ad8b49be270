"""The guided tour in a real window: it rings what it speaks of, waits, can be left and resumed, and speaks both languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from attnviz.ui import i18n
from attnviz.ui.help.awaited import ACTIONS
from attnviz.ui.help.spotlight import Spotlight
from attnviz.ui.help.tour import Tour
from attnviz.ui.help.tour_cards import CARDS
from attnviz.ui.settings import Settings
from attnviz.ui.window import Window
from tests.ui.conftest import echo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


def window_for(qtbot: QtBot, settings: Settings, width: int = 1280, height: int = 800) -> Window:
    window = Window(settings, lambda _: True, start=echo)
    qtbot.addWidget(window)
    window.resize(width, height)
    window.show()
    return window


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    made = window_for(qtbot, Settings())
    yield made
    made.close()


def tour_of(window: Window) -> Any:
    return window.findChild(object, "tour")


def card_for(target: str) -> int:
    return next(i for i, card in enumerate(CARDS) if card.target == target)


def test_it_is_as_long_as_it_should_be_and_every_card_leads_somewhere(window: Window):
    assert 8 <= len(CARDS) <= 13  # one a pane, and what attention is
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


def test_every_card_is_read_in_a_breath():
    for card in CARDS:
        assert len(re.findall(r"[\w“”’'-]+", card.text())) <= 44, card.title()  # forty words and a few single letters
        assert card.waits in ("", *ACTIONS)
        assert bool(card.waits) == bool(card.target)
    assert CARDS[-1].links


@pytest.mark.parametrize("size", [(1280, 720), (1600, 1000)])
def test_what_a_card_speaks_of_is_ringed_and_not_covered(qtbot: QtBot, size: tuple[int, int]):
    window = window_for(qtbot, Settings(), *size)
    window.show_tour()
    tour = tour_of(window)
    for number, card in enumerate(CARDS):
        tour.show_card(number)
        QApplication.processEvents()
        target = window.findChild(QWidget, card.target) if card.target else None
        assert (target is not None) == bool(card.target), card.target
        if target is not None and target.isVisible() and not card.brightest:
            tour._stand()
            middle = target.mapTo(window, target.visibleRegion().boundingRect().center())
            assert tour.ring().contains(middle), card.target
        assert not tour.ring().intersects(tour.geometry()), card.title()
    window.close()


def test_it_waits_for_what_the_person_is_asked_to_do(window: Window, qtbot: QtBot):
    window.show_tour()
    tour: Tour = tour_of(window)
    tour.show_card(card_for("translate.source"))
    assert tour.waits()
    assert tour.findChild(object, "tour.next").text() == "Skip"
    source = window.findChild(QWidget, "translate.source")
    assert QApplication.focusWidget() is source or not window.isActiveWindow()
    qtbot.keyClicks(source, "A dog.")
    assert not tour.waits()
    assert tour.findChild(object, "tour.next").text() == "Next"
    tour.show_card(card_for("playground.positions.kind"))
    assert tour.waits()
    kind = window.findChild(QComboBox, "playground.positions.kind")
    kind.setCurrentIndex(kind.findData("none"))
    assert not tour.waits()
    tour.show_card(card_for("playground.heads.1"))
    assert tour.waits()
    qtbot.mouseClick(window.findChild(QWidget, "playground.heads.1"), Qt.MouseButton.LeftButton)
    assert not tour.waits()
    tour.show_card(card_for("latent.slider.0"))
    slider = window.findChild(QWidget, "latent.slider.0")
    if slider is not None and slider.isVisible():
        qtbot.mouseMove(slider, QPoint(5, 5))
        assert tour.waits()  # a look alone is no drag


def test_what_is_typed_takes_the_place_of_what_stood_there(window: Window, qtbot: QtBot):
    window.show_tour()
    tour_of(window).show_card(card_for("translate.source"))
    source = window.panes["translate"].sentences.source
    qtbot.keyClicks(source, "A dog.")
    assert source.toPlainText() == "A dog."


def test_only_the_entry_that_a_card_asks_for_counts(window: Window):
    window.show_tour()
    tour = tour_of(window)
    tour.show_card(card_for("playground.positions.kind"))
    kind = window.findChild(QComboBox, "playground.positions.kind")
    kind.setCurrentIndex(kind.findData("rotary"))
    assert tour.waits()
    kind.setCurrentIndex(kind.findData("none"))
    assert not tour.waits()


def test_the_shade_lifts_when_the_person_has_acted(window: Window, qtbot: QtBot):
    window.show_tour()
    tour, spotlight = tour_of(window), window.findChild(Spotlight)
    tour.show_card(card_for("playground.heads.1"))
    assert spotlight.dims
    qtbot.mouseClick(window.findChild(QWidget, "playground.heads.1"), Qt.MouseButton.LeftButton)
    assert not spotlight.dims
    assert spotlight.ring.isValid()
    tour.show_card(card_for("playground.positions.kind"))
    assert spotlight.dims


def test_the_answer_to_an_action_is_scrolled_into_sight(qtbot: QtBot):
    window = window_for(qtbot, Settings(), 1280, 420)
    window.show_tour()
    tour = tour_of(window)
    tour.show_card(card_for("translate.truth.check"))
    answer = window.findChild(QWidget, "translate.truth.answer")
    answer.parentWidget().show()  # as with a translation
    tour._done()
    answer.setText("\n".join("It lost much." for _ in range(6)))
    qtbot.waitUntil(lambda: answer.visibleRegion().boundingRect().bottom() >= answer.height() - 1)
    window.close()


def test_there_is_one_tour_at_a_time(window: Window):
    window.show_tour()
    tour_of(window).show_card(2)
    window.show_tour()
    assert len(window.findChildren(Tour)) == 1
    assert tour_of(window).card() is CARDS[2]


def test_tab_goes_from_anywhere_to_the_card_and_through_what_it_rings(window: Window, qtbot: QtBot):
    window.show_tour()
    tour = tour_of(window)
    tour.show_card(card_for("playground.heads.1"))
    window.findChild(QWidget, "playground.heads.draw").setFocus()
    seen = []
    for _ in range(5):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        seen.append(window.focusWidget().objectName())
    assert seen == ["tour.next", "playground.heads.1", "tour.leave", "tour.back", "tour.next"]
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Backtab)
    assert window.focusWidget().objectName() == "tour.back"


def test_tab_stays_in_the_card(window: Window, qtbot: QtBot):
    window.show_tour()
    tour = tour_of(window)
    tour.show_card(0)
    tour.findChild(QWidget, "tour.leave").setFocus()
    seen = set()
    for _ in range(6):
        tour.focusNextPrevChild(True)
        focus = window.focusWidget()
        assert tour.isAncestorOf(focus) or focus.objectName() == tour.card().target
        seen.add(focus.objectName())
    assert seen == {"tour.leave", "tour.next", "translate.heatmap"}  # back leads nowhere on the first card


def test_escape_ends_it_from_anywhere_and_returns_to_where_it_began(window: Window, qtbot: QtBot):
    window.show_pane("look")
    window.show_tour()
    tour_of(window).show_card(card_for("playground.q"))
    assert window.pane.id == "playground"
    qtbot.keyClick(window.findChild(QWidget, "playground.example"), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: tour_of(window) is None)
    assert window.pane.id == "look"
    assert window.findChild(QWidget, "tour.spotlight") is None


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


def test_a_link_of_the_last_card_leads_on(window: Window, qtbot: QtBot):
    window.show_tour()
    tour_of(window).show_card(len(CARDS) - 1)
    tour_of(window).findChild(object, "tour.link.playground.train").click()
    qtbot.waitUntil(lambda: tour_of(window) is None)
    assert window.pane.id == "playground"
    assert window.pane.current().id == "train"


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


def test_who_is_new_is_greeted_once(qtbot: QtBot):
    window = window_for(qtbot, Settings(pane="translate"))
    welcome = window.findChild(QWidget, "translate.welcome")
    assert welcome.isVisible()
    window.findChild(QWidget, "translate.welcome.1").click()
    assert window.panes["translate"].sentences.source.toPlainText() == "She gave me the book that I had lost."
    window.findChild(QWidget, "translate.welcome.tour").click()
    assert tour_of(window) is not None
    assert not welcome.isVisible()
    window.close()
    again = window_for(qtbot, window.settings)
    assert not again.findChild(QWidget, "translate.welcome").isVisible()
    again.close()


def test_a_change_that_reaches_a_closed_tour_does_nothing(window: Window):
    window.show_tour()
    tour, spotlight = tour_of(window), window.findChild(object, "tour.spotlight")
    tour.close()
    QApplication.sendPostedEvents(spotlight, QEvent.Type.DeferredDelete.value)
    for change in (QEvent.Type.LanguageChange, QEvent.Type.FontChange):
        QApplication.sendEvent(tour, QEvent(change))

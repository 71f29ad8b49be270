"""The window over a plain pane: answers find their pane, choices take effect at once, everything is within reach of the keys."""

from __future__ import annotations

import threading
from collections.abc import Callable
from importlib import metadata
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QLocale, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextBrowser,
    QWidget,
)

from attnviz.engine.messages import Failure, Progress, Refused
from attnviz.engine.session import Session
from attnviz.ui import i18n, settings, theme
from attnviz.ui.controls.splits import RememberedSplitter
from attnviz.ui.panes.questions import Question
from attnviz.ui.panes.table import PANES
from attnviz.ui.window import Window
from tests.conftest import PATIENCE
from tests.handmade.plain_pane import Answer, Ask, OtherPane, PlainPane

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

Open = Callable[..., Window]


def action(window: Window, name: str) -> QAction:
    found = window.findChild(QAction, name)
    assert found, name
    return found


def plain(window: Window, id: str = "translate") -> PlainPane:
    pane = window.panes[id]
    assert isinstance(pane, PlainPane)
    return pane


def test_what_is_typed_comes_back_from_the_engine_and_is_shown(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    pane = plain(window)
    qtbot.keyClicks(pane.field, "cat")
    qtbot.waitUntil(lambda: pane.shown.text() == "cat")
    assert window.status.text() == "plain · 4 ms · CPU"


class ListingPane(OtherPane):
    """Counts how often it is told to list the models."""

    listed = 0

    def list_models(self) -> None:
        self.listed += 1


def test_a_model_saved_in_one_pane_is_offered_by_the_others(open_window: Open) -> None:
    window = open_window((PlainPane, ListingPane))
    window.show_pane("playground")
    window.panes["translate"].models_changed.emit()
    other = window.panes["playground"]
    assert isinstance(other, ListingPane)
    assert other.listed == 1


def test_a_model_that_a_person_opened_is_named_without_its_path(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    pane = plain(window)
    pane.question.ask(Ask("x", "/home/me/models/whisper-tiny.en"))
    qtbot.waitUntil(lambda: pane.shown.text() == "x")
    assert window.status.text() == "whisper-tiny.en · 4 ms · CPU"


def test_an_answer_goes_to_the_pane_that_takes_it_even_when_another_is_shown(open_window: Open, qtbot: QtBot) -> None:
    gate = threading.Event()

    def start() -> Callable[..., Any]:
        def run(request: Any, checkpoint: Any) -> Any:
            gate.wait(PATIENCE)
            return Answer(request, request.text)

        return run

    window = open_window((PlainPane, OtherPane), start)
    first = plain(window)
    first.ask_text("for the first")
    window.show_pane("playground")
    gate.set()
    qtbot.waitUntil(lambda: first.shown.text() == "for the first")
    assert plain(window, "playground").seen == []
    assert window.status.text() == ""
    window.show_pane("translate")
    assert window.status.text() == "plain · 4 ms · CPU"


def test_what_the_shown_pane_says_passes_and_what_a_hidden_one_says_is_not_shown(open_window: Open) -> None:
    window = open_window((PlainPane, OtherPane))
    window.show_pane("playground")
    plain(window).say("from behind")
    assert window.status.text() == ""
    plain(window, "playground").say("copied")
    assert window.status.text() == "copied"
    window.status.clear_note()
    assert window.status.text() == ""


def test_progress_and_failures_reach_the_pane_that_asked(open_window: Open, qtbot: QtBot) -> None:
    def start() -> Callable[..., Any]:
        def run(request: Any, checkpoint: Callable[..., None]) -> Any:
            checkpoint(0.25, "loading")
            raise Refused("no_model", "There is no model.")

        return run

    window = open_window(start=start)
    pane = plain(window)
    pane.ask_text("x")
    qtbot.waitUntil(lambda: len(pane.seen) == 2)
    progress, failure = pane.seen
    assert isinstance(progress, Progress)
    assert isinstance(failure, Failure)
    assert pane.shown.text() == "There is no model."


def test_the_bar_is_there_while_work_goes_on_and_away_afterwards(open_window: Open, qtbot: QtBot) -> None:
    gate = threading.Event()

    def start() -> Callable[..., Any]:
        def run(request: Any, checkpoint: Callable[..., None]) -> Any:
            while not gate.wait(0.01):
                checkpoint(0.5, "loading")
            return Answer(request, "done")

        return run

    window = open_window(start=start)
    bar = window.findChild(QWidget, "window.status.progress")
    assert bar
    assert not bar.isVisible()
    plain(window).ask_text("x")
    qtbot.waitUntil(bar.isVisible)
    assert bar.property("value") == 500
    gate.set()
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_that_the_engine_is_being_started_is_told_until_its_first_word(open_window: Open, qtbot: QtBot) -> None:
    gate = threading.Event()

    def start() -> Callable[..., Any]:
        gate.wait(PATIENCE)  # as long as the import of torch
        return lambda request, checkpoint: Answer(request, request.text)

    class AsksAtOnce(PlainPane):
        def __init__(self, parent: QWidget | None = None) -> None:
            super().__init__(parent)
            self.ask_text("x")

    window = open_window((AsksAtOnce,), start)
    doing = window.findChild(QLabel, "window.status.doing")
    assert doing
    assert doing.isVisible()
    assert doing.text() == "Starting the engine"
    gate.set()
    qtbot.waitUntil(lambda: plain(window).shown.text() == "x")
    assert not doing.isVisible()


def test_a_pane_is_made_when_it_is_first_visited(open_window: Open, qtbot: QtBot) -> None:
    window = open_window((PlainPane, OtherPane))
    assert list(window.panes) == ["translate"]
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: list(window.panes) == ["translate", "playground"])
    made = window.panes["playground"]
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.panes["playground"] is made
    assert made.isVisible()
    assert made.details().isVisible()
    assert not window.panes["translate"].isVisible()


def test_a_hidden_pane_asks_when_it_is_shown_and_only_for_its_newest(open_window: Open, qtbot: QtBot) -> None:
    asked: list[str] = []

    def start() -> Callable[..., Any]:
        def run(request: Any, checkpoint: Any) -> Any:
            asked.append(request.text)
            return Answer(request, request.text)

        return run

    window = open_window((PlainPane, OtherPane), start)
    window.show_pane("playground")
    pane = plain(window)
    pane.ask_text("old")
    pane.ask_text("new")
    qtbot.wait(30)
    assert asked == []
    window.show_pane("translate")
    qtbot.waitUntil(lambda: pane.shown.text() == "new")
    assert asked == ["new"]


def test_a_panes_actions_are_in_the_menus_only_while_it_is_shown(open_window: Open) -> None:
    window = open_window((PlainPane, OtherPane))
    edit = window.menus.menu("edit")
    assert plain(window).action in edit.actions()
    assert edit.menuAction().isVisible()
    assert window.menus.menu("model").menuAction().isVisible()  # Compress… is the window's
    window.show_pane("playground")
    assert not edit.actions()
    assert not edit.menuAction().isVisible()


def test_theme_text_size_and_details_take_effect_at_once_and_are_there_at_the_next_start(
    open_window: Open, qapp: QApplication
) -> None:
    window = open_window()
    height = window.fontMetrics().height()
    action(window, "window.theme.dark").trigger()
    for _ in range(5):
        action(window, "window.larger").trigger()
    action(window, "window.details").trigger()
    assert theme.colors(window) is theme.DARK
    assert window.fontMetrics().height() > height
    assert not window.panes["translate"].details().isVisible()
    window.close()

    chosen = settings.load(settings.store())
    assert (chosen.theme, chosen.scale, chosen.details) == ("dark", 150, False)
    again = open_window()
    assert not again.panes["translate"].details().isVisible()
    assert action(again, "window.theme.dark").isChecked()
    assert not action(again, "window.details").isChecked()


def test_the_text_size_has_ends(open_window: Open) -> None:
    window = open_window()
    for _ in range(30):
        action(window, "window.larger").trigger()
    assert window.settings.scale == theme.LARGEST
    for _ in range(30):
        action(window, "window.smaller").trigger()
    assert window.settings.scale == theme.SMALLEST
    action(window, "window.normal").trigger()
    assert window.settings.scale == 100


def test_the_side_columns_grow_with_the_text_and_leave_the_pane_more_than_half(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    window.resize(1800, 700)
    qtbot.waitUntil(lambda: sum(window.columns.sizes()) > 1700)
    usual = window.columns.sizes()
    window.set_scale(130)
    assert window.columns.sizes()[0] == pytest.approx(1.3 * usual[0], rel=0.05)
    assert window.columns.sizes()[2] == pytest.approx(1.3 * usual[2], rel=0.05)
    window.set_scale(250)
    left, centre, right = window.columns.sizes()
    assert centre > left + right
    window.set_scale(100)
    assert window.columns.sizes() == usual


def test_columns_that_are_drawn_by_hand_come_back_on_a_screen_of_that_size(
    open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    window.columns.moveSplitter(230, 1)
    drawn = window.columns.sizes()
    window.close()
    assert open_window().columns.sizes() == drawn
    monkeypatch.setattr(RememberedSplitter, "_key", lambda self: "window.columns on another screen")
    assert open_window().columns.sizes()[0] != drawn[0]


def test_the_last_pane_its_text_and_the_window_come_back(open_window: Open, qtbot: QtBot) -> None:
    window = open_window((PlainPane, OtherPane))
    window.show_pane("playground")
    plain(window, "playground").field.setText("the cat 猫")
    window.resize(900, 640)
    window.close()
    again = open_window((PlainPane, OtherPane))
    assert again.settings.pane == "playground"
    assert plain(again, "playground").field.text() == "the cat 猫"
    assert plain(again, "playground").isVisible()


def test_what_a_pane_remembers_stays_when_it_is_not_visited(open_window: Open, qtbot: QtBot) -> None:
    window = open_window((PlainPane, OtherPane))
    window.show_pane("playground")
    qtbot.keyClicks(plain(window, "playground").field, "kept")
    window.show_pane("translate")
    window.close()
    open_window((PlainPane, OtherPane)).close()  # playground is never made here
    assert settings.load(settings.store()).states["playground"] == {"text": "kept"}


def test_a_pane_that_cannot_say_what_to_remember_costs_the_others_nothing(open_window: Open, qtbot: QtBot) -> None:
    class Forgetful(OtherPane):
        def save_state(self) -> dict[str, Any]:
            raise ValueError("I forgot")

    window = open_window((PlainPane, Forgetful))
    qtbot.keyClicks(plain(window).field, "kept")
    window.show_pane("playground")
    window.close()
    assert settings.load(settings.store()).states == {"translate": {"text": "kept"}}


def test_closing_while_the_engine_works_does_not_wait_for_it(open_window: Open, qtbot: QtBot) -> None:
    entered, leave, left = threading.Event(), threading.Event(), threading.Event()

    def start() -> Callable[..., Any]:
        def run(request: Any, checkpoint: Any) -> Any:
            entered.set()
            leave.wait(PATIENCE)  # no checkpoint, like one long product of matrices
            left.set()
            return Answer(request, "late")

        return run

    window = open_window(start=start)
    pane = plain(window)
    pane.ask_text("x")
    assert entered.wait(PATIENCE)
    window.close()
    assert not left.is_set()  # it did not wait for the engine
    assert not window.shut_down()
    leave.set()
    qtbot.wait(30)
    assert pane.seen == []


def test_the_language_changes_at_once_and_no_english_is_left(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    english = texts(window)
    action(window, "window.language.zh_CN").trigger()
    qtbot.waitUntil(lambda: window.menus.menu("file").title() != "&File")
    chinese = texts(window)
    assert QLocale().language() == QLocale.Language.Chinese
    own = {name for name in english if name.startswith("window.")} - {"window.language.en", "window.language.zh_CN"}
    assert len(own) > 20
    assert [name for name in own if chinese[name] == english[name]] == []
    action(window, "window.language.en").trigger()
    qtbot.waitUntil(lambda: texts(window) == english)


def texts(window: Window) -> dict[str, str]:
    """What the named parts of the window say: action texts, menu titles, accessible names."""
    said = {each.objectName(): each.text() for each in window.findChildren(QAction) if each.objectName()}
    said |= {
        f"window.menu.{name}": window.menus.menu(name).title() for name in ("file", "edit", "view", "model", "help")
    }
    for each in window.findChildren(QWidget):
        if each.objectName().startswith("window.") and each.accessibleName():
            said[each.objectName()] = each.accessibleName()
    return said


def test_f6_walks_through_the_areas_of_the_window(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    window.activateWindow()
    navigation = window.findChild(QWidget, "window.panes")
    assert navigation
    navigation.setFocus()
    action(window, "window.focus").trigger()
    assert QApplication.focusWidget() is plain(window).field
    action(window, "window.focus").trigger()
    assert QApplication.focusWidget() is navigation  # the plain pane's details have no control


def test_one_can_type_at_once_in_the_pane_that_is_entered(open_window: Open, qtbot: QtBot) -> None:
    window = open_window((PlainPane, OtherPane))
    window.activateWindow()
    assert QApplication.focusWidget() is plain(window).field
    action(window, "window.pane.playground").trigger()
    assert QApplication.focusWidget() is plain(window, "playground").field


def test_the_arrow_keys_choose_the_pane(open_window: Open, qtbot: QtBot) -> None:
    window = open_window((PlainPane, OtherPane))
    navigation = window.findChild(QWidget, "window.panes")
    assert navigation
    navigation.setFocus()
    qtbot.keyClick(navigation, Qt.Key.Key_Down)
    assert window.settings.pane == "playground"
    qtbot.keyClick(navigation, Qt.Key.Key_Up)
    assert window.settings.pane == "translate"


@pytest.mark.parametrize("page", ["shortcuts", "about"])
def test_the_help_pages_open_beside_the_window_and_close_with_it(open_window: Open, qtbot: QtBot, page: str) -> None:
    window = open_window()
    action(window, f"window.{page}").trigger()
    shown = window.findChild(QDialog, f"help.{page}")
    assert shown
    assert shown.isVisible()
    assert not shown.isModal()
    action(window, "window.about").trigger()
    action(window, "window.shortcuts").trigger()
    assert [each.objectName() for each in window.findChildren(QDialog) if each.isVisible()] == ["help.shortcuts"]
    window.close()
    assert not any(each.isVisible() for each in window.findChildren(QDialog))


def test_the_shortcuts_page_names_every_shortcut(open_window: Open) -> None:
    window = open_window((PlainPane, OtherPane))
    action(window, "window.shortcuts").trigger()
    page = window.findChild(QTextBrowser, "help.shortcuts.text")
    assert page
    listed = set(page.toPlainText().splitlines())
    assert {"Ctrl+1", "Ctrl+2", "F9", "F6", "F1", "F11", "Ctrl+Q"} <= listed


def test_the_shortcuts_page_has_the_keys_of_panes_not_seen_yet_and_is_searched(open_window: Open, qtbot: QtBot) -> None:
    window = open_window((PlainPane, next(pane for pane in PANES if pane.id == "playground")))
    action(window, "window.shortcuts").trigger()
    page = window.findChild(QTextBrowser, "help.shortcuts.text")
    query = window.findChild(QLineEdit, "help.shortcuts.query")
    assert "Playground" in page.toPlainText()
    qtbot.keyClicks(query, "present")
    assert "F11" in page.toPlainText()
    assert "Ctrl+Q" not in page.toPlainText()
    query.setText("zzzz")
    assert page.toPlainText() == "No command has that."


def test_about_tells_versions_that_can_be_copied(open_window: Open) -> None:
    window = open_window()
    action(window, "window.about").trigger()
    text = window.findChild(QTextBrowser, "help.about.text").toPlainText()
    assert metadata.version("torch") in text
    window.findChild(QAbstractButton, "help.about.copy").click()
    copied = QApplication.clipboard().text()
    assert f"PyTorch {metadata.version('torch')} (BSD-3-Clause)" in copied.splitlines()
    window.findChild(QAbstractButton, "help.about.cite").click()
    assert QApplication.clipboard().text().startswith("@software{attnviz,")


def test_no_two_actions_share_a_shortcut(open_window: Open) -> None:
    window = open_window((PlainPane, OtherPane))
    keys = [key.toString() for each in window.findChildren(QAction) for key in each.shortcuts()]
    assert len(keys) == len(set(keys))


def test_a_folder_that_cannot_be_written_is_told_in_the_status_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, open_window: Open
) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("ATTNVIZ_SETTINGS", str(tmp_path / "file" / "attnviz.ini"))
    window = open_window()
    window.warn_of_settings()
    assert "cannot be written" in window.status.text()
    window.close()


def test_boxes_for_chinese_letters_are_told_when_the_first_chinese_answer_comes(
    open_window: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(i18n, "chinese_font_problem", lambda: "No font has Chinese.")
    window = open_window()
    plain(window).ask_text("cat")
    qtbot.waitUntil(lambda: plain(window).shown.text() == "cat")
    assert window.status.text() != "No font has Chinese."
    plain(window).ask_text("猫")
    qtbot.waitUntil(lambda: plain(window).shown.text() == "猫")
    assert window.status.text() == "No font has Chinese."
    window.status.clear_note()
    plain(window).ask_text("狗")
    qtbot.waitUntil(lambda: plain(window).shown.text() == "狗")
    assert window.status.text() != "No font has Chinese."  # once is enough


def test_an_answer_that_no_pane_asked_for_comes_to_none(open_window: Open, qtbot: QtBot) -> None:
    window = open_window((OtherPane,))
    told: list[Any] = []
    Question(window.bridge.ask, told.append).ask(Ask("for nobody"))
    qtbot.waitUntil(lambda: bool(told))
    assert plain(window, "playground").seen == []


def test_the_last_of_two_windows_to_close_keeps_what_the_other_chose(open_window: Open) -> None:
    first, second = open_window(), open_window()
    first.set_theme("dark")
    first.set_scale(130)
    second.toggle_details()
    first.close()
    second.close()
    kept = settings.load(settings.store())
    assert (kept.theme, kept.scale, kept.details) == ("dark", 130, False)


@pytest.mark.parametrize("pane", [pane.id for pane in PANES])
def test_text_of_the_usual_size_again_leaves_nothing_larger(open_window: Open, models: Path, pane: str) -> None:
    window = open_window(PANES, lambda: Session([models]).run)
    window.show_pane(pane)

    def icons() -> dict[str, tuple[QSize, int]]:
        kinds = QAbstractButton, QAbstractItemView, QTabBar, QComboBox
        found = [each for each in window.findChildren(QWidget) if isinstance(each, kinds)]
        return {
            each.objectName(): (each.iconSize(), each.fontMetrics().height())
            for each in found
            if each.objectName() and not each.objectName().startswith("qt_")  # Qt's own, which are never seen here
        }

    before = icons()
    for scales in ((200,), (110, 120, 130), (250, 80)):
        for scale in scales:
            window.set_scale(scale)
            QApplication.processEvents()
        window.findChild(QAction, "window.normal").trigger()
        QApplication.processEvents()
        now = icons()
        assert {name: now[name] for name in before if name in now and now[name] != before[name]} == {}


@pytest.mark.parametrize("pane", [pane.id for pane in PANES])
def test_no_timer_runs_on_in_a_window_that_was_closed_in_the_middle_of_work(
    open_window: Open, models: Path, pane: str, qtbot: QtBot
) -> None:
    window = open_window(PANES, lambda: Session([models]).run)
    window.show_pane(pane)
    for each in window.findChildren(QWidget):
        if each.isVisible() and isinstance(each, QPlainTextEdit | QLineEdit):
            qtbot.keyClicks(each, "ab")
        elif each.isVisible() and isinstance(each, QAbstractSlider | QAbstractSpinBox):
            qtbot.keyClick(each, Qt.Key.Key_Up)
    window.status.note("It is said for six seconds.")
    assert [timer for timer in window.findChildren(QTimer) if timer.isActive()]
    window.close()
    assert [timer.parent() for timer in window.findChildren(QTimer) if timer.isActive()] == []


def test_what_is_done_over_and_over_leaves_nothing_behind(open_window: Open, models: Path, qtbot: QtBot) -> None:
    """Panes, themes, languages and text sizes come and go; what they made goes with them."""
    window = open_window(PANES, lambda: Session([models]).run)

    def go_round() -> int:
        for pane in PANES:
            window.show_pane(pane.id)
            qtbot.wait(20)
        for theme_name, language, scale in (("dark", "zh_CN", 120), ("light", "en", 100)):
            window.set_theme(theme_name)
            window.set_language(language)
            window.set_scale(scale)
        for menu in window.findChildren(QMenu):
            menu.aboutToShow.emit()
        qtbot.wait(300)  # what is to be deleted is, when the loop comes round
        return len(window.findChildren(QObject))

    go_round()
    qtbot.wait(500)
    before = go_round()
    assert [go_round() for _ in range(3)] == [before] * 3

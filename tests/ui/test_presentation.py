"""Present mode in the real window: the picture alone in large type, and everything in its place afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from attnviz.ui.settings import Settings
from attnviz.ui.window import Window
from tests.ui.conftest import echo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

ASIDE = ("window.panes", "window.details", "translate.model", "translate.picture.heatmap", "translate.export")


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    made = Window(Settings(states={"translate": {"welcome": False}}), lambda _: True, start=echo)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    yield made
    made.close()


def seen(window: Window, name: str) -> bool:
    widget = window.findChild(QWidget, name)
    assert widget is not None
    return widget.isVisible()


def test_the_picture_stands_alone_in_large_type_and_escape_brings_everything_back(window: Window, qtbot: QtBot):
    size = QApplication.font().pointSizeF()
    heatmap = window.findChild(QWidget, "translate.heatmap")
    room = heatmap.height() * heatmap.width()
    window.findChild(QAction, "window.present").trigger()
    assert window.isFullScreen()
    assert not any(seen(window, name) for name in ASIDE)
    assert not window.statusBar().isVisible()
    assert QApplication.font().pointSizeF() == pytest.approx(size * 1.5, rel=0.1)
    QApplication.processEvents()
    assert heatmap.height() * heatmap.width() > 1.2 * room
    assert not heatmap.numbers
    window.findChild(QAction, "window.end_presentation").trigger()
    assert not window.isFullScreen()
    assert all(seen(window, name) for name in ASIDE)
    assert heatmap.numbers
    assert QApplication.font().pointSizeF() == pytest.approx(size)


def test_another_pane_takes_the_stage_by_its_keys(window: Window, qtbot: QtBot):
    window.toggle_presentation()
    window.show_pane("look")
    assert not seen(window, "window.panes")
    window.presentation.end()
    window.show_pane("translate")
    assert all(seen(window, name) for name in ASIDE)


def test_closing_on_the_stage_remembers_the_window_as_it_was(window: Window):
    window.toggle_presentation()
    window.close()
    assert not window.presentation.runs
    assert window.settings.details
    assert "shares" not in window.settings.states  # nobody drew a column


def test_escape_is_free_while_nothing_is_presented(window: Window):
    action = window.findChild(QAction, "window.end_presentation")
    assert not action.isEnabled()
    assert [key.toString() for key in action.shortcuts()] == ["Esc"]


@pytest.mark.parametrize(
    ("pane", "aside"), [("latent", ("latent.model", "latent.sections")), ("playground", ("playground.sections",))]
)
def test_the_controls_of_other_panes_step_aside_too(window: Window, pane: str, aside: tuple[str, ...]):
    window.show_pane(pane)
    window.toggle_presentation()
    assert not any(seen(window, name) for name in aside)
    window.presentation.end()
    assert all(seen(window, name) for name in aside)


def test_the_greeting_comes_back_after_a_presentation_unless_it_was_closed(qtbot: QtBot):
    window = Window(Settings(), lambda _: True, start=echo)
    qtbot.addWidget(window)
    window.show()
    for greeted in (True, False):
        assert seen(window, "translate.welcome") is greeted
        window.toggle_presentation()
        assert not seen(window, "translate.welcome")
        window.toggle_presentation()
        assert seen(window, "translate.welcome") is greeted
        window.findChild(QWidget, "translate.welcome.close").click()
    window.close()


def test_the_next_panel_is_also_the_numbers_of_the_playground(window: Window, qtbot: QtBot):
    window.show_pane("playground")
    for section, wanted in (
        ("steps", "playground.q"),
        ("heads", "playground.heads.x"),
        ("recurrent", "playground.recurrent.x"),
    ):
        window.pane.show_section(section)
        reached = set()
        for _ in range(6):
            window.columns.focus_next_area()
            focus = window.focusWidget()
            reached.add(focus.objectName() if focus else "")
        assert wanted in reached, (section, reached)

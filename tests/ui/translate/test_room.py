"""The picture is the largest thing of the pane: measured in the real window with a shipped Transformer, heads open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from attnviz.ui import theme
from attnviz.ui.bridge import start_engine
from attnviz.ui.panes.table import PANES
from attnviz.ui.panes.translate import sentences
from attnviz.ui.panes.translate.pane import TranslatePane
from attnviz.ui.widgets.scroll_areas import TokenArea

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from attnviz.ui.window import Window

SENTENCE = "The black cat sat on the old chair."


@pytest.fixture
def window(open_window: Callable[..., Window], qtbot: QtBot) -> Window:
    """A first start: the greeting stands below the picture."""
    window = open_window(PANES, start_engine)
    pane = window.panes["translate"]
    assert isinstance(pane, TranslatePane)
    pane.set_text(SENTENCE)
    pane.set_model("transformer-en-fr")
    qtbot.waitUntil(lambda: pane.is_settled() and pane.drawer.isVisible())
    return window


def sized(window: Window, width: int, height: int) -> TranslatePane:
    window.resize(QSize(width, height))
    for _ in range(3):  # a layout may ask for another
        QApplication.processEvents()
    pane = window.panes["translate"]
    assert isinstance(pane, TranslatePane)
    assert pane.drawer.isVisible()
    return pane


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1366, 768), (1600, 1000), (2560, 1440)])
def test_the_picture_has_most_of_the_height_with_the_heads_open(window: Window, width: int, height: int) -> None:
    pane = sized(window, width, height)
    assert pane.heatmap.height() >= 0.55 * height, pane.heatmap.height() / height
    grid = pane.heatmap.grid()
    assert grid is not None
    assert grid.area.height() >= 0.85 * (pane.heatmap.height() - grid.column_room)  # and the cells fill it
    below = window.columns.findChild(object, "window.centre.translate").verticalScrollBar()
    assert below.maximum() == 0  # nothing is pushed out of sight


def test_nothing_below_moves_up_and_down_while_a_text_is_typed(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane = sized(window, 1280, 720)

    def top_for(text: str, seconds: float) -> int:
        monkeypatch.setattr(sentences, "_TYPING", seconds)
        pane.set_text(text)
        qtbot.waitUntil(lambda: pane.is_settled() and pane.state.result.request.text == text)  # type: ignore[union-attr]
        return sized(window, 1280, 720).frame.y()

    before = pane.frame.y()
    longer = top_for("The old teacher gave the children a red book yesterday, and they read it in the garden.", 60)
    assert longer > before
    assert top_for("The old teacher gave the children a book.", 60) == longer  # typed on at once: nothing jumps
    assert top_for("The old teacher sleeps.", 0) < longer  # after a rest the room is given back


def test_controls_stay_on_one_line(window: Window) -> None:
    pane = sized(window, 1280, 720)
    for bar in (pane.models, pane.view):
        tops = {child.mapTo(bar, child.rect().center()).y() for child in bar.children() if shown(child)}
        assert max(tops) - min(tops) <= 2, bar.objectName()


def test_thumbnails_numbers_and_sides_grow_with_the_window(window: Window) -> None:
    found = []
    for size in ((1280, 720), (2560, 1440)):
        pane = sized(window, *size)
        grid = pane.heatmap.grid()
        assert grid is not None
        plan = pane.drawer.grid.plan()
        found.append((grid.cell_height, grid.grow, plan.boxes[0].width(), *window.columns.sizes()[::2]))
    assert all(large > small for small, large in zip(*found, strict=True)), found


def test_what_the_view_popover_holds_is_remembered(window: Window, open_window: Callable[..., Window]) -> None:
    pane = sized(window, 1280, 720)
    pane.view.options.click()
    assert pane.view.popover.isVisible()
    pane.view.pieces.click()
    pane.view.hide_punctuation.click()
    pane.view.popover.hide()
    assert not pane.view.options.isChecked()
    window.close()
    again = open_window(PANES, start_engine).panes["translate"]
    assert isinstance(again, TranslatePane)
    assert again.view.pieces.isChecked()
    assert again.view.hide_punctuation.isChecked()


def shown(child: object) -> bool:
    return bool(getattr(child, "isVisible", lambda: False)())


def test_large_text_leaves_the_picture_in_sight(window: Window) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "light", 140)
    pane = sized(window, 1280, 720)
    assert pane.heatmap.height() >= 0.35 * 720, pane.heatmap.height() / 720


def test_words_have_their_lines_again_in_a_smaller_window_after_another_theme(window: Window) -> None:
    sized(window, 1600, 1000)
    window.set_theme("dark")
    pane = sized(window, 800, 700)
    areas = [each for each in pane.findChildren(TokenArea) if each.isVisible()]
    assert areas
    assert [each.height() for each in areas] == [each.heightForWidth(each.width()) for each in areas]
    assert max(each.height() for each in areas) > 1.5 * areas[0].minimumSizeHint().height()  # of more than one line
    window.set_theme("light")

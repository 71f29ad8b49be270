"""A window that nobody touches does nothing: whatever lays itself out again and again takes the processor from the models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from attnviz.ui.bridge import start_engine
from attnviz.ui.controls.one_line import OneLine
from attnviz.ui.panes.table import PANES

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from attnviz.ui.window import Window

MOST = 40  # layouts in a while; without end they are thousands


class Layouts(QObject):
    """Counts the layouts that widgets ask for while it watches."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


def layouts_in_a_while(qtbot: QtBot) -> int:
    app = QApplication.instance()
    assert app is not None
    qtbot.wait(300)  # what was done last has been laid out
    eye = Layouts()
    app.installEventFilter(eye)
    qtbot.wait(300)
    app.removeEventFilter(eye)
    return eye.count


@pytest.fixture
def window(open_window: Callable[..., Window]) -> Window:
    return open_window(PANES, start_engine)


@pytest.mark.parametrize("id", [pane.id for pane in PANES])
def test_a_pane_that_has_answered_rests(window: Window, qtbot: QtBot, id: str) -> None:
    window.show_pane(id)
    pane: Any = window.panes[id]
    qtbot.waitUntil(lambda: not hasattr(pane, "is_settled") or pane.is_settled(), timeout=60_000)
    assert layouts_in_a_while(qtbot) <= MOST


def test_a_line_that_leaves_some_of_its_labels_out_rests(window: Window, qtbot: QtBot) -> None:
    window.show_pane("translate")
    pane: Any = window.panes["translate"]
    pane.set_model("transformer-en-fr")
    qtbot.waitUntil(lambda: pane.is_settled() and pane.drawer.isVisible(), timeout=60_000)
    some = set()
    for width in (780, 900, 1000, 1100):
        window.resize(width, 700)
        assert layouts_in_a_while(qtbot) <= MOST, width
        some |= {line.more.text() for line in window.findChildren(OneLine) if line.more.isVisible()}
    assert some  # it did leave some out

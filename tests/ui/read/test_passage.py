"""A passage fills the room it has, and goes on doing so whatever happens to the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz.ui import theme
from attnviz.ui.panes.read.passage import PassageField

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def test_letters_are_as_large_as_there_is_room_and_stay_so_in_another_theme(qtbot: QtBot, qapp: QApplication) -> None:
    field = PassageField("test")
    qtbot.addWidget(field)
    field.resize(500, 400)
    field.show()
    field.show_text("Short.")
    large = field.font().pointSizeF()
    field.show_text("A longer passage has more words than these. " * 14)
    small = field.font().pointSizeF()
    assert small < large
    try:
        theme.apply(qapp, "dark", 100)
        assert field.font().pointSizeF() == small
    finally:
        theme.apply(qapp, "light", 100)
    assert field.font().pointSizeF() == small
    assert field.verticalScrollBar().maximum() == 0

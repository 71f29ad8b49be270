"""The page of two maps: where its note stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz.ui.panes.translate.compare_page import ComparePage
from attnviz.ui.widgets.selection import Selection

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_the_note_stands_below_the_buttons_where_it_would_be_a_tower_beside_them(qtbot: QtBot) -> None:
    page = ComparePage(Selection())
    qtbot.addWidget(page)
    page.show_failure("The other model cannot read this sentence: it is longer than the words that it has places for.")
    page.show()
    for width, below in ((1400, False), (page.both.width() + page.minus.width() + 90, True), (1400, False)):
        page.resize(width, 600)
        qtbot.waitUntil(lambda below=below: (page.note.y() >= page.both.parentWidget().geometry().bottom()) == below)

"""The strip comes to rest in any room: a scroll bar makes it narrower, which must not make it want another size without end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from attnviz.ui.attention.strip_drawing import LARGEST, StripCell, lay_out
from attnviz.ui.attention.strip_page import StripView
from attnviz.ui.widgets.scroll_areas import PlainScrollArea
from attnviz.ui.widgets.selection import Selection

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

ENOUGH = 200  # questions for its height in one room; a layout that turns in circles asks until the stack is full


class CountedStrip(StripView):
    """Counts how often it is asked, and ends the circle."""

    asked = 0

    def heightForWidth(self, width: int) -> int:
        self.asked += 1
        return super().heightForWidth(width) if self.asked <= ENOUGH else 100


@pytest.mark.parametrize("words", [1, 5, 12])
@pytest.mark.parametrize("zoom", [1.0, 1.6])
def test_the_strip_comes_to_rest_in_any_room(words: int, zoom: float, qtbot: QtBot) -> None:
    view = CountedStrip(Selection())
    view.zoom = zoom
    area = view.area = PlainScrollArea(view)
    qtbot.addWidget(area)
    area.show()
    photo = QImage(40, 40, QImage.Format.Format_RGB32)
    view.show_cells(photo, [StripCell(f"w{i}", None, 1.0) for i in range(words + 1)], "light", smooth=True)
    for height in range(120, 480, 7):
        for width in (150, 215, 300):
            view.asked = 0
            area.resize(width, height)
            QApplication.processEvents()
            assert view.asked <= ENOUGH, (width, height)


def test_pictures_that_cannot_be_larger_stand_in_as_few_rows_as_there_is_room_for(qtbot: QtBot) -> None:
    font, photo = QApplication.font(), QSizeF(60, 40)
    wide = lay_out(12, photo, 8 * LARGEST, font, height=2000)
    assert {box.width() for box in wide.boxes} == {LARGEST}
    assert len({box.top() for box in wide.boxes}) == 2
    narrow = lay_out(12, photo, 800, font, height=600)
    assert narrow.size.height() <= 600
    assert all(box.right() <= 801 for box in narrow.boxes)

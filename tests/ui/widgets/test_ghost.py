"""What stands in a picture's place: it says what will be there, and its button brings it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from attnviz.ui.widgets.ghost import Ghost

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize("difference", [False, True])
def test_the_button_is_there_where_it_brings_something(qtbot: QtBot, difference: bool) -> None:
    ghost = Ghost("test.ghost", difference=difference)
    qtbot.addWidget(ghost)
    ghost.resize(600, 300)
    ghost.show()
    ghost.say("It comes by itself.")
    assert ghost.text.isVisible()
    assert not ghost.button.isVisible()
    ghost.say("Press for it.", "Bring it")
    assert ghost.button.accessibleName() == "Bring it"
    with qtbot.waitSignal(ghost.wanted):
        ghost.button.click()
    image = ghost.grab().toImage()
    colours = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
    assert len(colours) > 4  # something is drawn


def test_it_is_drawn_at_any_size(qtbot: QtBot) -> None:
    ghost = Ghost("test.ghost", difference=True)
    qtbot.addWidget(ghost)
    for width, height in ((1, 1), (30, 400), (2000, 40)):
        ghost.setMinimumSize(0, 0)
        ghost.resize(width, height)
        ghost.grab()

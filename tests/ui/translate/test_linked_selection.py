"""The words and a map play together: what is written in one is written in the other, where rows are words of the translation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER
from attnviz.ui.panes.translate.linked_selection import LinkedSelections
from attnviz.ui.widgets.selection import Selection, Spot

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication


@pytest.mark.parametrize(("kind", "follows"), [(CROSS, 2), (DECODER, 2), (ENCODER, None)])
def test_rows_that_are_written_are_written_as_words(qapp: QCoreApplication, kind: str, follows: int | None):
    words, shown = Selection(), Selection()
    links = LinkedSelections(words, shown)
    links.set_kind(kind)
    shown.write(2)
    assert words.written == follows
    assert shown.written == 2
    assert shown.shown == Spot(1)


def test_play_and_escape_work_from_the_words_too(qapp: QCoreApplication):
    words, shown = Selection(), Selection()
    links = LinkedSelections(words, shown)
    wanted: list[bool] = []
    shown.play_wanted.connect(lambda: wanted.append(True))
    words.play_wanted.emit()
    assert wanted == [True]
    shown.write(1)
    words.clear()
    assert shown.written is None
    assert links.kind() == CROSS

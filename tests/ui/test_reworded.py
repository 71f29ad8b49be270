"""The base that words widgets again works before any kind of widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QWidget

from attnviz.ui.reworded import Reworded

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize("kind", [QWidget, QFrame, QPushButton])
def test_a_widget_words_itself_again_in_another_language_alone(kind: type[QWidget], qtbot: QtBot) -> None:
    class Worded(Reworded, kind):  # type: ignore[valid-type,misc]
        times = 0

        def retranslate(self) -> None:
            self.times += 1

    outer = QWidget()
    qtbot.addWidget(outer)
    inner = Worded(outer)
    assert inner.times == 0
    for change, times in ((QEvent.Type.LanguageChange, 1), (QEvent.Type.PaletteChange, 1), (QEvent.Type.FontChange, 1)):
        QApplication.sendEvent(inner, QEvent(change))
        assert inner.times == times
    QApplication.sendEvent(outer, QEvent(QEvent.Type.LanguageChange))
    assert inner.times == 2

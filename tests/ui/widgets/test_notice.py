"""A message over a pane shifts nothing, is closed by hand, and goes with the visit it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from attnviz.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_it_lies_over_the_foot_and_shifts_nothing(qtbot: QtBot):
    host = QWidget()
    qtbot.addWidget(host)
    column = QVBoxLayout(host)
    column.addWidget(QLabel("the picture"))
    notice = Notice("look.message", host)
    host.resize(400, 300)
    host.show()
    before = column.itemAt(0).geometry()
    notice.setText("README.md is not a picture that can be read. " * 3)
    notice.show()
    assert column.itemAt(0).geometry() == before
    assert host.rect().contains(notice.geometry())
    host.resize(200, 300)
    assert host.rect().contains(notice.geometry())
    notice.close_button.click()
    assert notice.isHidden()
    notice.show()
    notice.setFocus()
    qtbot.keyClick(notice, Qt.Key.Key_Escape)
    assert notice.isHidden()

"""File dialogs: one at a time, and closing one at any moment ends nothing but the dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox, QWidget

from attnviz.ui.files.dialogs import FileDialogs

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def open_dialogs(owner: QWidget) -> list[QFileDialog]:
    return [dialog for dialog in owner.findChildren(QFileDialog) if dialog.isVisible()]


def test_a_new_dialog_takes_the_place_of_the_one_before(owner: QWidget) -> None:
    dialogs = FileDialogs(owner, "some.dialog")
    dialogs.make().open()
    second = dialogs.make()
    second.open()
    assert open_dialogs(owner) == [second]
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert owner.findChildren(QFileDialog) == [second]
    assert owner.findChild(QFileDialog, "some.dialog") is second


def test_a_dialog_closed_while_it_says_that_a_file_is_not_there_ends_nothing_else(owner: QWidget, qtbot: QtBot) -> None:
    dialogs = FileDialogs(owner, "some.dialog")
    for _ in range(5):
        dialog = dialogs.make()
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.open()
        asked: list[bool] = []

        def close_both(dialog: QFileDialog = dialog, asked: list[bool] = asked) -> None:
            asked.append(isinstance(QApplication.activeModalWidget(), QMessageBox))
            QApplication.activeModalWidget().close()
            dialog.close()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

        line = dialog.findChild(QLineEdit)
        line.setText("nothing-that-is-there.png")
        QTimer.singleShot(100, close_both)
        QTest.keyClick(line, Qt.Key.Key_Return)  # the sentence waits inside this click
        assert asked == [True]
        qtbot.wait(10)
    assert not open_dialogs(owner)

"""Another theme or text size: what is not seen is styled when it is shown, and then looks as if it had been seen all along."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from attnviz.ui import theme
from attnviz.ui.later_styles import STYLED, LaterStyles
from attnviz.ui.widgets.stable_height import StableHeight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


class Count(QObject):
    """How often a widget was styled."""

    styled = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.styled += event.type() == QEvent.Type.StyleChange
        return False


def page() -> QWidget:
    """Controls that the style sheet colours and sizes, and a page that is not seen in it."""
    made, inner = QWidget(), QStackedWidget()
    column = QVBoxLayout(made)
    heading, text, box = QLabel("A heading"), QLabel("A longer text that takes two lines or more. " * 3), QComboBox()
    heading.setProperty("role", "heading")
    text.setProperty("role", "muted")
    text.setWordWrap(True)
    box.addItem("one")
    for each in (heading, StableHeight(text), box, QPushButton("Press"), inner):
        column.addWidget(each)
    for name in ("first", "second"):
        inner.addWidget(QPushButton(name))
    return made


@pytest.fixture
def stack(qtbot: QtBot) -> Iterator[QStackedWidget]:
    window, made = QWidget(), QStackedWidget()
    QVBoxLayout(window).addWidget(made)
    for _ in range(2):
        made.addWidget(page())
    qtbot.addWidget(window)
    window.resize(400, 500)
    window.show()
    made.setCurrentIndex(1)
    made.setCurrentIndex(0)
    yield made
    window.close()


@pytest.mark.parametrize(("shade", "scale"), [("dark", 100), ("light", 150), ("light", 80)])
def test_a_hidden_page_is_styled_when_it_is_shown_and_looks_the_same(
    qapp: QApplication, stack: QStackedWidget, shade: str, scale: int
) -> None:
    later = LaterStyles(stack.window())
    hidden, count = stack.widget(1).findChildren(QPushButton)[0], Count(stack)
    hidden.installEventFilter(count)
    try:
        for size in (100, scale):
            later.leave_behind()
            theme.apply(qapp, shade, size)
        assert count.styled == 0
        stack.setCurrentIndex(1)
        assert count.styled == 1
        QApplication.processEvents()
        shown = stack.grab().toImage()
        assert stack.widget(1).findChild(QStackedWidget).currentWidget().testAttribute(STYLED)
        stack.setCurrentIndex(0)
        stack.setCurrentIndex(1)
        theme.apply(qapp, shade, scale)  # with the page in sight
        QApplication.processEvents()
        assert stack.grab().toImage() == shown
        inner = stack.widget(1).findChild(QStackedWidget)
        inner.setCurrentIndex(1)
        QApplication.processEvents()
        as_shown = inner.grab().toImage()
        theme.apply(qapp, shade, scale)
        QApplication.processEvents()
        assert inner.grab().toImage() == as_shown
    finally:
        theme.apply(qapp, "light", 100)

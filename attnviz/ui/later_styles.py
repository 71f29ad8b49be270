"""Pages that are not seen are styled when they are shown: another theme or text size takes as long as what is seen needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from attnviz.ui import theme

if TYPE_CHECKING:
    from collections.abc import Iterable

# Qt styles for another sheet what it styled before, and tells everything that has no style of its own.
STYLED, SPARED = Qt.WidgetAttribute.WA_WState_Polished, Qt.WidgetAttribute.WA_SetStyle


class LaterStyles(QObject):
    """Spares the hidden pages of all stacks in a window the next style sheets, until they are shown."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def leave_behind(self) -> None:
        """Another style sheet comes."""
        for stack in self._window.findChildren(QStackedWidget):
            stack.currentChanged.connect(self._shown, Qt.ConnectionType.UniqueConnection)
            if not stack.testAttribute(SPARED):  # else it lies in such a page
                for page in _hidden_pages(stack):
                    if not page.testAttribute(SPARED):
                        _spare(page)

    @Slot(int)
    def _shown(self, _index: int) -> None:
        stack = self.sender()
        page = stack.currentWidget() if isinstance(stack, QStackedWidget) else None
        if page is not None and page.testAttribute(SPARED):
            _catch_up(page)
            theme.find_places()


def _hidden_pages(stack: QStackedWidget) -> list[QWidget]:
    pages = (stack.widget(i) for i in range(stack.count()) if i != stack.currentIndex())
    return [page for page in pages if page is not None]


def _all(part: QWidget) -> list[QWidget]:
    return [part, *part.findChildren(QWidget)]


def _but(widgets: list[QWidget], parts: Iterable[QWidget]) -> list[QWidget]:
    """Those that lie in none of some parts."""
    left_out = {id(each) for part in parts for each in _all(part)}
    return [widget for widget in widgets if id(widget) not in left_out] if left_out else widgets


def _spare(page: QWidget) -> None:
    """But for windows that belong to the page and are seen."""
    widgets, styled, spared = _all(page), STYLED, SPARED
    for widget in _but(widgets, [each for each in widgets if each.isWindow() and each.isVisible()]):
        widget.setAttribute(styled, False)
        widget.setAttribute(spared, True)


def _catch_up(page: QWidget) -> None:
    """Give a page the style sheet of now, but for what is not seen in it either."""
    hidden = [each for stack in page.findChildren(QStackedWidget) for each in _hidden_pages(stack)]
    waiting = [widget for widget in _but(_all(page), hidden) if widget.testAttribute(SPARED)]
    for widget in waiting:
        widget.setAttribute(SPARED, False)
        QApplication.sendEvent(widget, QEvent(QEvent.Type.Polish))
    for widget in waiting:  # as Qt does it: when all are styled
        QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))

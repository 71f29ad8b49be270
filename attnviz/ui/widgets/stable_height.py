"""Room for something whose words change often, without all around it moving each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

LEAST = 60  # pixels: the width it asks for; what is longer is cut or goes on below


class StableHeight(QWidget):
    """As high as its content has needed at this width: it grows with the content and shrinks when width, font or language do
    change. It has no layout on purpose: Qt lays out the whole window again for every changed word inside one.
    """

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self._room = 0
        content.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST, self._room)

    def settle(self) -> None:
        """Place the content as it is now."""
        self._fit(self._room)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.settle()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.LanguageChange):
            self._fit(0)
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(self._room if event.oldSize().width() == event.size().width() else 0)

    def _fit(self, least: int) -> None:
        """Place the content, and ask for another height only where ``least`` is not what it needs."""
        needed = 0 if self._content.isHidden() else self._content.heightForWidth(self.width())
        room = max(needed, least)
        self._content.setGeometry(0, 0, self.width(), room)
        if room != self._room:
            self._room = room
            self.updateGeometry()

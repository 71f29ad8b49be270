"""A small panel of controls that opens below its button: Tab walks in it, Escape or a click elsewhere closes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from attnviz.ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QKeyEvent
    from PySide6.QtWidgets import QToolButton


class Popover(QFrame):
    """Controls put into ``column`` stay where they are while it is closed, with what was chosen in them."""

    def __init__(self, button: QToolButton) -> None:
        super().__init__(button, Qt.WindowType.Popup)
        self.setAttribute(
            Qt.WidgetAttribute.WA_NoMouseReplay
        )  # a click on the button closes it and does not open it again
        self.setObjectName(f"{button.objectName()}.panel")
        self.button = button
        self.setProperty("role", "panel")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(theme.EDGE, 12, theme.EDGE, 12)
        self.column.setSpacing(theme.GAP)
        self.button.clicked.connect(self._toggle)

    def open_below(self) -> None:
        """Show it at the button, inside the screen, with the focus on its first control."""
        self.adjustSize()
        corner, screen = self.button.mapToGlobal(QPoint(0, self.button.height() + 3)), self.button.screen()
        room = screen.availableGeometry()
        corner.setX(max(min(corner.x(), room.right() - self.width()), room.left()))
        corner.setY(max(min(corner.y(), room.bottom() - self.height()), room.top()))
        self.move(corner)
        self.show()
        self.focusNextChild()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.button.setChecked(False)

    def _toggle(self, on: bool) -> None:
        if on:
            self.open_below()
        else:
            self.hide()

"""Buttons that stay down, joined side by side where one of them is down."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QToolTip, QWidget

from attnviz.ui import icons
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.plain_text import tip


class Segment(QToolButton):
    """Its icon has the size of its text, and a little air beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def event(self, event: QEvent) -> bool:
        """Its tool tip ends with the keys of the command that does the same."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and (keys := self.property("keys")):
            QToolTip.showText(event.globalPos(), tip(f"{self.toolTip()} ({keys})"), self)
            return True
        return super().event(event)

    def _fit(self) -> None:
        height = self.fontMetrics().height()
        self.setIconSize(QSize(round(height * 1.4), round(height * 1.05)))


def segment(name: str, icon: str = "") -> QToolButton:
    """A button that stays down, with an icon where it is named."""
    button = named(Segment(), name, role="segment", checkable=True)
    if icon:
        button.setIcon(icons.icon(icon))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return button


def joined(*buttons: QToolButton) -> QWidget:
    """Buttons side by side of which one is down."""
    box = QWidget()
    layout = QHBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(3)
    group = QButtonGroup(box)
    for button in buttons:
        group.addButton(button)
        layout.addWidget(button)
    return box

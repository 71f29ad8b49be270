"""Waits for what the tour asks a person to do: point, type, click, drag or choose in one control."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QComboBox

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_EVENTS = {  # what an action is seen by
    "point": (QEvent.Type.MouseMove, QEvent.Type.KeyPress),
    "type": (QEvent.Type.KeyPress, QEvent.Type.InputMethod, QEvent.Type.Drop),
    "click": (QEvent.Type.MouseButtonRelease, QEvent.Type.KeyRelease),
    "drag": (QEvent.Type.MouseMove, QEvent.Type.KeyPress, QEvent.Type.Wheel),
    "choose": (),  # the list itself says when another entry is chosen
}
ACTIONS = tuple(_EVENTS)
_NOT_TYPING = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape)


class Awaited(QObject):
    """Emits ``done`` once, when ``action`` is taken in a control or a part of it; of a list, when an entry is chosen whose data
    begin with ``entry``.
    """

    done = Signal()

    def __init__(self, control: QWidget, action: str, parent: QObject, entry: str = "") -> None:
        super().__init__(parent)
        self._events, self._drag, self._over = _EVENTS[action], action == "drag", False
        if isinstance(control, QComboBox):
            self._list, self._entry = control, entry
            control.currentIndexChanged.connect(self._chosen)
        for part in (control, *control.findChildren(QObject)):
            if part.isWidgetType():
                part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in self._events and self._counts(event):
            self._finish()
        return False

    def _counts(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            return event.key() not in _NOT_TYPING  # type: ignore[attr-defined]
        if self._drag and isinstance(event, QMouseEvent):
            return event.buttons() != Qt.MouseButton.NoButton
        return True

    def _chosen(self) -> None:
        if str(self._list.currentData()).startswith(self._entry):
            self._finish()

    def _finish(self) -> None:
        if not self._over:
            self._over = True
            self.done.emit()

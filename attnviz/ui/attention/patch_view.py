"""A picture with the weights of its patches over it; the arrow keys walk the patches, the wheel zooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal

from attnviz.ui.screen_readers import tell_description
from attnviz.ui.widgets.photo_view import PhotoView

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent
    from PySide6.QtWidgets import QWidget

WALKS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End)
PINS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class PatchView(PhotoView):
    """``walked`` carries an arrow key, Home or End."""

    walked = Signal(object)
    entered = Signal()  # Enter or Space, to pin
    cleared = Signal()

    def __init__(self, *, least: int = 160, parent: QWidget | None = None) -> None:
        super().__init__(least=least, parent=parent)

    def describe(self, text: str) -> None:
        """Let a screen reader say what is pointed at, while the picture has the focus."""
        self.setAccessibleDescription(text)
        if self.hasFocus():
            tell_description(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in WALKS:
            self.walked.emit(key)
        elif key in PINS:
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.leaveEvent(QEvent(QEvent.Type.Leave))

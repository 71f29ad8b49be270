"""A few words on a coloured ground, beside what they say something about."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from attnviz.ui.theme import colors


class Badge(QLabel):
    """Short plain text; its tool tip explains it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setContentsMargins(8, 1, 8, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors(self).accent_soft)
            body = QRectF(self.rect())
            painter.drawRoundedRect(body, body.height() / 2, body.height() / 2)
        super().paintEvent(event)

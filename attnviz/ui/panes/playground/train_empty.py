"""What stands in the place of the training picture before there is one: the diagonal that will be there, and the button for it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from attnviz.ui import theme
from attnviz.ui.reworded import Reworded
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.plain_text import plain

WORD = "attention"  # whose letters are to be put in reverse


class TrainEmpty(Reworded, QWidget):
    """``start_wanted``: the button was pressed."""

    start_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(240, 220)
        self._says = plain(QLabel())
        self._says.setWordWrap(True)
        self._says.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.start = named(QPushButton(), "playground.train.begin", role="primary")
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(self._says)
        column.addWidget(self.start, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.start.clicked.connect(self.start_wanted)
        self.retranslate()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The faint other diagonal of a reversed word, which is no result."""
        colors, count = theme.colors(self), len(WORD)
        line = self.fontMetrics().height()
        side = min((self.width() - 2 * line) / count, (self.height() - 2 * line) / count)
        left, top = (self.width() - side * count) / 2, (self.height() - side * count) / 2
        faint, letter = QColor(colors.accent), QColor(colors.muted)
        faint.setAlpha(46)
        letter.setAlpha(120)
        with QPainter(self) as painter:
            painter.setPen(colors.border)
            for i in range(count):
                for j in range(count):
                    cell = QRectF(left + j * side, top + i * side, side, side)
                    painter.setBrush(faint if i + j == count - 1 else Qt.BrushStyle.NoBrush)
                    painter.drawRect(cell)
            painter.setPen(letter)
            for i, text in enumerate(WORD):
                across = QRectF(left + i * side, top - line, side, line)
                painter.drawText(across, Qt.AlignmentFlag.AlignCenter, text)
                down = QRectF(left - line, top + (count - 1 - i) * side, line, side)
                painter.drawText(down, Qt.AlignmentFlag.AlignCenter, text)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.panel)
            around = self._says.geometry().united(self.start.geometry()).adjusted(0, -line // 2, 0, line // 2)
            painter.drawRect(around)
        super().paintEvent(event)

    def retranslate(self) -> None:
        translate = QCoreApplication.translate
        self.start.setText(translate("TrainEmpty", "Start training"))
        self.start.setAccessibleName(self.start.text())
        self._says.setText(
            translate(
                "TrainEmpty", "Here you will see where the network looks while it learns to write a word in reverse."
            )
        )

"""What stands in a picture's place before there is one: a faint drawing of what will be there, a sentence and the button for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from attnviz.lazy_numpy import np
from attnviz.ui import theme
from attnviz.ui.widgets import colormap, signed
from attnviz.ui.widgets.named import named

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QPaintEvent

CELLS = 10
FAINT = 0.22  # no result: nobody is to take it for one
SIGNS = ("−", "=")


def _map(bend: float) -> np.ndarray:
    """A made-up alignment [CELLS, CELLS] in 0..1 that leaves its diagonal by ``bend`` cells in the middle."""
    at = np.arange(CELLS)
    middle = at + bend * np.sin(np.pi * at / (CELLS - 1))
    return np.exp(-((at - middle[:, None]) ** 2) / 0.8)


class Ghost(QWidget):
    """One map, or with ``difference`` two and their signed difference; ``wanted`` when the button was pressed."""

    wanted = Signal()

    def __init__(self, name: str, *, difference: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._difference = difference
        self.text = named(QLabel(), f"{name}.text")
        self.text.setWordWrap(True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = named(QPushButton(), f"{name}.button", role="primary")
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(self.text)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.setMinimumSize(120, 120)
        self.button.clicked.connect(self.wanted)

    def say(self, text: str, button: str = "") -> None:
        """What will be here, and what the button does that brings it; none where it comes by itself."""
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.button.setText(button)
        self.button.setAccessibleName(button)
        self.button.setVisible(bool(button))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        line, count = self.fontMetrics().height(), 3 if self._difference else 1
        gap = 2.5 * line
        side = max(min((self.width() - (count - 1) * gap) / count, self.height() - line), 1.0)
        top, left = (self.height() - side) / 2, (self.width() - count * side - (count - 1) * gap) / 2
        with QPainter(self) as painter:
            painter.setOpacity(FAINT)
            for number, image in enumerate(self._images()):
                place = QRectF(left + number * (side + gap), top, side, side)
                colormap.draw_cells(painter, place, image)
                if number < count - 1:
                    between = QRectF(place.right(), top, gap, side)
                    painter.drawText(between, Qt.AlignmentFlag.AlignCenter, SIGNS[number])
            painter.setOpacity(1)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colors(self).panel)
            words = [part.geometry() for part in (self.text, self.button) if not part.isHidden()]
            if words:
                around = words[0].united(words[-1]).adjusted(0, -line // 2, 0, line // 2)
                painter.drawRect(around)

    def _images(self) -> list[QImage]:
        first, second = _map(0.0), _map(2.5)
        if not self._difference:
            return [colormap.image(first)]
        dark = theme.is_dark(self.palette())
        return [colormap.image(first), colormap.image(second), signed.image(first - second, most=1.0, dark=dark)]

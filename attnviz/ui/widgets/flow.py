"""A layout that sets controls side by side and goes on in a new line where the window is narrow or the text large."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Left to right, top to bottom, each line as high as its highest control and the others centred in it (or at its ``top``)."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8, line_gap: int = 6, top: bool = False) -> None:
        super().__init__(parent)
        self._top = top
        self._items: list[QLayoutItem] = []
        self._gap, self._line_gap = gap, line_gap
        self._heights: dict[int, int] = {}  # by width: layouts ask for the same ones again and again
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), place=False)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in sizes) + self._gap * max(len(sizes) - 1, 0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def height_at(self, width: int, zoom: float) -> float:
        """The height over a width if everything were ``zoom`` times as large; infinite where something is wider."""
        lines = self._lines(width, zoom)
        widest = max((size.width() for line in lines for _, size in line), default=0)
        if widest * zoom > width:
            return float("inf")
        heights = [zoom * max((size.height() for _, size in line), default=0) for line in lines]
        return sum(heights) + self._line_gap * (len(lines) - 1)

    def _lines(self, width: float, zoom: float = 1.0) -> list[list[tuple[QLayoutItem, QSize]]]:
        """What stands in each line over a width, with its size, if everything were ``zoom`` times as large."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = [[]]
        used = 0.0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if lines[-1] and used + size.width() * zoom > width:
                lines.append([])
                used = 0.0
            lines[-1].append((item, size))
            used += size.width() * zoom + self._gap
        return lines

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        """Set (or only measure) the lines; returns the height they take."""
        y = rect.y()
        for line in self._lines(rect.width()):
            height = max((size.height() for _, size in line), default=0)
            x = rect.x()
            for item, size in line:
                if place:
                    at = QPoint(x, y + (0 if self._top else (height - size.height()) // 2))
                    item.setGeometry(QRect(at, QSize(min(size.width(), rect.width()), size.height())))
                x += size.width() + self._gap
            y += height + self._line_gap
        return max(y - self._line_gap - rect.y(), 0)

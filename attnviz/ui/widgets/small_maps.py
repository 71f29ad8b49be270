"""The weights that each scoring function gives for the same numbers, side by side as small maps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from attnviz.ui import theme
from attnviz.ui.widgets import colormap

if TYPE_CHECKING:
    from attnviz.lazy_numpy import np

GAP = 18
ACROSS = 3  # maps in a line
LARGEST_CELL = 34.0  # pixels


class SmallMaps(QWidget):
    """Named maps [rows, columns] in a row; a click or an arrow key chooses one."""

    chosen = Signal(str)
    hovered = Signal(str, int, int)  # name, row, column; "" when the pointer leaves

    def __init__(self, *, side: int = 124, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._maps: dict[str, np.ndarray] = {}
        self._titles: dict[str, str] = {}
        self._current = ""
        self._usual_side = side
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_maps(self, maps: dict[str, np.ndarray], titles: dict[str, str], current: str = "") -> None:
        """Show these maps; ``current`` is framed."""
        same = [(k, v.shape) for k, v in self._maps.items()] == [(k, v.shape) for k, v in maps.items()]
        self._maps, self._titles, self._current = maps, titles, current
        if not same:
            self.updateGeometry()
        self.update()

    def set_titles(self, titles: dict[str, str]) -> None:
        """Name the maps anew."""
        self._titles = titles
        self.update()

    @property
    def _side(self) -> float:
        """The longer side of a map, in pixels."""
        return self._usual_side * theme.text_zoom(self)

    def _cell(self, shape: tuple[int, ...]) -> float:
        return min(self._side / max(shape), LARGEST_CELL * theme.text_zoom(self))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def _title_height(self) -> int:
        return int(QFontMetricsF(self.font()).height()) + 6

    def sizeHint(self) -> QSize:
        across = min(max(len(self._maps), 1), ACROSS)
        lines = -(-max(len(self._maps), 1) // ACROSS)
        return QSize(round(across * (self._side + GAP)), lines * self._line_height())

    def _line_height(self) -> int:
        rows = max((values.shape[0] / max(values.shape) for values in self._maps.values()), default=1.0)
        cell = max((self._cell(values.shape) for values in self._maps.values()), default=0.0)
        tallest = max((values.shape[0] for values in self._maps.values()), default=1)
        return int(min(self._side * rows, cell * tallest)) + self._title_height() + 10

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _area(self, index: int) -> QRectF:
        line, place = divmod(index, ACROSS)
        top = line * self._line_height() + self._title_height()
        return QRectF(2 + place * (self._side + GAP), top, self._side, self._line_height() - self._title_height())

    def _map_area(self, index: int, shape: tuple[int, int]) -> QRectF:
        """Square cells as large as fit."""
        area = self._area(index)
        cell = self._cell(shape)
        return QRectF(area.left(), area.top(), cell * shape[1], cell * shape[0])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colors = theme.colors(self)
        for index, (name, values) in enumerate(self._maps.items()):
            area = self._map_area(index, values.shape)
            chosen = name == self._current
            painter.setPen(colors.accent if chosen else colors.muted)
            title = self._area(index)
            top = QRectF(title.left(), title.top() - self._title_height(), self._side + GAP - 4, self._title_height())
            painter.drawText(
                top, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._titles.get(name, name)
            )
            colormap.draw_cells(painter, area, colormap.image(values))
            painter.setPen(QPen(colors.accent if chosen else colors.border, 2.5 if chosen else 1))
            painter.drawRect(area)
        if self.hasFocus() and self._maps:
            painter.setPen(QPen(colors.accent, 1.5, Qt.PenStyle.DotLine))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _name_at(self, point: QPointF) -> str:
        for index, name in enumerate(self._maps):
            if self._area(index).adjusted(0, -self._title_height(), 0, 0).contains(point):
                return name
        return ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if name := self._name_at(event.position()):
            self.chosen.emit(name)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        name = self._name_at(event.position())
        if name:
            shape = self._maps[name].shape
            area = self._map_area(list(self._maps).index(name), shape)
            column = int((event.position().x() - area.left()) // (area.width() / shape[1]))
            row = int((event.position().y() - area.top()) // (area.height() / shape[0]))
            if 0 <= row < shape[0] and 0 <= column < shape[1]:
                self.hovered.emit(name, row, column)
                return
        self.hovered.emit("", -1, -1)

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit("", -1, -1)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -ACROSS, Qt.Key.Key_Down: ACROSS}
        key = Qt.Key(event.key())
        if key in steps and self._maps:
            names = list(self._maps)
            at = names.index(self._current) if self._current in names else 0
            self.chosen.emit(names[(at + steps[key]) % len(names)])
        else:
            super().keyPressEvent(event)

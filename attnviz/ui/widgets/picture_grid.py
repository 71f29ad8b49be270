"""Many small pictures in rows and columns, drawn as one image; a cell is hovered, walked to by keys, and chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from attnviz.ui.theme import Colors, colors
from attnviz.ui.widgets.picture_view import STALE, as_image
from attnviz.ui.widgets.plain_text import tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.lazy_numpy import np

NONE = (-1, -1)
GAP = 2  # pixels between pictures


class PictureGrid(QWidget):
    """``chosen`` and ``hovered`` carry row and column (-1, -1 when the pointer leaves). Rows may come one after another."""

    chosen = Signal(int, int)
    hovered = Signal(int, int)

    def __init__(self, *, largest: int = 260, least: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._largest, self._least = largest, least
        self._rows: list[np.ndarray | None] = []
        self._columns = 0
        self._row_labels: tuple[str, ...] = ()
        self._column_labels: tuple[str, ...] = ()
        self._widest: float | None = None  # of the labels of the rows
        self._tips: dict[tuple[int, int], str] = {}
        self._shown = QImage()
        self._stale_rows: set[int] = set()
        self._hovered, self._cursor, self._marked = NONE, NONE, NONE
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("area", True)  # F6 goes here
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # what it shows

    def set_shape(self, rows: int, columns: int, *, keep: bool = False) -> None:
        """So many rows and columns, all empty; with ``keep`` the old pictures stay, dimmed, where the shape is the same."""
        if keep and (rows, columns) == (len(self._rows), self._columns):
            self._stale_rows = set(range(rows))
        else:
            self._rows, self._columns, self._stale_rows = [None] * rows, columns, set()
            self._marked = self._cursor = self._hovered = NONE
            self._shown = QImage()
            self.updateGeometry()
        self.update()

    def set_row(self, row: int, pictures: np.ndarray) -> None:
        """The pictures uint8 [columns or fewer, S, S, C] of one row."""
        self._rows[row] = pictures
        self._stale_rows.discard(row)
        if not self._shown.isNull():
            with QPainter(self._shown) as painter:
                cell, mode = self._cell(), QPainter.CompositionMode
                painter.setCompositionMode(mode.CompositionMode_Clear)  # what stood there may have been longer
                painter.eraseRect(QRectF(0, row * cell, self._columns * cell, cell))
                painter.setCompositionMode(mode.CompositionMode_SourceOver)
                self._draw_row(painter, row, cell)
            return self.update(0, round(self._top()) + row * cell, self.width(), cell)
        return self.update()

    def set_labels(self, rows: Sequence[str] = (), columns: Sequence[str] = ()) -> None:
        """Words at the left of the rows and above the columns."""
        self._row_labels, self._column_labels, self._widest = tuple(rows), tuple(columns), None
        self.update()

    def mark(self, row: int, column: int) -> None:
        """Frame the cell that is where the sliders stand; -1, -1 for none."""
        self._marked = (row, column)
        self.update()

    def marked(self) -> tuple[int, int]:
        return self._marked

    def pictures(self) -> list[np.ndarray | None]:
        """The rows as they were given; None for those that have not come."""
        return list(self._rows)

    def shape(self) -> tuple[int, int]:
        return len(self._rows), self._columns

    # places

    def _left(self) -> float:
        if not any(self._row_labels):
            return 0.0
        if self._widest is None:
            metrics = QFontMetricsF(self.font())
            self._widest = max(metrics.horizontalAdvance(label) for label in self._row_labels)
        return min(self._widest + 10, 0.24 * self.width())

    def _top(self) -> float:
        return QFontMetricsF(self.font()).height() + 2 if any(self._column_labels) else 0.0

    def _cell(self) -> int:
        """The side of a cell with its gap, in pixels."""
        rows, columns = self.shape()
        if not rows or not columns:
            return self._least
        room = min((self.width() - self._left()) / columns, (self.height() - self._top()) / rows)
        return int(min(max(room, self._least), self._largest))

    def cell_rect(self, row: int, column: int) -> QRectF:
        """Where a picture lies."""
        cell = self._cell()
        left, top = self._origin()
        return QRectF(left + column * cell, top + row * cell, cell - GAP, cell - GAP)

    def _origin(self) -> tuple[float, float]:
        return round(self._left()), round(self._top())

    def cell_at(self, point: QPointF) -> tuple[int, int]:
        """The picture at a point; -1, -1 for none."""
        left, top = self._origin()
        cell = self._cell()
        column, row = int((point.x() - left) // cell), int((point.y() - top) // cell)
        rows, columns = self.shape()
        if not (0 <= row < rows and 0 <= column < columns):
            return NONE
        pictures = self._rows[row]
        return (row, column) if pictures is not None and column < len(pictures) else NONE

    def sizeHint(self) -> QSize:
        rows, columns = self.shape()
        cell = min(48, self._largest)
        return QSize(columns * cell + 60, round(rows * cell + self._top()))

    def minimumSizeHint(self) -> QSize:
        rows, columns = self.shape()
        return QSize(round(columns * self._least + self._left()), round(rows * self._least + self._top()))

    # drawing

    def _draw_row(self, painter: QPainter, row: int, cell: int) -> None:
        pictures = self._rows[row]
        if pictures is None:
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        side = cell - GAP
        ratio = self._shown.devicePixelRatio()
        for column, picture in enumerate(pictures):
            image = as_image(picture)
            wanted = round(side * ratio)
            if image.width() > wanted:  # a good mean of the pixels, where painting would leave some out
                image = image.scaled(
                    wanted, wanted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
                )
            painter.drawImage(QRectF(column * cell, row * cell, side, side), image)

    def _drawn(self) -> QImage:
        """All rows that are there, in the size of the widget."""
        rows, columns = self.shape()
        cell, ratio = self._cell(), self.devicePixelRatioF()
        size = QSize(round(columns * cell * ratio), round(rows * cell * ratio))
        if self._shown.size() != size or self._shown.devicePixelRatio() != ratio:
            self._shown = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
            self._shown.setDevicePixelRatio(ratio)
            self._shown.fill(Qt.GlobalColor.transparent)
            with QPainter(self._shown) as painter:
                for row in range(rows):
                    self._draw_row(painter, row, cell)
        return self._shown

    def paintEvent(self, event: QPaintEvent) -> None:
        rows, columns = self.shape()
        if not rows or not columns:
            return
        palette = colors(self)
        with QPainter(self) as painter:
            left, top = self._origin()
            painter.drawImage(QPointF(left, top), self._drawn())
            cell = self._cell()
            veil = palette.panel
            for row in self._stale_rows:
                painter.setOpacity(1 - STALE)
                painter.fillRect(QRectF(left, top + row * cell, columns * cell, cell - GAP), veil)
            painter.setOpacity(1.0)
            self._draw_labels(painter, palette, cell, event.rect())
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for spot, color, width in (
                (self._marked, palette.accent, 2.5),
                (self._cursor if self.hasFocus() else NONE, palette.text, 2.0),
                (self._hovered, palette.accent, 1.5),
            ):
                if spot != NONE:
                    painter.setPen(QPen(color, width))
                    painter.drawRect(self.cell_rect(*spot))
            if self.hasFocus() and self._cursor == NONE:
                painter.setPen(QPen(palette.accent, 2))
                painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _draw_labels(self, painter: QPainter, palette: Colors, cell: int, seen: QRect) -> None:
        """The labels of which something is seen."""
        left, top = self._origin()
        metrics = QFontMetricsF(self.font())
        painter.setPen(palette.muted)
        for row, label in enumerate(self._row_labels):
            place = QRectF(0, top + row * cell, left - 8, cell - GAP)
            if place.intersects(QRectF(seen)):
                text = metrics.elidedText(label, Qt.TextElideMode.ElideRight, left - 8)
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
        if seen.top() >= top:
            return
        wide = max((metrics.horizontalAdvance(label) for label in self._column_labels), default=0) + 6
        every = max(1, int(-(-wide // cell)))
        middle = len(self._column_labels) // 2
        for column, label in enumerate(self._column_labels):
            if (column - middle) % every == 0:
                center = left + column * cell + (cell - GAP) / 2
                painter.drawText(QRectF(center - 40, 0, 80, top - 2), Qt.AlignmentFlag.AlignCenter, label)

    # what a person does

    def set_tips(self, tips: dict[tuple[int, int], str]) -> None:
        """What is said of a cell under the pointer."""
        self._tips = tips

    def _hover(self, spot: tuple[int, int]) -> None:
        if spot != self._hovered:
            self._hovered = spot
            self.hovered.emit(*spot)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.cell_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(NONE)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = self.cell_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and spot != NONE:
            self._cursor = spot
            self.chosen.emit(*spot)
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        rows, columns = self.shape()
        moves = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Home: (0, -columns),
            Qt.Key.Key_End: (0, columns),
        }
        key = Qt.Key(event.key())
        if not rows or not columns:
            super().keyPressEvent(event)
        elif key in moves:
            start = self._cursor if self._cursor != NONE else self._marked if self._marked != NONE else (0, 0)
            row, column = (
                min(max(a + b, 0), n - 1) for a, b, n in zip(start, moves[key], (rows, columns), strict=True)
            )
            pictures = self._rows[row]
            if pictures is not None:
                self._cursor = (row, min(column, len(pictures) - 1))
                self.hovered.emit(*self._cursor)
                self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._cursor != NONE:
            self.chosen.emit(*self._cursor)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and self._tips:
            at = self.mapFromGlobal(event.globalPos())  # type: ignore[attr-defined]
            spot = self.cell_at(QPointF(at))
            rect = self.cell_rect(*spot).toRect() if spot != NONE else QRect()
            QToolTip.showText(event.globalPos(), tip(self._tips.get(spot, "")), self, rect)  # type: ignore[attr-defined]
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._shown = QImage()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._shown, self._widest = QImage(), None
            self.update()

"""The codes of samples as points or small pictures in a plane, through which one walks with the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from attnviz.lazy_numpy import np
from attnviz.ui.theme import colors
from attnviz.ui.widgets.picture_view import as_image

if TYPE_CHECKING:
    from collections.abc import Sequence

MARGIN = 26.0  # pixels around the points
REACH = 14.0  # pixels from the pointer to the sample it means
LEAST_THUMB, MOST_THUMB, CARD = 30, 64, 110  # pixels of a picture among the points, and of the one that is hovered
THUMBS_ACROSS = 22  # of the shorter side
STEP = 0.02  # of the width, for arrow keys


class CodeMapView(QWidget):
    """``moved`` carries each place that is dragged to, ``move_finished`` ends that; ``hovered`` and ``taken`` name a sample."""

    moved = Signal(float, float)
    move_finished = Signal()
    hovered = Signal(int)  # -1 when none is under the pointer
    taken = Signal(int)  # by a double click

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places = np.zeros((0, 2), np.float32)
        self._colors: list[QColor] = []
        self._pictures: np.ndarray | None = None
        self._axis_names = ("", "")
        self._here: tuple[float, float] | None = None
        self._bounds = QRectF(-1, -1, 2, 2)
        self._ground = QPixmap()
        self._at, self._card, self._card_text = -1, QPixmap(), ""
        self._walking, self._thumbs, self._stale = False, False, False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("area", True)  # F6 goes here
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # what it shows

    def set_points(self, places: np.ndarray, pictures: np.ndarray | None) -> None:
        """Places [N, 2] of samples, and pictures [M, S, S, C] of the first M."""
        self._places, self._pictures, self._at, self._stale = places, pictures, -1, False
        if len(places):
            low, high = places.min(0), places.max(0)
            size = np.maximum(high - low, 1e-3)
            self._bounds = QRectF(float(low[0]), float(low[1]), float(size[0]), float(size[1]))
        self._redraw()

    def set_colors(self, of_each: Sequence[QColor]) -> None:
        """One colour for every sample."""
        self._colors = list(of_each)
        self._redraw()

    def set_axis_names(self, across: str, up: str) -> None:
        """What the axes are."""
        self._axis_names = (across, up)
        self._redraw()

    def set_thumbs(self, thumbs: bool) -> None:
        """Draw pictures where there is room for them, beside the points."""
        self._thumbs = thumbs
        self._redraw()

    def set_here(self, x: float, y: float) -> None:
        """Where the sliders stand."""
        self._here = (x, y)
        self.update()

    def set_stale(self, stale: bool) -> None:
        """Dim the points until others come."""
        self._stale = stale
        self.update()

    def show_card(self, picture: np.ndarray | None, text: str) -> None:
        """What is said of the sample under the pointer: its picture and a word."""
        self._card = QPixmap() if picture is None else QPixmap.fromImage(as_image(picture))
        self._card_text = text
        self.update()

    def sample(self) -> int:
        """The sample under the pointer, -1 for none."""
        return self._at

    def sizeHint(self) -> QSize:
        return QSize(420, 260)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 130)

    # places

    def point_of(self, x: float, y: float) -> QPointF:
        """Pixels of a place; up is more."""
        room = self._room()
        across = (x - self._bounds.left()) / self._bounds.width()
        up = (y - self._bounds.top()) / self._bounds.height()
        return QPointF(room.left() + across * room.width(), room.bottom() - up * room.height())

    def place_of(self, point: QPointF) -> tuple[float, float]:
        """The place of a pixel within the widget."""
        room = self._room()
        across = (min(max(point.x(), 0.0), float(self.width())) - room.left()) / room.width()
        up = (room.bottom() - min(max(point.y(), 0.0), float(self.height()))) / room.height()
        return self._bounds.left() + across * self._bounds.width(), self._bounds.top() + up * self._bounds.height()

    def _room(self) -> QRectF:
        room = QRectF(self.rect()).adjusted(MARGIN, MARGIN / 2, -MARGIN, -MARGIN)
        return QRectF(room.x(), room.y(), max(room.width(), 1.0), max(room.height(), 1.0))

    def _pixels(self) -> np.ndarray:
        """Pixels [N, 2] of all samples."""
        room, bounds = self._room(), self._bounds
        share = (self._places - (bounds.left(), bounds.top())) / (bounds.width(), bounds.height())
        return np.stack((room.left() + share[:, 0] * room.width(), room.bottom() - share[:, 1] * room.height()), 1)

    def _nearest(self, point: QPointF) -> int:
        if not len(self._places):
            return -1
        away = np.hypot(*(self._pixels() - (point.x(), point.y())).T)
        best = int(away.argmin())
        return best if away[best] <= REACH else -1

    # drawing

    def _redraw(self) -> None:
        self._ground = QPixmap()
        self.update()

    def _draw_ground(self) -> None:
        """Axes, points and pictures are drawn once."""
        ratio, palette = self.devicePixelRatioF(), colors(self)
        self._ground = QPixmap(self.size() * ratio)
        self._ground.setDevicePixelRatio(ratio)
        self._ground.fill(Qt.GlobalColor.transparent)
        pixels = self._pixels()
        with QPainter(self._ground) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            origin = self.point_of(0, 0)
            painter.setPen(QPen(palette.border, 1))
            painter.drawLine(QPointF(0, origin.y()), QPointF(self.width(), origin.y()))
            painter.drawLine(QPointF(origin.x(), 0), QPointF(origin.x(), self.height()))
            painter.setPen(Qt.PenStyle.NoPen)
            for i, (x, y) in enumerate(pixels.tolist()):
                color = QColor(self._colors[i] if i < len(self._colors) else palette.accent)
                color.setAlpha(190)
                painter.setBrush(color)
                painter.drawEllipse(QPointF(x, y), 2.6, 2.6)
            if self._thumbs and self._pictures is not None:
                self._draw_thumbs(painter, pixels)
            painter.setPen(palette.muted)
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
            painter.drawText(QRectF(self.rect()).adjusted(4, 2, -6, -3), flags, self._axis_names[0])
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
            painter.drawText(QRectF(self.rect()).adjusted(6, 3, -4, -2), flags, self._axis_names[1])

    def _thumb(self) -> int:
        """The side of a picture among the points, in pixels."""
        return min(max(min(self.width(), self.height()) // THUMBS_ACROSS, LEAST_THUMB), MOST_THUMB)

    def _draw_thumbs(self, painter: QPainter, pixels: np.ndarray) -> None:
        thumb = self._thumb()
        assert self._pictures is not None
        taken: set[tuple[int, int]] = set()
        for i, picture in enumerate(self._pictures):
            x, y = pixels[i].tolist()
            spot = (int(x // (thumb + 2)), int(y // (thumb + 2)))
            if spot in taken:
                continue
            taken.add(spot)
            box = QRectF(spot[0] * (thumb + 2), spot[1] * (thumb + 2), thumb, thumb)
            painter.drawImage(box, as_image(picture))
            if i < len(self._colors):
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(self._colors[i], 2))
                painter.drawRect(box)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._ground.isNull():
            self._draw_ground()
        palette = colors(self)
        with QPainter(self) as painter:
            painter.setOpacity(0.4 if self._stale else 1.0)
            painter.drawPixmap(0, 0, self._ground)
            painter.setOpacity(1.0)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._at >= 0:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(palette.text, 2))
                painter.drawEllipse(self.point_of(*self._places[self._at].tolist()), 6, 6)
            if self._here is not None:
                here = self.point_of(*self._here)
                painter.setPen(QPen(palette.panel, 4))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(here, 8, 8)
                painter.setPen(QPen(palette.accent, 2.5))
                painter.drawEllipse(here, 8, 8)
                painter.drawPoint(here)
            if self._at >= 0 and (self._card_text or not self._card.isNull()):
                self._draw_card(painter)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(palette.accent, 2))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)

    def _draw_card(self, painter: QPainter) -> None:
        """The hovered sample, beside the pointer where there is room."""
        palette, metrics = colors(self), QFontMetricsF(self.font())
        side = 0 if self._card.isNull() else CARD
        width = max(side, metrics.horizontalAdvance(self._card_text)) + 12
        height = side + (metrics.height() + 4 if self._card_text else 0) + 10
        at = self.point_of(*self._places[self._at].tolist())
        x = at.x() + 14 if at.x() + 14 + width < self.width() else at.x() - 14 - width
        box = QRectF(max(x, 2), min(max(at.y() - height / 2, 2), max(self.height() - height - 2, 2)), width, height)
        painter.setPen(QPen(palette.outline, 1))
        painter.setBrush(palette.panel)
        painter.drawRoundedRect(box, 6, 6)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if side:
            painter.drawPixmap(QRectF(box.center().x() - side / 2, box.top() + 6, side, side).toRect(), self._card)
        painter.setPen(palette.text)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
        painter.drawText(box.adjusted(4, 0, -4, -4), flags, self._card_text)

    # what a person does

    def _walk(self, point: QPointF) -> None:
        self.set_here(*self.place_of(point))
        assert self._here is not None
        self.moved.emit(*self._here)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and len(self._places):
            self._walking, self._at = True, -1
            self._walk(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._walking:
            self._walk(event.position())
            return
        at = self._nearest(event.position())
        if at != self._at:
            self._at, self._card, self._card_text = at, QPixmap(), ""
            self.hovered.emit(at)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._walking:
            self._walking = False
            self.move_finished.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = self._nearest(event.position())
        if at >= 0:
            self.taken.emit(at)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._at = -1
        self.hovered.emit(-1)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, 1),
            Qt.Key.Key_Down: (0, -1),
        }
        key = Qt.Key(event.key())
        if key not in moves or self._here is None:
            super().keyPressEvent(event)
            return
        across, up = moves[key]
        x = self._here[0] + across * STEP * self._bounds.width()
        y = self._here[1] + up * STEP * self._bounds.height()
        self._walk(self.point_of(x, y))
        self.move_finished.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ground = QPixmap()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._redraw()

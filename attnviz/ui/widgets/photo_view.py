"""A photo of any size with a map, lines and boxes over it; the wheel zooms, dragging moves, linked views show the same part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from attnviz.ui.theme import colors
from attnviz.ui.widgets.photo_drawing import (
    SOFTLY,
    WHOLE,
    Frame,
    Layer,
    cell_at,
    draw_frames,
    draw_layer,
    draw_text,
    greyed,
)
from attnviz.ui.widgets.picture_view import STALE

if TYPE_CHECKING:
    from collections.abc import Sequence

CLOSEST = 1 / 24  # of the photo's width or height: the smallest part that is shown
ZOOM = 1.25  # of one notch of the wheel, or of a key
KEY_MOVE = 0.1  # of the part that is shown


class PhotoView(QWidget):
    """``hovered`` and ``clicked`` carry shares across and down (-1, -1 when the pointer leaves); ``viewed`` the part shown."""

    hovered = Signal(float, float)
    clicked = Signal(float, float)
    viewed = Signal(QRectF)

    def __init__(self, *, least: int = 120, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = least
        self._image, self._scaled = QImage(), QImage()
        self._layer = Layer()
        self._frames: tuple[Frame, ...] = ()
        self._part = QRectF(WHOLE)
        self._at: QPointF | None = None  # the pointer, here or in a linked view
        self._grabbed: QPointF | None = None
        self._moved = False
        self._stale = False
        self.hint = ""  # said in place of a photo
        self.caption = ""  # said over the photo's upper left corner
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("area", True)  # F6 goes here
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # what it shows

    def set_image(self, image: QImage | None) -> None:
        """Show a photo, or nothing; the part that is shown stays where the shape is the same."""
        new = image or QImage()
        if new.size() != self._image.size():
            self._part = QRectF(WHOLE)
        if new.cacheKey() != self._image.cacheKey():
            self._scaled = QImage()
        self._image, self._stale = new, False
        self.update()

    def image(self) -> QImage:
        """The photo, pixel by pixel; null when there is none."""
        return self._image

    def set_layer(self, layer: Layer) -> None:
        """Lay something else over the photo."""
        if layer.grey != self._layer.grey:
            self._scaled = QImage()
        self._layer = layer
        self.update()

    def layer(self) -> Layer:
        return self._layer

    def set_frames(self, frames: Sequence[Frame]) -> None:
        """Draw boxes, the strong ones last."""
        self._frames = tuple(sorted(frames, key=lambda frame: frame.strong))
        self.update()

    def frames(self) -> tuple[Frame, ...]:
        return self._frames

    def set_caption(self, caption: str) -> None:
        """Write something over the upper left corner."""
        self.caption = caption
        self.update()

    def set_stale(self, stale: bool) -> None:
        """Dim all of it while an answer is on its way."""
        if stale != self._stale:
            self._stale = stale
            self.update()

    def point_at(self, x: float, y: float) -> None:
        """Mark a place, in shares of width and height, as under the pointer of a linked view; -1, -1 for none."""
        self._at = QPointF(x, y) if x >= 0 else None
        self.update()

    # the part that is shown

    def part(self) -> QRectF:
        """The part of the photo that is shown, in shares of its width and height."""
        return QRectF(self._part)

    def set_part(self, part: QRectF) -> None:
        """Show a part of the photo; it is kept within the photo and of the photo's own shape."""
        size = min(max(part.width(), CLOSEST), 1.0)
        left = min(max(part.x(), 0.0), 1 - size)
        top = min(max(part.y(), 0.0), 1 - size)
        kept = QRectF(left, top, size, size)
        if kept != self._part:
            self._part, self._scaled = kept, QImage()
            self.viewed.emit(kept)
            self.update()

    def zoom(self, factor: float, around: QPointF | None = None) -> None:
        """Closer (above 1) or farther, around a place in shares of the photo (the middle of what is shown)."""
        around = around or self._part.center()
        size = min(max(self._part.width() / factor, CLOSEST), 1.0)
        ratio = size / self._part.width()
        corner = around + (self._part.topLeft() - around) * ratio
        self.set_part(QRectF(corner.x(), corner.y(), size, size))

    def target(self) -> QRectF:
        """Where the part lies in the widget."""
        if self._image.isNull():
            return QRectF(self.rect())
        size = QSize(self._image.size()).scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        size = size.expandedTo(QSize(1, 1))
        return QRectF(
            (self.width() - size.width()) // 2, (self.height() - size.height()) // 2, size.width(), size.height()
        )

    def to_widget(self) -> QTransform:
        """Shares of the photo -> pixels of the widget."""
        target, part = self.target(), self._part
        across, down = target.width() / part.width(), target.height() / part.height()
        return QTransform(across, 0, 0, down, target.x() - part.x() * across, target.y() - part.y() * down)

    def place(self, point: QPointF) -> QPointF | None:
        """Pixels of the widget -> shares of the photo; None beside it."""
        if self._image.isNull() or not self.target().contains(point):
            return None
        inverse, _ = self.to_widget().inverted()
        return inverse.map(point)

    def cell(self, x: float, y: float) -> tuple[int, int] | None:
        """The row and column of the layer's values at a place; None where there are none."""
        values = self._layer.values
        if values is None or not (0 <= x <= 1 and 0 <= y <= 1):
            return None
        return cell_at(values, x, y)

    def sizeHint(self) -> QSize:
        return QSize(3 * self._least, 3 * self._least)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._least, self._least)

    # drawing

    def _drawn(self, target: QRectF) -> QImage:
        """The part in the widget's own pixels: a good mean of the photo's pixels where it is made smaller."""
        if self._scaled.isNull():
            width, height = self._image.width(), self._image.height()
            part = QRectF(
                self._part.x() * width,
                self._part.y() * height,
                self._part.width() * width,
                self._part.height() * height,
            ).toAlignedRect()
            cut = self._image if part.size() == self._image.size() else self._image.copy(part)
            ratio = self.devicePixelRatioF()
            wanted = QSize(round(target.width() * ratio), round(target.height() * ratio))
            smooth = wanted.width() < SOFTLY * cut.width()
            mode = Qt.TransformationMode.SmoothTransformation if smooth else Qt.TransformationMode.FastTransformation
            scaled = cut.scaled(wanted, Qt.AspectRatioMode.IgnoreAspectRatio, mode)
            self._scaled = greyed(scaled) if self._layer.grey else scaled
        return self._scaled

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if self._image.isNull():
                self._draw_hint(painter)
            else:
                painter.setOpacity(STALE if self._stale else 1.0)
                self._draw_photo(painter)
            if self.hasFocus():
                painter.setClipping(False)
                painter.setOpacity(1.0)
                painter.setPen(QPen(colors(self).accent, 2))
                painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _draw_hint(self, painter: QPainter) -> None:
        painter.setPen(QPen(colors(self).border, 1, Qt.PenStyle.DashLine))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.setPen(colors(self).muted)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.rect().adjusted(12, 6, -12, -6), flags, self.hint)

    def _draw_photo(self, painter: QPainter) -> None:
        target = self.target()
        painter.setClipRect(target)
        painter.drawImage(target, self._drawn(target))
        to_widget = self.to_widget()
        draw_layer(painter, self._layer, to_widget)
        draw_frames(painter, self._frames, to_widget, target, self.font())
        self._draw_pointer(painter, to_widget)
        if self.caption:
            corner = target.topLeft() + QPointF(6, 6)
            draw_text(painter, self.caption, corner, QColor(0, 0, 0, 160), QColor("white"), self.font())

    def _draw_pointer(self, painter: QPainter, to_widget: QTransform) -> None:
        """The cell under the pointer where cells are seen, else a small ring."""
        if self._at is None:
            return
        spot = self.cell(self._at.x(), self._at.y())
        for color, width in ((QColor(0, 0, 0, 170), 3.0), (QColor("white"), 1.5)):
            painter.setPen(QPen(color, width))
            if spot is not None and self._layer.values is not None and not self._layer.smooth:
                rows, columns = self._layer.values.shape
                painter.drawRect(to_widget.mapRect(QRectF(spot[1] / columns, spot[0] / rows, 1 / columns, 1 / rows)))
            else:
                painter.drawEllipse(to_widget.map(self._at), 5, 5)

    # what a person does

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            step = event.position() - self._grabbed
            if self._moved or step.manhattanLength() > 3:
                self._moved = True
                across, down = self.to_widget().m11(), self.to_widget().m22()
                self._grabbed = event.position()
                self.set_part(self._part.translated(-step.x() / across, -step.y() / down))
            return
        self._hover(self.place(event.position()))

    def _hover(self, place: QPointF | None) -> None:
        x, y = (place.x(), place.y()) if place is not None else (-1.0, -1.0)
        self.point_at(x, y)
        self.hovered.emit(x, y)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self._image.isNull():
            self._grabbed, self._moved = event.position(), False

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._grabbed is not None:
            place = self.place(event.position())
            self._grabbed = None
            if not self._moved and place is not None:
                self.clicked.emit(place.x(), place.y())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.set_part(QRectF(WHOLE))

    def wheelEvent(self, event: QWheelEvent) -> None:
        place = self.place(event.position())
        if place is None or not event.angleDelta().y():
            super().wheelEvent(event)
            return
        self.zoom(ZOOM ** (event.angleDelta().y() / 120), place)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = KEY_MOVE * self._part.width()
        moves = {
            Qt.Key.Key_Left: (-step, 0.0),
            Qt.Key.Key_Right: (step, 0.0),
            Qt.Key.Key_Up: (0.0, -step),
            Qt.Key.Key_Down: (0.0, step),
        }
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(ZOOM)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / ZOOM)
        elif key == Qt.Key.Key_0:
            self.set_part(QRectF(WHOLE))
        elif key in moves and self._part != WHOLE:
            self.set_part(self._part.translated(*moves[key]))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._scaled = QImage()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.update()


def link(*views: PhotoView) -> None:
    """Show the same part in all of them, and mark in each what the pointer is at in another."""
    for one in views:
        for other in views:
            if one is not other:
                one.viewed.connect(other.set_part)
                one.hovered.connect(other.point_at)

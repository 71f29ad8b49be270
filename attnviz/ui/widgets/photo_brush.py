"""A photo to paint on: a brush of any colour, one that blurs, one that gives the photo back, a patch that follows the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QTransform,
)

from attnviz.ui.history import History
from attnviz.ui.widgets.photo_view import PhotoView

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

INK, GREY, BLUR, ERASER, PATCH = "ink", "grey", "blur", "eraser", "patch"
TOOLS = (INK, GREY, BLUR, ERASER, PATCH)
MIDDLE = QColor(127, 127, 127)  # what the engine covers with, too
BLURRED = 24  # pixels of the longer side to which a blur brings the photo down
KEY_STEP = 1 / 32  # of the longer side that an arrow key moves
MOST_UNDO = 20  # strokes; each is a photo kept


class PhotoBrush(PhotoView):
    """``painted`` tells each change of what is seen, ``kept`` each one that can be undone. Arrow keys move the brush, with Shift
    they paint, Space sets a dot; the middle button drags the photo where it is larger than the widget."""

    painted = Signal()
    kept = Signal()

    def __init__(self, *, least: int = 160, parent: QWidget | None = None) -> None:
        super().__init__(least=least, parent=parent)
        self._canvas = QImage()  # the photo with all strokes; what is seen may have a patch on it, too
        self._history: History[QImage] = History(QImage(), most=MOST_UNDO)
        self._plain, self._blurred = QImage(), QImage()
        self._tool, self._ink, self._width = INK, QColor("white"), 0.1
        self._last: QPointF | None = None
        self._put = False
        self.setCursor(Qt.CursorShape.CrossCursor)

    # the photo and what became of it

    def begin(self, image: QImage | None) -> None:
        """Paint on another photo; nothing is painted yet, nothing can be undone."""
        self._plain = QImage() if image is None else opaque(image)
        self._canvas, self._blurred, self._last, self._put = QImage(self._plain), QImage(), None, False
        self._history.begin(QImage(self._canvas))
        self.set_image(QImage(self._canvas))  # of its own: what is painted on one is not yet seen in the other
        self.kept.emit()

    def plain(self) -> QImage:
        """The photo as it came."""
        return self._plain

    def canvas(self) -> QImage:
        """The photo with all strokes, without the patch."""
        return self._canvas

    def is_plain(self) -> bool:
        """Whether the photo is seen as it came: no stroke, no patch."""
        return self.image() == self._plain

    def can_undo(self) -> bool:
        return self._history.can_undo

    def can_redo(self) -> bool:
        return self._history.can_redo

    def undo(self) -> None:
        """Take the last stroke back."""
        self._finish()
        if self._history.undo():
            self._return()

    def redo(self) -> None:
        """Make the stroke again that was taken back."""
        self._finish()
        if self._history.redo():
            self._return()

    def clear(self) -> None:
        """The photo as it came; that can be undone, too."""
        self._finish()
        self._keep(QImage(self._plain))

    def put(self, image: QImage) -> None:
        """Let another picture of the photo's size stand in its place, as one stroke; one that was put there before goes."""
        self._finish()
        canvas = image.convertToFormat(QImage.Format.Format_RGB32)
        if canvas == self._canvas:
            return
        if self._put:
            self._history.replace(canvas)
            self._return()
        else:
            self._keep(canvas)
        self._put = True

    def is_put(self) -> bool:
        """Whether the last stroke is a picture that was put there."""
        return self._put

    def _keep(self, canvas: QImage) -> None:
        if canvas != self._history.current:
            self._history.add(canvas)
        self._return()

    def _return(self) -> None:
        self._put = False
        self._canvas = QImage(self._history.current)
        self._show()
        self.kept.emit()

    # the brush

    def set_tool(self, tool: str) -> None:
        """One of ``TOOLS``."""
        self._finish()
        self._tool = tool
        self._show()

    def tool(self) -> str:
        return self._tool

    def set_ink(self, color: QColor) -> None:
        """The colour of the brush."""
        self._ink = QColor(color)

    def set_width(self, width: float) -> None:
        """How wide the brush and the patch are, as a share of the photo's longer side."""
        self._width = width
        self._show()

    def brush_width(self) -> float:
        """The same in pixels of the photo."""
        return max(1.0, self._width * max(self._plain.width(), self._plain.height()))

    def _paint(self) -> QBrush:
        """What the tool leaves: a colour, or the photo itself, sharp or blurred, seen through the stroke."""
        if self._tool == ERASER:
            return QBrush(self._plain)
        if self._tool == BLUR:
            if self._blurred.isNull():
                self._blurred = blurred(self._plain)
            return QBrush(self._blurred)
        return QBrush(MIDDLE if self._tool == GREY else self._ink)

    def _pixel(self, place: QPointF) -> QPointF:
        return QPointF(place.x() * self._canvas.width(), place.y() * self._canvas.height())

    def _stroke(self, begin: QPointF, end: QPointF) -> None:
        with QPainter(self._canvas) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            line, cap, join = Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
            painter.setPen(QPen(self._paint(), self.brush_width(), line, cap, join))
            begun, ended = self._pixel(begin), self._pixel(end)
            painter.drawPoint(ended) if begun == ended else painter.drawLine(QLineF(begun, ended))
        self._show()

    def _finish(self) -> None:
        """End the stroke that is being painted."""
        if self._last is not None:
            self._last = None
            self._keep(QImage(self._canvas))

    def _dab(self, begin: QPointF, end: QPointF) -> None:
        """A whole stroke by key."""
        self._stroke(begin, end)
        self._keep(QImage(self._canvas))

    def _show(self) -> None:
        """What is seen now: the canvas, under a patch where one is held over it."""
        if self._canvas.isNull():
            return
        shown = QImage(self._canvas)
        if self._tool == PATCH and self._at is not None:
            with QPainter(shown) as painter:
                painter.fillRect(self._patch(self._at), MIDDLE)
        if shown != self.image():
            self.set_image(shown)
            self.painted.emit()
        else:
            self.update()

    def _patch(self, place: QPointF) -> QRectF:
        """The square around a place, in whole pixels of the photo."""
        side, middle = self.brush_width(), self._pixel(place)
        return QRectF(QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side).toAlignedRect())

    def point_at(self, x: float, y: float) -> None:
        super().point_at(x, y)
        if self._tool == PATCH:
            self._show()

    # what a person does

    def _inside(self, point: QPointF) -> QPointF:
        """Pixels of the widget -> shares of the photo, also beside it, where a stroke goes on."""
        inverse, _ = self.to_widget().inverted()
        return inverse.map(point)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._canvas.isNull():
            return
        if event.button() == Qt.MouseButton.MiddleButton:
            self._grabbed, self._moved = event.position(), False
        elif event.button() == Qt.MouseButton.LeftButton and self._tool != PATCH:
            self._last = self._inside(event.position())
            self._stroke(self._last, self._last)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._last is not None and self._grabbed is None:
            begin, self._last = self._last, self._inside(event.position())
            self._stroke(begin, self._last)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.MiddleButton:
            self._grabbed = None
        elif event.button() == Qt.MouseButton.LeftButton:
            self._finish()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        longer = max(self._plain.width(), self._plain.height(), 1)
        across, down = (KEY_STEP * longer / max(side, 1) for side in (self._plain.width(), self._plain.height()))
        moves = {
            Qt.Key.Key_Left: (-across, 0.0),
            Qt.Key.Key_Right: (across, 0.0),
            Qt.Key.Key_Up: (0.0, -down),
            Qt.Key.Key_Down: (0.0, down),
        }
        key = Qt.Key(event.key())
        if self._canvas.isNull() or (key not in moves and key not in (Qt.Key.Key_Space, Qt.Key.Key_Escape)):
            super().keyPressEvent(event)
            return
        self._finish()
        before = self._at or QPointF(0.5, 0.5)
        if key == Qt.Key.Key_Escape:
            self.point_at(-1.0, -1.0)
            return
        x, y = moves.get(key, (0.0, 0.0))
        after = QPointF(min(max(before.x() + x, 0.0), 1.0), min(max(before.y() + y, 0.0), 1.0))
        self.point_at(after.x(), after.y())
        paints = key == Qt.Key.Key_Space or event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if paints and self._tool != PATCH:
            self._dab(before, after)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not self.underMouse():
            self.point_at(-1.0, -1.0)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._finish()
        self.point_at(-1.0, -1.0)

    # drawing

    def _draw_pointer(self, painter: QPainter, to_widget: QTransform) -> None:
        """How wide the brush is, where it is."""
        if self._at is None or self._canvas.isNull():
            return
        middle, radius = to_widget.map(self._at), self.brush_width() * to_widget.m11() / self._canvas.width() / 2
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for color, width in ((QColor(0, 0, 0, 170), 3.0), (QColor("white"), 1.5)):
            painter.setPen(QPen(color, width))
            if self._tool == PATCH:
                painter.drawRect(QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius))
            else:
                painter.drawEllipse(middle, radius, radius)


def opaque(image: QImage) -> QImage:
    """An image in the format that is painted fastest, on black where one can see through it, as the engine sees it."""
    if not image.hasAlphaChannel():
        return image.convertToFormat(QImage.Format.Format_RGB32)
    flat = QImage(image.size(), QImage.Format.Format_RGB32)
    flat.fill(Qt.GlobalColor.black)
    with QPainter(flat) as painter:
        painter.drawImage(0, 0, image)
    return flat


def blurred(image: QImage) -> QImage:
    """An image of which only the coarsest is left."""
    smooth, ratio = Qt.TransformationMode.SmoothTransformation, Qt.AspectRatioMode.IgnoreAspectRatio
    shrink = max(1.0, max(image.width(), image.height()) / BLURRED)
    size = image.size() / shrink
    coarse = image.scaled(max(size.width(), 1), max(size.height(), 1), ratio, smooth)
    return coarse.scaled(image.size(), ratio, smooth).convertToFormat(QImage.Format.Format_RGB32)

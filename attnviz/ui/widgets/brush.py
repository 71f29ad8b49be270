"""A square to draw on with a brush, for pictures that a model is to see."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from attnviz.ui.theme import colors

SIDE = 256  # pixels of the drawing itself, whatever the size of the widget
KEY_STEP = 8.0  # pixels of the drawing that an arrow key moves
GHOST = 0.25  # of full strength


class BrushCanvas(QWidget):
    """``drawn`` tells each change; arrow keys move the brush, and with Shift they draw."""

    drawn = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
        self._ink, self._ground, self._width = QColor("white"), QColor("black"), 20.0
        self._last: QPointF | None = None
        self._pen_at = QPointF(SIDE / 2, SIDE / 2)
        self._empty = True
        self._ghost, self.hint = QImage(), ""  # what is seen, faintly, of a square in which nothing is drawn yet
        self._back: list[tuple[QImage, bool]] = []  # drawings, and whether they were empty
        self._drawing.fill(self._ground)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_ground(self, color: QColor) -> None:
        """The colour of the empty square; the drawing is cleared."""
        self._ground = QColor(color)
        self.clear()

    def set_ghost(self, image: QImage) -> None:
        """What is seen, faintly, while nothing is drawn: a picture of the kind that one may draw."""
        self._ghost = image
        self.update()

    def set_ink(self, color: QColor) -> None:
        """The colour of the brush."""
        self._ink = QColor(color)

    def ink(self) -> QColor:
        return QColor(self._ink)

    def ground(self) -> QColor:
        return QColor(self._ground)

    def set_width(self, width: int) -> None:
        """The width of the brush in pixels of 256."""
        self._width = float(width)
        self.update()

    def clear(self) -> None:
        """An empty square again."""
        self._drawing.fill(self._ground)
        self._empty, self._last = True, None
        self._back.clear()
        self.update()

    def undo_stroke(self) -> bool:
        """Take the last stroke back; False when there is none."""
        if not self._back:
            return False
        self._drawing, self._empty = self._back.pop()
        self.update()
        self.drawn.emit()
        return True

    def set_image(self, image: QImage) -> None:
        """Go on drawing on a picture."""
        with QPainter(self._drawing) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(0, 0, SIDE, SIDE), image)
        self._empty = False
        self._back.clear()
        self.update()

    def is_empty(self) -> bool:
        """Whether nothing was drawn."""
        return self._empty

    def image(self) -> QImage:
        """The drawing."""
        return self._drawing.copy()

    # drawing

    def sizeHint(self) -> QSize:
        return QSize(220, 220)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 120)

    def _target(self) -> QRectF:
        side = min(self.width(), self.height())
        return QRectF((self.width() - side) // 2, (self.height() - side) // 2, side, side)

    def _to_drawing(self, point: QPointF) -> QPointF:
        target = self._target()
        return (point - target.topLeft()) * (SIDE / max(target.width(), 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        target, palette = self._target(), colors(self)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawImage(target, self._drawing)
            if self._empty:
                self._draw_hint(painter, target)
            scale = target.width() / SIDE
            at = target.topLeft() + self._pen_at * scale
            if self.underMouse() or self.hasFocus():
                painter.setPen(QPen(palette.accent, 1.5))
                painter.drawEllipse(at, self._width * scale / 2, self._width * scale / 2)
            painter.setPen(QPen(palette.accent, 2) if self.hasFocus() else QPen(palette.outline, 1))
            painter.drawRect(target.adjusted(0.5, 0.5, -0.5, -0.5))

    def _draw_hint(self, painter: QPainter, target: QRectF) -> None:
        if not self._ghost.isNull():
            painter.setOpacity(GHOST)
            painter.drawImage(target, self._ghost)
            painter.setOpacity(1.0)
        if self.hint:
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
            painter.setPen(QColor("black" if self._ground.lightnessF() > 0.5 else "white"))
            painter.drawText(target.adjusted(8, 8, -8, -8), int(flags), self.hint)

    def _stroke(self, begin: QPointF, end: QPointF) -> None:
        with QPainter(self._drawing) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
            painter.setPen(QPen(self._ink, self._width, Qt.PenStyle.SolidLine, cap, join))
            painter.drawPoint(end) if begin == end else painter.drawLine(QLineF(begin, end))
        self._empty = False
        self.update()
        self.drawn.emit()

    def _begin(self) -> None:
        self._back = [*self._back[-19:], (self._drawing.copy(), self._empty)]

    # what a person does

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin()
            self._last = self._pen_at = self._to_drawing(event.position())
            self._stroke(self._last, self._last)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pen_at = self._to_drawing(event.position())
        if self._last is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._stroke(self._last, self._pen_at)
            self._last = self._pen_at
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._last = None

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Left: (-KEY_STEP, 0.0),
            Qt.Key.Key_Right: (KEY_STEP, 0.0),
            Qt.Key.Key_Up: (0.0, -KEY_STEP),
            Qt.Key.Key_Down: (0.0, KEY_STEP),
        }
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Space:
            self._begin()
            self._stroke(self._pen_at, self._pen_at)
        elif key in moves:
            before = QPointF(self._pen_at)
            moved = before + QPointF(*moves[key])
            self._pen_at = QPointF(min(max(moved.x(), 0.0), SIDE), min(max(moved.y(), 0.0), SIDE))
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._begin()
                self._stroke(before, self._pen_at)
            self.update()
        else:
            super().keyPressEvent(event)

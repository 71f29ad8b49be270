"""A slider for one dimension of a code, on a groove that shows where the prior and the data lie."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from attnviz.lazy_numpy import np
from attnviz.ui.theme import colors

UNIT = 100  # slider steps in a step of 1 of the code
REACH = 30.0  # further from 0 no code goes
STEP, PAGE, FINE = 0.1, 0.5, 0.01  # of arrow keys and wheel, of page keys, with Shift
LEAST_SPAN = 3.5  # the groove reaches at least so far from 0
HANDLE = 6.5  # pixels
BINS = 72


class LatentSlider(QAbstractSlider):
    """``moved`` carries each new value a person gives, ``move_finished`` ends the move, ``reset_asked`` is a double click."""

    moved = Signal(float)
    move_finished = Signal()
    reset_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setRange(-round(REACH * UNIT), round(REACH * UNIT))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._z, self._anchor, self._span = 0.0, 0.0, LEAST_SPAN
        self._density: np.ndarray | None = None
        self._groove = QPixmap()
        self._quiet = self._doubled = False
        self.valueChanged.connect(self._valued)

    # what it shows

    def show_value(self, z: float) -> None:
        """Stand at a value without telling."""
        self._z, self._quiet = z, True
        self.setValue(round(z * UNIT))
        self._quiet = False
        self.update()

    def z(self) -> float:
        """The value it stands at."""
        return self._z

    def show_anchor(self, z: float) -> None:
        """Mark the value of the picture that was encoded."""
        self._anchor = z
        self._redraw()

    def show_data(self, values: np.ndarray | None) -> None:
        """Shade the groove by where the codes of the samples lie [N], and reach as far as they do."""
        self._density, self._span = None, LEAST_SPAN
        if values is not None and len(values):
            self._span = float(np.clip(np.abs(values).max() * 1.05, LEAST_SPAN, REACH))
            counts, _ = np.histogram(values, BINS, (-self._span, self._span))
            smooth = np.convolve(counts, np.hanning(7) / np.hanning(7).sum(), "same")
            self._density = smooth / max(float(smooth.max()), 1e-9)
        self._redraw()

    def span(self) -> float:
        """How far from 0 the groove reaches."""
        return max(self._span, abs(self._anchor) * 1.05)

    def sizeHint(self) -> QSize:
        return QSize(180, 40)

    def minimumSizeHint(self) -> QSize:
        return QSize(84, 40)

    # drawing

    def _x(self, z: float) -> float:
        room = self.width() - 2 * (HANDLE + 2)
        share = (min(max(z, -self.span()), self.span()) + self.span()) / (2 * self.span())
        return HANDLE + 2 + share * room

    def _at(self, x: float) -> float:
        room = max(self.width() - 2 * (HANDLE + 2), 1)
        return min(max((x - HANDLE - 2) / room, 0.0), 1.0) * 2 * self.span() - self.span()

    def _base(self) -> float:
        return self.height() - HANDLE - 4

    def _redraw(self) -> None:
        self._groove = QPixmap()
        self.update()

    def _draw_groove(self) -> None:
        """What does not move with the handle is drawn once."""
        ratio = self.devicePixelRatioF()
        self._groove = QPixmap(self.size() * ratio)
        self._groove.setDevicePixelRatio(ratio)
        self._groove.fill(Qt.GlobalColor.transparent)
        palette, base, high = colors(self), self._base(), self._base() - 3
        with QPainter(self._groove) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            where = np.linspace(-self.span(), self.span(), BINS)
            if self._density is not None:
                fill = QColor(palette.accent)
                fill.setAlpha(70)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(fill)
                edges = np.linspace(-self._span, self._span, BINS)
                painter.drawPath(self._curve(edges, self._density * high, base, closed=True))
            line = QColor(palette.muted)
            line.setAlpha(150)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(line, 1, Qt.PenStyle.DotLine))
            painter.drawPath(self._curve(where, np.exp(-0.5 * where**2) * high * 0.9, base, closed=False))
            painter.setPen(QPen(palette.outline, 1))
            painter.drawLine(QPointF(self._x(-self.span()), base), QPointF(self._x(self.span()), base))
            for tick in range(-int(self.span()), int(self.span()) + 1):
                painter.drawLine(QPointF(self._x(tick), base), QPointF(self._x(tick), base + (5 if tick == 0 else 3)))
            anchor = self._x(self._anchor)
            painter.setPen(QPen(palette.text, 1.5))
            painter.drawLine(QPointF(anchor, base - 9), QPointF(anchor, base + 6))

    def _curve(self, where: np.ndarray, heights: np.ndarray, base: float, *, closed: bool) -> QPainterPath:
        path = QPainterPath(QPointF(self._x(float(where[0])), base if closed else base - float(heights[0])))
        for z, height in zip(where.tolist(), heights.tolist(), strict=True):
            path.lineTo(self._x(z), base - height)
        if closed:
            path.lineTo(self._x(float(where[-1])), base)
        return path

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._groove.isNull():
            self._draw_groove()
        palette = colors(self)
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._groove)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            at = QPointF(self._x(self._z), self._base())
            beyond = abs(self._z) > self.span()
            painter.setPen(QPen(palette.text if self.hasFocus() else palette.accent, 2))
            enabled = self.isEnabled()
            painter.setBrush((palette.accent if self.hasFocus() else palette.panel) if enabled else palette.border)
            if beyond:  # an arrow: the value lies outside what is drawn
                side = 1 if self._z > 0 else -1
                tip = QPointF(at.x() + side * HANDLE, at.y())
                painter.drawPolygon(
                    [
                        tip,
                        QPointF(at.x() - side * HANDLE, at.y() - HANDLE),
                        QPointF(at.x() - side * HANDLE, at.y() + HANDLE),
                    ]
                )
            else:
                painter.drawEllipse(at, HANDLE, HANDLE)
            if self.hasFocus():
                painter.setPen(QPen(palette.accent, 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._groove = QPixmap()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.EnabledChange):
            self._redraw()

    # what a person does

    def _valued(self, value: int) -> None:
        if not self._quiet:
            self._z = value / UNIT
            self.update()
            self.moved.emit(self._z)

    def _step(self, by: float) -> None:
        self.setValue(round((self._z + by) * UNIT))
        self.move_finished.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._doubled = False
            self.setSliderDown(True)
            self.setValue(round(self._at(event.position().x()) * UNIT))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setValue(round(self._at(event.position().x()) * UNIT))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.isSliderDown():
            self.setSliderDown(False)
            self.move_finished.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.reset_asked.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():  # else the pane is being scrolled
            fine = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            turn = event.angleDelta().y() or event.angleDelta().x()
            self._step((FINE if fine else STEP) * turn / 120)
            event.accept()
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        fine = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        step = FINE if fine else STEP
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Down:
                self._step(-step)
            case Qt.Key.Key_Right | Qt.Key.Key_Up:
                self._step(step)
            case Qt.Key.Key_PageDown:
                self._step(-PAGE)
            case Qt.Key.Key_PageUp:
                self._step(PAGE)
            case Qt.Key.Key_Home:
                self._step(-self.span() - self._z)
            case Qt.Key.Key_End:
                self._step(self.span() - self._z)
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self.reset_asked.emit()
            case _:
                super().keyPressEvent(event)

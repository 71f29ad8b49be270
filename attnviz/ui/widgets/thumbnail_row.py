"""Many pictures in one row, of which only those in sight are read; one of them is the current one."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy, QToolTip, QWidget

from attnviz.ui.files.thumbnails import Thumbnails
from attnviz.ui.theme import colors
from attnviz.ui.widgets.plain_text import tip

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

CELL = QSize(92, 68)  # pixels of a picture's room
GAP = 6
EDGE = 4  # around the row, for the frame of the current one
KEPT = 600  # pictures that are remembered
CORNER = 4.0


class ThumbnailRow(QAbstractScrollArea):
    """``chosen`` carries the number of the file that a person turned to."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paths: Sequence[Path] = ()
        self._current = -1
        self._images: OrderedDict[int, QImage] = OrderedDict()
        self._broken: set[int] = set()
        self._list = 0
        self._reader = Thumbnails()
        self._reader.came.connect(self._came)
        self._soon = QTimer(self, interval=0, singleShot=True)  # many scrolls at once want once
        self._soon.timeout.connect(self._want)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.horizontalScrollBar().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.horizontalScrollBar().setSingleStep(CELL.width() + GAP)
        self.horizontalScrollBar().valueChanged.connect(self._scrolled)

    # what it shows

    def set_paths(self, paths: Sequence[Path], current: int) -> None:
        """Show other files."""
        self._paths, self._current = paths, -1
        self._images.clear()
        self._broken.clear()
        self._list = self._reader.open(paths, round(CELL.width() * self.devicePixelRatioF()))
        self._measure()
        self.set_current(current)
        self._scrolled()

    def count(self) -> int:
        """How many files there are."""
        return len(self._paths)

    def current(self) -> int:
        """The number of the framed one, -1 for none."""
        return self._current

    def set_current(self, index: int) -> None:
        """Frame another one and bring it into sight."""
        self._current = index if 0 <= index < len(self._paths) else -1
        if self._current >= 0:
            bar, place = self.horizontalScrollBar(), self._place(self._current)
            if place.left() < EDGE + GAP or place.right() > self.viewport().width() - EDGE - GAP:
                bar.setValue(round(bar.value() + place.center().x() - self.viewport().width() / 2))
        self.viewport().update()

    def mark_broken(self, index: int) -> None:
        """Show that a file cannot be read."""
        self._broken.add(index)
        self.viewport().update()

    def is_broken(self, index: int) -> bool:
        """Whether a file is known to be unreadable."""
        return index in self._broken

    def image(self, index: int) -> QImage | None:
        """The small picture of a file, once it is read."""
        return self._images.get(index)

    def index_at(self, point: QPoint) -> int:
        """The file at a point of the viewport, -1 between and beyond."""
        across = point.x() + self.horizontalScrollBar().value() - EDGE
        index = across // (CELL.width() + GAP)
        return index if 0 <= index < len(self._paths) and self._place(index).contains(point) else -1

    def in_sight(self) -> range:
        """The files that are at least partly seen."""
        step, left = CELL.width() + GAP, self.horizontalScrollBar().value() - EDGE
        first = max(left // step, 0)
        return range(first, min((left + self.viewport().width()) // step + 1, len(self._paths)))

    def sizeHint(self) -> QSize:
        return QSize(400, CELL.height() + 2 * EDGE + self.horizontalScrollBar().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(CELL.width() * 2, self.sizeHint().height())

    # reading

    @Slot(int, int, object)
    def _came(self, list_: int, index: int, image: QImage | None) -> None:
        if list_ != self._list:
            return
        if image is None:
            self._broken.add(index)
        else:
            self._images[index] = image
            while len(self._images) > KEPT:
                self._images.popitem(last=False)
        self.viewport().update(self._place(index))

    def _scrolled(self) -> None:
        if self.isVisible():
            self._soon.start()
        self.viewport().update()

    def _want(self) -> None:
        self._reader.want([i for i in self.in_sight() if i not in self._images and i not in self._broken])

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._soon.stop()
        self._reader.want([])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._measure()
        self.set_current(self._current)
        self._scrolled()

    # drawing

    def _place(self, index: int) -> QRect:
        left = EDGE + index * (CELL.width() + GAP) - self.horizontalScrollBar().value()
        return QRect(QPoint(left, EDGE), CELL)

    def _measure(self) -> None:
        width = 2 * EDGE + len(self._paths) * (CELL.width() + GAP) - GAP
        bar = self.horizontalScrollBar()
        bar.setPageStep(self.viewport().width())
        bar.setRange(0, max(width - self.viewport().width(), 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = colors(self)
        with QPainter(self.viewport()) as painter:
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
            for index in self.in_sight():
                place = QRectF(self._place(index))
                rounded = QPainterPath()
                rounded.addRoundedRect(place, CORNER, CORNER)
                painter.fillPath(rounded, shown.raised)
                image = self._images.get(index)
                if index in self._broken:
                    self._draw_broken(painter, place)
                elif image is not None:
                    painter.save()
                    painter.setClipPath(rounded)
                    painter.drawImage(place, image, _filling(image, place))
                    painter.restore()
                if index == self._current:
                    width = 3.0 if self.hasFocus() else 2.0
                    painter.setPen(QPen(shown.accent if self.hasFocus() else shown.text, width))
                    painter.drawRoundedRect(place.adjusted(-1.5, -1.5, 1.5, 1.5), CORNER + 1.5, CORNER + 1.5)

    def _draw_broken(self, painter: QPainter, place: QRectF) -> None:
        """A torn frame: a cross in the middle of the room."""
        painter.setPen(QPen(QColor(colors(self).muted), 2.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        middle, half = place.center(), 8.0
        for down in (-half, half):
            painter.drawLine(middle + QPointF(-half, -down), middle + QPointF(half, down))

    # what a person does

    def _choose(self, index: int) -> None:
        index = min(max(index, 0), len(self._paths) - 1)
        if index >= 0 and index != self._current:
            self.set_current(index)
            self.chosen.emit(index)

    def step(self, steps: int) -> None:
        """Turn so many files on, or back."""
        self._choose(self._current + steps)

    def take_key(self, event: QKeyEvent) -> bool:
        """Turn as a key says; False for a key that means nothing here."""
        page = max(self.viewport().width() // (CELL.width() + GAP), 1)
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Home: -len(self._paths),
            Qt.Key.Key_End: len(self._paths),
        }
        key, plain = Qt.Key(event.key()), (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if not self._paths or key not in steps or event.modifiers() not in plain:
            return False
        self.step(steps[key])
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.take_key(event):
            QFrame.keyPressEvent(self, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.index_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index >= 0:
            self._choose(index)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() or event.angleDelta().x()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - round(turned / 120 * 3 * (CELL.width() + GAP)))
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.index_at(event.pos())
            if index >= 0:
                QToolTip.showText(event.globalPos(), tip(self._paths[index].name), self, self._place(index))
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()
        self._scrolled()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()


def _filling(image: QImage, place: QRectF) -> QRectF:
    """The middle part of a picture that has the shape of its place."""
    shape = QRectF(image.rect()).size()
    part = place.size().scaled(shape, Qt.AspectRatioMode.KeepAspectRatio)
    return QRectF((shape.width() - part.width()) / 2, (shape.height() - part.height()) / 2, part.width(), part.height())

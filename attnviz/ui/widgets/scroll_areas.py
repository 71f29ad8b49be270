"""Scroll areas that take the room their content wants, up to a limit, and follow the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent

    from attnviz.ui.widgets.alignment_view import AlignmentView
    from attnviz.ui.widgets.tokens import TokenRow

STEP, MOST_ZOOM = 1.25, 8.0


class PlainScrollArea(QScrollArea):
    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)


class TokenArea(PlainScrollArea):
    """A token row of as many lines as it needs, but not more than ``most``; then it scrolls."""

    def __init__(self, row: TokenRow, *, most: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(row, parent)
        self._row, self._most = row, most
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        row.reached.connect(self._follow)
        row.reflowed.connect(self._reflowed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._choose_bar()
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and self.heightForWidth(self.width()) != self.height():
            self.updateGeometry()  # a layout may hold a height that it asked for before another style

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # the row wants another height
            self.updateGeometry()
        return super().viewportEvent(event)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        one = self._row.minimumSizeHint().height()
        return min(self._row.heightForWidth(width), round(one * (self._most + 0.4)))

    def _reflowed(self) -> None:
        self._choose_bar()
        self.updateGeometry()

    def _choose_bar(self) -> None:
        """No bar where all fits without one: Qt would keep a bar that makes itself needed by the width it takes."""
        fits = self._row.heightForWidth(self.width()) <= self.height()
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAsNeeded)

    def sizeHint(self) -> QSize:
        width = max(self.width(), 200)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return self._row.minimumSizeHint()

    def _follow(self, box: QRectF) -> None:
        center = box.center().toPoint()
        self.ensureVisible(center.x(), center.y(), 0, round(box.height()))


class PictureArea(PlainScrollArea):
    """A picture of an alignment: as large as there is room, scrolled where it cannot be smaller. Ctrl and the wheel (or + and -)
    zoom at the pointer; ``zoomed`` lets another area of the same pane take the same scale and place.
    """

    zoomed = Signal()

    def __init__(self, view: AlignmentView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.zoom = 1.0
        self._view = view
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        view.spot_reached.connect(self._follow)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self.zoomed)

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 24, line * 14)

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 9, line * 11)

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Make the picture larger or smaller around a point of the area (its middle without one); never smaller than the room."""
        at = at or QPointF(self.viewport().rect().center())
        bars, before = (self.horizontalScrollBar(), self.verticalScrollBar()), self._view.size()
        place = (bars[0].value() + at.x()) / before.width(), (bars[1].value() + at.y()) / before.height()
        self.zoom = min(max(self.zoom * factor, 1.0), MOST_ZOOM)
        self._size()
        bars[0].setValue(round(place[0] * self._view.width() - at.x()))
        bars[1].setValue(round(place[1] * self._view.height() - at.y()))
        self.zoomed.emit()

    def go_with(self, other: PictureArea) -> None:
        """Take the scale and the place of another area."""
        if self.zoom != other.zoom:
            self.zoom = other.zoom
            self._size()
        for mine, its in (
            (self.horizontalScrollBar(), other.horizontalScrollBar()),
            (self.verticalScrollBar(), other.verticalScrollBar()),
        ):
            mine.setValue(its.value())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(STEP ** (event.angleDelta().y() / 120), event.position())
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(STEP)
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom_by(1 / STEP)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.zoom > 1:
            self._size()

    def _size(self) -> None:
        room = self.maximumViewportSize()
        self._view.setMinimumSize(room * self.zoom if self.zoom > 1 else QSize(0, 0))
        self._view.resize(self._view.minimumSize().expandedTo(self.viewport().size()))

    def _follow(self, point: QPointF) -> None:
        self.ensureVisible(round(point.x()), round(point.y()), 60, 60)

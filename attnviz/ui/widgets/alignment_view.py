"""What heatmap and lines have in common: one picture, one shared selection, keyboard and pointer, and a cached still part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from attnviz.ui.screen_readers import tell_description
from attnviz.ui.theme import colors
from attnviz.ui.widgets.heatmap_drawing import PaintStyle
from attnviz.ui.widgets.plain_text import tip
from attnviz.ui.widgets.selection import Selection, Spot
from attnviz.ui.widgets.special_tokens import meaning

if TYPE_CHECKING:
    from attnviz.engine.attention.maps import MapPicture

DIMMED = 0.4  # the opacity of a picture that is no longer the answer to what is asked
SMALL = 0.1  # a weight below it is said with three decimals


class AlignmentView(QWidget):
    """A picture of an alignment that can be hovered, clicked and walked. Subclasses lay out, draw and find spots."""

    spot_reached = Signal(QPointF)  # where the keyboard went, so that a scroll area can follow

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._selection = selection
        self._picture: MapPicture | None = None
        self._still: QPixmap | None = None
        self._stale = False
        self.setProperty("area", True)  # F6 goes here
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        selection.changed.connect(self._selection_changed)

    def picture(self) -> MapPicture | None:
        return self._picture

    def set_picture(self, picture: MapPicture) -> None:
        """Show another alignment."""
        if picture is self._picture:
            return
        seen = self.isVisible()  # what is not seen is measured when it is shown
        before = self.minimumSizeHint() if seen else None
        self._picture, self._still = picture, None
        if seen and self.minimumSizeHint() != before:  # else all around it would be laid out again
            self.updateGeometry()
        self.update()

    def set_stale(self, stale: bool) -> None:
        """Dim the picture while a newer one is on its way."""
        if stale != self._stale:
            self._stale = stale
            self.update()

    def paint_style(self) -> PaintStyle:
        return PaintStyle(self.font(), colors(), cut=True)

    def lay_out(self) -> None:
        """Work out the places of everything for the present size."""
        raise NotImplementedError

    def draw_still(self, painter: QPainter) -> None:
        """Draw what does not follow the pointer."""
        raise NotImplementedError

    def draw_moving(self, painter: QPainter) -> None:
        """Draw what follows the pointer."""
        raise NotImplementedError

    def spot_at(self, point: QPointF) -> Spot | None:
        raise NotImplementedError

    def step(self, spot: Spot, key: Qt.Key) -> Spot:
        """Where an arrow key, Home or End leads from a spot."""
        raise NotImplementedError

    def place_of(self, spot: Spot) -> QPointF:
        """A point of that spot, for scrolling to it."""
        raise NotImplementedError

    def describe(self, spot: Spot | None) -> str:
        """The spot in words, for screen readers."""
        picture = self._picture
        if not spot or not picture or not self._inside(spot):
            return ""
        if spot.row is not None and spot.column is not None:
            said = QCoreApplication.translate("AlignmentView", "{row} looks at {column}, {weight}")
            weight = float(picture.weights[spot.row, spot.column])
            number = f"{weight:.2f}" if abs(weight) >= SMALL else f"{weight:.3f}"
            return said.format(row=picture.rows[spot.row], column=picture.columns[spot.column], weight=number)
        if spot.row is not None:
            return picture.rows[spot.row]
        return picture.columns[spot.column or 0]

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 30, line * 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None:
            return
        if self._still is None:
            self.lay_out()
            ratio = self.devicePixelRatioF()
            self._still = QPixmap(self.size() * ratio)
            self._still.setDevicePixelRatio(ratio)
            self._still.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._still)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, self.smooth)
            self.draw_still(painter)
            painter.end()
        painter = QPainter(self)
        painter.setOpacity(DIMMED if self._stale else 1.0)
        painter.drawPixmap(0, 0, self._still)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        self.draw_moving(painter)
        if self.hasFocus():
            painter.setOpacity(1.0)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(colors().accent)
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 5, 5)
        painter.end()

    smooth = False  # whether the still part is drawn with antialiasing: cells must not be

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._selection.hover(self._spot(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            spot = self._spot(event.position())
            self._selection.pin(spot) if spot else self._selection.clear()

    def leaveEvent(self, event: QEvent) -> None:
        self._selection.hover(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._selection.hover(None)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, selection = Qt.Key(event.key()), self._selection
        moves = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End)
        if not self._picture or not self._picture.rows or not self._picture.columns:
            return super().keyPressEvent(event)
        if key == Qt.Key.Key_Space:
            selection.play_wanted.emit()
        elif selection.written is not None and key in moves[:4]:
            step = 1 if key in (Qt.Key.Key_Right, Qt.Key.Key_Down) else -1
            selection.write(min(max(selection.written + step, 1), len(self._picture.rows)))
        elif key in moves:
            spot = self._start() if selection.shown is None else self.step(selection.hovered or selection.shown, key)
            selection.walk(spot)
            self.spot_reached.emit(self.place_of(spot))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and selection.hovered:
            selection.pin(selection.hovered)
        elif key == Qt.Key.Key_Escape and (selection.shown or selection.written):
            selection.clear()
        elif selection.type_digit(key):
            pass
        else:
            super().keyPressEvent(event)
        return None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._still = None

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._refresh()

    def explain(self, spot: Spot) -> str:
        """The spot in words, with what a special token in it means."""
        picture = self._picture
        if picture is None or not self._inside(spot):
            return ""
        named = [side[at] for side, at in ((picture.rows, spot.row), (picture.columns, spot.column)) if at is not None]
        marks = dict.fromkeys(filter(None, map(meaning, named)))
        return "\n".join([self.describe(spot), *marks])

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            spot = self._spot(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), tip(self.explain(spot)) if spot else "", self)
            return True
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._refresh()
        return super().event(event)

    def _start(self) -> Spot:
        return Spot(0, 0)

    def _spot(self, point: QPointF) -> Spot | None:
        if self._picture is None:
            return None
        if self._still is None:
            self.lay_out()
        return self.spot_at(point)

    def _inside(self, spot: Spot) -> bool:
        picture = self._picture
        return picture is not None and (spot.row or 0) < len(picture.rows) and (spot.column or 0) < len(picture.columns)

    def _refresh(self) -> None:
        self._still = None
        self.updateGeometry()
        self.update()

    def _selection_changed(self) -> None:
        self.update()
        self.setAccessibleDescription(self.describe(self._selection.shown))
        if self.hasFocus():
            tell_description(self)

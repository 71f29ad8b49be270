"""Cards in a flow with arrows between them: how one step feeds the next; they grow with the room that they have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from attnviz.ui import theme
from attnviz.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

GAP = 20  # pixels between cards, where the arrows are seen
_HEAD = 6.0  # pixels: the tip of an arrow
LEAST_ZOOM, MOST_ZOOM, ZOOM_STEP = 0.85, 2.6, 0.05  # of the text of the cards
STAY = 0.15  # a zoom that is less above the present one changes nothing


class LinkedCards(QWidget):
    """``links`` gives the pairs of cards (from, to) of now; only those between cards that are seen are drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.flow = FlowLayout(self, gap=GAP, line_gap=GAP, top=True)
        self.links: Callable[[], Iterable[tuple[QWidget, QWidget]]] = tuple

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme.colors(self)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(
                QPen(colors.accent, 2.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
            )
            painter.setBrush(colors.accent)
            for start, end in self.links():
                if not (start.isHidden() or end.isHidden()):
                    _draw(painter, _path(start, end))


class CardsArea(QScrollArea):
    """The cards as large as all of them are seen at once; in a small window as small as can be read, to be scrolled."""

    def __init__(self) -> None:
        super().__init__()
        self.cards = LinkedCards()
        self.zoom = 1.0
        self._behind = self._restyled = False
        self._fitted: tuple[object, ...] = ()  # the room and the sizes of cards that the zoom was found for
        self.setWidgetResizable(True)
        self.setWidget(self.cards)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self.fit)
        self.cards.installEventFilter(self)

    def fit(self) -> None:
        """Choose the size of the text anew; where it fits and little more would, it stays, so that nothing flickers."""
        if self._room() != self._fitted:
            self._choose_zoom()
            self._fitted = self._room()  # else what was tried in vain is tried at each request of a layout

    def _room(self) -> tuple[object, ...]:
        width, height = self.viewport().width(), self.viewport().height()
        return width, height, self.zoom, self.cards.flow.sizeHint(), self.cards.flow.height_at(width, 1.0)

    def _choose_zoom(self) -> None:
        if self._restyled:  # a style sheet gave some of the cards the usual text after they had theirs
            self._restyled = False
            self._set_zoom(self.zoom)
        width, height = self.viewport().width(), self.viewport().height()
        flow, now = self.cards.flow, self.zoom
        steps = round((MOST_ZOOM - LEAST_ZOOM) / ZOOM_STEP)
        zooms = (LEAST_ZOOM + ZOOM_STEP * step for step in range(steps, 0, -1))
        fitting = next((zoom for zoom in zooms if flow.height_at(width, zoom / now) <= height), LEAST_ZOOM)
        if now != 1 and fitting - now < STAY and flow.height_at(width, 1.0) <= height:
            return
        if fitting != now:
            self._set_zoom(fitting)
        while self.zoom > LEAST_ZOOM and flow.height_at(width, 1.0) > height:  # text does not grow quite evenly
            self._set_zoom(max(self.zoom - ZOOM_STEP, LEAST_ZOOM))

    def _set_zoom(self, zoom: float) -> None:
        self.zoom = zoom
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * zoom)
        for each in self.cards.findChildren(
            QWidget
        ):  # a style sheet keeps them from taking the font of what they stand in
            font.setWeight(each.font().weight())
            each.setFont(font)
        for card in self.cards.findChildren(QFrame, options=Qt.FindChildOption.FindDirectChildrenOnly):
            inside = card.layout()
            if inside is not None:  # now, so that the sizes that are asked for are those of this text
                inside.invalidate()
                inside.activate()
            card.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._soon.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_soon"):
            self._restyled = True
            self._behind = not self.isVisible()  # nobody sees the cards: they take the new font when they are shown
            if not self._behind:
                self._set_zoom(self.zoom)
                self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._behind:
            self._behind = False
            self._set_zoom(self.zoom)
            self._soon.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.cards and event.type() == QEvent.Type.LayoutRequest:
            self._soon.start()  # a card came, went, or has another table
        return super().eventFilter(watched, event)


def _path(start: QWidget, end: QWidget) -> list[QPointF]:
    """From the right edge into the next card of a line; else below the card, along the gap, and down into the other."""
    a, b = start.geometry(), end.geometry()
    if a.top() == b.top():
        y = min(a.center().y(), b.center().y())
        return [QPointF(a.right() + 3, y), QPointF(b.left() - 2, y)]
    gap = b.top() - GAP / 2
    return [
        QPointF(a.center().x(), a.bottom() + 2),
        QPointF(a.center().x(), gap),
        QPointF(b.center().x(), gap),
        QPointF(b.center().x(), b.top() - 2),
    ]


def _draw(painter: QPainter, path: list[QPointF]) -> None:
    tip, before = path[-1], path[-2]
    across = tip.y() == before.y()
    back = QPointF(-_HEAD, 0) if across else QPointF(0, -_HEAD)
    side = QPointF(0, _HEAD / 1.6) if across else QPointF(_HEAD / 1.6, 0)
    painter.drawPolyline(QPolygonF([*path[:-1], tip + back / 2]))
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPolygon(QPolygonF([tip, tip + back + side, tip + back - side]))
    painter.restore()

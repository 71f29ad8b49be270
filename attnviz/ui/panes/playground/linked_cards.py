"""Cards in a flow with arrows between them: how one step feeds the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from attnviz.ui import theme
from attnviz.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

GAP = 26  # pixels between cards, where the arrows are seen
_HEAD = 6.0  # pixels: the tip of an arrow


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

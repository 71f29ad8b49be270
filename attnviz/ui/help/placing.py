"""Where a card of the tour stands: never over what it rings, and over as little as can be of what it tells to watch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QSize

MARGIN = 12  # pixels, from the edges and from what is ringed


def place(ring: QRect, size: QSize, whole: QRect, keeps: Sequence[QRect] = ()) -> QPoint:
    """The upper left corner of a card of ``size`` in ``whole`` that covers least of ``ring``, then least of ``keeps``, and is then
    nearest to the ring: right of it, left of it, below or above. Without a ring, the lower right corner.
    """
    farthest = QPoint(whole.right() - size.width(), whole.bottom() - size.height())
    if not ring.isValid():
        return farthest
    rooms = (ring, *keeps)
    lefts = [room.right() + MARGIN for room in rooms] + [room.left() - MARGIN - size.width() for room in rooms]
    tops = [ring.center().y() - size.height() // 2]
    tops += [room.bottom() + MARGIN for room in rooms] + [room.top() - MARGIN - size.height() for room in rooms]
    lefts += [ring.center().x() - size.width() // 2, whole.left(), farthest.x()]
    tops += [whole.top(), farthest.y()]

    def cost(corner: QPoint) -> tuple[int, int, int]:
        card = QRect(corner, size)
        return _area(card & ring), sum(_area(card & room) for room in keeps), _distance(card, ring)

    return min(
        (
            QPoint(_inside(x, whole.left(), farthest.x()), _inside(y, whole.top(), farthest.y()))
            for x in lefts
            for y in tops
        ),
        key=cost,
    )


def _inside(value: int, least: int, most: int) -> int:
    return max(min(value, most), least)


def _area(rect: QRect) -> int:
    return max(rect.width(), 0) * max(rect.height(), 0)


def _distance(a: QRect, b: QRect) -> int:
    """Pixels between two rectangles, along the axes; where they touch along one, from middle to middle there is what is left."""
    apart_x = max(b.left() - a.right(), a.left() - b.right(), 0)
    apart_y = max(b.top() - a.bottom(), a.top() - b.bottom(), 0)
    return 4 * (apart_x + apart_y) + (abs(a.center().x() - b.center().x()) + abs(a.center().y() - b.center().y())) // 8

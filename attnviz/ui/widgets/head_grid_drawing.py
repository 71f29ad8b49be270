"""How the thumbnails of heads look: names, effects and marks over one picture of them all, as functions of plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap, QPolygonF

from attnviz.lazy_numpy import np
from attnviz.ui.theme import colors
from attnviz.ui.widgets import head_atlas

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from attnviz.ui.theme import Colors
    from attnviz.ui.widgets.head_atlas import Pair, Plan

NONE: frozenset[Pair] = frozenset()
_BEST, _TAUGHT, _SINK = (
    QColor("#4cc0d2"),
    QColor("#f2b661"),
    QColor("#ff8f80"),
)  # seen on the scale's navy in both themes

_SHORTEST = 14  # pixels of a bar that still shows something


@dataclass(frozen=True, eq=False)
class Tiles:
    """What the thumbnails show: maps [layer, head, query, key] in ``order``, and marks on some of the heads. ``tops`` are
    the weights [layer, head] with the brightest colour, 1 where None: weights over many places are small each."""

    weights: np.ndarray
    order: tuple[Pair, ...]
    by_layer: bool = True
    tops: np.ndarray | None = None
    off: frozenset[Pair] = NONE
    best: frozenset[Pair] = NONE
    taught: frozenset[Pair] = NONE
    sinks: frozenset[Pair] = NONE
    effects: np.ndarray | None = None  # [layer, head], NaN where not measured
    words: Callable[[], Mapping[Pair, str]] = dict  # what a tool tip says of each head, asked when one is wanted


def draw_still(tiles: Tiles, plan: Plan, *, width: int, ratio: float, font: QFont) -> QPixmap:
    """Everything but what follows pointer, keyboard and choice."""
    palette = colors()
    image = head_atlas.atlas(tiles.weights, plan, width, ratio=ratio, tops=tiles.tops)
    small = _smaller(font)
    metrics = QFontMetricsF(small)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small)
        painter.setPen(palette.muted)
        for layer, box in plan.layers:
            text = QCoreApplication.translate("HeadGrid", "Layer {}").format(layer + 1)
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        most = 0.0 if tiles.effects is None else float(np.nanmax(np.abs(tiles.effects), initial=0.0))
        for pair, box in zip(plan.order, plan.boxes, strict=True):
            name = f"L{pair[0] + 1} H{pair[1] + 1}"
            foot = QRectF(box.left(), box.bottom() + 1, box.width(), plan.foot)
            painter.setPen(palette.accent if pair in tiles.best else palette.muted)
            painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
            left = box.left() + metrics.horizontalAdvance(name) + 5
            if tiles.effects is not None and most > 0:
                effect = float(tiles.effects[pair])
                said = "" if np.isnan(effect) else f"{effect:+.1f}".replace("-", "−")
                wide = metrics.horizontalAdvance(said)
                right = box.right()
                if said and right - left > wide + _SHORTEST:  # else the tool tip says it
                    right -= wide + 4
                    painter.setPen(palette.muted)
                    painter.drawText(QPointF(right + 4, foot.center().y() + metrics.ascent() * 0.38), said)
                room = QRectF(left, foot.center().y() - 2.5, right - left, 5)
                _draw_effect(painter, room, effect / most)
            _draw_marks(painter, palette, tiles, pair, box)
    return QPixmap.fromImage(image)


def _draw_effect(painter: QPainter, room: QRectF, share: float) -> None:
    """A bar as long as the head matters; hollow where the translation is more probable without it."""
    if np.isnan(share) or room.width() < 4:
        return
    palette = colors()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.border)
    painter.drawRoundedRect(room, 2, 2)
    bar = QRectF(room)
    bar.setWidth(max(room.width() * min(abs(share), 1.0), 1.5))
    painter.setBrush(palette.accent if share >= 0 else palette.warning)
    painter.drawRoundedRect(bar, 2, 2)


def _draw_marks(painter: QPainter, palette: Colors, tiles: Tiles, pair: Pair, box: QRectF) -> None:
    """Off: veiled and struck out. Best: a corner. Taught: a square. Sink: a dot."""
    painter.setPen(Qt.PenStyle.NoPen)
    if pair in tiles.off:
        veil = QColor(palette.panel)
        veil.setAlpha(190)
        painter.fillRect(box, veil)
        painter.setPen(QPen(palette.danger, 2.5))
        painter.drawLine(box.bottomLeft() + QPointF(3, -3), box.topRight() + QPointF(-3, 3))
        painter.setPen(Qt.PenStyle.NoPen)
    if pair in tiles.best:
        corner = [box.topLeft(), box.topLeft() + QPointF(16, 0), box.topLeft() + QPointF(0, 16)]
        painter.setPen(QPen(palette.panel, 1.0))
        painter.setBrush(_BEST)
        painter.drawPolygon(QPolygonF(corner))
    painter.setPen(QPen(palette.panel, 1.0))
    if pair in tiles.taught:
        painter.setBrush(_TAUGHT)
        painter.drawRect(QRectF(box.left() + 2, box.bottom() - 10, 8, 8))
    if pair in tiles.sinks:
        painter.setBrush(_SINK)
        painter.drawEllipse(QPointF(box.right() - 6, box.bottom() - 6), 4.0, 4.0)
    painter.setPen(QPen(palette.border, 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box)


def draw_lit(painter: QPainter, tiles: Tiles, plan: Plan, rows: Sequence[int], columns: Sequence[int]) -> None:
    """Thin frames around the queries and keys that are pointed at."""
    queries, keys = tiles.weights.shape[-2:]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(_TAUGHT, 1.5))
    for box in plan.boxes:
        if rows and rows[-1] < queries:
            tall = box.height() / queries
            painter.drawRect(
                QRectF(box.left(), box.top() + rows[0] * tall, box.width(), tall * (rows[-1] - rows[0] + 1))
            )
        if columns and columns[-1] < keys:
            wide = box.width() / keys
            left = box.left() + columns[0] * wide
            painter.drawRect(QRectF(left, box.top(), wide * (columns[-1] - columns[0] + 1), box.height()))


def _smaller(font: QFont) -> QFont:
    small = QFont(font)
    if small.pointSizeF() > 0:
        small.setPointSizeF(small.pointSizeF() * 0.82)
    return small

"""Two rows of tokens joined by lines whose width is the weight: where they stand, what is under a point, how they are painted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from attnviz.lazy_numpy import np
from attnviz.ui.widgets.selection import Spot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.attention.maps import MapPicture
    from attnviz.ui.widgets.heatmap_drawing import PaintStyle

FAINTEST = 0.005  # a line thinner than this could not be seen
_PAD = 9.0
_REACH = 6.0  # pixels around a line in which it counts as hovered
_MOST_GROWTH = 2.2  # of text that has more room than it needs


@dataclass(frozen=True)
class Lines:
    """Places of the tokens' boxes, in pixels. ``across``: two rows, source above target; else two columns, source at the left."""

    across: bool
    columns: tuple[QRectF, ...]
    rows: tuple[QRectF, ...]
    thickest: float
    growth: float = 1.0  # how many times as large as the program's text the tokens are

    def ends(self, row: int, column: int) -> tuple[QPointF, QPointF]:
        """Where the line between two tokens begins (source) and ends (target)."""
        source, target = self.columns[column], self.rows[row]
        if self.across:
            return QPointF(source.center().x(), source.bottom()), QPointF(target.center().x(), target.top())
        return QPointF(source.right(), source.center().y()), QPointF(target.left(), target.center().y())


def _row(widths: Sequence[float], *, top: float, height: float, room: float, gap: float) -> tuple[QRectF, ...]:
    """Boxes side by side, centred."""
    x = max((room - sum(widths) - gap * (len(widths) - 1)) / 2, 1.0)
    boxes = []
    for width in widths:
        boxes.append(QRectF(x, top, width, height))
        x += width + gap
    return tuple(boxes)


def _column(widths: Sequence[float], *, edge: float, right: bool, room: float, height: float) -> tuple[QRectF, ...]:
    """Boxes one below the other, their inner edges at ``edge``, centred in ``room``."""
    step = min(room / max(len(widths), 1), height * 1.7)
    box = min(height, step)
    top = (room - step * len(widths)) / 2
    return tuple(
        QRectF(edge if right else edge - width, top + i * step + (step - box) / 2, width, box)
        for i, width in enumerate(widths)
    )


def width_across(picture: MapPicture, paint_style: PaintStyle) -> float:
    """The width that two rows of tokens need."""
    metrics = QFontMetricsF(paint_style.font)
    sides = (picture.rows, picture.columns)
    return max(sum(metrics.horizontalAdvance(text) + 2 * _PAD + 4 for text in side) for side in sides)


def fits_across(width: float, picture: MapPicture, paint_style: PaintStyle) -> bool:
    """Whether both token rows fit side by side."""
    return width_across(picture, paint_style) <= width


def lay_out(size: QSizeF, picture: MapPicture, paint_style: PaintStyle) -> Lines:
    """Two rows where they fit and are no smaller for it, else two columns; as large as the room allows."""
    fits = fits_across(size.width(), picture, paint_style)
    growths = [_growth(size, picture, paint_style, across=across) for across in (True, False)]
    across = fits and (size.width() > size.height() or growths[0] >= growths[1])
    growth = growths[0 if across else 1]
    metrics, pad = QFontMetricsF(paint_style.sized(growth)), _PAD * growth
    line = metrics.height()
    height = line * 1.6
    limit = size.width() * 0.3
    rows = [metrics.horizontalAdvance(text) + 2 * pad for text in picture.rows]
    columns = [metrics.horizontalAdvance(text) + 2 * pad for text in picture.columns]
    if across:

        def gap(widths: Sequence[float]) -> float:
            return min((size.width() - sum(widths)) / max(len(widths), 1), line * 2.2)

        bottom = max(min(size.height(), max(line * 21, size.width() * 0.75)) - height - 1, height * 2)
        return Lines(
            across=True,
            columns=_row(columns, top=1, height=height, room=size.width(), gap=gap(columns)),
            rows=_row(rows, top=bottom, height=height, room=size.width(), gap=gap(rows)),
            thickest=line * 0.75,
            growth=growth,
        )
    span = min(size.width() * 0.4, line * 22)
    left, right = size.width() / 2 - span / 2, size.width() / 2 + span / 2
    return Lines(
        across=False,
        columns=_column([min(w, limit) for w in columns], edge=left, right=False, room=size.height(), height=height),
        rows=_column([min(w, limit) for w in rows], edge=right, right=True, room=size.height(), height=height),
        thickest=line * 0.75,
        growth=growth,
    )


def _growth(size: QSizeF, picture: MapPicture, paint_style: PaintStyle, *, across: bool) -> float:
    """How many times as large as the program's text tokens can be with room between them and for the lines."""
    metrics = QFontMetricsF(paint_style.font)
    line = metrics.height()
    if across:
        fits = min(size.width() / max(width_across(picture, paint_style) * 1.3, 1.0), size.height() / (line * 16))
    else:
        tokens = (*picture.rows, *picture.columns)
        widest = max((metrics.horizontalAdvance(text) for text in tokens), default=1.0) + 2 * _PAD
        most = max(len(picture.rows), len(picture.columns), 1)
        fits = min(size.height() / (most * line * 1.7), size.width() * 0.28 / widest)
    return min(max(fits, 1.0), _MOST_GROWTH)


def shown_links(picture: MapPicture) -> np.ndarray:
    """The (row, column) pairs to draw, int [n, 2], weak ones first so that strong ones lie on top."""
    pairs = np.argwhere(picture.links & (picture.weights >= FAINTEST))
    return pairs[np.argsort(picture.weights[pairs[:, 0], pairs[:, 1]], kind="stable")]


def _curve(lines: Lines, row: int, column: int) -> tuple[QPointF, QPointF, QPointF, QPointF]:
    start, end = lines.ends(row, column)
    if lines.across:
        bend = (end.y() - start.y()) * 0.45
        return start, QPointF(start.x(), start.y() + bend), QPointF(end.x(), end.y() - bend), end
    bend = (end.x() - start.x()) * 0.45
    return start, QPointF(start.x() + bend, start.y()), QPointF(end.x() - bend, end.y()), end


def spot_at(lines: Lines, picture: MapPicture, point: QPointF) -> Spot | None:
    """The token under a point, or the line nearest to it (as a cell)."""
    for column, box in enumerate(lines.columns):
        if box.contains(point):
            return Spot(column=column)
    for row, box in enumerate(lines.rows):
        if box.contains(point):
            return Spot(row=row)
    pairs = shown_links(picture)
    if not len(pairs):
        return None
    corners = np.array([[(p.x(), p.y()) for p in _curve(lines, int(r), int(c))] for r, c in pairs])  # [n, 4, 2]
    t = np.linspace(0, 1, 33)[:, None]
    blend = np.concatenate([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3], axis=1)  # [33, 4]
    distances = np.linalg.norm(blend @ corners - np.array([point.x(), point.y()]), axis=2).min(1)
    weights = picture.weights[pairs[:, 0], pairs[:, 1]]
    distances -= weights * lines.thickest / 2
    nearest = int(np.argmin(distances))
    return Spot(*map(int, pairs[nearest])) if distances[nearest] <= _REACH else None


def draw_lines(painter: QPainter, lines: Lines, picture: MapPicture, paint_style: PaintStyle) -> None:
    """All links that pass, and the tokens."""
    large = replace(paint_style, font=paint_style.sized(lines.growth))
    _draw_links(painter, lines, picture, paint_style, shown_links(picture), alone=False)
    for column in range(len(lines.columns)):
        _draw_token(painter, lines.columns[column], picture.columns[column], large)
    for row in range(len(lines.rows)):
        _draw_token(painter, lines.rows[row], picture.rows[row], large)


def draw_spot(
    painter: QPainter,
    lines: Lines,
    picture: MapPicture,
    paint_style: PaintStyle,
    shown: Spot | None,
    hovered: Spot | None,
) -> None:
    """What follows the pointer: the links of the shown token (or the one shown link) alone, with their numbers."""
    spots = [spot for spot in (shown, hovered) if spot]
    if any((s.row or 0) >= len(lines.rows) or (s.column or 0) >= len(lines.columns) for s in spots):
        return
    paint_style = replace(paint_style, font=paint_style.sized(lines.growth))
    if shown:
        inner = _between(lines)
        veil = QColor(paint_style.colors.panel)
        veil.setAlpha(222)
        painter.fillRect(inner, veil)
        pairs = shown_links(picture)
        if shown.row is not None:
            pairs = pairs[pairs[:, 0] == shown.row]
        if shown.column is not None:
            pairs = pairs[pairs[:, 1] == shown.column]
        _draw_links(painter, lines, picture, paint_style, pairs, alone=True)
        ends = {("row", int(row)) for row, _ in pairs} | {("column", int(column)) for _, column in pairs}
        for side, index in ends:
            box, text = _box(lines, picture, side, index)
            _draw_token(painter, box, text, paint_style, strong=True)
        if shown.row is None or shown.column is None:
            _draw_numbers(painter, lines, picture, paint_style, pairs, at_source=shown.row is not None)
    for spot in spots:
        for side, place in (("row", spot.row), ("column", spot.column)):
            if place is not None:
                box, text = _box(lines, picture, side, place)
                _draw_token(painter, box, text, paint_style, strong=True, framed=True)
    cell = next((s for s in (hovered, shown) if s and s.row is not None and s.column is not None), None)
    if cell and cell.row is not None and cell.column is not None:
        start, end = lines.ends(cell.row, cell.column)
        _draw_number(painter, paint_style, (start + end) / 2, float(picture.weights[cell.row, cell.column]), digits=3)


def _box(lines: Lines, picture: MapPicture, side: str, index: int) -> tuple[QRectF, str]:
    if side == "row":
        return lines.rows[index], picture.rows[index]
    return lines.columns[index], picture.columns[index]


def _between(lines: Lines) -> QRectF:
    """The field in which the lines run."""
    boxes = [*lines.columns, *lines.rows]
    if lines.across:
        left, right = min(b.left() for b in boxes), max(b.right() for b in boxes)
        top, bottom = lines.columns[0].bottom(), lines.rows[0].top()
        return QRectF(left - 4, top, right - left + 8, bottom - top)
    left, right = lines.columns[0].right(), lines.rows[0].left()
    top, bottom = min(b.top() for b in boxes), max(b.bottom() for b in boxes)
    return QRectF(left, top - 4, right - left, bottom - top + 8)


def _draw_links(
    painter: QPainter, lines: Lines, picture: MapPicture, paint_style: PaintStyle, pairs: np.ndarray, *, alone: bool
) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    color = QColor(paint_style.colors.accent)
    for row, column in pairs.tolist():
        weight = float(picture.weights[row, column])
        start, first, second, end = _curve(lines, row, column)
        path = QPainterPath(start)
        path.cubicTo(first, second, end)
        color.setAlphaF(min((0.45 if alone else 0.2) + weight * 0.7, 1.0))
        painter.setPen(QPen(color, max(weight * lines.thickest, 0.6), Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawPath(path)


def _draw_token(
    painter: QPainter, box: QRectF, text: str, paint_style: PaintStyle, *, strong: bool = False, framed: bool = False
) -> None:
    painter.setPen(QPen(paint_style.colors.accent if framed else paint_style.colors.border, 1.5 if framed else 1.0))
    painter.setBrush(paint_style.colors.accent_soft if strong else paint_style.colors.panel)
    painter.drawRoundedRect(box, 6, 6)
    painter.setPen(paint_style.colors.text)
    painter.setFont(paint_style.font)
    room = box.width() - _PAD
    painter.drawText(
        box,
        Qt.AlignmentFlag.AlignCenter,
        QFontMetricsF(paint_style.font).elidedText(text, Qt.TextElideMode.ElideRight, room),
    )


def _draw_numbers(
    painter: QPainter, lines: Lines, picture: MapPicture, paint_style: PaintStyle, pairs: np.ndarray, *, at_source: bool
) -> None:
    """The weights of a token's links at their far ends; the strongest are drawn first and none over another."""
    taken: list[QRectF] = []
    for row, column in pairs[::-1].tolist():
        start, end = lines.ends(row, column)
        near, far = (end, start) if at_source else (start, end)
        at = far + (near - far) * 0.13
        rect = _number_rect(paint_style, at, 2)
        if not any(rect.intersects(other) for other in taken):
            taken.append(rect)
            _draw_number(painter, paint_style, at, float(picture.weights[row, column]), digits=2)


def _number_rect(paint_style: PaintStyle, at: QPointF, digits: int) -> QRectF:
    metrics = QFontMetricsF(paint_style.sized(0.85))
    width = metrics.horizontalAdvance(f"{0:.{digits}f}") + 10
    return QRectF(at.x() - width / 2, at.y() - metrics.height() / 2 - 1, width, metrics.height() + 2)


def _draw_number(painter: QPainter, paint_style: PaintStyle, at: QPointF, weight: float, *, digits: int) -> None:
    rect = _number_rect(paint_style, at, digits)
    painter.setPen(QPen(paint_style.colors.border, 1.0))
    painter.setBrush(paint_style.colors.panel)
    painter.drawRoundedRect(rect, 5, 5)
    painter.setFont(paint_style.sized(0.85))
    painter.setPen(paint_style.colors.text)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, f"{weight:.{digits}f}")

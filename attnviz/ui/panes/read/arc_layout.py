"""Where the arcs of a dependency tree stand over its words, and how they are drawn: functions of plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.ui.theme import Colors

GAP = 16.0  # pixels between words, at least
STEP = 7.0  # between the ends of arcs at one word
CORNER = 9.0
MARGIN = 12.0
ARROW = 4.5
FADED = 0.22


@dataclass(frozen=True)
class Arc:
    """From the head of a word to the word, by their places; -1 for the root. ``second`` for another reading."""

    head: int
    word: int
    label: str
    second: bool = False


@dataclass(frozen=True)
class RoleMark:
    """Words [start, end) that play a part for the chosen predicate."""

    start: int
    end: int
    name: str
    words: str


@dataclass(frozen=True)
class Tree:
    """What is drawn: words with their tags, arcs, which words are predicates, the chosen one and its roles."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    arcs: tuple[Arc, ...]
    predicates: frozenset[int] = frozenset()
    chosen: int = -1
    roles: tuple[RoleMark, ...] = ()


@dataclass(frozen=True)
class PlacedArc:
    """An arc's ends, its height, and the box of its label."""

    arc: Arc
    begin: QPointF
    end: QPointF
    top: float
    label: QRectF


@dataclass(frozen=True)
class Placed:
    """Everything's place in pixels at the natural size."""

    tree: Tree
    size: QSizeF
    words: tuple[QRectF, ...]
    tags: tuple[QRectF, ...]
    arcs: tuple[PlacedArc, ...]
    roles: tuple[tuple[RoleMark, QRectF], ...] = field(default=())
    base: float = 0.0

    def word_at(self, point: QPointF) -> int:
        """The word whose column holds a point; -1 for none."""
        for i, (word, tag) in enumerate(zip(self.words, self.tags, strict=True)):
            box = word.united(tag).adjusted(-5, -6, 5, 4)
            if box.contains(point):
                return i
        return -1


def fonts(font: QFont) -> tuple[QFont, QFont]:
    """Those of words, and of labels and tags."""
    words, small = QFont(font), QFont(font)
    if font.pixelSize() > 0:
        words.setPixelSize(round(font.pixelSize() * 1.2))
        small.setPixelSize(max(round(font.pixelSize() * 0.85), 1))
    else:
        words.setPointSizeF(font.pointSizeF() * 1.2)
        small.setPointSizeF(max(font.pointSizeF() * 0.85, 1.0))
    return words, small


def levels(spans: Sequence[tuple[int, int]]) -> list[int]:
    """A height for each span (first, last) so that none touches one inside it or across it; 1 is the lowest."""
    found = [0] * len(spans)
    placed: list[int] = []
    for i in sorted(range(len(spans)), key=lambda i: (spans[i][1] - spans[i][0], spans[i])):
        first, last = spans[i]
        over = [j for j in placed if spans[j][0] < last and first < spans[j][1]]
        inside = [found[j] for j in over if first <= spans[j][0] and spans[j][1] <= last]
        level, taken = max(inside, default=0) + 1, {found[j] for j in over}
        while level in taken:
            level += 1
        found[i] = level
        placed.append(i)
    return found


def lay_out(tree: Tree, font: QFont) -> Placed:
    """Words from left to right, as far apart as the labels between them need; arcs above, tags and roles below."""
    word_font, small_font = fonts(font)
    metrics, small = QFontMetricsF(word_font), QFontMetricsF(small_font)
    widths = [
        max(metrics.horizontalAdvance(word), small.horizontalAdvance(tag) + 12)
        for word, tag in zip(tree.words, tree.tags, strict=True)
    ]
    between = [arc for arc in tree.arcs if arc.head >= 0]
    spans = [(min(arc.head, arc.word), max(arc.head, arc.word)) for arc in between]
    ends = _ends(tree.arcs)
    centers: list[float] = []
    for i, width in enumerate(widths):
        least = MARGIN + width / 2
        if i:
            least = centers[-1] + widths[i - 1] / 2 + GAP + width / 2
        for arc, (first, last) in zip(between, spans, strict=True):
            if last == i:
                moved = ends[arc, last] - ends[arc, first]
                least = max(least, centers[first] + small.horizontalAdvance(arc.label) + 2 * CORNER + 6 - moved)
        for mark in tree.roles:
            if mark.end - 1 == i:
                room = small.horizontalAdvance(mark.name) + 14
                left = centers[mark.start] - widths[mark.start] / 2 if mark.start < i else least - width / 2
                least = max(least, left + room - width / 2)
        centers.append(least)
    heights = levels(spans)
    line = small.height() + 7
    deepest = max(heights, default=0)
    top = MARGIN + line * (deepest + 1) + 6
    base = top + line * 0.55
    words = tuple(
        QRectF(center - width / 2, base + 4, width, metrics.height())
        for center, width in zip(centers, widths, strict=True)
    )
    below = base + 4 + metrics.height() + 5
    tags = tuple(
        QRectF(
            center - small.horizontalAdvance(tag) / 2 - 6, below, small.horizontalAdvance(tag) + 12, small.height() + 2
        )
        for center, tag in zip(centers, tree.tags, strict=True)
    )
    placed = []
    for arc, (first, last), level in zip(between, spans, heights, strict=True):
        x0, x1 = centers[first] + ends[arc, first], centers[last] + ends[arc, last]
        y = top - line * level + line * 0.4
        width = small.horizontalAdvance(arc.label)
        label = QRectF((x0 + x1) / 2 - width / 2 - 4, y - small.height() / 2, width + 8, small.height())
        begin, end = (
            (QPointF(x0, base), QPointF(x1, base)) if arc.head < arc.word else (QPointF(x1, base), QPointF(x0, base))
        )
        placed.append(PlacedArc(arc, begin, end, y, label))
    for arc in tree.arcs:
        if arc.head < 0:
            x = centers[arc.word] + ends.get((arc, arc.word), 0.0)
            y = top - line * (deepest + 1) + line * 0.4
            width = small.horizontalAdvance(arc.label)
            label = QRectF(x - width / 2 - 4, y - small.height() / 2, width + 8, small.height())
            placed.append(PlacedArc(arc, QPointF(x, y), QPointF(x, base), y, label))
    roles_top = below + small.height() + 14
    roles = tuple(
        (
            mark,
            QRectF(
                words[mark.start].left(),
                roles_top,
                words[mark.end - 1].right() - words[mark.start].left(),
                small.height() + 10,
            ),
        )
        for mark in tree.roles
        if 0 <= mark.start < mark.end <= len(words)
    )
    right = (centers[-1] + widths[-1] / 2 if centers else 0.0) + MARGIN
    right = max([right, *(each.label.right() + 4 for each in placed)])
    return Placed(
        tree, QSizeF(right, roles_top + small.height() + 12 + MARGIN), words, tags, tuple(placed), roles, base
    )


def _ends(arcs: Sequence[Arc]) -> dict[tuple[Arc, int], float]:
    """How far each arc ends from the middle of each of its words: those that go left at the left, the shortest outermost."""
    found: dict[tuple[Arc, int], float] = {}
    for word in {place for arc in arcs for place in (arc.head, arc.word) if place >= 0}:
        here = [arc for arc in arcs if word in (arc.head, arc.word)]

        def far(arc: Arc, word: int = word) -> int:
            return (arc.word if arc.head == word else arc.head) - word

        between = [arc for arc in here if arc.head >= 0]
        left = sorted((arc for arc in between if far(arc) < 0), key=lambda arc: -far(arc))
        right = sorted((arc for arc in between if far(arc) > 0), key=lambda arc: -far(arc))
        row = [*left, *(arc for arc in here if arc.head < 0), *right]  # the root's in the middle
        for i, arc in enumerate(row):
            found[arc, word] = (i - (len(row) - 1) / 2) * STEP
    return found


def draw(painter: QPainter, placed: Placed, font: QFont, palette: Colors, *, pointed: int = -1) -> None:
    """Draw the tree; of a word that is ``pointed`` at its own arcs stand out."""
    word_font, small_font = fonts(font)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    touched = [each for each in placed.arcs if pointed in (each.arc.head, each.arc.word)] if pointed >= 0 else []
    for each in sorted(placed.arcs, key=lambda each: each in touched):
        _draw_arc(
            painter, each, small_font, palette, bright=each in touched, faded=bool(touched) and each not in touched
        )
    painter.setOpacity(1.0)
    for i, (word, box) in enumerate(zip(placed.tree.words, placed.words, strict=True)):
        chosen, predicate = i == placed.tree.chosen, i in placed.tree.predicates
        if chosen or i == pointed:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.accent_soft)
            painter.drawRoundedRect(box.adjusted(-4, -1, 4, 1), 5, 5)
        painter.setFont(word_font)
        painter.setPen(palette.accent if predicate else palette.text)
        painter.drawText(box.adjusted(-20, 0, 20, 0), Qt.AlignmentFlag.AlignCenter, word)
        if predicate:
            width = min(box.width(), QFontMetricsF(word_font).horizontalAdvance(word))
            painter.setPen(
                QPen(palette.accent, 2.0 if chosen else 1.2, Qt.PenStyle.SolidLine if chosen else Qt.PenStyle.DotLine)
            )
            y = box.bottom() + 1
            painter.drawLine(QPointF(box.center().x() - width / 2, y), QPointF(box.center().x() + width / 2, y))
    painter.setFont(small_font)
    for tag, box in zip(placed.tree.tags, placed.tags, strict=True):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.raised)
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(palette.muted)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tag)
    for mark, box in placed.roles:
        _draw_role(painter, mark, box, small_font, palette)


def _draw_arc(painter: QPainter, each: PlacedArc, font: QFont, palette: Colors, *, bright: bool, faded: bool) -> None:
    color = QColor(palette.warning if each.arc.second else palette.accent if bright else palette.outline)
    painter.setOpacity(FADED if faded else 1.0)
    style = Qt.PenStyle.DashLine if each.arc.second else Qt.PenStyle.SolidLine
    painter.setPen(QPen(color, 2.0 if bright else 1.3, style, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_path(each))
    tip = each.end
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon(
        QPolygonF(
            [tip, QPointF(tip.x() - ARROW, tip.y() - 1.7 * ARROW), QPointF(tip.x() + ARROW, tip.y() - 1.7 * ARROW)]
        )
    )
    painter.setBrush(palette.panel)
    painter.setOpacity(1.0)
    painter.drawRect(each.label)
    painter.setOpacity(FADED * 1.6 if faded else 1.0)
    painter.setFont(font)
    painter.setPen(palette.warning if each.arc.second else palette.accent if bright else palette.muted)
    painter.drawText(each.label, Qt.AlignmentFlag.AlignCenter, each.arc.label)


def _path(each: PlacedArc) -> QPainterPath:
    path = QPainterPath(each.begin)
    if each.arc.head < 0:
        path.lineTo(QPointF(each.end.x(), each.end.y() - ARROW))
        return path
    side = 1.0 if each.end.x() > each.begin.x() else -1.0
    corner = min(CORNER, abs(each.end.x() - each.begin.x()) / 2)
    path.lineTo(each.begin.x(), each.top + corner)
    path.quadTo(each.begin.x(), each.top, each.begin.x() + side * corner, each.top)
    path.lineTo(each.end.x() - side * corner, each.top)
    path.quadTo(each.end.x(), each.top, each.end.x(), each.top + corner)
    path.lineTo(each.end.x(), each.end.y() - ARROW)
    return path


def _draw_role(painter: QPainter, mark: RoleMark, box: QRectF, font: QFont, palette: Colors) -> None:
    """A bracket under the words, its name below; the plain words beside it where there is room."""
    metrics = QFontMetricsF(font)
    painter.setPen(QPen(palette.accent, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    bracket = QPainterPath(QPointF(box.left(), box.top() - 5))
    bracket.quadTo(box.left(), box.top(), box.left() + 4, box.top())
    bracket.lineTo(box.right() - 4, box.top())
    bracket.quadTo(box.right(), box.top(), box.right(), box.top() - 5)
    painter.drawPath(bracket)
    text = f"{mark.name} · {mark.words}" if mark.words else mark.name
    if metrics.horizontalAdvance(text) > box.width() + 6:
        text = mark.name
    painter.setFont(font)
    painter.setPen(palette.accent)
    painter.drawText(box.adjusted(-30, 3, 30, 3), Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, text)

"""How a mosaic of maps looks: pictures of maps, names at its edges, numbers in cells, what is pointed at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QStaticText

from attnviz.engine.attention import pyramid
from attnviz.engine.attention.pyramid import BLOCK, TileKey
from attnviz.lazy_numpy import np
from attnviz.ui.attention import mosaic_layout, scales
from attnviz.ui.attention.mosaic_layout import Cell, View, World
from attnviz.ui.widgets import colormap

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from attnviz.engine.attention.weight_stack import WeightStack
    from attnviz.ui.attention.mosaic_tiles import MosaicTiles
    from attnviz.ui.theme import Colors
    from attnviz.ui.widgets.heatmap_drawing import PaintStyle

MOST_NUMBERS = 900  # cells with their numbers in one picture
GRID_FROM = 9.0  # pixels of a cell from which thin lines part them
_ON_BRIGHT, _ON_DARK = QColor("#101820"), QColor("#ffffff")
_MARK = QColor("#f2b661")


@dataclass(frozen=True, eq=False)
class Labels:
    """What queries and keys are called."""

    queries: Sequence[str]
    keys: Sequence[str]


def level_of(world: World, view: View) -> int:
    """The level that a view needs."""
    high, wide = world.map_height * view.scale, world.keys * view.scale
    return pyramid.level_for(world.queries, world.keys, high, wide)


def tiles_of(world: World, view: View) -> list[TileKey]:
    """The tiles that a view needs."""
    level = level_of(world, view)
    layers, heads = mosaic_layout.maps_in_sight(world, view)
    if level == 0 and max(world.queries, world.keys) > BLOCK:
        return [key for layer in layers for head in heads for key in _blocks(world, view, layer, head)]
    rows, columns = pyramid.level_shape(world.queries, world.keys, level)
    down, across = -(-rows // BLOCK), -(-columns // BLOCK)
    return [
        TileKey(layer, head, level, row, column)
        for layer in layers
        for head in heads
        for row in range(down)
        for column in range(across)
    ]


def nearest_first(world: World, view: View, keys: list[TileKey]) -> list[TileKey]:
    """Tiles in the order in which they are wanted: those near the middle first."""
    middle, (across, down) = view.seen().center(), world.step
    left, top = middle.x(), middle.y()

    def far(key: TileKey) -> float:
        row, column = world.swapped(key.layer, key.head)
        span = BLOCK << key.level
        wide, high = min(span, world.keys), min(span, world.queries)
        x = column * across + key.column * span + wide / 2 - left
        y = row * down + (key.row * span + high / 2) * world.tall - top
        return x * x + y * y

    return sorted(keys, key=far)


def _blocks(world: World, view: View, layer: int, head: int) -> list[TileKey]:
    """The full-size blocks of a map that are in sight."""
    box = world.map_box(layer, head)
    seen = view.seen().intersected(box)
    if seen.isEmpty():
        return []
    last_row, last_column = (world.queries - 1) // BLOCK, (world.keys - 1) // BLOCK
    rows = range(
        int((seen.top() - box.top()) / world.tall) // BLOCK,
        min(int((seen.bottom() - box.top()) / world.tall) // BLOCK, last_row) + 1,
    )
    columns = range(
        int(seen.left() - box.left()) // BLOCK, min(int(seen.right() - box.left()) // BLOCK, last_column) + 1
    )
    return [TileKey(layer, head, 0, row, column) for row in rows for column in columns]


def draw_maps(painter: QPainter, world: World, view: View, tiles: MosaicTiles, palette: Colors) -> list[TileKey]:
    """Draw the maps in sight from what is there, coarser or finer where the right tile is not; gives the tiles that are
    missing.
    """
    painter.setClipRect(view.room)
    missing: list[TileKey] = []
    empty: list[QRectF] = []
    tiles.begin_frame()
    place = _placing(world, view)
    for key in tiles_of(world, view):
        box = place(key)
        image = tiles.image(key)
        if image is not None:
            painter.drawImage(box, image)
            continue
        missing.append(key)
        found = tiles.stand_in(key)
        if found is None:
            empty.append(box)
        elif BLOCK << key.level >= max(world.queries, world.keys):  # both are the whole map
            painter.drawImage(box, found[1])
        else:  # only what belongs to this tile is seen
            painter.save()
            painter.setClipRect(box.intersected(view.room))
            painter.drawImage(place(found[0]), found[1])
            painter.restore()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.raised)
    painter.drawRects(empty)
    painter.setClipping(False)
    return missing


def _placing(world: World, view: View) -> Callable[[TileKey], QRectF]:
    """Where a tile lies on the screen, as numbers: a frame asks it of every map. A tile's last cells may cover less than a block,
    and are drawn whole.
    """
    scale, high = view.scale, view.scale * world.tall
    left, top = view.room.left() - view.left * scale, view.room.top() - view.top * scale
    across, down = world.step[0] * scale, world.step[1] * scale
    keys, queries, turned = world.keys, world.queries, world.turned

    def place(key: TileKey) -> QRectF:
        layer, head, level, row, column = key
        span = BLOCK << level
        x, y = column * span, row * span
        if turned:
            layer, head = head, layer
        wide, tall = min(span, keys - x), min(span, queries - y)
        return QRectF(left + head * across + x * scale, top + layer * down + y * high, wide * scale, tall * high)

    return place


class EdgeNames:
    """Short texts that are drawn in every frame, laid out once; they follow the font."""

    def __init__(self) -> None:
        self._font: QFont | None = None
        self._known: dict[str, tuple[QStaticText, float, float]] = {}

    def use(self, font: QFont) -> None:
        """Lay out in this font from now on."""
        if font != self._font:
            self._font, self._known = QFont(font), {}

    def width(self, text: str) -> float:
        return self._laid_out(text)[1]

    def draw(self, painter: QPainter, text: str, x: float, y: float, *, centred: bool) -> None:
        """With its middle at ``y``, and at ``x`` its middle or its right end."""
        laid_out, wide, high = self._laid_out(text)
        painter.drawStaticText(QPointF(x - (wide / 2 if centred else wide), y - high / 2), laid_out)

    def _laid_out(self, text: str) -> tuple[QStaticText, float, float]:
        found = self._known.get(text)
        if found is None:
            assert self._font is not None
            made = QStaticText(text)
            made.setTextFormat(Qt.TextFormat.PlainText)
            made.prepare(font=self._font)
            found = self._known[text] = made, made.size().width(), made.size().height()
        return found


def draw_edges(
    painter: QPainter,
    world: World,
    view: View,
    labels: Labels,
    style: PaintStyle,
    marked: tuple[frozenset[int], ...],
    names: EdgeNames,
) -> None:
    """At the edges the names of layers and heads, or near by those of queries and keys; ``marked`` ones stand out."""
    colors, metrics = style.colors, QFontMetricsF(style.font)
    line = metrics.height()
    layers, heads = mosaic_layout.maps_in_sight(world, view)
    near = mosaic_layout.main_head(world, view)
    painter.setFont(style.font)
    if near is not None and view.scale * min(1.0, world.tall) >= line * 0.5:
        _draw_tokens(painter, world, view, labels, style, near, marked)
        return
    names.use(style.font)
    begin = view.to_screen(world.map_box(layers.start, heads.start)).topLeft()
    room, scale = view.room, view.scale
    left, top = max(begin.x(), room.left()), max(begin.y(), room.top())
    (of_row, _), (of_column, all_columns) = _side_names()[:: -1 if world.turned else 1]
    rows, columns = world.swapped(layers, heads)
    painter.setPen(colors.muted)
    wide, high = scale * world.keys, scale * world.map_height
    spelled = bool(columns) and names.width(of_column.format(columns[-1] + 1)) + 4 <= wide
    if not spelled:
        names.draw(painter, all_columns, left - 8, top - line * 0.7, centred=False)
    (across, down), edge_left, edge_top = world.step, room.left() - view.left * scale, room.top() - view.top * scale
    for column in columns:
        text = of_column.format(column + 1) if spelled else str(column + 1)
        if names.width(text) + 2 > wide * 1.05 and column % 4:
            continue
        begins = edge_left + column * across * scale
        middle = (max(begins, room.left()) + min(begins + wide, room.right())) / 2
        names.draw(painter, text, middle, top - line * 0.7, centred=True)
    for row in rows:
        if high < line * 0.9 and row % 4:
            continue
        begins = edge_top + row * down * scale
        middle = (max(begins, room.top()) + min(begins + high, room.bottom())) / 2
        names.draw(painter, of_row.format(row + 1), left - 8, middle, centred=False)


def _side_names() -> list[tuple[str, str]]:
    """What a layer and all of them are called, and a head and all heads."""
    return [
        (QCoreApplication.translate("Mosaic", "layer {}"), QCoreApplication.translate("Mosaic", "layers")),
        (QCoreApplication.translate("Mosaic", "head {}"), QCoreApplication.translate("Mosaic", "heads")),
    ]


def _draw_tokens(
    painter: QPainter,
    world: World,
    view: View,
    labels: Labels,
    style: PaintStyle,
    head: tuple[int, int],
    marked: tuple[frozenset[int], ...],
) -> None:
    """The names of the queries at the left and of the keys above of the head that is seen."""
    colors, metrics = style.colors, QFontMetricsF(style.font)
    line = metrics.height()
    box, seen = world.map_box(*head), view.seen()
    first = max(int((seen.top() - box.top()) / world.tall), 0)
    last = min(int((seen.bottom() - box.top()) / world.tall) + 1, world.queries)
    high, wide = view.scale * world.tall, view.scale
    step = max(1, round(line * 0.95 / high + 0.49))
    for query in range(first - first % step, last, step):
        place = view.to_screen(world.cell_box(Cell(*head, query, 0)))
        at = QRectF(2, place.center().y() - line / 2, view.room.left() - 8, line)
        if view.room.top() - 2 <= place.center().y() <= view.room.bottom():
            painter.setPen(_MARK.darker(130) if query in marked[0] else colors.text)
            text = metrics.elidedText(labels.queries[query], Qt.TextElideMode.ElideRight, at.width())
            painter.drawText(at, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
    first = max(int(seen.left() - box.left()), 0)
    last = min(int(seen.right() - box.left()) + 1, world.keys)
    longest = max((metrics.horizontalAdvance(labels.keys[key]) for key in range(first, last)), default=0.0)
    upright = longest + 4 > wide
    step = max(1, round(line * 0.95 / wide + 0.49)) if upright else 1
    room = view.room.top() - 6
    for key in range(first - first % step, last, step):
        place = view.to_screen(world.cell_box(Cell(*head, 0, key)))
        if not view.room.left() <= place.center().x() <= view.room.right():
            continue
        painter.setPen(_MARK.darker(130) if key in marked[1] else colors.text)
        text = metrics.elidedText(labels.keys[key], Qt.TextElideMode.ElideRight, room if upright else wide)
        painter.save()
        painter.translate(place.center().x(), view.room.top() - 5)
        if upright:
            painter.rotate(-90)
            at = QRectF(0, -line / 2, room, line)
            painter.drawText(at, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        else:
            painter.drawText(QRectF(-wide / 2, -line, wide, line), Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()


def draw_numbers(
    painter: QPainter, world: World, view: View, stack: WeightStack, style: PaintStyle, top: float, *, signed: bool
) -> None:
    """Lines between cells and the numbers in them, where they are large enough; of one head, not too many."""
    near = mosaic_layout.main_head(world, view)
    high, wide = view.scale * world.tall, view.scale
    if near is None or min(high, wide) < GRID_FROM or (not stack.in_memory and world.keys > 1 << 16):
        return
    box, seen = world.map_box(*near), view.seen()
    first_row = max(int((seen.top() - box.top()) / world.tall), 0)
    last_row = min(int((seen.bottom() - box.top()) / world.tall) + 1, world.queries)
    first, last = max(int(seen.left() - box.left()), 0), min(int(seen.right() - box.left()) + 1, world.keys)
    rows, columns = range(first_row, last_row), range(first, last)
    font = style.sized(0.8)
    metrics = QFontMetricsF(font)
    fits = wide >= metrics.horizontalAdvance("0.000") and high >= metrics.height()
    painter.setClipRect(view.room)
    if fits and 0 < len(rows) * len(columns) <= MOST_NUMBERS:
        values = stack.read(*near, slice(rows.start, rows.stop), slice(columns.start, columns.stop))
        values = np.asarray(values, np.float32)
        painter.setFont(font)
        dark = colormap.wants_dark_text(np.nan_to_num(values) / top).tolist()
        light = style.colors.text
        for i, query in enumerate(rows):
            for j, key in enumerate(columns):
                value = float(values[i, j])
                text = f"{value:+.2f}".replace("-", "−") if signed else short_number(value)
                painter.setPen(light if signed else _ON_BRIGHT if dark[i][j] else _ON_DARK)
                place = view.to_screen(world.cell_box(Cell(*near, query, key)))
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
    painter.setClipping(False)


def short_number(value: float) -> str:
    """A weight in a cell: two decimals, fewer where it is nearly nothing."""
    if value != value:
        return "NaN"
    return "0" if value == 0 else f"{value:.2f}" if value >= 0.005 else "·"


def draw_pointed(
    painter: QPainter, world: World, view: View, cell: Cell, span: int, text: str, style: PaintStyle
) -> None:
    """A cross through a cell (of ``span`` cells a side where they are smaller than a pixel) and, beside it, what is said of it."""
    colors = style.colors
    box = view.to_screen(world.map_box(cell.layer, cell.head)).intersected(view.room)
    place = view.to_screen(world.cell_box(cell))
    middle = place.center()
    painter.setClipRect(view.room)
    painter.setPen(QPen(_MARK, 1.0))
    painter.drawLine(QPointF(box.left(), middle.y()), QPointF(box.right(), middle.y()))
    painter.drawLine(QPointF(middle.x(), box.top()), QPointF(middle.x(), box.bottom()))
    frame = place if min(place.width(), place.height()) > 7 else QRectF(middle.x() - 4, middle.y() - 4, 8, 8)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colors.panel, 3.0))
    painter.drawRect(frame)
    painter.setPen(QPen(_MARK, 1.6))
    painter.drawRect(frame)
    painter.setClipping(False)
    metrics = QFontMetricsF(style.font)
    lines = text.split("\n")
    wide = max(metrics.horizontalAdvance(each) for each in lines) + 20
    high = metrics.height() * len(lines) + 12
    x = middle.x() + 14 if middle.x() + 14 + wide <= view.room.right() else middle.x() - 14 - wide
    y = middle.y() + 14 if middle.y() + 14 + high <= view.room.bottom() else middle.y() - 14 - high
    card = QRectF(max(x, 2.0), max(y, 2.0), wide, high)
    painter.setPen(QPen(colors.border, 1))
    painter.setBrush(colors.panel)
    painter.drawRoundedRect(card, 6, 6)
    painter.setPen(colors.text)
    painter.setFont(style.font)
    painter.drawText(card.adjusted(10, 6, -10, -6), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


def draw_marks(
    painter: QPainter, world: World, view: View, heads: Sequence[tuple[int, int]], style: PaintStyle
) -> None:
    """A frame around the heads that are chosen."""
    painter.setClipRect(view.room.adjusted(-3, -3, 3, 3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for layer, head in heads:
        if layer < world.layers and head < world.heads:
            box = view.to_screen(world.map_box(layer, head)).adjusted(-2, -2, 2, 2)
            painter.setPen(QPen(style.colors.accent, 2.5))
            painter.drawRect(box)
    painter.setClipping(False)


def describe(world: World, cell: Cell, value: float, labels: Labels, *, of: int, signed: bool) -> str:
    """A cell in words: its head, its two tokens and its number; ``of`` cells a side where it is the strongest of several."""
    head = QCoreApplication.translate("Mosaic", "layer {layer}, head {head}").format(
        layer=cell.layer + 1, head=cell.head + 1
    )
    number = f"{value:+.4f}".replace("-", "−") if signed else "NaN" if value != value else scales.number(value)
    text = QCoreApplication.translate("Mosaic", "“{query}” → “{key}”: {number}").format(
        query=labels.queries[cell.query], key=labels.keys[cell.key], number=number
    )
    if of > 1:
        text += "\n" + QCoreApplication.translate("Mosaic", "the strongest of {n} × {n} cells here").format(n=of)
    return f"{head}\n{text}"

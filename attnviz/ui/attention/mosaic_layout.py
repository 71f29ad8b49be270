"""Where the maps of all heads stand beside each other, and what of them a view shows: functions of plain data.

The world is measured in cells: a key is 1 wide, a query ``tall`` high, so that even a map of few queries can be seen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple, TypeVar

from PySide6.QtCore import QPointF, QRectF

GAP = 0.08  # between maps, as a share of the longer side of one
FLATTEST = 0.3  # height over width of a map, at least; and width over height
LARGEST_CELL = 84.0  # pixels
Side = TypeVar("Side")
TURNED_FROM = 1.2  # times as large as maps must become by it, for layers to stand side by side


class Cell(NamedTuple):
    """A cell of a head's map, all counted from 0."""

    layer: int
    head: int
    query: int
    key: int


@dataclass(frozen=True)
class World:
    """``layers`` rows of ``heads`` maps of ``queries`` x ``keys`` cells; ``turned``: layers are columns, heads rows."""

    layers: int
    heads: int
    queries: int
    keys: int
    turned: bool = False

    @property
    def rows(self) -> int:
        """How many maps stand one below the other."""
        return self.heads if self.turned else self.layers

    @property
    def columns(self) -> int:
        """How many maps stand side by side."""
        return self.layers if self.turned else self.heads

    def swapped(self, one: Side, other: Side) -> tuple[Side, Side]:
        """(layer, head), or what belongs to each, as (row, column) of maps, or back."""
        return (other, one) if self.turned else (one, other)

    @cached_property
    def tall(self) -> float:
        """How high a cell is where it is 1 wide."""
        aspect = self.queries / self.keys
        return min(max(aspect, FLATTEST), 1 / FLATTEST) / aspect

    @cached_property
    def map_height(self) -> float:
        return self.queries * self.tall

    @cached_property
    def gap(self) -> float:
        return GAP * max(self.keys, self.map_height)

    @cached_property
    def step(self) -> tuple[float, float]:
        """From one map to the next, across and down."""
        return self.keys + self.gap, self.map_height + self.gap

    @cached_property
    def width(self) -> float:
        return self.columns * self.keys + (self.columns - 1) * self.gap

    @cached_property
    def height(self) -> float:
        return self.rows * self.map_height + (self.rows - 1) * self.gap

    def map_box(self, layer: int, head: int) -> QRectF:
        """Where the map of a head lies."""
        (row, column), (across, down) = self.swapped(layer, head), self.step
        return QRectF(column * across, row * down, self.keys, self.map_height)

    def cell_box(self, cell: Cell) -> QRectF:
        """Where a cell lies."""
        box = self.map_box(cell.layer, cell.head)
        return QRectF(box.left() + cell.key, box.top() + cell.query * self.tall, 1.0, self.tall)

    def cell_at(self, point: QPointF) -> Cell | None:
        """The cell at a point of the world; None between maps and outside."""
        across, down = self.step
        column, row = int(point.x() // across), int(point.y() // down)
        key = int((point.x() - column * across) // 1)
        query = int((point.y() - row * down) // self.tall)
        layer, head = self.swapped(row, column)
        inside = 0 <= head < self.heads and 0 <= layer < self.layers
        return Cell(layer, head, query, key) if inside and 0 <= key < self.keys and 0 <= query < self.queries else None


@dataclass(frozen=True)
class View:
    """What is seen: ``scale`` pixels for a unit of the world, whose point ``left``, ``top`` lies in the corner of ``room``."""

    room: QRectF
    scale: float
    left: float = 0.0
    top: float = 0.0

    def to_screen(self, box: QRectF) -> QRectF:
        """A box of the world on the screen."""
        return QRectF(
            self.room.left() + (box.left() - self.left) * self.scale,
            self.room.top() + (box.top() - self.top) * self.scale,
            box.width() * self.scale,
            box.height() * self.scale,
        )

    def to_world(self, point: QPointF) -> QPointF:
        """A point of the screen in the world."""
        return QPointF(
            (point.x() - self.room.left()) / self.scale + self.left,
            (point.y() - self.room.top()) / self.scale + self.top,
        )

    def seen(self) -> QRectF:
        """The part of the world in sight."""
        return QRectF(self.left, self.top, self.room.width() / self.scale, self.room.height() / self.scale)


def fitted(world: World, room: QRectF, box: QRectF | None = None, *, air: float = 0.0) -> View:
    """A view of a box of the world, or of all of it, as large as it can be seen whole; ``air`` is left around as a share of it."""
    box = QRectF(0, 0, world.width, world.height) if box is None else box
    scale = min(room.width() / box.width(), room.height() / box.height()) / (1 + air)
    scale = min(scale, largest_scale(world))
    left = box.center().x() - room.width() / scale / 2
    top = box.center().y() - room.height() / scale / 2
    return View(room, scale, left, top)


def turned_to_fit(world: World, room: QRectF) -> World:
    """The same maps with layers side by side where they are seen clearly larger so, as those of deep models with few heads are."""
    plain, turned = replace(world, turned=False), replace(world, turned=True)
    return turned if fitted(turned, room).scale > TURNED_FROM * fitted(plain, room).scale else plain


def largest_scale(world: World) -> float:
    """At which a cell is as large as it can be."""
    return LARGEST_CELL / max(1.0, world.tall)


def zoomed(world: World, view: View, factor: float, at: QPointF) -> View:
    """Nearer or farther, with the point of the world at ``at`` on the screen where it was; never farther than the whole."""
    whole = fitted(world, view.room)
    scale = min(max(view.scale * factor, whole.scale), max(largest_scale(world), whole.scale))
    point = view.to_world(at)
    moved = View(
        view.room,
        scale,
        point.x() - (at.x() - view.room.left()) / scale,
        point.y() - (at.y() - view.room.top()) / scale,
    )
    return held(world, moved)


def held(world: World, view: View) -> View:
    """The same view, moved so that it stays at the world: centred where all of it is seen in that direction."""
    wide, high = view.room.width() / view.scale, view.room.height() / view.scale
    left = (world.width - wide) / 2 if wide >= world.width else min(max(view.left, 0.0), world.width - wide)
    top = (world.height - high) / 2 if high >= world.height else min(max(view.top, 0.0), world.height - high)
    return replace(view, left=left, top=top)


def maps_in_sight(world: World, view: View) -> tuple[range, range]:
    """The layers and heads of which something is seen."""
    seen = view.seen()
    across, down = world.step
    columns = range(max(int(seen.left() // across), 0), min(int(seen.right() // across) + 1, world.columns))
    rows = range(max(int(seen.top() // down), 0), min(int(seen.bottom() // down) + 1, world.rows))
    return world.swapped(rows, columns)


def main_head(world: World, view: View) -> tuple[int, int] | None:
    """The head that fills most of what is seen; None where several are seen whole."""
    seen = view.seen()
    if seen.width() >= world.keys * 1.9 and seen.height() >= world.map_height * 1.9:
        return None
    centre = seen.center()
    across, down = world.step
    return world.swapped(
        min(max(int(centre.y() // down), 0), world.rows - 1),
        min(max(int(centre.x() // across), 0), world.columns - 1),
    )

"""The pictures of maps and of parts of them, made when they are first wanted and kept within bounds; a frame never waits for them.

What is in memory is brought down between two frames; what lies in a file is read by the engine's thread.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from attnviz.engine.attention import pyramid
from attnviz.engine.attention.pyramid import BLOCK, TileKey
from attnviz.engine.attention.tile_messages import ReadTiles, TilesRead
from attnviz.ui.attention import mosaic_colors

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QImage

    from attnviz.engine.attention.weight_stack import WeightStack
    from attnviz.engine.messages import Failure
    from attnviz.lazy_numpy import np

    Order = Callable[[list[TileKey]], list[TileKey]]

MOST_BYTES = 64 << 20  # of pictures
OVERVIEW_BYTES = 64 << 20  # of the maps of a file, brought down, that are kept until another is opened
SLICE = 0.003  # seconds of making pictures between two frames
IN_FRAME = 0.001  # seconds of a frame that may go into pictures of what is kept of a file
AT_ONCE = 1 << 30  # bytes of weights in memory that the first picture may wait for
READ_AT_ONCE = 24 << 20  # bytes of a file between two answers
LARGEST_SIDE = BLOCK  # cells of a map that is one tile


class Asker(Protocol):
    """A question of a pane: what it is asked is answered to the functions it was made with."""

    waiting: Any

    def ask(self, request: Any) -> None: ...
    def forget(self) -> None: ...


class NoFiles:
    """Stands for the question where all weights are in memory."""

    waiting: Any = None

    def ask(self, request: Any) -> None:
        """Nobody is asked."""

    def forget(self) -> None:
        """Nothing is awaited."""


def no_files(show: Callable[[Any], None], failed: Callable[[Any], None]) -> Asker:
    """For views of weights in memory alone."""
    return NoFiles()


class MosaicTiles(QObject):
    """``changed``: more can be drawn. ``progressed`` carries how much of a file's overview is there, ``failed`` a ``Failure``.

    ``question`` makes the question by which the engine is asked for what lies in a file, of the functions for answer and failure.
    """

    changed = Signal()
    progressed = Signal(float)
    failed = Signal(object)

    def __init__(
        self,
        question: Callable[[Callable[[Any], None], Callable[[Any], None]], Asker] = no_files,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._question = question(self._came, self._failed)
        self._since = 0.0
        self._stack: WeightStack | None = None
        self._signed = False
        self._colors: np.ndarray | None = None
        self._images: OrderedDict[TileKey, QImage] = OrderedDict()
        self._levels: dict[
            tuple[int, int], set[int]
        ] = {}  # of which there are pictures of a whole map, by layer and head
        self._frame_ends = 0.0
        self._bytes = 0
        self._base = 0  # the level of which a file's maps are kept
        self._kept: dict[tuple[int, int], np.ndarray] = {}
        self._wanted: list[TileKey] = []
        self._order: Order | None = None  # of what is wanted, until it is sorted
        self._left: list[TileKey] = []  # of the overview of a file
        self._slice = QTimer(self, singleShot=True, interval=0)
        self._slice.timeout.connect(self._make_some)
        self.rate = 0.0  # bytes a second that were read last
        self.stopped = False

    def show_stack(self, stack: WeightStack, colors: np.ndarray, *, signed: bool = False) -> None:
        """Begin with other weights; the overview of a file is read in the background."""
        self.stop()
        self._stack, self._signed, self._colors = stack, signed, colors
        self._forget_images()
        self._kept, self._left, self.stopped = {}, [], False
        if not stack.in_memory:
            layers, heads, *_ = stack.shape
            self._base = _base_level(stack.shape)
            self._left = [TileKey(layer, head, self._base) for layer in range(layers) for head in range(heads)]
            self._read_on()

    def set_colors(self, colors: np.ndarray) -> None:
        """Draw everything in other colours from now on."""
        if colors is not self._colors:
            self._colors = colors
            self._forget_images()
            self.changed.emit()

    def stop(self) -> None:
        """Make and read nothing any more; what is there stays."""
        self.stopped = True
        self._slice.stop()
        self._question.forget()
        self._wanted, self._left = [], []

    def pause(self) -> None:
        """Nothing is seen: make nothing until something is wanted again; a file is read on."""
        self._slice.stop()
        self._wanted = []

    def share(self) -> float:
        """How much of a file's overview is there, 0 to 1."""
        if self._stack is None or self._stack.in_memory:
            return 1.0
        layers, heads, *_ = self._stack.shape
        return len(self._kept) / (layers * heads)

    def begin_frame(self) -> None:
        """A frame is drawn now: what is kept of a file is made into pictures for a part of its time."""
        self._frame_ends = time.perf_counter() + IN_FRAME

    def image(self, key: TileKey) -> QImage | None:
        """The picture of a tile; None while there is none."""
        found = self._images.get(key)
        if found is not None:
            self._images.move_to_end(key)
            return found
        if key.level >= self._base and (key.layer, key.head) in self._kept and time.perf_counter() < self._frame_ends:
            return self._keep(key, self._brought_down(key))
        return None

    def stand_in(self, key: TileKey) -> tuple[TileKey, QImage] | None:
        """A picture of the whole map, of the level nearest to a tile's that is there, coarser before finer."""
        levels = self._levels.get((key.layer, key.head))
        if not levels:
            return None
        nearest = min(levels, key=lambda level: (abs(level - key.level), -level))
        whole = TileKey(key.layer, key.head, nearest)
        return whole, self._images[whole]

    def _brought_down(self, key: TileKey) -> np.ndarray:
        """A tile of a file, from what is kept of its map."""
        return pyramid.brought_down(self._kept[key.layer, key.head], key.level - self._base, signed=self._signed)

    def begin(self, keys: Sequence[TileKey]) -> None:
        """Make these at once where the weights are in memory: what the first picture needs."""
        stack = self._stack
        if stack is not None and stack.in_memory and stack.nbytes() <= AT_ONCE:
            for key in keys:
                if key not in self._images:
                    self._keep(key, pyramid.tile(stack, key, signed=self._signed))

    def want(self, keys: Sequence[TileKey], order: Order | None = None) -> None:
        """Make these next, and none of those wanted before. ``order`` sorts them when the first is made, not within a frame."""
        self._wanted, self._order = list(keys), order
        if self._stack is None:
            return
        if self._stack.in_memory:
            if keys:
                self._slice.start()
        else:
            if any(map(self._knows, keys)):
                self._slice.start()
            self._read_on()

    # making

    def _sort(self) -> None:
        if self._order is not None:
            self._wanted, self._order = self._order(self._wanted), None

    def _make_some(self) -> None:
        assert self._stack is not None
        self._sort()
        end, in_memory = time.perf_counter() + SLICE, self._stack.in_memory
        ready = self._wanted if in_memory else [key for key in self._wanted if self._knows(key)]
        done = 0
        for done, key in enumerate(ready, start=1):  # noqa: B007
            if key not in self._images:
                make = pyramid.tile(self._stack, key, signed=self._signed) if in_memory else self._brought_down(key)
                self._keep(key, make)
                if time.perf_counter() >= end:
                    break
        made = set(ready[:done])
        self._wanted = [key for key in self._wanted if key not in made]
        if done < len(ready):
            self._slice.start()
        if made:
            self.changed.emit()

    def _read_on(self) -> None:
        """Ask for what is seen, then for the next maps of the overview, unless an answer is awaited."""
        if self._question.waiting is not None or self._stack is None or (self.stopped and not self._wanted):
            return
        self._sort()
        *_, queries, keys = self._stack.shape
        cells = queries * keys * 2
        most = max(READ_AT_ONCE // max(cells, 1), 1)
        lacking = [key for key in self._wanted if key not in self._images and not self._knows(key)]
        chosen = [key if key.level < self._base else TileKey(key.layer, key.head, self._base) for key in lacking][:most]
        chosen += [key for key in self._left[:most] if key not in chosen][: max(most - len(chosen), 0)]
        if chosen:
            self._since = time.perf_counter()
            self._question.ask(ReadTiles(self._stack, tuple(dict.fromkeys(chosen))))

    def _knows(self, key: TileKey) -> bool:
        return key.level >= self._base and (key.layer, key.head) in self._kept

    def _came(self, answer: TilesRead) -> None:
        assert self._stack is not None
        *_, queries, keys = self._stack.shape
        self.rate = len(answer.request.keys) * queries * keys * 2 / max(time.perf_counter() - self._since, 1e-6)
        for key, bits in zip(answer.request.keys, answer.tiles, strict=True):
            if key.level == self._base:
                self._kept[key.layer, key.head] = bits
            else:
                self._keep(key, bits)
        came = set(answer.request.keys)
        self._wanted = [key for key in self._wanted if key not in came and not self._knows(key)]
        self._left = [key for key in self._left if key not in came]
        self.progressed.emit(self.share())
        self.changed.emit()
        self._read_on()

    def _failed(self, failure: Failure) -> None:
        self.stop()
        self.failed.emit(failure)

    # keeping

    def _keep(self, key: TileKey, bits: np.ndarray) -> QImage:
        assert self._colors is not None
        made = mosaic_colors.image(bits, self._colors)
        self._images[key] = made
        self._bytes += made.sizeInBytes()
        if self._is_whole(key):
            self._levels.setdefault((key.layer, key.head), set()).add(key.level)
        while self._bytes > MOST_BYTES and len(self._images) > 1:
            gone, old = self._images.popitem(last=False)
            self._bytes -= old.sizeInBytes()
            if self._is_whole(gone):
                self._levels[gone.layer, gone.head].discard(gone.level)
        return made

    def _is_whole(self, key: TileKey) -> bool:
        """Whether a tile is all of its map."""
        assert self._stack is not None
        *_, queries, keys = self._stack.shape
        return max(pyramid.level_shape(queries, keys, key.level)) <= BLOCK

    def _forget_images(self) -> None:
        self._images.clear()
        self._levels.clear()
        self._bytes = 0


def _base_level(shape: tuple[int, int, int, int]) -> int:
    """The finest level at which the maps of a file are one tile each and all of them can be kept."""
    layers, heads, queries, keys = shape
    level = 0
    while True:
        rows, columns = pyramid.level_shape(queries, keys, level)
        fits = layers * heads * rows * columns * 2 <= OVERVIEW_BYTES and max(rows, columns) <= LARGEST_SIDE
        if fits or (rows == 1 and columns == 1):
            return level
        level += 1

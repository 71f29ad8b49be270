"""What a person points at in an alignment, shared by every picture of it, so that they all show the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from attnviz.engine.attention.maps import MapPicture


class Spot(NamedTuple):
    """A row (target), a column (source), or with both a cell; places in the picture shown, not token indices."""

    row: int | None = None
    column: int | None = None


class Selection(QObject):
    """The spot under the pointer or the keyboard, and the one a person pinned; a pin stays while the pointer moves on."""

    changed = Signal()
    cleared = Signal()  # a person asked to see nothing alone any more
    digit_typed = Signal(int)  # 1 to 9: one of several is chosen by its number
    play_wanted = Signal()  # or to see it written word by word, or that paused

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hovered: Spot | None = None
        self._pinned: Spot | None = None
        self._written: int | None = None

    @property
    def written(self) -> int | None:
        """How many rows are written so far while an answer is played; None: all."""
        return self._written

    def type_digit(self, key: int) -> bool:
        """Pass a typed digit on; False where the key is none."""
        digit = key - Qt.Key.Key_0
        if 1 <= digit <= 9:
            self.digit_typed.emit(digit)
        return 1 <= digit <= 9

    def write(self, rows: int | None) -> None:
        """Show as many rows as are written by now; the last of them is shown alone."""
        if rows != self._written:
            self._written = rows
            self.changed.emit()

    @property
    def hovered(self) -> Spot | None:
        return self._hovered

    @property
    def pinned(self) -> Spot | None:
        return self._pinned

    @property
    def shown(self) -> Spot | None:
        """What to show alone: the pin, else what is hovered, else the row that was written last."""
        return self._pinned or self._hovered or (Spot(self._written - 1) if self._written else None)

    def hover(self, spot: Spot | None) -> None:
        self._set(spot, self._pinned)

    def pin(self, spot: Spot | None) -> None:
        """Pin a spot; pinning the pinned one, or nothing, takes the pin out."""
        self._set(self._hovered, None if spot == self._pinned else spot)

    def walk(self, spot: Spot) -> None:
        """Go somewhere by keyboard: the pin comes along where there is one."""
        self._set(spot, spot if self._pinned else None)

    def clear(self) -> None:
        """Take hover and pin out and show all rows, because a person asked for it."""
        self.write(None)
        self._set(None, None)
        self.cleared.emit()

    def replace(self, hovered: Spot | None, pinned: Spot | None) -> None:
        """Take both at once, when the picture has changed under them."""
        self._set(hovered, pinned)

    def _set(self, hovered: Spot | None, pinned: Spot | None) -> None:
        if (hovered, pinned) != (self._hovered, self._pinned):
            self._hovered, self._pinned = hovered, pinned
            self.changed.emit()


def moved(spot: Spot | None, before: MapPicture, after: MapPicture) -> Spot | None:
    """The same tokens' spot in another picture of the same result; nothing where they are hidden there."""
    if spot is None:
        return None

    def place(index: int | None, old: tuple[tuple[int, ...], ...], new: tuple[tuple[int, ...], ...]) -> int | None:
        if index is None or index >= len(old):
            return None
        return next((i for i, group in enumerate(new) if old[index][0] in group), None)

    row = place(spot.row, before.row_tokens, after.row_tokens)
    column = place(spot.column, before.column_tokens, after.column_tokens)
    return Spot(row, column) if row is not None or column is not None else None

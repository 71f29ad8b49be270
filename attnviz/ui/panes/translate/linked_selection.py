"""What the token rows and a map have in common: pointing at a word shows its row or column in any kind of map, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER
from attnviz.ui.widgets.selection import Selection, Spot

if TYPE_CHECKING:
    from collections.abc import Callable


def to_map(spot: Spot | None, kind: str) -> Spot | None:
    """Where a word (row = target, column = source) stands in a map of ``kind``: a row there is where that word looks."""
    if spot is None or kind == CROSS:
        return spot
    place = spot.column if kind == ENCODER else spot.row
    return None if place is None else Spot(row=place)


def to_words(spot: Spot | None, kind: str) -> Spot | None:
    """The word that a map's spot is about; columns of the decoder's map are inputs and no words of the translation."""
    if spot is None or kind == CROSS:
        return spot
    if kind == ENCODER:
        place = spot.row if spot.row is not None else spot.column
        return Spot(column=place)
    return Spot(row=spot.row) if kind == DECODER and spot.row is not None else None


class LinkedSelections(QObject):
    """Keeps the selection of the words and that of the map the same, whichever of them a person moved."""

    def __init__(self, words: Selection, shown: Selection, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words, self._shown = words, shown
        self._kind = CROSS
        self._busy = False
        words.changed.connect(self._words_moved)
        shown.changed.connect(self._map_moved)
        words.cleared.connect(shown.cleared)
        words.play_wanted.connect(shown.play_wanted)

    def kind(self) -> str:
        return self._kind

    def set_kind(self, kind: str) -> None:
        """Show the word that is pointed at in a map of another kind."""
        if kind != self._kind:
            self._kind = kind
            self._words_moved()

    @Slot()
    def _words_moved(self) -> None:
        self._follow(self._words, self._shown, to_map)

    @Slot()
    def _map_moved(self) -> None:
        self._follow(self._shown, self._words, to_words)

    def _follow(self, moved: Selection, other: Selection, across: Callable[[Spot | None, str], Spot | None]) -> None:
        if not self._busy:
            self._busy = True
            other.replace(across(moved.hovered, self._kind), across(moved.pinned, self._kind))
            other.write(None if self._kind == ENCODER else moved.written)  # its rows are no words of the translation
            self._busy = False

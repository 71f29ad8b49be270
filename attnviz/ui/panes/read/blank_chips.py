"""The words of a sentence as chips: one that is clicked becomes a blank, and a blank its word again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from attnviz.engine.read.messages import BLANK
from attnviz.ui.widgets.selection import Spot
from attnviz.ui.widgets.tokens import Chip, TokenRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from attnviz.engine.attention.maps import MapPicture

BLANKS = re.compile(r"_{2,}")
WORDS = re.compile(r"_{2,}|[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]|_")


def words_of(text: str) -> list[tuple[int, int]]:
    """The places of words, marks and blanks in a text."""
    return [found.span() for found in WORDS.finditer(text)]


def blanked(text: str, place: tuple[int, int]) -> str:
    """The text with a blank in place of a word."""
    return f"{text[: place[0]]}{BLANK}{text[place[1] :]}"


def filled(text: str, blank: tuple[int, int], word: str) -> str:
    """The text with a word in place of a blank; at the beginning of a sentence with a capital."""
    before = text[: blank[0]].rstrip()
    if not before or before[-1] in ".!?":
        word = word[:1].upper() + word[1:]
    return f"{text[: blank[0]]}{word}{text[blank[1] :]}"


class BlankChips(TokenRow):
    """``pressed`` carries the number of the chip that was clicked. They are the words as typed; a map of them is known later, and
    then they glow by what the row looks at that is pointed at."""

    pressed = Signal(int)

    _rows: tuple[int, ...] = ()  # of each chip in the map, -1 where it has none
    _rest = -1  # the row that is shown while nothing is pointed at

    def show_words(self, words: Sequence[str]) -> None:
        """Show what is typed; nothing is known yet of where it looks."""
        self._rows = ()
        chips = [Chip(word) for word in words]
        self.set_chips(chips, None)  # type: ignore[arg-type]  # no map yet
        self.update()

    def show_map(self, picture: MapPicture, rows: Sequence[int], rest: int) -> None:
        """The map of these words, which of its rows each is, and the row that is shown while nothing is pointed at."""
        self._picture, self._rows, self._rest = picture, tuple(rows), rest
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            index = self.index_at(event.position())
            if index is not None:
                self.pressed.emit(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.index_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            current = self._own(self._selection.hovered or self._selection.shown)
            if current is not None:
                self.pressed.emit(current)
            return
        super().keyPressEvent(event)

    def _row(self, index: int) -> int:
        return self._rows[index] if index < len(self._rows) else -1

    def _spot(self, index: int) -> Spot:
        return Spot(row=max(self._row(index), 0))

    def _own(self, spot: Spot | None) -> int | None:
        if spot is None or spot.row is None or spot.row not in self._rows:
            return None
        return self._rows.index(spot.row)

    def _glow(self, index: int) -> float:
        """How much the row that is pointed at looks at a chip, as a share of the chip it looks at most."""
        spot, picture, place = self._selection.shown, self._picture, self._row(index)
        row = self._rest if spot is None or spot.row is None else spot.row
        if picture is None or row < 0 or place < 0 or not self._rows:
            return 0.0
        if row >= len(picture.weights) or max(self._rows) >= picture.weights.shape[1]:
            return 0.0
        seen = [float(picture.weights[row, each]) for each in self._rows if each >= 0 and each != row]
        return 0.0 if place == row else float(picture.weights[row, place]) / max(max(seen, default=0.0), 1e-12)

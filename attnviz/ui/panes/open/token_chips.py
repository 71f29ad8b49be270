"""The text that a language model read and wrote as chips: point at a token, and those that it looks at glow."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from attnviz.ui.widgets.tokens import Chip, TokenRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPointF

    from attnviz.engine.attention.maps import MapPicture
    from attnviz.engine.attention.messages import Token
    from attnviz.engine.open.messages import Prediction
    from attnviz.ui.widgets.selection import Selection


class TokenChips(TokenRow):
    """Rows of a map of a text over itself. The token that was written last has not been read: it stands there, and is no row."""

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection, target=True, relative=True)
        self._rows = 0

    def show_text(
        self, picture: MapPicture, tokens: Sequence[Token], prompt: int, predictions: Sequence[Prediction]
    ) -> None:
        """Show the rows of a ``picture`` and what follows of ``tokens``; from ``prompt`` on they were written, as probable as
        ``predictions`` say.
        """
        said = {each.place: each.said.probability for each in predictions}
        chips = [
            _chip(text, places, prompt, said) for text, places in zip(picture.rows, picture.row_tokens, strict=True)
        ]
        read = max((place for places in picture.row_tokens for place in places), default=-1) + 1
        rest = [_chip(token.text, (place,), prompt, said) for place, token in enumerate(tokens[read:], read)]
        self._rows = len(chips)
        self.set_chips([*chips, *rest], picture)
        if rest:
            self.reached.emit(self.box(len(chips)))

    def index_at(self, point: QPointF) -> int | None:
        index = super().index_at(point)
        return index if index is not None and index < self._rows else None

    def _walk(self, index: int) -> None:
        if index < self._rows:
            super()._walk(index)

    def _glow(self, index: int) -> float:
        """The weight of a token in the row that is shown, by its share of the strongest."""
        spot, picture = self._selection.shown, self._picture
        if spot is None or picture is None or spot.row is None or index == spot.row:
            return 0.0
        rows, columns = picture.weights.shape
        if spot.row >= rows or index >= columns:
            return 0.0
        row = picture.weights[spot.row]
        return float(row[index]) / max(float(row.max()), 1e-12)


def _chip(text: str, places: Sequence[int], prompt: int, said: dict[int, float]) -> Chip:
    """A word is as probable as its pieces together."""
    if not places or places[0] < prompt:
        return Chip(text, quiet=True)
    known = [said[place] for place in places if place in said]
    return Chip(text, probability=math.prod(known) if known else None)

"""Question and passage as what the encoder reads: [CLS] question [SEP] passage [SEP], long passages in windows that overlap."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from attnviz.engine.read.word_pieces import CLS, SEP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.read.word_pieces import Piece

WINDOW = 192  # pieces read at once, question and marks among them
STRIDE = 64  # pieces of the passage that two neighbouring windows share, at most
LONGEST_QUESTION = 64  # pieces


class Window(NamedTuple):
    """Ids, segments (0 question, 1 passage) and the first passage piece that it shows; the passage's pieces stand at
    ``begin`` … ``begin + shown - 1`` among the ids.
    """

    ids: list[int]
    segments: list[int]
    first: int
    begin: int
    shown: int


def windows(question: Sequence[Piece], passage: Sequence[Piece], window: int = WINDOW) -> list[Window]:
    """The windows of a passage, one where it fits. A question is cut to its first ``LONGEST_QUESTION`` pieces."""
    asked = [CLS, *(piece.id for piece in question[:LONGEST_QUESTION]), SEP]
    room = window - len(asked) - 1
    stride = min(STRIDE, room // 2)
    found: list[Window] = []
    first = 0
    while True:
        shown = [piece.id for piece in passage[first : first + room]]
        segments = [0] * len(asked) + [1] * (len(shown) + 1)
        found.append(Window([*asked, *shown, SEP], segments, first, len(asked), len(shown)))
        if first + room >= len(passage):
            return found
        first += room - stride

"""What a person forced on the translation, words held and heads switched off, with undo and redo."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from attnviz.ui.history import History

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Choice:
    """The first target token ids that are held; with ``beam`` they are a whole beam, shown in place of the best. ``off`` are
    the (kind, layer, head) that are switched off.
    """

    prefix: tuple[int, ...] = ()
    beam: bool = False
    off: tuple[tuple[str, int, int], ...] = ()

    def own_words(self) -> Choice:
        """The same heads, but the words the model's own."""
        return replace(self, prefix=(), beam=False)

    def with_off(self, off: Iterable[tuple[str, int, int]]) -> Choice:
        """Other heads off; a whole beam is let go, because it could not change."""
        kept = self.own_words() if self.beam else self
        return replace(kept, off=tuple(sorted(set(off))))


FREE = Choice()  # the model's own translation


class Choices(History[Choice]):
    """A line of choices and the place in it."""

    def __init__(self) -> None:
        super().__init__(FREE)

    def add(self, choice: Choice) -> None:
        """Choose; what was undone before is forgotten."""
        if choice != self.current:
            super().add(choice)

    def forget(self, begin: Choice = FREE) -> None:
        """Begin anew: ids mean nothing for another text or model, and what its heads do is another question."""
        self.begin(begin)

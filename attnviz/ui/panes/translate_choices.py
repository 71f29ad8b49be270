"""What a person forced on the translation, with undo and redo."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """The first target token ids that are held; with ``beam`` they are a whole beam, shown in place of the best."""

    prefix: tuple[int, ...] = ()
    beam: bool = False


FREE = Choice()  # the model's own translation


class Choices:
    """A line of choices and the place in it."""

    def __init__(self) -> None:
        self._line, self._at = [FREE], 0

    @property
    def current(self) -> Choice:
        return self._line[self._at]

    @property
    def can_undo(self) -> bool:
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        return self._at + 1 < len(self._line)

    def add(self, choice: Choice) -> None:
        """Choose; what was undone before is forgotten."""
        if choice != self.current:
            self._line = [*self._line[: self._at + 1], choice]
            self._at += 1

    def undo(self) -> None:
        self._at = max(self._at - 1, 0)

    def redo(self) -> None:
        self._at = min(self._at + 1, len(self._line) - 1)

    def forget(self) -> None:
        """Begin anew: the ids mean nothing for another text or model."""
        self._line, self._at = [FREE], 0

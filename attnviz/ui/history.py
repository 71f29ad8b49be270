"""What came one after another, and the place one has gone back to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")


class History(Generic[T]):
    """A line of states and the place in it; the last ``most`` are kept. Where it is empty there is no ``current``."""

    def __init__(self, *states: T, most: int | None = None) -> None:
        self._most = most
        self.begin(*states)

    def begin(self, *states: T) -> None:
        """Forget all that was and stand at the last of these."""
        self._line, self._at = list(states), len(states) - 1

    def __bool__(self) -> bool:
        return bool(self._line)

    @property
    def current(self) -> T:
        return self._line[self._at]

    @property
    def can_undo(self) -> bool:
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        return self._at + 1 < len(self._line)

    def add(self, state: T) -> None:
        """Go on to another state; what was undone before is forgotten."""
        line = [*self._line[: self._at + 1], state]
        self.begin(*(line if self._most is None else line[-self._most :]))

    def shorten(self, too_much: Callable[[Sequence[T]], bool]) -> None:
        """Forget the oldest states while all of them are too much to keep; the present one stays."""
        while self.can_undo and too_much(self._line):
            del self._line[0]
            self._at -= 1

    def replace(self, state: T) -> None:
        """Let another state stand in the place of this one."""
        self._line[self._at] = state

    def undo(self) -> bool:
        """Go back by one; False at the beginning."""
        return self._move(-1, self.can_undo)

    def redo(self) -> bool:
        """Go forward by one; False at the end."""
        return self._move(1, self.can_redo)

    def _move(self, step: int, can: bool) -> bool:
        self._at += step * can
        return can

"""What a reader of files is to the fuzz."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Reader(NamedTuple):
    """Whole files to begin with, what reads one, and what it may raise."""

    whole: list[bytes]
    read: Callable[[bytes], object]
    promised: tuple[type[Exception], ...]

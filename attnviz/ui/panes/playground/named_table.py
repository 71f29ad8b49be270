"""A table of a section as text, for files and the clipboard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class NamedTable:
    """A table with its name; ``rows`` are cells as text, the first row names the columns."""

    name: str
    rows: Sequence[Sequence[str]]

"""Which function answers which request about reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attnviz.engine.read import answer, fill, find, parse
from attnviz.engine.read.messages import Answer, CompareFillings, Fill, Find, Index, Parse

if TYPE_CHECKING:
    from collections.abc import Callable

HANDLERS: dict[type, Callable[..., Any]] = {
    Answer: answer.run,
    Fill: fill.run,
    CompareFillings: fill.compare,
    Parse: parse.run,
    Index: find.index,
    Find: find.run,
}

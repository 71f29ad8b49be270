"""Which function answers which request about reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attnviz.engine.read import answer, fill, find, measured, parse, title
from attnviz.engine.read.measured_messages import AblateReading, CheckReading
from attnviz.engine.read.messages import Answer, CompareFillings, Fill, Find, Index, Parse, Title

if TYPE_CHECKING:
    from collections.abc import Callable

HANDLERS: dict[type, Callable[..., Any]] = {
    Answer: answer.run,
    Fill: fill.run,
    CompareFillings: fill.compare,
    Parse: parse.run,
    Title: title.run,
    Index: find.index,
    Find: find.run,
    AblateReading: measured.run,
    CheckReading: measured.run,
}

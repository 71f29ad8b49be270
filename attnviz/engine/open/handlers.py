"""Which function answers which request about opened models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attnviz.engine.open import load, read
from attnviz.engine.open.messages import CloseModel, OpenModel, ReadInput

if TYPE_CHECKING:
    from collections.abc import Callable

HANDLERS: dict[type, Callable[..., Any]] = {
    OpenModel: load.run,
    CloseModel: load.close,
    ReadInput: read.run,
}

"""Which function answers which request about opened models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attnviz.engine.open import ablate, download, lens, load, read, write
from attnviz.engine.open.messages import (
    AblateEveryHead,
    AskDownload,
    CloseModel,
    Download,
    LogitLens,
    OpenModel,
    ReadInput,
    Write,
)

if TYPE_CHECKING:
    from collections.abc import Callable

HANDLERS: dict[type, Callable[..., Any]] = {
    OpenModel: load.run,
    CloseModel: load.close,
    ReadInput: read.run,
    Write: write.run,
    LogitLens: lens.run,
    AblateEveryHead: ablate.run,
    AskDownload: download.offer,
    Download: download.run,
}

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
    OpeningStopped,
    OpenModel,
    ReadInput,
    StopOpening,
    Write,
)

if TYPE_CHECKING:
    from collections.abc import Callable

HANDLERS: dict[type, Callable[..., Any]] = {
    OpenModel: load.run,
    CloseModel: load.close,
    StopOpening: lambda store, request, progress: OpeningStopped(request),
    ReadInput: read.run,
    Write: write.run,
    LogitLens: lens.run,
    AblateEveryHead: ablate.run,
    AskDownload: download.offer,
    Download: download.run,
}

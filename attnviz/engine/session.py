"""A session with the engine: a request goes in, its answer comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attnviz.engine.handlers import HANDLERS
from attnviz.engine.messages import Refused
from attnviz.engine.model_store import ModelStore, no_progress

if TYPE_CHECKING:
    from attnviz.engine.worker import YieldPoint


class Session(ModelStore):
    """Answers requests with the models it owns."""

    def run(self, request: Any, progress: YieldPoint = no_progress) -> Any:
        """Answer one request. ``Refused`` for what a person can act on."""
        try:
            handler = HANDLERS[type(request)]
        except KeyError:
            raise Refused("unknown_request", f"Nothing answers {type(request).__name__}.") from None
        return handler(self, request, progress)

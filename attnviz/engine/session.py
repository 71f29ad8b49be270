"""A session with the engine: a request goes in, its answer comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attnviz.engine.first_handlers import FIRST_HANDLERS
from attnviz.engine.messages import Refused
from attnviz.engine.model_store import ModelStore, no_progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.engine.worker import YieldPoint


class Session(ModelStore):
    """Answers requests with the models it owns."""

    def run(self, request: Any, progress: YieldPoint = no_progress) -> Any:
        """Answer one request. ``Refused`` for what a person can act on."""
        handler = FIRST_HANDLERS.get(type(request)) or _other_handlers().get(type(request))
        if handler is None:
            raise Refused("unknown_request", f"Nothing answers {type(request).__name__}.")
        return handler(self, request, progress)


def _other_handlers() -> dict[type, Callable[[ModelStore, Any, YieldPoint], Any]]:
    """All handlers: importing the subjects of every pane takes a fifth of a second, which a first translation does not wait for."""
    from attnviz.engine.handlers import HANDLERS

    return HANDLERS

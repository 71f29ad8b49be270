"""Models that a person opened, in the lists of the panes that know what to do with them.

A pane asks for models and answers of its own kind; an opened one is named by its path, which no shipped model's name is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attnviz.engine.attention.messages import CROSS
from attnviz.engine.messages import OPENED_CLASSIFIER, OPENED_TRANSCRIBER, OPENED_TRANSLATOR, Model

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.engine.model_store import ModelStore
    from attnviz.engine.open.messages import OpenedModel

    Handler = Callable[[ModelStore, Any, Callable[..., None]], Any]


def kind(about: OpenedModel) -> str:
    """What an opened model can be used for elsewhere; "" for nothing."""
    if about.says == "transcript" and any(shape.kind == CROSS for shape in about.attentions):
        return OPENED_TRANSCRIBER
    if about.says == "translation":
        return OPENED_TRANSLATOR
    return OPENED_CLASSIFIER if about.says == "classes" and about.kind == "vision" else ""


def models(store: ModelStore) -> list[Model]:
    """Those that were opened, the last one first."""
    found = []
    for path, about in reversed(store.serving.items()):
        if of := kind(about):
            found.append(Model(path, of, about.languages, "", about.parameters, about.bytes, {"name": about.name}))
    return found


def either(opened: Handler, shipped: Handler) -> Handler:
    """A handler that lets ``opened`` answer where the request names an opened model, and ``shipped`` everywhere else."""

    def answer(store: ModelStore, request: Any, progress: Callable[..., None]) -> Any:
        return (opened if request.model in store.serving else shipped)(store, request, progress)

    return answer

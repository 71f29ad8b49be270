"""Which function answers what the window asks first: the list of models and translations, without the subjects of other panes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attnviz.engine.messages import Idle, ListModels, Models, Unusable
from attnviz.engine.open import serving
from attnviz.engine.translate import translate
from attnviz.engine.translate.messages import Translate, Translation
from attnviz.models.traced import Traced

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.engine.model_store import ModelStore
    from attnviz.engine.worker import YieldPoint


def _list_models(store: ModelStore, request: ListModels, progress: YieldPoint) -> Models:
    models, refused = store.survey()
    told = (Unusable(str(r.parameters["file"]), r.parameters["reason"], r.parameters["of"], str(r)) for r in refused)
    return Models(request, (*models, *serving.models(store)), tuple(told))


def _prepare(store: ModelStore, request: Idle, progress: YieldPoint) -> None:
    for loaded in store.loaded.values():
        if isinstance(loaded.fast_network, Traced):
            loaded.fast_network.prepare(progress)


def _translate_opened(store: ModelStore, request: Translate, progress: YieldPoint) -> Translation:
    from attnviz.engine.open import translations  # a model that was opened has brought most of it

    return translations.run(store, request, progress)


FIRST_HANDLERS: dict[type, Callable[[ModelStore, Any, YieldPoint], Any]] = {
    ListModels: _list_models,
    Idle: _prepare,
    Translate: serving.either(_translate_opened, translate.run),
}

"""The positions that a Transformer adds to its words: the table, how alike any two of its rows are, and how long words are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from attnviz.engine.messages import Refused, frozen
from attnviz.engine.translate.messages import ModelPositions, ModelPositionsShown
from attnviz.models.transformer import Transformer

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.engine.model_store import ModelStore


@torch.inference_mode()
def run(store: ModelStore, request: ModelPositions, progress: Callable[..., None]) -> ModelPositionsShown:
    """Answer a ``ModelPositions`` request. ``Refused`` codes: no_positions (model), and those of loading."""
    network = store.model(request.model, progress).network
    if not isinstance(network, Transformer):
        raise Refused("no_positions", f"{request.model} adds no positions to its words.", model=request.model)
    target = request.side == "target"
    table = (network.target_positions if target else network.source_positions)[: max(request.positions, 1)]
    words = (network.target_embedding if target else network.source_embedding).weight * network.config.d_model**0.5
    directions = torch.nn.functional.normalize(table, dim=-1)
    return ModelPositionsShown(
        request=request,
        kind=network.config.positions,
        table=frozen(table),
        similarity=frozen(directions @ directions.T),
        word_length=float(words.norm(dim=-1).mean()),
    )

"""Positions as numbers: tables, their similarity, and what becomes of attention when the words change places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from attnviz.engine import checkpoints
from attnviz.engine.messages import Refused, frozen
from attnviz.engine.playground.messages import PlaygroundPositions, PositionsShown
from attnviz.lazy_numpy import np
from attnviz.models.attention import attend, scaled_dot_scores
from attnviz.models.positions import rotate, sinusoidal
from attnviz.models.transformer import Transformer
from attnviz.paths import asset

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.engine.model_store import ModelStore

SHIPPED = "shipped"  # the table of a small Transformer that learned to reverse twelve letters in the Playground


def _learned(store: ModelStore, request: PlaygroundPositions) -> tuple[Tensor, str]:
    """The table of positions that a Transformer learned, and its id: an installed one, one trained just now, the
    shipped table. ``Refused`` (no_learned) when there is none.
    """
    known = [model.id for model in checkpoints.available(store.folders) if model.kind == "transformer"]
    for id_ in [request.model] if request.model else sorted(known, key=lambda id_: id_.startswith("toy")):
        network: Any = store.model(id_).network
        if isinstance(network, Transformer) and network.config.positions == "learned":
            return network.source_positions.detach(), id_
    for name, run in store.toys.items():
        if isinstance(run.network, Transformer) and run.config.positions == "learned":
            return run.network.source_positions.detach(), name
    if (path := asset("samples", "positions.npz")).is_file():
        return torch.from_numpy(np.load(path)["table"].astype("float32")), SHIPPED
    raise Refused("no_learned", "No Transformer with learned positions is installed.")


def table_of(request: PlaygroundPositions, learned: Tensor | None = None) -> Tensor:
    """The table [P, d] of a kind; for rotary, a vector of ones turned to each position."""
    if request.kind == "none":
        return torch.zeros(request.positions, request.d)
    if request.kind == "sinusoidal":
        return sinusoidal(request.positions, request.d, request.base)
    if request.kind == "rotary":
        ones = torch.ones(request.positions, request.d)
        return rotate(ones, torch.arange(request.positions), request.base)
    assert learned is not None
    return learned[: request.positions, : request.d]


def _self_attention(x: Tensor, positions: Tensor, request: PlaygroundPositions) -> tuple[Tensor, Tensor, Tensor]:
    """Words [n, d] at the first n places -> what attention is given, its weights [n, n] and output [n, d]."""
    if request.kind == "rotary":  # turns queries and keys; values stay as they are
        turned = rotate(x, torch.arange(len(x)), request.base)
        output, weights = attend(scaled_dot_scores(turned, turned), x)
        return turned, weights, output
    inputs = x + positions[: len(x)]
    output, weights = attend(scaled_dot_scores(inputs, inputs), inputs)
    return inputs, weights, output


@torch.inference_mode()
def positions(store: ModelStore, request: PlaygroundPositions, progress: Callable[..., None]) -> PositionsShown:
    """Answer a ``PlaygroundPositions`` request. ``Refused`` codes: odd_width, no_learned."""
    if request.kind == "rotary" and request.d % 2:
        raise Refused("odd_width", "Rotary positions turn pairs of columns: the width must be even.")
    learned, origin = _learned(store, request) if request.kind == "learned" else (None, "")
    table = table_of(request, learned)
    x = torch.from_numpy(np.array(request.x, np.float32))
    if table.shape[1] < x.shape[1]:
        x = x[:, : table.shape[1]]
    inputs, weights, outputs = _self_attention(x, table, request)
    order = list(request.order)
    shuffled = _self_attention(x[order], table, request)
    return PositionsShown(
        request=request,
        table=frozen(table),
        similarity=frozen(table @ table.T),
        inputs=frozen(inputs),
        weights=frozen(weights),
        outputs=frozen(outputs),
        shuffled_inputs=frozen(shuffled[0]),
        shuffled_weights=frozen(shuffled[1]),
        shuffled_outputs=frozen(shuffled[2]),
        difference=float((shuffled[2] - outputs[order]).abs().max()),
        origin=origin,
    )

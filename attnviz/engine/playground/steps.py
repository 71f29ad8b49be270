"""Computes attention with the models' own functions and returns every step on the way."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from attnviz.engine.messages import Note, frozen
from attnviz.engine.playground.messages import AttentionSteps, HeadsSteps, PlaygroundAttention, PlaygroundHeads
from attnviz.engine.playground.tables import SCORINGS
from attnviz.models.attention import (
    attend,
    dot_scores,
    masked_softmax,
    multi_head_attend,
    perceptron_scores,
    relu_features,
    scaled_dot_scores,
    split_heads,
    tanh_features,
    tanh_scores,
)

if TYPE_CHECKING:
    from attnviz.engine.model_store import ModelStore

Tensors = dict[str, Tensor]


def _dot(q: Tensor, k: Tensor, p: Tensors) -> Tensors:
    return {"scores": dot_scores(q, k)}


def _general(q: Tensor, k: Tensor, p: Tensors) -> Tensors:
    projected_k = k @ p["general.W"].T
    return {"projected_k": projected_k, "scores": dot_scores(q, projected_k)}


def _additive(q: Tensor, k: Tensor, p: Tensors) -> Tensors:
    return _tanh(q @ p["additive.W1"].T, k @ p["additive.W2"].T, p["additive.v"][0])


def _concat(q: Tensor, k: Tensor, p: Tensors) -> Tensors:
    """W [q; k] is the half of W under q times q plus the half under k times k."""
    w_q, w_k = p["concat.W"].split(q.shape[-1], dim=1)
    return _tanh(q @ w_q.T, k @ w_k.T, p["concat.v"][0])


def _tanh(projected_q: Tensor, projected_k: Tensor, v: Tensor) -> Tensors:
    return {
        "projected_q": projected_q,
        "projected_k": projected_k,
        "features": tanh_features(projected_q, projected_k),
        "scores": tanh_scores(projected_q, projected_k, v),
    }


def _perceptron(q: Tensor, k: Tensor, p: Tensors) -> Tensors:
    w_q, w_k = p["perceptron.W"].split(q.shape[-1], dim=1)
    projected_q, projected_k = q @ w_q.T + p["perceptron.b1"][0], k @ w_k.T
    return {
        "projected_q": projected_q,
        "projected_k": projected_k,
        "features": relu_features(projected_q, projected_k),
        "scores": perceptron_scores(projected_q, projected_k, p["perceptron.w2"][0], p["perceptron.b2"][0]),
    }


SCORES: dict[str, Callable[[Tensor, Tensor, Tensors], Tensors]] = {
    "dot": _dot,
    "scaled_dot": _dot,
    "general": _general,
    "additive": _additive,
    "concat": _concat,
    "perceptron": _perceptron,
}


def _scaled(scoring: str, q: Tensor, k: Tensor, scores: Tensor, temperature: float) -> Tensor:
    """What the softmax is taken of: scores / temperature, and / sqrt(D) for the scaled dot product."""
    return (scaled_dot_scores(q, k) if scoring == "scaled_dot" else scores) / temperature


@torch.inference_mode()
def attention(request: PlaygroundAttention) -> AttentionSteps:
    """All steps of one attention, in float32; the same input gives the same numbers as the networks' own layers."""
    q, k, v = (torch.from_numpy(array.copy()) for array in (request.q, request.k, request.v))
    mask = torch.from_numpy(request.mask.copy())
    parameters = {name: torch.from_numpy(array.copy()) for name, array in request.parameters.items()}
    if request.scores is not None:
        steps = {"scores": torch.from_numpy(request.scores.copy())}
    else:
        steps = SCORES[request.scoring](q, k, parameters)
    scaled = _scaled(request.scoring, q, k, steps["scores"], request.temperature)
    context, weights = attend(scaled, v, mask)
    steps |= {
        "scaled": scaled,
        "masked": scaled.masked_fill(~mask, -math.inf),
        "weights": weights,
        "weighted": weights.unsqueeze(-1) * v,
        "context": context,
    }
    compared = {}
    if request.compare and request.scores is None:
        for scoring in SCORINGS:
            scores = SCORES[scoring](q, k, parameters)["scores"]
            compared[scoring] = frozen(masked_softmax(_scaled(scoring, q, k, scores, request.temperature), mask))
    notes = []
    if hidden := [row + 1 for row in range(len(request.mask)) if not request.mask[row].any()]:
        notes.append(Note("row_hidden", {"rows": tuple(hidden)}))
    if not (torch.isfinite(scaled).all() and torch.isfinite(context).all() and torch.isfinite(weights).all()):
        notes.append(Note("not_finite"))
    return AttentionSteps(request, {name: frozen(tensor) for name, tensor in steps.items()}, compared, tuple(notes))


@torch.inference_mode()
def heads(request: PlaygroundHeads) -> HeadsSteps:
    """All steps of multi-head attention. ValueError when the width does not divide into the heads."""
    x, y, w_q, w_k, w_v, w_o = (
        torch.from_numpy(a.copy()) for a in (request.x, request.y, request.w_q, request.w_k, request.w_v, request.w_o)
    )
    q, k, v = x @ w_q, y @ w_k, y @ w_v
    joined, weights = multi_head_attend(q, k, v, request.heads, torch.from_numpy(request.mask.copy()))
    scores = scaled_dot_scores(split_heads(q, request.heads), split_heads(k, request.heads))
    return HeadsSteps(
        request=request,
        q=frozen(q),
        k=frozen(k),
        v=frozen(v),
        scores=frozen(scores),
        weights=frozen(weights),
        outputs=frozen(split_heads(joined, request.heads)),
        joined=frozen(joined),
        output=frozen(joined @ w_o),
    )


def run_attention(store: ModelStore, request: PlaygroundAttention, progress: Callable[..., None]) -> AttentionSteps:
    """Answer a ``PlaygroundAttention`` request."""
    return attention(request)


def run_heads(store: ModelStore, request: PlaygroundHeads, progress: Callable[..., None]) -> HeadsSteps:
    """Answer a ``PlaygroundHeads`` request."""
    return heads(request)

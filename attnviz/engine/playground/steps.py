"""Computes attention with the models' own functions and returns every step on the way."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from attnviz.engine.messages import Note, frozen
from attnviz.engine.playground.messages import AttentionSteps, HeadsSteps, PlaygroundAttention, PlaygroundHeads
from attnviz.engine.playground.scorings import SCORINGS
from attnviz.models.attention import attend, masked_softmax, multi_head_attend, scaled_dot_scores, split_heads

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.engine.model_store import ModelStore


def _scaled(request: PlaygroundAttention, scoring: str, scores: Tensor) -> Tensor:
    """What the softmax is taken of: scores / temperature, and / sqrt(D) where the scoring function asks for it."""
    if scoring in SCORINGS and SCORINGS[scoring].scaled:
        scores = scores / math.sqrt(request.q.shape[1])
    return scores / request.temperature


@torch.inference_mode()
def attention(request: PlaygroundAttention) -> AttentionSteps:
    """All steps of one attention, in float32; the same input gives the same numbers as the networks' own layers."""
    q, k, v = (torch.from_numpy(array.copy()) for array in (request.q, request.k, request.v))
    mask = torch.from_numpy(request.mask.copy())
    parameters = {name: torch.from_numpy(array.copy()) for name, array in request.parameters.items()}
    if request.scores is not None:
        steps = {"scores": torch.from_numpy(request.scores.copy())}
    else:
        steps = SCORINGS[request.scoring].compute(q, k, parameters)
    scaled = _scaled(request, request.scoring, steps["scores"])
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
        for id, scoring in SCORINGS.items():
            scores = scoring.compute(q, k, parameters)["scores"]
            compared[id] = frozen(masked_softmax(_scaled(request, id, scores), mask))
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

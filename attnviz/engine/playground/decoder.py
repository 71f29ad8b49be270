"""A recurrent decoder with attention, every value of every step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor

from attnviz.engine.messages import frozen
from attnviz.engine.playground.decoder_tables import gates
from attnviz.engine.playground.messages import PlaygroundRecurrent, RecurrentSteps
from attnviz.models.attention import attend, dot_scores
from attnviz.models.recurrent import gru_cell, lstm_cell, rnn_cell

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.engine.model_store import ModelStore


def _cell(
    request: PlaygroundRecurrent, x: Tensor, h: Tensor, c: Tensor, p: dict[str, Tensor]
) -> tuple[dict[str, Tensor], Tensor, Tensor]:
    """One step of the cell -> what it computed, the new h and c [H]."""
    from_x, from_h = p["W_x"] @ x + p["b"][0], p["W_h"] @ h
    if request.cell == "gru":
        new, r, z, n = gru_cell(from_x, from_h, h)
        return {"r": r, "z": z, "n": n}, new, c
    if request.cell == "lstm":
        total = from_x + from_h
        i, f, g, o = total.chunk(gates("lstm"), -1)
        new, new_c = lstm_cell(total, c)
        named = {"i": i.sigmoid(), "f": f.sigmoid(), "g": g.tanh(), "o": o.sigmoid(), "c_cell": new_c}
        return named, new, new_c
    return {"sum": from_x + from_h}, rnn_cell(from_x, from_h), c


@torch.inference_mode()
def recurrent(request: PlaygroundRecurrent) -> RecurrentSteps:
    """All steps of the decoder: the cell, attention from its state, the fused state, the output."""
    x, k, v = (torch.from_numpy(a.copy()) for a in (request.x, request.k, request.v))
    p = {name: torch.from_numpy(a.copy()) for name, a in request.parameters.items()}
    h = torch.from_numpy(request.h0.copy())[0]
    c = torch.zeros_like(h)
    steps: list[dict[str, Tensor]] = []
    for x_t in x:
        before = h
        named, h, c = _cell(request, x_t, h, c, p)
        scores = dot_scores(h[None], k)
        context, weights = attend(scores, v)
        if request.fuse == "concat":
            fused = torch.tanh(p["W_c"] @ torch.cat((h, context[0])))
        else:
            fused = request.mix * h + (1 - request.mix) * context[0]
        y = p["W_y"] @ fused + p["b_y"][0]
        steps.append(
            {
                "h_before": before,
                **named,
                "h": h,
                "scores": scores[0],
                "weights": weights[0],
                "context": context[0],
                "fused": fused,
                "y": y,
                "p": torch.softmax(y, -1),
            }
        )
    return RecurrentSteps(request, {name: frozen(torch.stack([step[name] for step in steps])) for name in steps[0]})


def run(store: ModelStore, request: PlaygroundRecurrent, progress: Callable[..., None]) -> RecurrentSteps:
    """Answer a ``PlaygroundRecurrent`` request."""
    return recurrent(request)

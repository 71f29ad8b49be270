"""Three ways to keep a context of letters that were read: an LSTM's last state, attention over its states, self-attention.

The question is always the same, "which letter stood d places before the end?", so that they can be compared by distance.
B = batch, n = letters read, L = different letters, d_model = width.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

LAST, ATTENDED, SELF = KINDS = ("last", "attended", "self")


class ContextReader(nn.Module):
    """Reads letters and a question. ``last``: Hochreiter & Schmidhuber 1997, the context is the last state (Sutskever et al. 2014);
    ``attended``: it is the weighted mean of all states (Bahdanau et al. 2015); ``self``: of the letters themselves, without
    recurrence, one layer of one head (Vaswani et al. 2017).
    """

    def __init__(self, kind: str, *, letters: int, length: int, d_model: int) -> None:
        super().__init__()
        self.kind = kind
        self.letter, self.place = nn.Embedding(letters, d_model), nn.Embedding(length, d_model)
        self.asked = nn.Embedding(length, d_model)
        if kind != SELF:
            self.lstm = nn.LSTM(d_model, d_model, batch_first=True)
        if kind != LAST:
            self.w_q, self.w_k, self.w_v = (nn.Linear(d_model, d_model, bias=False) for _ in range(3))
        self.out = nn.Linear(d_model, letters)

    def forward(self, letters: Tensor, asked: Tensor) -> tuple[Tensor, Tensor | None]:
        """letters int64 [B, n] and how far back is asked int64 [B], from 0 -> logits [B, L]; weights [B, n], None without any."""
        x = self.letter(letters) + self.place.weight[: letters.shape[1]]
        q = self.asked(asked)
        if self.kind == SELF:
            return self._attend(q, x)
        states, _ = self.lstm(torch.cat((x, q[:, None]), dim=1))
        if self.kind == LAST:
            return self.out(states[:, -1]), None
        return self._attend(states[:, -1], states[:, :-1])

    def _attend(self, query: Tensor, memory: Tensor) -> tuple[Tensor, Tensor]:
        """softmax(q k^T / sqrt(d)) v; query [B, d_model], memory [B, n, d_model]. Vaswani et al. 2017, eq. 1."""
        scores = (self.w_k(memory) @ self.w_q(query)[:, :, None])[..., 0] / math.sqrt(memory.shape[-1])
        weights = scores.softmax(-1)
        context = (weights[:, None] @ self.w_v(memory))[:, 0]
        return self.out(context), weights

"""Attention: a query is scored against keys, the scores become weights, the weights mix the values.

Every function here returns what is to be shown: ``context, weights = attend(...)``. Shapes are written with
B = batch, T = queries (target), S = keys (source), Q, K, V = widths of query, key and value, A = width of the scoring layer.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn


def dot_scores(q: Tensor, k: Tensor) -> Tensor:
    """q·k for every pair: [B, T, D] and [B, S, D] -> [B, T, S]. Luong et al. 2015, eq. 8 (dot)."""
    return q @ k.transpose(-2, -1)


def scaled_dot_scores(q: Tensor, k: Tensor) -> Tensor:
    """q·k / sqrt(D): [B, T, D] and [B, S, D] -> [B, T, S]. Vaswani et al. 2017, eq. 1."""
    return dot_scores(q, k) / math.sqrt(q.shape[-1])


def tanh_scores(projected_q: Tensor, projected_k: Tensor, v: Tensor) -> Tensor:
    """v·tanh(Wq + Uk) for every pair: [B, T, A], [B, S, A] and [A] -> [B, T, S]. Bahdanau et al. 2015, A.1.2."""
    return torch.tanh(projected_q.unsqueeze(-2) + projected_k.unsqueeze(-3)) @ v


def masked_softmax(scores: Tensor, mask: Tensor | None) -> Tensor:
    """Weights from scores [..., S]: each row sums to 1 over the keys where ``mask`` is True.

    A row whose mask hides every key has no distribution: its weights are all 0, never NaN.
    """
    if mask is None:
        return torch.softmax(scores, dim=-1)
    weights = torch.softmax(scores.masked_fill(~mask, torch.finfo(scores.dtype).min), dim=-1)
    return weights.masked_fill(~mask, 0.0)


def attend(scores: Tensor, values: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
    """Scores [B, T, S] and values [B, S, V] -> context [B, T, V], weights [B, T, S]; ``mask`` broadcasts to the scores."""
    weights = masked_softmax(scores, mask)
    return weights @ values, weights


class AdditiveAttention(nn.Module):
    """score(q, k) = v·tanh(W q + U k). Bahdanau et al. 2015 (1409.0473), A.1.2."""

    def __init__(self, d_query: int, d_key: int, d_attention: int) -> None:
        super().__init__()
        self.W = nn.Linear(d_query, d_attention, bias=False)
        self.U = nn.Linear(d_key, d_attention)
        self.v = nn.Parameter(torch.empty(d_attention).uniform_(-1, 1) / math.sqrt(d_attention))

    def project_keys(self, memory: Tensor) -> Tensor:
        """The part of the score that no query changes, computed once a sentence: [B, S, K] -> [B, S, A]."""
        return self.U(memory)

    def forward(self, query: Tensor, keys: Tensor, values: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        """query [B, T, Q], keys [B, S, A] from ``project_keys``, values [B, S, V] -> context [B, T, V], weights [B, T, S]."""
        return attend(tanh_scores(self.W(query), keys, self.v), values, mask)


class ConcatAttention(nn.Module):
    """score(q, k) = v·tanh(W [q; k]). Luong et al. 2015 (1508.04025), eq. 8 (concat)."""

    def __init__(self, d_query: int, d_key: int, d_attention: int) -> None:
        super().__init__()
        self.d_query = d_query
        self.W = nn.Linear(d_query + d_key, d_attention, bias=False)
        self.v = nn.Parameter(torch.empty(d_attention).uniform_(-1, 1) / math.sqrt(d_attention))

    def project_keys(self, memory: Tensor) -> Tensor:
        """W [q; k] = W_q q + W_k k: the second half, once a sentence: [B, S, K] -> [B, S, A]."""
        return memory @ self.W.weight[:, self.d_query :].T

    def forward(self, query: Tensor, keys: Tensor, values: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        """query [B, T, Q], keys [B, S, A] from ``project_keys``, values [B, S, V] -> context [B, T, V], weights [B, T, S]."""
        projected_query = query @ self.W.weight[:, : self.d_query].T
        return attend(tanh_scores(projected_query, keys, self.v), values, mask)


class GeneralAttention(nn.Module):
    """score(q, k) = q·(W k). Luong et al. 2015, eq. 8 (general)."""

    def __init__(self, d_query: int, d_key: int) -> None:
        super().__init__()
        self.W = nn.Linear(d_key, d_query, bias=False)

    def project_keys(self, memory: Tensor) -> Tensor:
        """W k, once a sentence: [B, S, K] -> [B, S, Q]."""
        return self.W(memory)

    def forward(self, query: Tensor, keys: Tensor, values: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        """query [B, T, Q], keys [B, S, Q] from ``project_keys``, values [B, S, V] -> context [B, T, V], weights [B, T, S]."""
        return attend(dot_scores(query, keys), values, mask)


class DotProductAttention(nn.Module):
    """score(q, k) = q·k, for queries and keys of one width. Luong et al. 2015, eq. 8 (dot)."""

    def project_keys(self, memory: Tensor) -> Tensor:
        """The keys are the memory itself: [B, S, D] -> [B, S, D]."""
        return memory

    def forward(self, query: Tensor, keys: Tensor, values: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        """query [B, T, D], keys [B, S, D], values [B, S, V] -> context [B, T, V], weights [B, T, S]."""
        return attend(dot_scores(query, keys), values, mask)


def make_attention(scoring: str, *, d_query: int, d_key: int, d_attention: int) -> nn.Module:
    """The scoring function that a config names: additive, concat, general or dot. ValueError for any other."""
    if scoring == "additive":
        return AdditiveAttention(d_query, d_key, d_attention)
    if scoring == "concat":
        return ConcatAttention(d_query, d_key, d_attention)
    if scoring == "general":
        return GeneralAttention(d_query, d_key)
    if scoring == "dot":
        if d_query != d_key:
            raise ValueError(f"dot scoring needs queries and keys of one width, not {d_query} and {d_key}")
        return DotProductAttention()
    raise ValueError(f"unknown scoring function {scoring!r}")

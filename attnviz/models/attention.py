"""Attention: a query is scored against keys, the scores become weights, the weights mix the values.

Every function here returns what is to be shown: ``context, weights = attend(...)``. Shapes are written with B =
batch, T = queries (target), S = keys (source), Q, K, V = widths of query, key and value, A = width of the scoring
layer.
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


def tanh_features(projected_q: Tensor, projected_k: Tensor) -> Tensor:
    """tanh(Wq + Uk) for every pair: [B, T, A] and [B, S, A] -> [B, T, S, A]."""
    return torch.tanh(projected_q.unsqueeze(-2) + projected_k.unsqueeze(-3))


def tanh_scores(projected_q: Tensor, projected_k: Tensor, v: Tensor) -> Tensor:
    """v·tanh(Wq + Uk) for every pair: [B, T, A], [B, S, A] and [A] -> [B, T, S]. Bahdanau et al. 2015, A.1.2."""
    return tanh_features(projected_q, projected_k) @ v


def relu_features(projected_q: Tensor, projected_k: Tensor) -> Tensor:
    """relu(Wq + Uk) for every pair: [B, T, A] and [B, S, A] -> [B, T, S, A]; a bias may stand in either."""
    return torch.relu(projected_q.unsqueeze(-2) + projected_k.unsqueeze(-3))


def perceptron_scores(projected_q: Tensor, projected_k: Tensor, w: Tensor, b: Tensor) -> Tensor:
    """w·relu(W [q; k] + b_1) + b, a perceptron with one hidden layer:
    [B, T, A], [B, S, A], [A] and [1] -> [B, T, S].
    """
    return relu_features(projected_q, projected_k) @ w + b


def masked_softmax(scores: Tensor, mask: Tensor | None) -> Tensor:
    """Weights from scores [..., S]: each row sums to 1 over the keys where ``mask`` is True.

    A row whose mask hides every key has no distribution: its weights are all 0, never NaN.
    """
    if mask is None:
        return torch.softmax(scores, dim=-1)
    weights = torch.softmax(scores.masked_fill(~mask, torch.finfo(scores.dtype).min), dim=-1)
    return weights.masked_fill(~mask, 0.0)


def attend(scores: Tensor, values: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
    """Scores [B, T, S] and values [B, S, V] -> context [B, T, V], weights [B, T, S].

    ``mask`` broadcasts to the scores.
    """
    weights = masked_softmax(scores, mask)
    return weights @ values, weights


def split_heads(x: Tensor, heads: int) -> Tensor:
    """Cut the width into heads: [B, T, H D] -> [B, H, T, D]. ValueError when the width does not divide."""
    if x.shape[-1] % heads:
        raise ValueError(f"a width of {x.shape[-1]} does not divide into {heads} heads")
    return x.unflatten(-1, (heads, -1)).transpose(-3, -2)


def join_heads(x: Tensor) -> Tensor:
    """Lay the heads side by side again: [B, H, T, D] -> [B, T, H D]."""
    return x.transpose(-3, -2).flatten(-2)


def multi_head_attend(q: Tensor, k: Tensor, v: Tensor, heads: int, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
    """Scaled dot-product attention in each head, before the output projection. Vaswani et al. 2017, section 3.2.2.

    Projected q [B, T, D], k [B, S, D], v [B, S, V] -> the joined heads [B, T, V], weights [B, H, T, S].
    ``mask`` broadcasts to [B, H, T, S].
    """
    scores = scaled_dot_scores(split_heads(q, heads), split_heads(k, heads))  # [B, H, T, S]
    context, weights = attend(scores, split_heads(v, heads), mask)
    return join_heads(context), weights


class MultiHeadAttention(nn.Module):
    """Concat(head_1 … head_h) W_O with head_i = attention(x W_Q, y W_K, y W_V). Vaswani et al. 2017 (1706.03762),
    section 3.2.2.
    """

    def __init__(self, d_model: int, heads: int) -> None:
        super().__init__()
        if d_model % heads:
            raise ValueError(f"a width of {d_model} does not divide into {heads} heads")
        self.heads = heads
        self.W_Q = nn.Linear(d_model, d_model)
        self.W_K = nn.Linear(d_model, d_model)
        self.W_V = nn.Linear(d_model, d_model)
        self.W_O = nn.Linear(d_model, d_model)
        self.quick_projection: nn.Module | None = None  # W_Q, W_K and W_V at once in an int8 copy
        for projection in (self.W_Q, self.W_K, self.W_V, self.W_O):
            nn.init.xavier_uniform_(projection.weight)
            nn.init.zeros_(projection.bias)

    def project_query(self, x: Tensor) -> Tensor:
        """x [B, T, D] -> q [B, H, T, D/H]."""
        return split_heads(self.W_Q(x), self.heads)

    def project_memory(self, memory: Tensor) -> Tensor:
        """Keys and values, once for all queries: [B, S, D] -> [2, B, H, S, D/H]."""
        return torch.stack([split_heads(W(memory), self.heads) for W in (self.W_K, self.W_V)])

    def project_self(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """x [B, T, D] -> q [B, H, T, D/H], keys and values [2, B, H, T, D/H]: for self-attention."""
        if self.quick_projection is None:
            return self.project_query(x), self.project_memory(x)
        every = self.quick_projection(x).unflatten(-1, (3, self.heads, -1)).permute(2, 0, 3, 1, 4)  # [3, B, H, T, D/H]
        return every[0], every[1:]

    def forward(
        self, q: Tensor, memory: Tensor, mask: Tensor | None, on: Tensor | None = None, *, shared: bool = False
    ) -> tuple[Tensor, Tensor]:
        """q [B, H, T, D/H] and memory [2, B, H, S, D/H] as projected, mask broadcasting to [B, H, T, S] (True = may be
        attended) -> context [B, T, D], weights [B, H, T, S]. A memory that is ``shared`` has, as its mask, a batch of 1, and
        rows of one query each (T = 1) are taken as queries of one row.

        ``on`` [B or 1, H], 1.0 or 0.0, takes heads out: what they read becomes 0. Michel et al. 2019 (1905.10650), eq. 2.
        """
        keys, values = memory
        read, weights = attend(scaled_dot_scores(q.transpose(0, 2) if shared else q, keys), values, mask)
        if shared:
            read, weights = read.transpose(0, 2), weights.transpose(0, 2)
        if on is not None:
            read = read * on[..., None, None]
        return self.W_O(join_heads(read)), weights

    def value_norms(self, memory: Tensor) -> Tensor:
        """‖f(x)‖ of every key: the length of a head's value after its part of W_O, [2, B, H, S, D/H] -> [B, H, S].
        Kobayashi et al. 2020 (2004.10102), eq. 4.
        """
        W = self.W_O.weight.unflatten(1, (self.heads, -1)).permute(1, 2, 0)  # [H, D/H, D]
        values = memory[1].transpose(0, 1)  # [H, B, S, D/H]: with B first, W would be copied for each of B
        return (
            torch.linalg.vector_norm(values.flatten(1, 2) @ W, dim=-1).unflatten(1, values.shape[1:3]).transpose(0, 1)
        )


class AdditiveAttention(nn.Module):
    """score(q, k) = v·tanh(W q + U k). Bahdanau et al. 2015 (1409.0473), A.1.2."""

    def __init__(self, d_query: int, d_key: int, d_attention: int) -> None:
        super().__init__()
        self.W = nn.Linear(d_query, d_attention, bias=False)
        self.U = nn.Linear(d_key, d_attention)
        self.v = nn.Parameter(torch.empty(d_attention).uniform_(-(d_attention**-0.5), d_attention**-0.5))

    def project_keys(self, memory: Tensor) -> Tensor:
        """The part of the score that no query changes, computed once a sentence: [B, S, K] -> [B, S, A]."""
        return self.U(memory)

    def forward(self, query: Tensor, keys: Tensor, values: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        """query [B, T, Q], keys [B, S, A] from ``project_keys``, values [B, S, V] -> context [B, T, V], weights [B,
        T, S].
        """
        return attend(tanh_scores(self.W(query), keys, self.v), values, mask)


class ConcatAttention(nn.Module):
    """score(q, k) = v·tanh(W [q; k]). Luong et al. 2015 (1508.04025), eq. 8 (concat)."""

    def __init__(self, d_query: int, d_key: int, d_attention: int) -> None:
        super().__init__()
        self.d_query = d_query
        self.W = nn.Linear(d_query + d_key, d_attention, bias=False)
        self.v = nn.Parameter(torch.empty(d_attention).uniform_(-(d_attention**-0.5), d_attention**-0.5))

    def project_keys(self, memory: Tensor) -> Tensor:
        """W [q; k] = W_q q + W_k k: the second half, once a sentence: [B, S, K] -> [B, S, A]."""
        return memory @ self.W.weight[:, self.d_query :].T

    def forward(self, query: Tensor, keys: Tensor, values: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        """query [B, T, Q], keys [B, S, A] from ``project_keys``, values [B, S, V] -> context [B, T, V], weights [B,
        T, S].
        """
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
        """query [B, T, Q], keys [B, S, Q] from ``project_keys``, values [B, S, V] -> context [B, T, V], weights [B,
        T, S].
        """
        return attend(dot_scores(query, keys), values, mask)


class DotProductAttention(nn.Module):
    """score(q, k) = q·k, for queries and keys of one width. Luong et al. 2015, eq. 8 (dot)."""

    def project_keys(self, memory: Tensor) -> Tensor:
        """The keys are the memory itself: [B, S, D] -> [B, S, D]."""
        return memory

    def forward(self, query: Tensor, keys: Tensor, values: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        """query [B, T, D], keys [B, S, D], values [B, S, V] -> context [B, T, V], weights [B, T, S]."""
        return attend(dot_scores(query, keys), values, mask)


Attention = AdditiveAttention | ConcatAttention | GeneralAttention | DotProductAttention


def make_attention(scoring: str, *, d_query: int, d_key: int, d_attention: int) -> Attention:
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

"""BERT's encoder: tokens that all see each other, every layer and head returning its weights when asked.

Devlin et al. 2018 (1810.04805): learned positions and segments, the layer norm after each part, GELU. The weights that are shipped
began as MiniLM (Wang et al. 2020, 2002.10957). B = batch, T = tokens, D = d_model, H = heads, L = layers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from attnviz.models.attention import MultiHeadAttention, join_heads
from attnviz.models.embeddings import normal_table

if TYPE_CHECKING:
    from collections.abc import Mapping

EPSILON = 1e-12  # of BERT's layer norms
SEGMENTS = 2


@dataclass(frozen=True)
class EncoderConfig:
    """Sizes; at most ``longest`` tokens can be read at once."""

    source_vocabulary: int
    d_model: int = 384
    heads: int = 12
    layers: int = 6
    d_feedforward: int = 1536
    longest: int = 512
    dropout: float = 0.0


class Encoding(NamedTuple):
    """States [B, T, D] of the last layer, and of every layer; where asked for, weights [B, L, H, T, T] (query, key), whose rows
    sum to 1, and value norms [B, L, H, T].
    """

    states: Tensor
    layers: tuple[Tensor, ...]
    weights: Tensor | None = None
    value_norms: Tensor | None = None


class EncoderLayer(nn.Module):
    """norm(x + self-attention x), then norm(x + feed-forward x)."""

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.attention = MultiHeadAttention(config.d_model, config.heads)
        self.attention_norm = nn.LayerNorm(config.d_model, eps=EPSILON)
        self.feed = nn.Sequential(
            nn.Linear(config.d_model, config.d_feedforward), nn.GELU(), nn.Linear(config.d_feedforward, config.d_model)
        )
        self.feed_norm = nn.LayerNorm(config.d_model, eps=EPSILON)
        self.dropout = nn.Dropout(config.dropout)

    def forward(
        self, x: Tensor, mask: Tensor | None, on: Tensor | None = None, *, show: bool = False
    ) -> tuple[Tensor, Tensor | None, Tensor | None]:
        """x [B, T, D], mask broadcasting to [B, 1, T, T] (True = may be attended), heads ``on`` [B or 1, H] -> x, and with
        ``show`` weights [B, H, T, T] and value norms [B, H, T].
        """
        q, memory = self.attention.project_self(x)
        weights = norms = None
        if show or self.training:  # the other function's gradient is slow
            context, weights = self.attention(q, memory, mask, on)
            norms = self.attention.value_norms(memory) if show else None
        else:
            read = F.scaled_dot_product_attention(q, memory[0], memory[1], mask)  # the same, keeping no weights
            context = self.attention.W_O(join_heads(read if on is None else read * on[..., None, None]))
        x = self.attention_norm(x + self.dropout(context))
        return self.feed_norm(x + self.dropout(self.feed(x))), weights, norms


class Encoder(nn.Module):
    """Tokens to states that know their context."""

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.config = c = config
        self.embedding = nn.Embedding.from_pretrained(
            normal_table(c.source_vocabulary, c.d_model, std=0.02), freeze=False
        )
        self.positions = nn.Parameter(normal_table(c.longest, c.d_model, std=0.02))
        self.segments = nn.Parameter(normal_table(SEGMENTS, c.d_model, std=0.02))
        self.norm = nn.LayerNorm(c.d_model, eps=EPSILON)
        self.layers = nn.ModuleList(EncoderLayer(c) for _ in range(c.layers))
        self.dropout = nn.Dropout(c.dropout)

    def forward(
        self,
        tokens: Tensor,
        mask: Tensor | None = None,
        segments: Tensor | None = None,
        heads_on: Tensor | None = None,
        *,
        layers: int | None = None,
        show: bool = False,
    ) -> Encoding:
        """tokens [B, T] -> what is known of them, after the first ``layers`` layers or all.

        mask [B, T]: True = may be attended (False hides padding, or a sentence); segments [B, T] are 0 (also where not given) or
        1; heads_on [B or 1, L, H], 1.0 or 0.0, takes heads out before the output projection. ValueError for too many tokens.
        """
        if tokens.shape[1] > self.config.longest:
            raise ValueError(f"{tokens.shape[1]} tokens, but positions are known for {self.config.longest}")
        second = self.segments[0] if segments is None else F.embedding(segments, self.segments)
        x = self.dropout(self.norm(self.embedding(tokens) + self.positions[: tokens.shape[1]] + second))
        return self.go_on(x, mask, heads_on, layers=layers, show=show)

    def go_on(
        self,
        x: Tensor,
        mask: Tensor | None = None,
        heads_on: Tensor | None = None,
        *,
        after: int = 0,
        layers: int | None = None,
        show: bool = False,
    ) -> Encoding:
        """States [B, T, D] ``after`` so many layers -> what the next ones, up to number ``layers`` or all, make of them."""
        keys = None if mask is None else mask[:, None, None]
        shown, states = [], []
        for i, layer in enumerate(self.layers[after:layers], after):
            x, *seen = layer(x, keys, None if heads_on is None else heads_on[:, i], show=show)
            shown.append(seen)
            states.append(x)
        if not show:
            return Encoding(x, tuple(states))
        weights, norms = zip(*shown, strict=True)
        return Encoding(x, tuple(states), torch.stack(weights, 1), torch.stack(norms, 1))


PUBLISHED = {  # our names and those of transformers' BertModel
    "embedding.weight": "embeddings.word_embeddings.weight",
    "positions": "embeddings.position_embeddings.weight",
    "segments": "embeddings.token_type_embeddings.weight",
    "norm": "embeddings.LayerNorm",
    "attention.W_Q": "attention.self.query",
    "attention.W_K": "attention.self.key",
    "attention.W_V": "attention.self.value",
    "attention.W_O": "attention.output.dense",
    "attention_norm": "attention.output.LayerNorm",
    "feed.0": "intermediate.dense",
    "feed.2": "output.dense",
    "feed_norm": "output.LayerNorm",
}


def published_weights(state: Mapping[str, Tensor], layers: int) -> dict[str, Tensor]:
    """The weights of transformers' BertModel under the names of ``Encoder``. KeyError where one is missing."""
    found = {}
    for ours, theirs in PUBLISHED.items():
        of_layer = theirs.startswith(("attention.", "intermediate.", "output."))
        prefixes = [(f"layers.{i}.", f"encoder.layer.{i}.") for i in range(layers)] if of_layer else [("", "")]
        for to, begin in prefixes:
            for ending in ("",) if theirs in state else (".weight", ".bias"):
                found[f"{to}{ours}{ending}"] = state[f"{begin}{theirs}{ending}"].float()
    return found

"""A Transformer encoder-decoder whose every layer and head returns its weights.

Vaswani et al. 2017 (1706.03762), with the layer norm before each part (Xiong et al. 2020, 2002.04745) and learned or
sinusoidal positions. B = batch, S = source tokens, T = target tokens, D = d_model, H = heads, L = layers, V = target
vocabulary.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from attnviz.models.attention import MultiHeadAttention, split_heads
from attnviz.models.embeddings import embedding, normal_table
from attnviz.models.positions import sinusoidal


@dataclass(frozen=True)
class TransformerConfig:
    """Sizes and choices; ``positions`` is learned, sinusoidal or none, for at most ``longest`` tokens. ``shared`` gives
    source, target and output one embedding (Vaswani et al. 2017, section 3.4): the vocabularies must be one.
    """

    source_vocabulary: int
    target_vocabulary: int
    d_model: int = 256
    heads: int = 8
    layers: int = 4
    d_feedforward: int = 1024
    dropout: float = 0.1
    positions: str = "learned"
    longest: int = 128
    shared: bool = False


class Weights(NamedTuple):
    """All attention of one pass."""

    encoder_self_attention: Tensor  # [B, L, H, S, S]
    decoder_self_attention: Tensor  # [B, L, H, T, T]
    cross_attention: Tensor  # [B, L, H, T, S]


class DecoderState(NamedTuple):
    """All that the decoder needs for its next step; every tensor's first dimension is the batch."""

    cross_keys: Tensor  # [B, L, S, D]
    cross_values: Tensor  # [B, L, S, D]
    src_mask: Tensor  # [B, 1, 1, S], True = may be attended
    self_keys: Tensor  # [B, L, T so far, D]
    self_values: Tensor  # [B, L, T so far, D]

    def select(self, rows: Tensor) -> DecoderState:
        """The same state for the given rows of the batch (beam search reorders and repeats them)."""
        return DecoderState(*(tensor.index_select(0, rows) for tensor in self))


class FeedForward(nn.Sequential):
    """W_2 relu(W_1 x + b_1) + b_2. Vaswani et al. 2017, eq. 2."""

    def __init__(self, d_model: int, d_feedforward: int) -> None:
        super().__init__(nn.Linear(d_model, d_feedforward), nn.ReLU(), nn.Linear(d_feedforward, d_model))


class EncoderLayer(nn.Module):
    """x + self-attention(norm x), then x + feed-forward(norm x)."""

    def __init__(self, config: TransformerConfig) -> None:
        super().__init__()
        self.attention_norm, self.feed_norm = nn.LayerNorm(config.d_model), nn.LayerNorm(config.d_model)
        self.attention = MultiHeadAttention(config.d_model, config.heads)
        self.feed = FeedForward(config.d_model, config.d_feedforward)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, x: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """x [B, S, D], mask [B, 1, 1, S] -> [B, S, D], weights [B, H, S, S]."""
        normed = self.attention_norm(x)
        context, weights = self.attention(normed, *self.attention.project_memory(normed), mask)
        x = x + self.dropout(context)
        return x + self.dropout(self.feed(self.feed_norm(x))), weights


class DecoderLayer(nn.Module):
    """x + causal self-attention, x + cross-attention, x + feed-forward, each on the norm of x."""

    def __init__(self, config: TransformerConfig) -> None:
        super().__init__()
        self.self_norm, self.cross_norm, self.feed_norm = (nn.LayerNorm(config.d_model) for _ in range(3))
        self.self_attention = MultiHeadAttention(config.d_model, config.heads)
        self.cross_attention = MultiHeadAttention(config.d_model, config.heads)
        self.feed = FeedForward(config.d_model, config.d_feedforward)
        self.dropout = nn.Dropout(config.dropout)

    def forward(
        self,
        x: Tensor,
        past: tuple[Tensor, Tensor],
        causal_mask: Tensor,
        cross: tuple[Tensor, Tensor],
        src_mask: Tensor,
    ) -> tuple[Tensor, tuple[Tensor, Tensor], Tensor, Tensor]:
        """x [B, T, D] after ``past`` keys and values [B, P, D]; causal_mask [T, P + T]; ``cross`` keys and values
        [B, S, D] -> x, keys and values with these tokens [B, P + T, D], self weights [B, H, T, P + T], cross weights
        [B, H, T, S].
        """
        x, known, self_weights = self.look_back(x, past, causal_mask)
        context, cross_weights = self.cross_attention(self.cross_norm(x), *cross, src_mask)
        x = x + self.dropout(context)
        return x + self.dropout(self.feed(self.feed_norm(x))), known, self_weights, cross_weights

    def look_back(
        self, x: Tensor, past: tuple[Tensor, Tensor], causal_mask: Tensor
    ) -> tuple[Tensor, tuple[Tensor, Tensor], Tensor]:
        """The first third of the layer, self-attention: x, keys and values with these tokens, self weights."""
        normed = self.self_norm(x)
        new = self.self_attention.project_memory(normed)
        keys, values = (torch.cat(pair, dim=1) for pair in zip(past, new, strict=True))
        context, weights = self.self_attention(normed, keys, values, causal_mask)
        return x + self.dropout(context), (keys, values), weights


class Transformer(nn.Module):
    """Encoder and decoder. ``read`` returns the weights of every layer and head; ``forward``, ``encode`` and
    ``step`` train and decode.
    """

    source_positions: Tensor
    target_positions: Tensor

    def __init__(self, config: TransformerConfig, pad: int = 0) -> None:
        super().__init__()
        self.config = config
        if config.shared and config.source_vocabulary != config.target_vocabulary:
            raise ValueError(
                f"{config.source_vocabulary} source and {config.target_vocabulary} target tokens cannot share an embedding"
            )
        self.source_embedding = embedding(config.source_vocabulary, config.d_model, pad=pad)
        self.target_embedding = self.source_embedding
        if not config.shared:
            self.target_embedding = embedding(config.target_vocabulary, config.d_model, pad=pad)
        self._add_positions("source_positions", config)
        self._add_positions("target_positions", config)
        self.encoder = nn.ModuleList(EncoderLayer(config) for _ in range(config.layers))
        self.decoder = nn.ModuleList(DecoderLayer(config) for _ in range(config.layers))
        self.encoder_norm, self.decoder_norm = nn.LayerNorm(config.d_model), nn.LayerNorm(config.d_model)
        self.output_bias = nn.Parameter(torch.zeros(config.target_vocabulary))
        self.dropout = nn.Dropout(config.dropout)

    def _add_positions(self, name: str, config: TransformerConfig) -> None:
        """Set the table of positions [longest, D]: a weight when learned, else computed and never stored. ValueError for
        another choice.
        """
        if config.positions == "learned":
            self.register_parameter(name, nn.Parameter(normal_table(config.longest, config.d_model, std=0.1)))
        elif config.positions in ("sinusoidal", "none"):
            with torch.device("cpu"):  # also where the weights are only sketched: this table comes from no file
                table = sinusoidal(config.longest, config.d_model)
            self.register_buffer(name, table if config.positions == "sinusoidal" else table * 0, persistent=False)
        else:
            raise ValueError(f"unknown positions {config.positions!r}")

    def _embed(self, tokens: Tensor, table: nn.Embedding, positions: Tensor, begin: int = 0) -> Tensor:
        """Tokens [B, T] standing from ``begin`` on -> [B, T, D]. ValueError when they outrun the table of positions."""
        end = begin + tokens.shape[1]
        if end > self.config.longest:
            raise ValueError(f"{end} tokens, but positions are known for {self.config.longest}")
        return self.dropout(table(tokens) * math.sqrt(self.config.d_model) + positions[begin:end])

    def _encode(self, source: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        x, weights = self._embed(source, self.source_embedding, self.source_positions), []
        for layer in self.encoder:
            x, w = layer(x, mask)
            weights.append(w)
        return self.encoder_norm(x), torch.stack(weights, 1)

    def _state(self, memory: Tensor, src_mask: Tensor) -> DecoderState:
        pairs = [layer.cross_attention.project_memory(memory) for layer in self.decoder]  # type: ignore[union-attr,operator]
        keys, values = (torch.stack(tensors, 1) for tensors in zip(*pairs, strict=True))
        nothing = memory.new_zeros(memory.shape[0], self.config.layers, 0, self.config.d_model)
        return DecoderState(keys, values, src_mask, nothing, nothing)

    def encode(self, source: Tensor, src_mask: Tensor) -> DecoderState:
        """source [B, S] token ids and src_mask [B, S] (True = token) -> the decoder's first state."""
        mask = src_mask[:, None, None]
        return self._state(self._encode(source, mask)[0], mask)

    def _decode(self, target: Tensor, state: DecoderState) -> tuple[Tensor, Tensor, Tensor, DecoderState]:
        past = state.self_keys.shape[2]
        x = self._embed(target, self.target_embedding, self.target_positions, past)
        steps = torch.arange(past + target.shape[1], device=target.device)
        causal_mask = steps[past:, None] >= steps  # [T, P + T]
        keys, values, self_weights, cross_weights = [], [], [], []
        for i, layer in enumerate(self.decoder):
            x, (k, v), w_self, w_cross = layer(
                x,
                (state.self_keys[:, i], state.self_values[:, i]),
                causal_mask,
                (state.cross_keys[:, i], state.cross_values[:, i]),
                state.src_mask,
            )
            keys.append(k)
            values.append(v)
            self_weights.append(w_self)
            cross_weights.append(w_cross)
        logits = nn.functional.linear(self.decoder_norm(x), self.target_embedding.weight, self.output_bias)
        state = state._replace(self_keys=torch.stack(keys, 1), self_values=torch.stack(values, 1))
        return logits, torch.stack(self_weights, 1), torch.stack(cross_weights, 1), state

    def step(self, tokens: Tensor, state: DecoderState) -> tuple[Tensor, Tensor, DecoderState]:
        """One token a row, [B] -> logits [B, V], cross weights [B, L, H, S], the next state."""
        logits, _, cross, state = self._decode(tokens.unsqueeze(1), state)
        return logits.squeeze(1), cross.squeeze(3), state

    def read(self, source: Tensor, src_mask: Tensor, target: Tensor) -> tuple[Tensor, Weights]:
        """Teacher forcing: source [B, S], src_mask [B, S], target inputs [B, T] -> logits [B, T, V], all weights."""
        mask = src_mask[:, None, None]
        memory, encoder_weights = self._encode(source, mask)
        logits, self_weights, cross_weights, _ = self._decode(target, self._state(memory, mask))
        return logits, Weights(encoder_weights, self_weights, cross_weights)

    def forward(self, source: Tensor, src_mask: Tensor, target: Tensor) -> tuple[Tensor, Tensor]:
        """Teacher forcing -> logits [B, T, V], cross weights [B, L, H, T, S]; the shape of every translator here."""
        logits, weights = self.read(source, src_mask, target)
        return logits, weights.cross_attention

    def cross_head(
        self, source: Tensor, src_mask: Tensor, target: Tensor, *, layer: int, head: int
    ) -> tuple[Tensor, Tensor, Tensor]:
        """What one head of a layer's cross-attention computes with, under teacher forcing: q [B, T, D/H], k and v
        [B, S, D/H].
        """
        state = self.encode(source, src_mask)
        x = self._embed(target, self.target_embedding, self.target_positions)
        steps = torch.arange(target.shape[1], device=target.device)
        causal_mask = steps[:, None] >= steps
        nothing = state.self_keys[:, 0]
        for i in range(layer):
            cross = state.cross_keys[:, i], state.cross_values[:, i]
            x = self.decoder[i](x, (nothing, nothing), causal_mask, cross, state.src_mask)[0]
        chosen: Any = self.decoder[layer]
        x = chosen.look_back(x, (nothing, nothing), causal_mask)[0]
        q = chosen.cross_attention.W_Q(chosen.cross_norm(x))
        return tuple(
            split_heads(tensor, self.config.heads)[:, head]
            for tensor in (q, state.cross_keys[:, layer], state.cross_values[:, layer])
        )  # type: ignore[return-value]

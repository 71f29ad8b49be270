"""A recurrent encoder-decoder whose every decoding step returns where it looked.

Bahdanau et al. 2015 (1409.0473) for the bidirectional encoder and additive attention, Luong et al. 2015 (1508.04025) for the
other scoring functions and the fused state h* = tanh(W_c [c; h]).
B = batch, S = source tokens, T = target tokens, E = embedding, H = hidden, M = 2 H_enc = memory, V = target vocabulary.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import torch
from torch import Tensor, nn

from attnviz.models.attention import Attention, make_attention
from attnviz.models.embeddings import embedding
from attnviz.models.recurrent import Recurrent

if TYPE_CHECKING:
    from attnviz.models.prefix_tree import PrefixTree


@dataclass(frozen=True)
class RnnConfig:
    """Sizes and choices; ``scoring`` is additive, dot, general, concat or none (then the context is the source's last state)."""

    source_vocabulary: int
    target_vocabulary: int
    scoring: str = "additive"
    cell: str = "gru"
    d_embedding: int = 256
    d_encoder: int = 256
    d_hidden: int = 512
    d_attention: int = 128
    dropout: float = 0.2


class DecoderState(NamedTuple):
    """All that the decoder needs for its next step; every tensor's first dimension is the batch."""

    memory: Tensor  # [B, S, M]
    keys: Tensor  # [B, S, A]
    src_mask: Tensor  # [B, 1, S], True = may be attended
    hidden: Tensor  # [B, H]
    cell: Tensor  # [B, H], used by the LSTM alone

    def select(self, rows: Tensor) -> DecoderState:
        """The same state for the given rows of the batch (beam search reorders and repeats them)."""
        return DecoderState(*(tensor.index_select(0, rows) for tensor in self))


class EncodedSource(NamedTuple):
    """A source that has been read: the decoder's first state, and which of its tokens may be attended [B, S]."""

    state: DecoderState
    src_mask: Tensor


class Weights(NamedTuple):
    """All attention of one pass: this network has one layer and one head of it."""

    cross_attention: Tensor  # [B, 1, 1, T, S]


class LockedDropout(nn.Module):
    """Dropout whose mask is the same at every step of a sentence. Gal & Ghahramani 2016 (1512.05287)."""

    def __init__(self, p: float) -> None:
        super().__init__()
        self.p = p

    def forward(self, x: Tensor) -> Tensor:
        """x [B, T, D] -> the same shape; the identity when not training."""
        if not self.training or self.p == 0:
            return x
        mask = torch.rand(x.shape[0], 1, x.shape[2], device=x.device) >= self.p
        return x * (mask / (1 - self.p)).to(x.dtype)


class RnnTranslator(nn.Module):
    """Encoder, attention, decoder. ``forward`` for a known target (teacher forcing), ``encode`` and ``step`` for decoding."""

    def __init__(self, config: RnnConfig, pad: int = 0) -> None:
        super().__init__()
        self.config = config
        d_memory = 2 * config.d_encoder
        self.source_embedding = embedding(config.source_vocabulary, config.d_embedding, pad=pad)
        self.target_embedding = embedding(config.target_vocabulary, config.d_embedding, pad=pad)
        self.encoder_forward = Recurrent(config.cell, config.d_embedding, config.d_encoder)
        self.encoder_backward = Recurrent(config.cell, config.d_embedding, config.d_encoder)
        self.bridge = nn.Linear(d_memory, config.d_hidden)
        self.decoder = Recurrent(config.cell, config.d_embedding, config.d_hidden)
        self.attention: Attention | None = None
        if config.scoring != "none":
            self.attention = make_attention(
                config.scoring, d_query=config.d_hidden, d_key=d_memory, d_attention=config.d_attention
            )
        self.fuse: nn.Module = nn.Linear(d_memory + config.d_hidden, config.d_embedding)
        self.output_bias = nn.Parameter(torch.zeros(config.target_vocabulary))
        self.int8_output: nn.Module | None = None  # stands in for the tied output layer of an int8 copy
        self.dropout = LockedDropout(config.dropout)

    def encode(self, source: Tensor, src_mask: Tensor) -> DecoderState:
        """source [B, S] token ids and src_mask [B, S] (True = token) -> the decoder's first state."""
        embedded = self.dropout(self.source_embedding(source))  # [B, S, E]
        zero = embedded.new_zeros(source.shape[0], self.config.d_encoder, dtype=torch.float32)
        mask = None if bool(src_mask.all()) else src_mask
        backward_mask = None if mask is None else mask.flip(1)  # padding comes first and leaves the state at zero
        forward, last, _ = self.encoder_forward(embedded, zero, zero, mask)
        backward, first, _ = self.encoder_backward(embedded.flip(1), zero, zero, backward_mask)
        memory = self.dropout(torch.cat((forward, backward.flip(1)), dim=-1))  # [B, S, M]
        summary = torch.cat((last, first), dim=-1)  # [B, M]
        if self.attention is None:
            memory, src_mask = summary.unsqueeze(1), src_mask[:, :1]
            keys = memory
        else:
            keys = self.attention.project_keys(memory)
        h0 = torch.tanh(self.bridge(summary))  # [B, H]
        return DecoderState(memory, keys, src_mask.unsqueeze(1), h0, torch.zeros_like(h0))

    def decode(
        self, target: Tensor, state: DecoderState, tree: PrefixTree | None = None
    ) -> tuple[Tensor, Tensor, DecoderState]:
        """target [B, T] input tokens -> logits [B, T, V], weights [B, T, S] (each row sums to 1), the state after them. With a
        ``tree`` the tokens are its, and the states follow its paths.
        """
        embedded = self.dropout(self.target_embedding(target))  # [B, T, E]
        if tree is None:
            h, h_last, c_last = self.decoder(embedded, state.hidden, state.cell)
        else:
            begun = (each.expand(len(tree.paths), -1) for each in (state.hidden, state.cell))
            h, h_last, c_last = self.decoder(embedded[0, tree.paths], *begun)
            h = h.flatten(0, 1)[tree.first].unsqueeze(0)  # [1, N, H]
        if self.attention is None:  # one context for all steps
            context = state.memory.expand(-1, target.shape[1], -1)
            weights = torch.ones(*target.shape, 1, device=target.device)
        else:
            context, weights = self.attention(h, state.keys, state.memory, state.src_mask)  # [B, T, M], [B, T, S]
        h_star = torch.tanh(self.fuse(torch.cat((context, h), dim=-1)))  # [B, T, E]
        if self.int8_output is not None:
            logits = self.int8_output(h_star)
        else:
            logits = nn.functional.linear(self.dropout(h_star), self.target_embedding.weight, self.output_bias)
        return logits, weights, state._replace(hidden=h_last, cell=c_last)

    def step(self, tokens: Tensor, state: DecoderState) -> tuple[Tensor, Tensor, DecoderState]:
        """One token a row, [B] -> logits [B, V], weights [B, S], the next state."""
        logits, weights, state = self.decode(tokens.unsqueeze(1), state)
        return logits.squeeze(1), weights.squeeze(1), state

    def encode_with_weights(self, source: Tensor, src_mask: Tensor, heads_on: None = None) -> EncodedSource:
        """As ``encode``, with what ``decode_with_weights`` needs; there are no heads to switch off."""
        return EncodedSource(self.encode(source, src_mask), src_mask)

    def decode_with_weights(
        self, encoded: EncodedSource, target: Tensor, tree: PrefixTree | None = None
    ) -> tuple[Tensor, Weights, None]:
        """Teacher forcing: target inputs [B, T], or those of a tree -> logits [B, T, V], all weights, no value norms.

        Without attention every step sees the same: the state that ends at the last token and the one that ends at the first.
        """
        logits, weights, _ = self.decode(target, encoded.state, tree)
        if self.attention is None:
            mask = encoded.src_mask
            ends = torch.zeros(mask.shape, device=mask.device)
            ends[:, 0] += 0.5
            ends[torch.arange(len(ends)), mask.sum(1) - 1] += 0.5
            weights = ends.unsqueeze(1).expand(-1, target.shape[1], -1)
        return logits, Weights(weights[:, None, None]), None

    def forward_with_weights(self, source: Tensor, src_mask: Tensor, target: Tensor) -> tuple[Tensor, Weights]:
        """Teacher forcing: source [B, S], src_mask [B, S], target inputs [B, T] -> logits [B, T, V], all weights."""
        logits, weights, _ = self.decode_with_weights(self.encode_with_weights(source, src_mask), target)
        return logits, weights

    def forward(self, source: Tensor, src_mask: Tensor, target: Tensor) -> tuple[Tensor, Tensor]:
        """Teacher forcing: source [B, S], src_mask [B, S], target inputs [B, T] -> logits [B, T, V], weights [B, T, S]."""
        logits, weights, _ = self.decode(target, self.encode(source, src_mask))
        return logits, weights

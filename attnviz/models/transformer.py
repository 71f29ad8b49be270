"""A Transformer encoder-decoder whose every layer and head returns its weights.

Vaswani et al. 2017 (1706.03762), with the layer norm before each part (Xiong et al. 2020, 2002.04745) and learned or
sinusoidal positions. B = batch, S = source tokens, T = target tokens, P = target tokens known before, D = d_model, H = heads,
L = layers, V = target vocabulary.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import torch
from torch import Tensor, nn

from attnviz.models.attention import MultiHeadAttention
from attnviz.models.embeddings import embedding, normal_table
from attnviz.models.positions import sinusoidal
from attnviz.models.pretrained_features import PretrainedFeatures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.models.prefix_tree import PrefixTree


@dataclass(frozen=True)
class TransformerConfig:
    """Sizes and choices; ``positions`` is learned, sinusoidal or none, for at most ``longest`` tokens. ``shared`` gives
    source, target and output one embedding (Vaswani et al. 2017, section 3.4): the vocabularies must be one. With ``features`` the
    source is also read by a pretrained encoder of ``word_pieces`` (``PretrainedFeatures``).
    """

    source_vocabulary: int
    target_vocabulary: int
    d_model: int = 256
    heads: int = 8
    layers: int = 4
    d_feedforward: int = 1024
    dropout: float = 0.1
    positions: str = "learned"
    longest: int = 512
    shared: bool = False
    features: bool = False
    word_pieces: int = 12_000


class ByKind(NamedTuple):
    """One tensor for each kind of attention."""

    encoder_self_attention: Tensor
    decoder_self_attention: Tensor
    cross_attention: Tensor


class DecoderState(NamedTuple):
    """All that the decoder needs for its next step, keys and values [2, B, H, S or T so far, D/H] layer by layer. Of one source
    that all rows share, memory and src_mask have a batch of 1.
    """

    memory: tuple[Tensor, ...]
    past: tuple[Tensor, ...]
    src_mask: Tensor | None  # [B, 1, 1, S], True = may be attended; None when all may
    heads_on: ByKind | None = None  # [B or 1, L, H]

    @property
    def shared(self) -> bool:
        """Whether there is one source for all rows."""
        return self.memory[0].shape[1] == 1

    def select(self, rows: Tensor) -> DecoderState:
        """The same state for the given rows of the batch (beam search reorders and repeats them)."""
        memory, mask = self.memory, self.src_mask
        if not self.shared:
            memory = tuple(tensor.index_select(1, rows) for tensor in memory)
            mask = None if mask is None else mask.index_select(0, rows)
        past = tuple(tensor.index_select(1, rows) for tensor in self.past)
        on = self.heads_on and ByKind(*(t if len(t) == 1 else t.index_select(0, rows) for t in self.heads_on))
        return DecoderState(memory, past, mask, on)


class EncodedSource(NamedTuple):
    """A source that has been read: the decoder's first state; the encoder's weights [B, L, H, S, S], value norms [B, L, H, S]."""

    state: DecoderState
    weights: Tensor
    value_norms: Tensor


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

    def forward(self, x: Tensor, mask: Tensor | None, on: Tensor | None) -> tuple[Tensor, Tensor, Tensor]:
        """x [B, S, D], mask [B, 1, 1, S], heads ``on`` [B or 1, H] -> [B, S, D], weights [B, H, S, S], keys and values."""
        q, memory = self.attention.project_self(self.attention_norm(x))
        context, weights = self.attention(q, memory, mask, on)
        x = x + self.dropout(context)
        return x + self.dropout(self.feed(self.feed_norm(x))), weights, memory


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
        past: Tensor,
        causal_mask: Tensor | None,
        memory: Tensor,
        src_mask: Tensor | None,
        on: tuple[Tensor | None, Tensor | None] = (None, None),
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """x [B, T, D] after ``past`` keys and values [2, B, H, P, D/H]; causal_mask [T, P + T]; the source's keys and
        values ``memory`` [2, B, H, S, D/H]; heads ``on`` of self- and cross-attention [B or 1, H] -> x, keys and values
        with these tokens [2, B, H, P + T, D/H], self weights [B, H, T, P + T], cross weights [B, H, T, S].
        """
        x, past, self_weights = self.look_back(x, past, causal_mask, on[0])
        q = self.cross_attention.project_query(self.cross_norm(x))
        shared = memory.shape[1] == 1 and x.shape[1] == 1  # beams of one source, which is not repeated for each
        context, cross_weights = self.cross_attention(q, memory, src_mask, on[1], shared=shared)
        x = x + self.dropout(context)
        return x + self.dropout(self.feed(self.feed_norm(x))), past, self_weights, cross_weights

    def look_back(
        self, x: Tensor, past: Tensor, causal_mask: Tensor | None, on: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """The first third of the layer, self-attention: x, keys and values with these tokens, self weights."""
        q, new = self.self_attention.project_self(self.self_norm(x))
        past = torch.cat((past, new), -2)
        context, weights = self.self_attention(q, past, causal_mask, on)
        return x + self.dropout(context), past, weights


class Transformer(nn.Module):
    """Encoder and decoder. ``encode_with_weights``, then ``decode_with_weights``, and ``forward_with_weights`` return the weights
    of every layer and head; ``forward`` trains; ``encode`` and ``step`` decode.
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
        self.pretrained: PretrainedFeatures | None = None
        if config.features:
            self.pretrained = PretrainedFeatures(config.word_pieces, config.source_vocabulary, config.d_model)
        self._add_positions("source_positions", config)
        self._add_positions("target_positions", config)
        self.encoder = nn.ModuleList(EncoderLayer(config) for _ in range(config.layers))
        self.decoder = nn.ModuleList(DecoderLayer(config) for _ in range(config.layers))
        self.encoder_norm, self.decoder_norm = nn.LayerNorm(config.d_model), nn.LayerNorm(config.d_model)
        self.output_bias = nn.Parameter(torch.zeros(config.target_vocabulary))
        self.dropout = nn.Dropout(config.dropout)
        self.int8_output: nn.Module | None = None  # stands in for the tied output layer of an int8 copy

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

    def _embed_source(self, source: Tensor, mask: Tensor | None) -> Tensor:
        """source [B, S], mask [B, 1, 1, S] -> [B, S, D], with what a pretrained encoder says of each token, where there is one."""
        x = self.source_embedding(source) * math.sqrt(self.config.d_model)
        if self.pretrained is not None:
            x = self.pretrained(x, source, mask)
        return self._placed(x, self.source_positions)

    def _embed_target(self, target: Tensor, positions: Tensor, begin: int = 0) -> Tensor:
        """target [B, T] standing from ``begin`` on -> [B, T, D]."""
        return self._placed(self.target_embedding(target) * math.sqrt(self.config.d_model), positions, begin)

    def _placed(self, x: Tensor, positions: Tensor, begin: int = 0) -> Tensor:
        """Tokens with their places, from ``begin`` on: [B, T, D]. ValueError when they outrun the table of positions."""
        end = begin + x.shape[1]
        if end > positions.shape[0]:
            raise ValueError(f"{end} tokens, but positions are known for {self.config.longest}")
        return self.dropout(x + positions[begin:end])

    def _encode(
        self, source: Tensor, mask: Tensor | None, heads_on: ByKind | None
    ) -> tuple[Tensor, list[Tensor], list[Tensor]]:
        """source [B, S] -> memory [B, S, D]; of each layer weights [B, H, S, S], keys and values [2, B, H, S, D/H]."""
        x, weights, values = self._embed_source(source, mask), [], []
        for i, layer in enumerate(self.encoder):
            x, w, v = layer(x, mask, None if heads_on is None else heads_on.encoder_self_attention[:, i])
            weights.append(w)
            values.append(v)
        return self.encoder_norm(x), weights, values

    def _state(self, memory: Tensor, src_mask: Tensor | None, heads_on: ByKind | None) -> DecoderState:
        projected = tuple(layer.cross_attention.project_memory(memory) for layer in self.decoder)  # type: ignore[union-attr,operator]
        nothing = projected[0][..., :0, :]
        return DecoderState(projected, (nothing,) * len(projected), src_mask, heads_on)

    def encode(self, source: Tensor, src_mask: Tensor, heads_on: ByKind | None = None) -> DecoderState:
        """source [B, S] token ids, src_mask [B, S] (True = token) and heads that are on -> the decoder's first state."""
        mask = None if bool(src_mask.all()) else src_mask[:, None, None]
        return self._state(self._encode(source, mask, heads_on)[0], mask, heads_on)

    def decode(
        self, target: Tensor, state: DecoderState, tree: PrefixTree | None = None
    ) -> tuple[Tensor, list[Tensor], list[Tensor], DecoderState]:
        """target [B, T] input tokens -> logits [B, T, V]; of each layer self weights [B, H, T, T so far] and cross
        weights [B, H, T, S]; the state after them. With a ``tree`` the tokens are its, and the first of all.
        """
        known, steps = state.past[0].shape[-2], target.shape[1]
        positions = self.target_positions if tree is None else self.target_positions[tree.places]
        x = self._embed_target(target, positions, known)
        causal_mask = None if tree is None else tree.before
        if tree is None and steps > 1:
            places = torch.arange(known + steps, device=target.device)
            causal_mask = places[known:, None] >= places  # [T, P + T]
        past, self_weights, cross_weights = [], [], []
        on: Any = (None, None)
        for i, layer in enumerate(self.decoder):
            if state.heads_on is not None:
                on = state.heads_on.decoder_self_attention[:, i], state.heads_on.cross_attention[:, i]
            x, p, w_self, w_cross = layer(x, state.past[i], causal_mask, state.memory[i], state.src_mask, on)
            past.append(p)
            self_weights.append(w_self)
            cross_weights.append(w_cross)
        x = self.decoder_norm(x)
        if self.int8_output is not None:
            logits = self.int8_output(x)
        else:
            logits = nn.functional.linear(x, self.target_embedding.weight, self.output_bias)
        return logits, self_weights, cross_weights, state._replace(past=tuple(past))

    def step(self, tokens: Tensor, state: DecoderState) -> tuple[Tensor, Tensor, DecoderState]:
        """One token a row, [B] -> logits [B, V], cross weights [B, L, H, S], the next state."""
        logits, _, cross, state = self.decode(tokens.unsqueeze(1), state)
        return logits.squeeze(1), torch.stack(cross, 1).squeeze(3), state

    def encode_with_weights(self, source: Tensor, src_mask: Tensor, heads_on: ByKind | None = None) -> EncodedSource:
        """As ``encode``, with what the encoder's heads did."""
        mask = None if bool(src_mask.all()) else src_mask[:, None, None]
        memory, weights, values = self._encode(source, mask, heads_on)
        norms = norms_of([layer.attention for layer in self.encoder], values)
        return EncodedSource(self._state(memory, mask, heads_on), torch.stack(weights, 1), norms)

    def decode_with_weights(
        self, encoded: EncodedSource, target: Tensor, tree: PrefixTree | None = None
    ) -> tuple[Tensor, ByKind, ByKind]:
        """Teacher forcing: target inputs [B, T], or those of a tree -> logits [B, T, V], all weights [B, L, H, query, key], all
        value norms [B, L, H, key].
        """
        logits, self_weights, cross_weights, after = self.decode(target, encoded.state, tree)
        weights = ByKind(encoded.weights, torch.stack(self_weights, 1), torch.stack(cross_weights, 1))
        norms = ByKind(
            encoded.value_norms,
            norms_of([layer.self_attention for layer in self.decoder], after.past),
            norms_of([layer.cross_attention for layer in self.decoder], encoded.state.memory),
        )
        return logits, weights, norms

    def forward_with_weights(self, source: Tensor, src_mask: Tensor, target: Tensor) -> tuple[Tensor, ByKind]:
        """Teacher forcing: source [B, S], src_mask [B, S], target inputs [B, T] -> logits [B, T, V], all weights; the shape of
        every translator here.
        """
        mask = src_mask[:, None, None]
        memory, encoder_weights, _ = self._encode(source, mask, None)
        logits, self_weights, cross_weights, _ = self.decode(target, self._state(memory, mask, None))
        return logits, ByKind(*(torch.stack(kind, 1) for kind in (encoder_weights, self_weights, cross_weights)))

    def forward(self, source: Tensor, src_mask: Tensor, target: Tensor) -> tuple[Tensor, Tensor]:
        """Teacher forcing -> logits [B, T, V], cross weights [B, L, H, T, S]; the shape of every translator here."""
        logits, weights = self.forward_with_weights(source, src_mask, target)
        return logits, weights.cross_attention

    def one_head(
        self,
        kind: str,
        source: Tensor,
        src_mask: Tensor,
        target: Tensor,
        *,
        layer: int,
        head: int,
        heads_on: ByKind | None = None,
    ) -> tuple[Tensor, Tensor, Tensor]:
        """What one head of a kind of attention (a field of ``ByKind``) computes with, under teacher forcing: q [B, queries, D/H],
        k and v [B, keys, D/H].
        """
        on: Any = heads_on or ByKind(None, None, None)  # type: ignore[arg-type]
        encoder, decoder, cross = ([None if each is None else each[:, i] for i in range(layer + 1)] for each in on)
        if kind == "encoder_self_attention":
            mask = src_mask[:, None, None]
            x = self._embed_source(source, mask)
            for i in range(layer):
                x = self.encoder[i](x, mask, encoder[i])[0]
            reader: Any = self.encoder[layer]
            q, memory = reader.attention.project_self(reader.attention_norm(x))
            return q[:, head], memory[0][:, head], memory[1][:, head]
        state = self.encode(source, src_mask, heads_on)
        x = self._embed_target(target, self.target_positions)
        steps = torch.arange(target.shape[1], device=target.device)
        causal_mask = steps[:, None] >= steps
        for i in range(layer):
            x = self.decoder[i](x, state.past[i], causal_mask, state.memory[i], state.src_mask, (decoder[i], cross[i]))[
                0
            ]
        writer: Any = self.decoder[layer]
        if kind == "decoder_self_attention":
            q, memory = writer.self_attention.project_self(writer.self_norm(x))
        else:
            x = writer.look_back(x, state.past[layer], causal_mask, decoder[layer])[0]
            q, memory = writer.cross_attention.project_query(writer.cross_norm(x)), state.memory[layer]
        return q[:, head], memory[0][:, head], memory[1][:, head]


def norms_of(attentions: Sequence[Any], memories: Sequence[Tensor]) -> Tensor:
    """The value norms [B, L, H, S] of each layer's keys and values [2, B, H, S, D/H]."""
    pairs = zip(attentions, memories, strict=True)
    return torch.stack([attention.value_norms(memory) for attention, memory in pairs], 1)

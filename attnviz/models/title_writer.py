"""A text to its title: a decoder on the shared encoder, which writes a word of its own or copies one that it looks at.

Pointer-generator (See et al. 2017, 1704.04368): P(w) = p_gen P_vocabulary(w) + (1 - p_gen) Σ over places of w of the attention.
B = batch, S = source tokens, T = target tokens, D = d_model, H = heads, L = encoder layers, N = decoder layers, V = vocabulary.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from attnviz.models.embeddings import normal_table
from attnviz.models.reader import AdaptedConfig, AdaptedReader
from attnviz.models.transformer import ByKind, DecoderLayer, DecoderState, TransformerConfig, norms_of

if TYPE_CHECKING:
    from attnviz.models.prefix_tree import PrefixTree

SPECIAL = 5  # the first ids of the vocabulary: never copied, never looked at
LEAST = 1e-9  # probability of what can be neither written nor copied


@dataclass(frozen=True)
class TitleWriterConfig(AdaptedConfig):
    """The encoder's sizes and the decoder's: as wide, ``decoder_layers`` deep, titles of at most ``longest_title`` tokens."""

    decoder_layers: int = 3
    d_decoder: int = 1024  # width of its feed-forward layers
    longest_title: int = 64


class TitleState(NamedTuple):
    """All that the next token needs: the decoder's state and the source ids [B, S] that may be copied."""

    decoder: DecoderState
    source: Tensor

    def select(self, rows: Tensor) -> TitleState:
        """The same state for the given rows of the batch (beam search reorders and repeats them)."""
        return TitleState(self.decoder.select(rows), self.source.index_select(0, rows))


class EncodedText(NamedTuple):
    """A text that has been read: the decoder's first state; the encoder's weights [B, L, H, S, S], value norms [B, L, H, S]."""

    state: TitleState
    weights: Tensor
    value_norms: Tensor


class Written(NamedTuple):
    """log P of every token of the vocabulary [B, T, V], how much of it is copied [B, T] (1 - p_gen), self weights [B, N, H, T, T
    so far] and cross weights [B, N, H, T, S]. What is copied is looked at by the last layer: the mean of its heads.
    """

    log_probabilities: Tensor
    copying: Tensor
    self_weights: Tensor
    cross_weights: Tensor


class Decoded(NamedTuple):
    """States [B, T, D] of the last layer, keys and values so far of each layer, its self weights and its cross weights."""

    states: Tensor
    past: tuple[Tensor, ...]
    self_weights: list[Tensor]
    cross_weights: list[Tensor]


class TitleWriter(AdaptedReader):
    """``encode``, then ``step`` (as ``beam_search`` asks) or ``write`` (a known title at once). Titles begin after [CLS] and end
    with [SEP]; the source is [CLS] text [SEP].
    """

    config: TitleWriterConfig

    def __init__(self, config: TitleWriterConfig) -> None:
        super().__init__(config)
        sizes = TransformerConfig(
            config.source_vocabulary,
            config.source_vocabulary,
            d_model=config.d_model,
            heads=config.heads,
            d_feedforward=config.d_decoder,
            dropout=config.dropout,
        )
        self.title_positions = nn.Parameter(normal_table(config.longest_title, config.d_model, std=0.02))
        self.title_norm = nn.LayerNorm(config.d_model)
        self.decoder = nn.ModuleList(DecoderLayer(sizes) for _ in range(config.decoder_layers))
        self.decoder_norm = nn.LayerNorm(config.d_model)
        self.transform = nn.Linear(config.d_model, config.d_model)  # from states to the space of the embeddings
        self.output_bias = nn.Parameter(torch.zeros(config.source_vocabulary))
        self.generate = nn.Linear(config.d_model, 1)
        self.dropout = nn.Dropout(config.dropout)
        self.int8_output: nn.Module | None = None  # of an int8 copy

    def encode(self, source: Tensor, src_mask: Tensor, heads_on: ByKind | None = None) -> TitleState:
        """source [B, S] token ids, src_mask [B, S] (True = token) -> the decoder's first state."""
        on = None if heads_on is None else heads_on.encoder_self_attention
        return self.state(self.encoder(source, src_mask, None, on).states, source, src_mask, heads_on)

    def encode_with_weights(self, source: Tensor, src_mask: Tensor, heads_on: ByKind | None = None) -> EncodedText:
        """As ``encode``, with what the encoder's heads did. heads_on: of the encoder [B or 1, L, H], of the decoder
        [B or 1, N, H].
        """
        on = None if heads_on is None else heads_on.encoder_self_attention
        encoding = self.encoder(source, src_mask, None, on, show=True)
        state = self.state(encoding.states, source, src_mask, heads_on)
        return EncodedText(state, encoding.weights, encoding.value_norms)

    def decode_with_weights(
        self, encoded: EncodedText, title: Tensor, tree: PrefixTree | None = None
    ) -> tuple[Tensor, ByKind, ByKind]:
        """Teacher forcing: title inputs [B, T], or those of a tree -> log P [B, T, V], all weights [B, layer, H, query, key], all
        value norms [B, layer, H, key]: the shape of every translator here.
        """
        written, after = self.write(title, encoded.state, tree)
        norms = ByKind(
            encoded.value_norms,
            norms_of([layer.self_attention for layer in self.decoder], after.decoder.past),
            norms_of([layer.cross_attention for layer in self.decoder], encoded.state.decoder.memory),
        )
        return written.log_probabilities, ByKind(encoded.weights, written.self_weights, written.cross_weights), norms

    def state(self, memory: Tensor, source: Tensor, src_mask: Tensor, heads_on: ByKind | None = None) -> TitleState:
        """Encoder's states [B, S, D] of a source -> the decoder's first state."""
        projected = tuple(layer.cross_attention.project_memory(memory) for layer in self.decoder)  # type: ignore[union-attr,operator]
        nothing = projected[0][..., :0, :]
        mask = (src_mask & (source >= SPECIAL))[:, None, None]
        return TitleState(DecoderState(projected, (nothing,) * len(projected), mask, heads_on), source)

    def _decode(self, title: Tensor, state: TitleState, tree: PrefixTree | None = None) -> Decoded:
        """title [B, T], the next tokens. ValueError when it is too long."""
        decoder = state.decoder
        known, steps = decoder.past[0].shape[-2], title.shape[1]
        positions = self.title_positions if tree is None else self.title_positions[tree.places]
        if known + steps > positions.shape[0]:
            raise ValueError(f"{known + steps} tokens, but titles have at most {self.config.longest_title}")
        embedded = self.encoder.embedding(title) + positions[known : known + steps]
        x = self.dropout(self.title_norm(embedded))
        causal = None if tree is None else tree.before
        if tree is None and steps > 1:
            places = torch.arange(known + steps, device=title.device)
            causal = places[known:, None] >= places
        past, own, cross = [], [], []
        for i, layer in enumerate(self.decoder):
            on = decoder.heads_on
            switched = (None, None) if on is None else (on.decoder_self_attention[:, i], on.cross_attention[:, i])
            x, p, w_self, w_cross = layer(x, decoder.past[i], causal, decoder.memory[i], decoder.src_mask, switched)
            past.append(p)
            own.append(w_self)
            cross.append(w_cross)
        return Decoded(self.decoder_norm(x), tuple(past), own, cross)

    def _copying(self, states: Tensor) -> Tensor:
        """1 - p_gen [B, T] of states [B, T, D]."""
        return torch.sigmoid(-self.generate(states).float()).squeeze(-1)

    def copying(self, title: Tensor, state: TitleState) -> Tensor:
        """title [B, T], the next tokens -> how much of what follows each is copied [B, T], without the vocabulary."""
        return self._copying(self._decode(title, state).states)

    def write(self, title: Tensor, state: TitleState, tree: PrefixTree | None = None) -> tuple[Written, TitleState]:
        """title [B, T], the next tokens or those of a tree -> what may follow each, and the state after them. ValueError when it
        is too long.
        """
        x, past, own, cross = self._decode(title, state, tree)
        transformed = self.transform(x)
        if self.int8_output is not None:
            logits = self.int8_output(transformed)
        else:
            logits = F.linear(transformed, self.encoder.embedding.weight, self.output_bias)
        copying = self._copying(x).unsqueeze(-1)
        looked_at = cross[-1].float().mean(1)  # [B, T, S]
        mixed = ((1 - copying) * torch.softmax(logits.float(), -1)).scatter_add(
            -1, state.source.unsqueeze(1).expand(-1, title.shape[1], -1), copying * looked_at
        )
        written = Written(mixed.clamp(min=LEAST).log(), copying.squeeze(-1), torch.stack(own, 1), torch.stack(cross, 1))
        return written, state._replace(decoder=state.decoder._replace(past=past))

    def step(self, tokens: Tensor, state: TitleState) -> tuple[Tensor, Tensor, TitleState]:
        """One token a row, [B] -> log P [B, V], cross weights [B, N, H, S], the next state."""
        written, state = self.write(tokens.unsqueeze(1), state)
        return written.log_probabilities[:, 0], written.cross_weights[:, :, :, 0], state

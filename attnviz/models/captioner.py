"""Show, attend and tell: a photo to a sentence, each word with the places that it was written from.

Xu et al. 2015 (1502.03044): soft attention over the places of a convolutional network, with a gate (section 4.2.1) that says how
much of what was seen enters a word. As in Anderson et al. 2018 (1707.07998) one GRU reads the sentence so far and asks the
attention, a second one writes from the answer; so a question knows the word before, and all steps of a known sentence are one.
B = photos, C = sentences of a photo, T = steps, S = places (14 x 14), D = width of a place, H = hidden, E = embedding,
V = vocabulary.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from attnviz.models.attention import AdditiveAttention
from attnviz.models.efficientnet import FINE, GIST, EfficientNet, EfficientNetConfig, PhotoFeatures
from attnviz.models.embeddings import embedding, normal_table
from attnviz.models.recurrent import Recurrent

STRIDE = 16  # pixels of the photo from place to place
OPEN = 2.0  # bias that a gate begins with: open, so that what is seen is learned from


@dataclass(frozen=True)
class CaptionerConfig:
    """Sizes and choices; ``side`` is that of the photo in pixels, ``grid`` that of its places: a sixteenth."""

    target_vocabulary: int
    side: int = 224
    grid: int = 14
    d_embedding: int = 256
    d_hidden: int = 512
    d_place: int = 512
    d_attention: int = 64
    dropout: float = 0.3


class CaptionState(NamedTuple):
    """All that the next word needs; every tensor's first dimension is the batch."""

    places: Tensor  # [B, S, D]
    keys: Tensor  # [B, S, A]
    reader: Tensor  # [B, H], the state of the GRU that reads the sentence so far
    writer: Tensor  # [B, H], the state of the GRU that writes

    def select(self, rows: Tensor) -> CaptionState:
        """The same state for the given rows of the batch (beam search reorders and repeats them)."""
        return CaptionState(*(tensor.index_select(0, rows) for tensor in self))


class Told(NamedTuple):
    """What was answered: logits [B, C, T, V], weights [B, C, T, S] whose rows sum to 1, gate [B, C, T] in 0..1."""

    logits: Tensor
    weights: Tensor
    gate: Tensor


class CaptionDecoder(nn.Module):
    """The part that is trained on captions: features of a photo and a sentence so far -> the next word, and where it looked."""

    def __init__(self, config: CaptionerConfig, pad: int = 0) -> None:
        super().__init__()
        self.config = c = config
        if c.side != STRIDE * c.grid:
            raise ValueError(f"a photo of {c.side} pixels has no {c.grid} x {c.grid} places")
        self.fine = nn.Linear(FINE, c.d_place)
        self.coarse = nn.Linear(GIST, c.d_place, bias=False)
        self.position = nn.Parameter(normal_table(c.grid * c.grid, c.d_place, std=0.02))
        self.norm = nn.LayerNorm(c.d_place)
        self.begin = nn.Linear(c.d_place, 2 * c.d_hidden)
        self.embedding = embedding(c.target_vocabulary, c.d_embedding, pad=pad)
        self.reader = Recurrent("gru", c.d_embedding, c.d_hidden)
        self.attention = AdditiveAttention(c.d_hidden, c.d_place, c.d_attention)
        self.gate = nn.Linear(c.d_hidden, 1)
        nn.init.constant_(self.gate.bias, OPEN)
        self.writer = Recurrent("gru", c.d_hidden + c.d_place, c.d_hidden)
        self.fuse: nn.Module = nn.Linear(c.d_hidden + c.d_place, c.d_embedding)
        self.output_bias = nn.Parameter(torch.zeros(c.target_vocabulary))
        self.dropout = nn.Dropout(c.dropout)
        self.int8_output: nn.Module | None = None  # stands in for the tied output layer of an int8 copy

    def begin_with(self, features: PhotoFeatures) -> CaptionState:
        """Features of photos -> places, their keys, and the first states, made of the photo as a whole."""
        grid = self.config.grid
        fine = self.fine(features.fine.flatten(2).transpose(1, 2))  # [B, S, D]
        coarse = self.coarse(features.coarse.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)  # [B, D, 7, 7]
        coarse = (
            F.interpolate(coarse, size=(grid, grid), mode="bilinear", align_corners=False).flatten(2).transpose(1, 2)
        )
        places = self.dropout(F.relu(self.norm(fine + coarse + self.position)))
        reader, writer = torch.tanh(self.begin(places.mean(1))).chunk(2, -1)
        return CaptionState(places, self.attention.project_keys(places), reader, writer)

    def tell(self, words: Tensor, state: CaptionState, steps: Tensor | None = None) -> tuple[Told, CaptionState]:
        """words [B, C, T], the sentences so far -> what was answered at each step, and the state after them.

        With ``steps`` [N], places in the flattened B C T, logits [N, V] are of these alone.
        """
        b, c, t = words.shape
        reader, writer = (h.repeat_interleave(c, 0) if len(h) != b * c else h for h in (state.reader, state.writer))
        embedded = self.dropout(self.embedding(words.flatten(0, 1)))  # [B C, T, E]
        read, reader, _ = self.reader(embedded, reader, reader)
        question = read.unflatten(0, (b, c)).flatten(1, 2)  # [B, C T, H]
        context, weights = self.attention(question, state.keys, state.places, None)
        gate = torch.sigmoid(self.gate(question).float())  # [B, C T, 1]
        seen = (gate * context).unflatten(1, (c, t)).flatten(0, 1).to(read.dtype)  # [B C, T, D]
        written, writer, _ = self.writer(self.dropout(torch.cat((read, seen), -1)), writer, writer)
        answer = torch.cat((written, seen), -1)
        if steps is not None:
            answer = answer.flatten(0, 1)[steps]
        fused = self.dropout(torch.tanh(self.fuse(self.dropout(answer))))
        if self.int8_output is not None:
            logits = self.int8_output(fused)
        else:
            logits = F.linear(fused, self.embedding.weight, self.output_bias)
        if steps is None:
            logits = logits.unflatten(0, (b, c))
        told = Told(logits, weights.unflatten(1, (c, t)), gate.squeeze(-1).unflatten(1, (c, t)))
        return told, state._replace(reader=reader, writer=writer)

    def forward(self, features: PhotoFeatures, words: Tensor, steps: Tensor | None = None) -> Told:
        """Features of B photos and words [B, C, T] -> what was answered at each step, or logits of ``steps`` alone."""
        return self.tell(words, self.begin_with(features), steps)[0]

    def step(self, tokens: Tensor, state: CaptionState) -> tuple[Tensor, Tensor, CaptionState]:
        """One token a row, [B] -> logits [B, V], weights [B, S], the next state."""
        told, state = self.tell(tokens[:, None, None], state)
        return told.logits[:, 0, 0], told.weights[:, 0, 0], state


class Captioner(nn.Module):
    """The encoder, which others trained on ImageNet, and the decoder, which learned to tell."""

    def __init__(self, config: CaptionerConfig, pad: int = 0) -> None:
        super().__init__()
        self.config = config
        self.encoder = EfficientNet(EfficientNetConfig(config.side))
        self.decoder = CaptionDecoder(config, pad)

    def forward(self, pictures: Tensor, words: Tensor) -> Told:
        """pictures [B, 3, h, w] in 0..1 and words [B, C, T] -> what was answered at each step."""
        return self.decoder(self.encoder(pictures), words)

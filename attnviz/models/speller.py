"""A speller: it listens to a sound and writes it down letter by letter, and every letter returns when it listened.

Convolutions and bidirectional GRUs listen (Chan et al. 2016, Listen, Attend and Spell, 1508.01211); a GRU writes, with additive
attention that knows where it was: location-aware, Chorowski et al. 2015 (1506.07503), eq. 8-9. Beside it the encoder alone
tells letters by connectionist temporal classification (CTC; Graves et al. 2006).
B = batch, F = columns of the spectrogram (10 ms), M = bands, S = frames (40 ms), T = letters, H = hidden, A = width of the
scoring layer, C = width of a frame, V = letters of the alphabet with pad/blank, begin and end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn

from attnviz.models.attention import masked_softmax
from attnviz.models.recurrent import Recurrent, gru_cell
from attnviz.models.rnn_translator import LockedDropout

PAD, BOS, EOS, FIRST = 0, 1, 2, 3  # ids; PAD is the blank of CTC, the alphabet begins at FIRST
COLUMNS = 4  # columns of the spectrogram in a frame


@dataclass(frozen=True)
class SpellerConfig:
    """Sizes. ``alphabet`` holds every letter that can be written, a space among them, in the order of their ids."""

    alphabet: str = " abcdefghijklmnopqrstuvwxyz"
    mel_bands: int = 64
    channels: int = 32
    d_front: int = 256
    d_encoder: int = 192
    blocks: int = 2
    layers: int = 1
    d_embedding: int = 64
    d_hidden: int = 256
    d_attention: int = 128
    location_filters: int = 16
    location_reach: int = 15  # frames before and after
    dropout: float = 0.2


class SpellerState(NamedTuple):
    """All that the decoder needs for its next letter; every tensor's first dimension is the batch. Of one sound, what was heard
    stays one row that all beams share.
    """

    memory: Tensor  # [B, S, C], or [1, S, C] for all
    keys: Tensor  # [B, S, A] or [1, S, A]
    mask: Tensor  # [B, S] or [1, S], True = may be attended
    hidden: Tensor  # [B, H]
    context: Tensor  # [B, C]
    attended: Tensor  # [B, 2, S]: the weights of the letter before, and the sum of all so far

    def select(self, rows: Tensor) -> SpellerState:
        """The same state for the given rows of the batch (beam search reorders and repeats them)."""
        one = len(self.memory) == 1
        heard = (tensor if one else tensor.index_select(0, rows) for tensor in self[:3])
        return SpellerState(*heard, *(tensor.index_select(0, rows) for tensor in self[3:]))


class LocationAwareAttention(nn.Module):
    """e = v·tanh(W s + U h + L f) with f = F * α, a convolution over the weights before. Chorowski et al. 2015, eq. 8-9.

    Besides the weights of the letter before, the sum of all weights so far is given (Shen et al. 2018, 1712.05884, 2.2).
    """

    def __init__(self, d_query: int, d_key: int, d_attention: int, filters: int, reach: int) -> None:
        super().__init__()
        self.W = nn.Linear(d_query, d_attention, bias=False)
        self.U = nn.Linear(d_key, d_attention)
        self.F = nn.Conv1d(2, filters, 2 * reach + 1, padding=reach, bias=False)
        self.L = nn.Linear(filters, d_attention, bias=False)
        self.v = nn.Parameter(torch.empty(d_attention).uniform_(-(d_attention**-0.5), d_attention**-0.5))

    def project_keys(self, memory: Tensor) -> Tensor:
        """The part of the score that no letter changes: [B, S, C] -> [B, S, A]."""
        return self.U(memory)

    def forward(self, query: Tensor, keys: Tensor, attended: Tensor, mask: Tensor) -> Tensor:
        """query [B, H], keys [B, S, A], attended [B, 2, S], mask [B, S] -> weights [B, S]."""
        located = self.L(self.F(attended).transpose(1, 2))  # [B, S, A]
        scores = torch.tanh(self.W(query).unsqueeze(1) + keys + located) @ self.v.to(keys.dtype)  # [B, S]
        return masked_softmax(scores.float(), mask)


def uncounted(norm: nn.BatchNorm1d | nn.BatchNorm2d) -> nn.Module:
    """A batch norm whose count of batches, which nothing here reads, is no whole number: weights files hold none."""
    norm.num_batches_tracked = torch.zeros(())
    return norm


def heard_at(weights: Tensor, memory: Tensor) -> Tensor:
    """What is attended to: weights [B, S] over memory [B, S, C], or [1, S, C] that all share -> [B, C]."""
    return weights @ memory[0] if len(memory) == 1 else (weights.unsqueeze(1) @ memory).squeeze(1)


class ResidualConvolution(nn.Module):
    """x + relu(norm(convolution(x))) along time."""

    def __init__(self, width: int, reach: int = 2) -> None:
        super().__init__()
        self.convolution = nn.Conv1d(width, width, 2 * reach + 1, padding=reach, bias=False)
        self.norm = uncounted(nn.BatchNorm1d(width))

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x [B, D, S], mask [B, 1, S] of 1 and 0 -> the same shape, 0 where there is no sound."""
        return (x + torch.relu(self.norm(self.convolution(x)))) * mask


def turned(lengths: Tensor, frames: int) -> Tensor:
    """For each row of a batch the indices [B, S] that reverse its first ``lengths`` [B] frames and leave what follows."""
    places = torch.arange(frames, device=lengths.device).expand(len(lengths), -1)
    back = lengths.unsqueeze(1) - 1 - places
    return torch.where(back >= 0, back, places)


class Speller(nn.Module):
    """Encoder, attention, decoder. ``forward`` for known letters (teacher forcing), ``encode`` and ``step`` for decoding."""

    def __init__(self, config: SpellerConfig) -> None:
        super().__init__()
        if " " not in config.alphabet or len(set(config.alphabet)) < len(config.alphabet):
            raise ValueError("an alphabet has a space, and every letter once")
        self.config = config
        channels, vocabulary = config.channels, len(config.alphabet) + FIRST
        d_frame = 2 * config.d_encoder
        self.convolutions = nn.ModuleList(
            [
                nn.Conv2d(1, channels, 4, stride=2, padding=1, bias=False),
                nn.Conv2d(channels, channels, 4, stride=2, padding=1, bias=False),
                nn.Conv2d(channels, 2 * channels, 3, stride=(2, 1), padding=1, bias=False),
            ]
        )
        self.norms = nn.ModuleList([uncounted(nn.BatchNorm2d(c)) for c in (channels, channels, 2 * channels)])
        bands = (config.mel_bands // 4 - 1) // 2 + 1
        self.front = nn.Linear(2 * channels * bands, config.d_front)
        self.blocks = nn.ModuleList([ResidualConvolution(config.d_front) for _ in range(config.blocks)])
        widths = [config.d_front] + [d_frame] * (config.layers - 1)
        self.forwards = nn.ModuleList([Recurrent("gru", width, config.d_encoder) for width in widths])
        self.backwards = nn.ModuleList([Recurrent("gru", width, config.d_encoder) for width in widths])
        self.ctc = nn.Linear(d_frame, vocabulary)
        self.attention = LocationAwareAttention(
            config.d_hidden, d_frame, config.d_attention, config.location_filters, config.location_reach
        )
        self.embedding = nn.Embedding(vocabulary, config.d_embedding)
        self.from_letter = nn.Linear(config.d_embedding, 3 * config.d_hidden)
        self.from_context = nn.Linear(d_frame, 3 * config.d_hidden, bias=False)
        self.from_hidden = nn.Linear(config.d_hidden, 3 * config.d_hidden)
        self.fuse = nn.Linear(config.d_hidden + d_frame, config.d_hidden)
        self.output = nn.Linear(config.d_hidden, vocabulary)
        self.dropout = LockedDropout(config.dropout)

    def listen(self, log_mel: Tensor, mask: Tensor) -> Tensor:
        """log_mel [B, M, F], mask [B, S] with F = 4 S -> what each frame holds [B, S, C]."""
        x = log_mel.unsqueeze(1)  # [B, 1, M, F]
        columns = mask
        for _ in range(2):
            columns = columns.repeat_interleave(2, 1)  # [B, F]
        for convolution, norm in zip(self.convolutions, self.norms, strict=True):
            assert isinstance(convolution, nn.Conv2d)
            columns = columns[:, :: convolution.stride[1]]
            x = torch.relu(norm(convolution(x))) * columns[:, None, None].to(x.dtype)
        x = torch.relu(self.front(x.permute(0, 3, 1, 2).flatten(2)))  # [B, S, d_front]
        there = mask.unsqueeze(1).to(x.dtype)
        x = self.dropout(x).transpose(1, 2) * there
        for block in self.blocks:
            x = block(x, there)
        x = self.dropout(x.transpose(1, 2))
        lengths = mask.sum(1)
        back = turned(lengths, mask.shape[1]).unsqueeze(-1)
        zero = x.new_zeros(x.shape[0], self.config.d_encoder, dtype=torch.float32)
        for forwards, backwards in zip(self.forwards, self.backwards, strict=True):
            ahead = forwards(x, zero, zero)[0]
            behind = backwards(x.gather(1, back.expand_as(x)), zero, zero)[0]
            behind = behind.gather(1, back.expand_as(behind))
            x = self.dropout(torch.cat((ahead, behind), -1))
        return x

    def begin(self, memory: Tensor, mask: Tensor) -> SpellerState:
        """The decoder's first state over frames [B, S, C] and mask [B, S]."""
        b, s, c = memory.shape
        hidden, context = memory.new_zeros(b, self.config.d_hidden), memory.new_zeros(b, c)
        attended = memory.new_zeros(b, 2, s, dtype=torch.float32)
        return SpellerState(memory, self.attention.project_keys(memory), mask, hidden.float(), context, attended)

    def encode(self, source: Tensor, src_mask: Tensor) -> SpellerState:
        """source [B, M, F] log-mel and src_mask [B, S] -> the decoder's first state."""
        return self.begin(self.listen(source, src_mask), src_mask)

    def ctc_log_probabilities(self, memory: Tensor) -> Tensor:
        """What each frame says of itself: [B, S, C] -> log-probabilities [B, S, V]; id 0 is the blank."""
        return torch.log_softmax(self.ctc(memory).float(), -1)

    def decode(self, letters: Tensor, state: SpellerState) -> tuple[Tensor, Tensor, SpellerState]:
        """letters [B, T] given -> logits [B, T, V], weights [B, T, S] (each row sums to 1), the state after them."""
        memory, keys, mask, hidden, context, attended = state
        given = self.from_letter(self.dropout(self.embedding(letters)))  # [B, T, 3 H]
        hiddens, contexts, rows = [], [], []
        for t in range(letters.shape[1]):
            gi = (given[:, t] + self.from_context(context)).float()
            hidden = gru_cell(gi, self.from_hidden(hidden).float(), hidden)[0]
            weights = self.attention(hidden, keys, attended, mask)
            attended = torch.stack((weights, attended[:, 1] + weights), 1)
            context = heard_at(weights.to(memory.dtype), memory)
            hiddens.append(hidden)
            contexts.append(context)
            rows.append(weights)
        fused = torch.cat((torch.stack(hiddens, 1).to(memory.dtype), torch.stack(contexts, 1)), -1)  # [B, T, H + C]
        logits = self.output(self.dropout(torch.tanh(self.fuse(fused))))
        return logits, torch.stack(rows, 1), SpellerState(memory, keys, mask, hidden, context, attended)

    def step(self, tokens: Tensor, state: SpellerState) -> tuple[Tensor, Tensor, SpellerState]:
        """One letter a row, [B] -> logits [B, V], weights [B, S], the next state."""
        logits, weights, state = self.decode(tokens.unsqueeze(1), state)
        return logits.squeeze(1), weights.squeeze(1), state

    def forward(self, log_mel: Tensor, mask: Tensor, letters: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Teacher forcing: log_mel [B, M, F], mask [B, S], letters [B, T] -> logits, weights, memory [B, S, C]."""
        memory = self.listen(log_mel, mask)
        logits, weights, _ = self.decode(letters, self.begin(memory, mask))
        return logits, weights, memory

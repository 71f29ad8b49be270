"""Pretrained features (ELMo, BERT as features): what an encoder that has read much text says of each token in its context.

Peters et al. 2018 (1802.05365) give the states of several layers of a language model to the network of a task; Edunov et al. 2019
(1903.09722) give them to the encoder of a translator. The pretrained encoder stays as it is. B = batch, S = source tokens,
V = source vocabulary, D = d_model of the translator.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from attnviz.models.encoder import Encoder, EncoderConfig

LAYERS = (2, 4, 6)  # of the pretrained encoder, whose states are read
PRETRAINED = "pretrained."  # begins the names of all this in a translator's state, where the encoder's own file has the rest alone
FROZEN = f"{PRETRAINED}encoder."
PIECES = 6  # word pieces that a token may have
ALONE = 0.3  # of the sentences in training: they are read by these features alone, as Zhu et al. 2020 (2002.06823) leave one of
# two readings out


class PretrainedFeatures(nn.Module):
    """A frozen encoder with a vocabulary of its own, ``word_pieces`` large, and the projection of its states to D.

    ``pieces`` [V + 1, PIECES]: the word pieces of each token, 0 where there are no more; the last row stands before every text.
    """

    pieces: Tensor

    def __init__(self, word_pieces: int, vocabulary: int, d_model: int) -> None:
        super().__init__()
        self.encoder = Encoder(EncoderConfig(word_pieces)).requires_grad_(False)
        self.project = nn.Linear(len(LAYERS) * self.encoder.config.d_model, d_model)
        nn.init.zeros_(self.project.weight)  # at first it changes nothing
        nn.init.zeros_(self.project.bias)
        self.register_buffer("pieces", torch.zeros(vocabulary + 1, PIECES, dtype=torch.int16))
        self.register_load_state_dict_post_hook(_check_pieces)

    def forward(self, embedded: Tensor, tokens: Tensor, mask: Tensor | None) -> Tensor:
        """The embedded tokens [B, S, D] with the features of tokens [B, S]; mask [B, 1, 1, S] (True = token), None when all are."""
        if self.training:
            embedded = embedded * (torch.rand(len(tokens), 1, 1, device=tokens.device) >= ALONE)
        return embedded + self.project(self.states(tokens, mask))

    @torch.no_grad()
    def states(self, tokens: Tensor, mask: Tensor | None) -> Tensor:
        """The states of ``LAYERS``, one after the other, for each token [B, S]; one of several pieces is read as their mean. Equal
        texts are read once.
        """
        read = tokens if mask is None else torch.where(mask[:, 0, 0], tokens, -1)
        different, places = read.unique(dim=0, return_inverse=True)
        if len(different) == len(tokens):
            return self._states(tokens, mask)
        return self._states(different.clamp(min=0), None if mask is None else (different >= 0)[:, None, None])[places]

    def _states(self, tokens: Tensor, mask: Tensor | None) -> Tensor:
        ids = self.pieces[F.pad(tokens, (1, 0), value=len(self.pieces) - 1)].long()  # [B, 1 + S, PIECES]
        known = (ids > 0).unsqueeze(-1)
        x = (self.encoder.embedding(ids) * known).sum(2) / known.sum(2).clamp(min=1)
        x = self.encoder.norm(x + self.encoder.positions[: x.shape[1]] + self.encoder.segments[0])
        seen = None if mask is None else F.pad(mask[:, 0, 0], (1, 0), value=True)
        layers = self.encoder.go_on(x, seen).layers
        return torch.cat([layers[number - 1][:, 1:] for number in LAYERS], -1)


def _check_pieces(features: PretrainedFeatures, _: object) -> None:
    """ValueError for pieces that the encoder does not have: they may come from any file."""
    pieces, known = features.pieces, features.encoder.config.source_vocabulary
    if not pieces.is_meta and not 0 <= pieces.min() <= pieces.max() < known:
        raise ValueError("word pieces outside of the vocabulary")

"""What grows on one shared encoder: answers marked in a passage, blanks filled in, and texts found by their meaning.

Each task has the shared weights, adapters of its own (``adapters.py``) and a small head; ``merge`` joins the first two before use.
B = batch, T = tokens, D = d_model, V = vocabulary, Q = tokens of a query. ``engine/read/word_pieces.py`` cuts the text:
[CLS] text [SEP], or [CLS] question [SEP] passage [SEP] with segments 0 up to the first [SEP] and 1 after it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from attnviz.models.adapters import adapt, merge
from attnviz.models.encoder import EPSILON, Encoder, EncoderConfig, Encoding


@dataclass(frozen=True)
class AdaptedConfig(EncoderConfig):
    """The shared encoder's sizes, and the ``rank`` of the adapters on the linear layers of its ``adapted`` last layers."""

    rank: int = 32
    adapted: int = 4


class Reader(nn.Module):
    """The shared encoder as it is: texts to vectors that are near where the texts mean nearly the same (``reader-en``)."""

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.config = config
        self.encoder = Encoder(config)

    def forward(
        self, tokens: Tensor, mask: Tensor | None = None, heads_on: Tensor | None = None, *, show: bool = False
    ) -> Encoding:
        """tokens [B, T] with mask [B, T] -> the encoder's answer."""
        return self.encoder(tokens, mask, None, heads_on, show=show)


def text_vectors(states: Tensor, mask: Tensor) -> Tensor:
    """One vector a text, of length 1: the mean of its tokens' states. [B, T, D] and [B, T] -> [B, D].
    Reimers & Gurevych 2019 (1908.10084), section 3. Two texts are as near as their vectors' product.
    """
    weights = mask.to(states.dtype).unsqueeze(-1)
    return F.normalize((states * weights).sum(1) / weights.sum(1).clamp(min=1), dim=-1)


def token_vectors(states: Tensor) -> Tensor:
    """One vector a token, of length 1: [..., D] -> [..., D]."""
    return F.normalize(states, dim=-1)


def late_interaction(query: Tensor, text: Tensor, text_mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
    """How well each token of a query [Q, D] is met in texts [B, T, D] (``token_vectors`` both): the score of each text [B], the
    mean over the query of its best match, and all matches [B, Q, T], -1 … 1. Khattab & Zaharia 2020 (2004.12832), eq. 3.
    """
    matches = query @ text.transpose(1, 2)
    if text_mask is not None:
        matches = matches.masked_fill(~text_mask[:, None], -1.0)
    return matches.amax(-1).mean(-1), matches


class AdaptedReader(nn.Module):
    """What the tasks share: ``encoder``, of which the last layers have adapters and learn; the rest stays as it is."""

    def __init__(self, config: AdaptedConfig) -> None:
        super().__init__()
        self.config = config
        self.encoder = Encoder(config).requires_grad_(False)
        for layer in self.encoder.layers[config.layers - config.adapted :]:
            adapt(layer.requires_grad_(True), config.rank)

    def merge(self) -> None:
        """Join the adapters to the weights: the same answers, quicker. Afterwards it learns no more."""
        merge(self)


class Answer(NamedTuple):
    """Scores [B, T] of each token as the first and the last of the answer, and what the encoder says. Only tokens of the passage
    may be in an answer; the score of "no answer here" is that of token 0, [CLS], as both.
    """

    start: Tensor
    end: Tensor
    encoding: Encoding


class Answerer(AdaptedReader):
    """Question and passage -> where the answer begins and ends (``reader-qa``). Devlin et al. 2018, section 4.2."""

    def __init__(self, config: AdaptedConfig) -> None:
        super().__init__(config)
        self.span = nn.Linear(config.d_model, 2)

    def forward(
        self,
        tokens: Tensor,
        mask: Tensor | None,
        segments: Tensor,
        heads_on: Tensor | None = None,
        *,
        show: bool = False,
    ) -> Answer:
        """tokens, mask and segments [B, T]; heads_on [B or 1, L, H]."""
        encoding = self.encoder(tokens, mask, segments, heads_on, show=show)
        start, end = self.span(encoding.states).unbind(-1)
        return Answer(start, end, encoding)


def span_scores(answer: Answer, passage: Tensor, longest: int = 30) -> tuple[Tensor, Tensor]:
    """Scores of all spans [B, T, T] (first token, last token): start + end where both are in ``passage`` [B, T] (True there), the
    end is not before the start and the span has at most ``longest`` tokens, else -inf; and of "no answer" [B].

    The softmax over all of a text's spans (of all its windows) and its least "no answer" gives probabilities.
    """
    scores = answer.start.unsqueeze(-1) + answer.end.unsqueeze(-2)
    length = passage.shape[-1]
    allowed = torch.ones(length, length, dtype=torch.bool, device=passage.device).triu().tril(longest - 1)
    allowed = allowed & passage.unsqueeze(-1) & passage.unsqueeze(-2)
    return scores.masked_fill(~allowed, -torch.inf), answer.start[:, 0] + answer.end[:, 0]


class Filled(NamedTuple):
    """Scores of every piece of the vocabulary for every token [B, T, V], or for those asked for [N, V]; what the encoder says."""

    logits: Tensor
    encoding: Encoding


class BlankFiller(AdaptedReader):
    """A text with [MASK] where words are missing -> what may stand there (``reader-mlm``). Devlin et al. 2018, section 3.1."""

    def __init__(self, config: AdaptedConfig) -> None:
        super().__init__(config)
        self.transform = nn.Linear(config.d_model, config.d_model)
        self.norm = nn.LayerNorm(config.d_model, eps=EPSILON)
        self.output_bias = nn.Parameter(torch.zeros(config.source_vocabulary))

    def forward(
        self,
        tokens: Tensor,
        mask: Tensor | None = None,
        heads_on: Tensor | None = None,
        *,
        at: Tensor | None = None,
        show: bool = False,
    ) -> Filled:
        """tokens and mask [B, T]; ``at`` [N], places in the flattened B T, asks for these alone. The output layer is the table of
        embeddings.
        """
        encoding = self.encoder(tokens, mask, None, heads_on, show=show)
        states = encoding.states if at is None else encoding.states.flatten(0, 1)[at]
        states = self.norm(F.gelu(self.transform(states)))
        return Filled(F.linear(states, self.encoder.embedding.weight, self.output_bias), encoding)

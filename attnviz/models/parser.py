"""Sentences taken apart by attention: each word looks at its head, a verb at who did what to whom.

Dozat & Manning 2016 (1611.01734): deep biaffine attention; the weights of a word over all words are the probabilities of its head.
Roles are labelled the same way: of a predicate over all words, one distribution of labels a word (B-, I-, O), read as spans.
B = batch, T = pieces, W = words, D = d_model, P = predicates, R = relations, U = parts of speech, S = role labels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from attnviz.models.reader import AdaptedConfig, AdaptedReader

if TYPE_CHECKING:
    from attnviz.models.encoder import Encoding

SHAPES = 8  # ways a word is written; see ``word_shape``
FARTHEST = 15  # words between a predicate and a word that are told apart
OUTSIDE = "O"


@dataclass(frozen=True)
class ParserConfig(AdaptedConfig):
    """Sizes and names: ``relations``, ``tags`` (universal parts of speech) and ``roles`` (PropBank's) separated by spaces."""

    relations: str = "root"
    tags: str = "X"
    roles: str = "ARG0"
    d_shape: int = 16
    d_arc: int = 256
    d_relation: int = 96
    d_role: int = 256


class Parsed(NamedTuple):
    """Of every word: scores of its heads [B, W, 1 + W] (0 is the root, then the words), of relations to each of them
    [B, W, 1 + W, R], of parts of speech [B, W, U]; of every predicate asked for, scores of role labels [B, P, W, S]; the words'
    ``states`` [B, W, D + shape], of which all is said.

    ``softmax(arcs, -1)`` is the attention that the tree is read from (``engine/read/trees.py``).
    """

    arcs: Tensor
    relations: Tensor
    tags: Tensor
    roles: Tensor | None
    encoding: Encoding
    states: Tensor


def word_shape(word: str) -> int:
    """How a word is written, which small letters hide: 0 no letter, 1 small, 2 Begins With A Capital, 3 CAPITALS, 4 mIxed, 5 one
    capital, 6 digits, 7 letters and digits.
    """
    letters, digits = [c for c in word if c.isalpha()], any(c.isdigit() for c in word)
    if not letters or digits:
        return (7 if letters else 6) if digits else 0
    if not any(c.isupper() for c in letters):
        return 1
    if len(letters) == 1:
        return 5
    if all(c.isupper() for c in letters):
        return 3
    return 2 if letters[0].isupper() and not any(c.isupper() for c in letters[1:]) else 4


def role_labels(roles: str) -> list[str]:
    """The labels of words, in the order of their scores: O, then B- and I- of each role."""
    return [OUTSIDE, *(f"{begin}-{role}" for role in roles.split() for begin in "BI")]


class Biaffine(nn.Module):
    """score(a, b) = [a; 1]ᵀ U [b; 1] for every pair, ``labels`` scores each: [B, W, A] and [B, V, A] -> [B, W, V, labels]."""

    def __init__(self, width: int, labels: int) -> None:
        super().__init__()
        self.labels = labels
        self.weight = nn.Parameter(torch.zeros(labels * (width + 1), width + 1))

    def forward(self, a: Tensor, b: Tensor) -> Tensor:
        a, b = (F.pad(each, (0, 1), value=1.0) for each in (a, b))
        half = F.linear(b, self.weight).unflatten(-1, (self.labels, -1))  # [B, V, labels, A + 1]
        return torch.einsum("bwa,bvla->bwvl", a, half)


def mlp(width: int, out: int) -> nn.Sequential:
    """What a word is as one side of a pair."""
    return nn.Sequential(nn.Linear(width, out), nn.GELU(), nn.Dropout(0.33))


class Parser(AdaptedReader):
    """A sentence's words -> heads, relations, parts of speech, and of verbs the roles (``reader-tree``)."""

    config: ParserConfig

    def __init__(self, config: ParserConfig) -> None:
        super().__init__(config)
        width = config.d_model + config.d_shape
        self.mix = nn.Parameter(
            torch.zeros(config.layers)
        )  # how much of each layer: Peters et al. 2018 (1802.05365), eq. 1
        self.shape = nn.Parameter(torch.zeros(SHAPES, config.d_shape))
        self.root = nn.Parameter(torch.zeros(1, 1, width))
        self.arc_word, self.arc_head = mlp(width, config.d_arc), mlp(width, config.d_arc)
        self.relation_word, self.relation_head = mlp(width, config.d_relation), mlp(width, config.d_relation)
        self.role_predicate, self.role_word = mlp(width, config.d_role), mlp(width, config.d_role)
        self.arc = Biaffine(config.d_arc, 1)
        self.relation = Biaffine(config.d_relation, len(config.relations.split()))
        self.tag = nn.Linear(width, len(config.tags.split()))
        self.near = nn.Parameter(torch.zeros(2 * FARTHEST + 1, config.d_role))  # how far a word is from the predicate
        self.tied = nn.Linear(2, config.d_role)  # how likely one is the other's head
        self.around = nn.ModuleList(nn.Conv1d(config.d_role, config.d_role, 3, padding=1) for _ in range(2))
        self.role = nn.Linear(config.d_role, len(role_labels(config.roles)))

    def forward(
        self,
        tokens: Tensor,
        mask: Tensor,
        first: Tensor,
        words: Tensor,
        shapes: Tensor,
        predicates: Tensor | None = None,
        heads_on: Tensor | None = None,
        *,
        show: bool = False,
    ) -> Parsed:
        """tokens and mask [B, T]; ``first`` [B, W] the place of each word's first piece, ``words`` [B, W] True where there is one,
        ``shapes`` [B, W] from ``word_shape``; ``predicates`` [B, P] places among the words. Scores of heads that are no word, or
        the word itself, are the least a float can say.
        """
        encoding = self.encoder(tokens, mask, None, heads_on, show=show)
        mixed = torch.einsum("l,lbtd->btd", self.mix.softmax(0), torch.stack(encoding.layers))
        states = mixed.gather(1, first.unsqueeze(-1).expand(-1, -1, mixed.shape[-1]))
        states = torch.cat((states, F.embedding(shapes, self.shape)), -1)  # [B, W, D + shape]
        heads = torch.cat((self.root.expand(len(states), -1, -1), states), 1)  # [B, 1 + W, ...]
        arcs = self.arc(self.arc_word(states), self.arc_head(heads)).squeeze(-1)
        never = torch.eye(states.shape[1], dtype=torch.bool, device=states.device) | ~words.unsqueeze(1)
        arcs = arcs.masked_fill(F.pad(never, (1, 0)), torch.finfo(arcs.dtype).min)
        relations = self.relation(self.relation_word(states), self.relation_head(heads))
        parsed = Parsed(arcs, relations, self.tag(states), None, encoding, states)
        return parsed if predicates is None else parsed._replace(roles=self.roles(parsed, words, predicates))

    def roles(self, parsed: Parsed, words: Tensor, predicates: Tensor) -> Tensor:
        """Of what was parsed, ``words`` [B, W] True where there is one, predicates [B, P] -> scores of role labels [B, P, W, S]."""
        states, arcs = parsed.states, parsed.arcs
        batch, count = predicates.shape
        rows = torch.arange(batch, device=predicates.device)[:, None]
        head = arcs.softmax(-1)[..., 1:]  # [B, W, W]
        tied = torch.stack((head[rows, predicates], head.transpose(1, 2)[rows, predicates]), -1)  # [B, P, W, 2]
        places = torch.arange(states.shape[1], device=predicates.device) - predicates.unsqueeze(-1)
        near = F.embedding(places.clamp(-FARTHEST, FARTHEST) + FARTHEST, self.near)
        asked = self.role_predicate(states[rows, predicates]).unsqueeze(2)  # [B, P, 1, A]
        pairs = F.gelu(asked + self.role_word(states).unsqueeze(1) + near + self.tied(tied))
        there = words[:, None, None].expand(-1, count, -1, -1).flatten(0, 1)  # [B P, 1, W]
        x = pairs.flatten(0, 1).transpose(1, 2) * there  # [B P, A, W]
        for layer in self.around:
            x = (x + F.gelu(layer(x))) * there
        return self.role(x.transpose(1, 2)).unflatten(0, (batch, count))

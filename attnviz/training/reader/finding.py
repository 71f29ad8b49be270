"""Finding the passage that a question was asked about among a thousand: by meaning, by late interaction, by plain words."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from attnviz.engine.read.word_pieces import CLS, PAD, SEP
from attnviz.engine.read.word_pieces import words as words_of
from attnviz.models.reader import late_interaction, text_vectors, token_vectors
from attnviz.training.reader.batches import padded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.read.word_pieces import WordPieces
    from attnviz.training.reader.texts import Passage

AMONG = 1000  # passages
LONGEST = 256  # pieces read of a text
BATCH = 16
K1, B = 1.2, 0.75  # of BM25


@torch.inference_mode()
def encoded(network: Any, pieces: WordPieces, texts: Sequence[str]) -> list[Tensor]:
    """The encoder's states [T, D] of each text, those of [CLS] and [SEP] among them."""
    rows = [[CLS, *pieces.ids(text)[: LONGEST - 2], SEP] for text in texts]
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    found: list[Tensor] = [torch.empty(0)] * len(rows)
    for begin in range(0, len(order), BATCH):
        chosen = order[begin : begin + BATCH]
        tokens = padded([rows[i] for i in chosen])
        for i, states in zip(chosen, network(tokens, tokens != PAD).states, strict=True):
            found[i] = states[: len(rows[i])]
    return found


def bm25(queries: Sequence[str], texts: Sequence[str]) -> Tensor:
    """Scores [queries, texts] of plain word overlap: Robertson & Zaragoza 2009, eq. 3.15, k1 1.2, b 0.75."""
    bags = [Counter(word for word, _ in words_of(text) if word[0].isalnum()) for text in texts]
    lengths = torch.tensor([float(bag.total()) for bag in bags])
    seen = Counter(word for bag in bags for word in bag)
    scores = torch.zeros(len(queries), len(texts))
    for row, query in zip(scores, queries, strict=True):
        for word in {word for word, _ in words_of(query)} & seen.keys():
            often = torch.tensor([float(bag[word]) for bag in bags])
            rare = math.log(1 + (len(texts) - seen[word] + 0.5) / (seen[word] + 0.5))
            row += rare * often * (K1 + 1) / (often + K1 * (1 - B + B * lengths / lengths.mean()))
    return scores


def found_first(network: Any, pieces: WordPieces, passages: Sequence[Passage], *, every: int = 12) -> dict[str, Any]:
    """How often, in percent, the right passage of a thousand comes first for each ``every``-th question about them."""
    passages = passages[:AMONG]
    asked = [(question.text, i) for i, passage in enumerate(passages) for question in passage.questions][::every]
    texts, queries = [passage.text for passage in passages], [text for text, _ in asked]
    right = torch.tensor([i for _, i in asked])
    in_texts, in_queries = encoded(network, pieces, texts), encoded(network, pieces, queries)
    vectors = [
        torch.cat([text_vectors(states[None], torch.ones(1, len(states), dtype=torch.bool)) for states in each])
        for each in (in_queries, in_texts)
    ]
    by_meaning = vectors[0] @ vectors[1].T
    block = padded([[1] * len(states) for states in in_texts]).bool()
    tokens = torch.zeros(*block.shape, in_texts[0].shape[-1])
    tokens[block] = token_vectors(torch.cat(in_texts))
    by_tokens = torch.stack([late_interaction(token_vectors(q[1:-1]), tokens, block)[0] for q in in_queries])
    by_words = bm25(queries, texts)

    def first(scores: Tensor) -> float:
        return round(100 * float((scores.argmax(1) == right).float().mean()), 2)

    return {
        "passages": len(texts),
        "questions": len(queries),
        "first_by_meaning": first(by_meaning),
        "first_by_late_interaction": first(by_tokens),
        "first_by_words_bm25": first(by_words),
        "first_by_meaning_and_words": first(by_meaning / by_meaning.std() + by_words / by_words.std()),
    }

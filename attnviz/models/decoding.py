"""Greedy and beam search over any translator with ``encode`` and ``step``, many sentences and all beams in one batch."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import torch
from torch import Tensor

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Translator(Protocol):
    """What decoding needs of a model."""

    def encode(self, source: Tensor, src_mask: Tensor) -> Any: ...

    def step(self, tokens: Tensor, state: Any) -> tuple[Tensor, Tensor, Any]: ...


class Begun(NamedTuple):
    """A translator whose source has been read already."""

    network: Translator
    state: Any

    def encode(self, source: Tensor, src_mask: Tensor) -> Any:
        """The state that the source was read into."""
        return self.state

    def step(self, tokens: Tensor, state: Any) -> tuple[Tensor, Tensor, Any]:
        """As the network's."""
        return self.network.step(tokens, state)


@dataclass(frozen=True)
class Hypothesis:
    """One decoded target: its token ids (with the end token when it was reached), sum of log-probabilities, and the ``bonus`` that
    a search which prefers some words gives it besides.
    """

    ids: tuple[int, ...]
    log_probability: float
    bonus: float = 0.0

    def score(self, length_penalty: float) -> float:
        """log p / length^penalty (Wu et al. 2016, 1609.08144, without its constant): what beams are ranked by."""
        return (self.log_probability + self.bonus) / max(len(self.ids), 1) ** length_penalty


def pad_batch(sentences: Sequence[Sequence[int]], *, pad: int = 0) -> tuple[Tensor, Tensor]:
    """Lists of ids -> [B, S] ids and [B, S] mask (True = token)."""
    width = max(map(len, sentences))
    ids = torch.tensor([[*sentence, *([pad] * (width - len(sentence)))] for sentence in sentences])
    lengths = torch.tensor([len(sentence) for sentence in sentences])
    return ids, torch.arange(width) < lengths.unsqueeze(1)


def beam_search(
    model: Translator,
    source: Tensor,
    src_mask: Tensor,
    *,
    bos: int,
    eos: int,
    beams: int = 1,
    max_length: int | Sequence[int] = 80,
    length_penalty: float = 1.0,
    forbidden: Sequence[int] = (),
    prefix: Sequence[int] = (),
    progress: Callable[[float], None] = lambda share: None,
) -> list[list[Hypothesis]]:
    """source [B, S], src_mask [B, S] -> per sentence its finished hypotheses, best first, at most ``beams``.

    ``beams=1`` is greedy decoding. ``prefix`` is forced before the search goes on. ``forbidden`` ids are never produced.
    ``checkpoint`` is called at every step with the share of ``max_length`` done, and may raise to stop the search.
    """
    n = source.shape[0]
    limits = [max_length] * n if isinstance(max_length, int) else list(max_length)
    state = model.encode(source, src_mask)
    device = source.device
    tokens = torch.full((n,), bos, device=device)
    totals = [0.0] * n
    for token in prefix:
        logits, _, state = model.step(tokens, state)
        of_token = torch.log_softmax(logits.float(), -1)[:, token].tolist()
        totals = [total + p for total, p in zip(totals, of_token, strict=True)]
        tokens = torch.full((n,), token, device=device)
    # One row for each living beam: which sentence it belongs to, what it has produced, and how probable that is.
    owners = list(range(n))
    produced: list[tuple[int, ...]] = [tuple(prefix)] * n
    finished: list[list[Hypothesis]] = [[] for _ in range(n)]
    longest = max(limits)
    barred = torch.tensor(list(forbidden), dtype=torch.long, device=device)
    for length in range(len(prefix) + 1, longest + 1):
        progress(length / longest)
        logits, _, state = model.step(tokens, state)
        logits.index_fill_(1, barred, -torch.inf)
        log_p, ids = torch.log_softmax(logits.float(), -1).topk(
            min(beams + 1, logits.shape[-1]) if beams > 1 else 1, -1
        )
        more, choices = log_p.tolist(), ids.tolist()
        candidates: list[list[tuple[float, int, int]]] = [[] for _ in range(n)]
        for row, owner in enumerate(owners):
            scored = zip(more[row], choices[row], strict=True)
            candidates[owner] += [(totals[row] + p, row, token) for p, token in scored if p > -math.inf]
        rows: list[int] = []
        new: list[tuple[float, int, tuple[int, ...]]] = []
        for owner in sorted(set(owners)):
            living = 0
            ranked = sorted(candidates[owner], key=lambda c: -c[0])[: 2 * beams]
            for rank, (score, row, token) in enumerate(ranked):
                ids_so_far = (*produced[row], token)
                if token == eos or length >= limits[owner]:
                    if rank < beams and len(finished[owner]) < beams:  # an end further down is no beam
                        finished[owner].append(Hypothesis(ids_so_far, score))
                elif living < beams:
                    living += 1
                    rows.append(row)
                    new.append((score, owner, ids_so_far))
            if len(finished[owner]) >= beams and living:
                del rows[-living:], new[-living:]
        if not new:
            break
        totals = [score for score, _, _ in new]
        owners = [owner for _, owner, _ in new]
        produced = [ids_so_far for _, _, ids_so_far in new]
        tokens = torch.tensor([ids_so_far[-1] for ids_so_far in produced], device=device)
        if rows != list(range(logits.shape[0])):
            state = state.select(torch.tensor(rows, device=device))
    return [sorted(group, key=lambda h: -h.score(length_penalty)) for group in finished]

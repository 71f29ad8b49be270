"""Sequences of unlike lengths as rectangles: those about as long stand together, so that little is padding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from attnviz.engine.read.word_pieces import PAD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

POOL = 32  # batches among which lengths are sorted


def padded(rows: Sequence[Sequence[int]], fill: int = PAD) -> Tensor:
    """Rows of numbers -> int64 [B, longest], ``fill`` after their ends."""
    longest = max(map(len, rows))
    return torch.tensor([[*row, *([fill] * (longest - len(row)))] for row in rows])


def batches_of(lengths: Tensor, tokens: int, most: int, chance: torch.Generator) -> list[list[int]]:
    """Places 0 … n - 1 in batches of at most ``tokens`` tokens with padding and ``most`` rows, in random order."""
    order = torch.randperm(len(lengths), generator=chance)
    pool = POOL * most
    batches: list[list[int]] = []
    for chosen in order.split(pool):
        batch: list[int] = []
        for place in chosen[lengths[chosen].argsort(stable=True)].tolist():
            if batch and (len(batch) == most or (len(batch) + 1) * int(lengths[place]) > tokens):
                batches.append(batch)
                batch = []
            batch.append(place)
        batches.append(batch)
    return [batches[i] for i in torch.randperm(len(batches), generator=chance).tolist()]

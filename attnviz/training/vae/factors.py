"""Pictures made from known factors: what a generator of such pictures offers, and draws from its factors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import torch
from torch import Tensor

if TYPE_CHECKING:
    from collections.abc import Sequence

OF_FORMULAS = ("drawn by attnviz from formulas", "Apache-2.0")  # origin and licence


class Generated(Protocol):
    """A family of pictures; ``names`` and ``sizes`` say which factors there are and how many values each has."""

    @property
    def origin(self) -> str: ...

    @property
    def licence(self) -> str: ...

    @property
    def ships(self) -> bool:
        """Whether pictures of it may lie beside the weights."""
        ...

    @property
    def names(self) -> tuple[str, ...]: ...

    @property
    def sizes(self) -> tuple[int, ...]: ...

    @property
    def places(self) -> tuple[int, ...]:
        """Which of the factors say where the thing stands in the picture."""
        ...

    def draw(self, factors: Tensor) -> Tensor:
        """factors int64 [B, K], each from 0 below its size -> pictures [B, C, S, S] in 0..1."""
        ...


def random_factors(sizes: tuple[int, ...], count: int, generator: torch.Generator) -> Tensor:
    """``count`` uniform draws of all factors: int64 [count, K]."""
    return torch.stack([torch.randint(size, (count,), generator=generator) for size in sizes], dim=1)


def change_one(factors: Tensor, sizes: tuple[int, ...], generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Each row of factors [B, K] with one factor at another value: [B, K], and which one it was: [B]."""
    count = len(factors)
    which = torch.randint(len(sizes), (count,), generator=generator)
    size = torch.tensor(sizes)[which]
    step = 1 + (torch.rand(count, generator=generator) * (size - 1)).long().clamp(max=size - 2)
    rows = torch.arange(count)
    changed = factors.clone()
    changed[rows, which] = (factors[rows, which] + step) % size
    return changed, which


def towards_middle(factors: Tensor, sizes: tuple[int, ...], which: Sequence[int], share: float) -> Tensor:
    """Factors [B, K] with those of ``which`` drawn together around the middle of their values: ``share`` 1 leaves all as it is."""
    moved = factors.clone()
    for k in which:
        middle = (sizes[k] - 1) / 2
        moved[:, k] = (middle + (factors[:, k] - middle) * share).round().long()
    return moved

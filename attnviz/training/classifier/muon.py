"""Muon: momentum whose step for a matrix of weights is turned into the nearest orthogonal one (Jordan et al. 2024).

https://kellerjordan.github.io/posts/muon, for hidden layers; convolution filters are read as matrices [outputs, rest].
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

if TYPE_CHECKING:
    from collections.abc import Iterable

COEFFICIENTS = (3.4445, -4.7750, 2.0315)  # of the quintic whose iteration brings singular values near 1


def orthogonalized(matrix: Tensor, steps: int = 4) -> Tensor:
    """U V^T of [N, M] = U S V^T, roughly: Newton-Schulz iterations in bfloat16."""
    a, b, c = COEFFICIENTS
    x = matrix.bfloat16()
    tall = x.shape[0] > x.shape[1]
    x = (x.T if tall else x) / (x.norm() + 1e-7)
    for _ in range(steps):
        gram = x @ x.T
        x = a * x + (b * gram + c * gram @ gram) @ x
    return x.T if tall else x


class Muon(torch.optim.Optimizer):
    """Momentum in Nesterov's form, made orthogonal; a step's length is ``lr`` times that of its filters."""

    def __init__(self, params: Iterable[Tensor], *, lr: float, momentum: float = 0.9) -> None:
        super().__init__(params, {"lr": lr, "momentum": momentum})

    @torch.no_grad()
    def step(self, closure: Any = None) -> None:  # type: ignore[override]
        """One step. The filters keep their length: normalisation after them makes only their direction count."""
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is None:
                    continue
                buffer = self.state[p].setdefault("momentum", torch.zeros_like(p))
                buffer.lerp_(p.grad, 1 - group["momentum"])
                update = p.grad.lerp(buffer, group["momentum"]).flatten(1)
                length = len(p) ** 0.5
                p.mul_(length / p.norm())
                step = orthogonalized(update).view(p.shape).to(p)
                p.add_(step * (length / step.norm().clamp(min=1e-3)), alpha=-group["lr"])

"""Low-rank adapters: what a task changes in the weights of an encoder that several tasks share.

Hu et al. 2021 (2106.09685): W + B A with B [out, R] and A [R, in], R small. The shared weights may be those of a compressed file
(Dettmers et al. 2023, 2305.14314): the adapters are learned on top of what is stored, so nothing is lost when it is read back.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class AdaptedLinear(nn.Linear):
    """x (W + B A)ᵀ + b. ``weight`` is shared and stays as it is; ``up`` (B, begins as 0), ``down`` (A) and the bias are learned."""

    def __init__(self, d_in: int, d_out: int, rank: int) -> None:
        super().__init__(d_in, d_out)
        self.weight.requires_grad_(False)
        self.down = nn.Parameter(torch.empty(rank, d_in).uniform_(-(d_in**-0.5), d_in**-0.5))
        self.up = nn.Parameter(torch.zeros(d_out, rank))

    def forward(self, x: Tensor) -> Tensor:
        """x [..., in] -> [..., out]. The sum of the matrices costs less than a second product for every token."""
        return F.linear(x, self.weight + self.up @ self.down, self.bias)

    def merged(self) -> nn.Linear:
        """A plain layer that does the same."""
        plain = nn.Linear(self.in_features, self.out_features, device="meta")
        plain.weight = nn.Parameter(self.weight + self.up @ self.down, requires_grad=False)
        plain.bias = self.bias
        return plain


def adapt(network: nn.Module, rank: int) -> None:
    """Put an adapter on every linear layer inside ``network``; until they learn, they change nothing."""
    for parent in list(network.modules()):
        for name, layer in list(parent.named_children()):
            if type(layer) is nn.Linear:
                setattr(parent, name, AdaptedLinear(layer.in_features, layer.out_features, rank))


@torch.no_grad()
def merge(network: nn.Module) -> None:
    """Replace every adapted layer inside ``network`` by a plain one that does the same."""
    for parent in list(network.modules()):
        for name, layer in list(parent.named_children()):
            if isinstance(layer, AdaptedLinear):
                setattr(parent, name, layer.merged())

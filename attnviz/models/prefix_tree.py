"""Several targets read at once, what they begin alike only once: the prefix tree of their tokens as one row.

A token attends to itself and to what stands before it in its target (tree attention: Miao et al. 2023, "SpecInfer", 2305.09781,
section 4.2). The four finds of a search begin so much alike that their tree has half their tokens.
B = targets, T = tokens of the longest, N = tokens of the tree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import torch
from torch import Tensor

if TYPE_CHECKING:
    from collections.abc import Sequence


class PrefixTree(NamedTuple):
    """The tokens [1, N], the place in its target of each [N], and which are itself or before it [N, N] (True = may be attended);
    where the tokens of each target stand in the tree [B, T], shorter ones filled with their last, and each token of the tree
    first in all targets [N], 0 to B T - 1.
    """

    tokens: Tensor
    places: Tensor
    before: Tensor
    paths: Tensor
    first: Tensor


def prefix_tree(targets: Sequence[Sequence[int]]) -> PrefixTree:
    """The tree of targets that have a token each at least."""
    longest = max(map(len, targets))
    nodes: dict[tuple[int, int], int] = {}  # by the node before and the token
    places: list[int] = []
    first: list[int] = []
    paths: list[list[int]] = []
    for row, target in enumerate(targets):
        node, path = -1, list[int]()
        for place, token in enumerate(target):
            node = nodes.setdefault((node, token), len(nodes))
            path.append(node)
            if node == len(places):
                places.append(place)
                first.append(row * longest + place)
        paths.append(path)
    before = torch.zeros(len(nodes), len(nodes), dtype=torch.bool)
    for path in paths:
        along = torch.tensor(path)
        before[along[:, None], along] = torch.ones(len(path), len(path), dtype=torch.bool).tril()
    return PrefixTree(
        torch.tensor([[token for _, token in nodes]]),
        torch.tensor(places),
        before,
        torch.tensor([path + path[-1:] * (longest - len(path)) for path in paths]),
        torch.tensor(first),
    )

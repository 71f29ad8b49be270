"""Token embeddings, and tables of normal numbers."""

from __future__ import annotations

import torch
from torch import Tensor, nn


def normal_table(rows: int, width: int, *, std: float) -> Tensor:
    """[rows, width] drawn from N(0, std²).

    On the meta device it stays undrawn: drawing normal numbers there imports sympy, 2 s and 70 MB before any model is loaded.
    """
    table = torch.empty(rows, width)
    return table if table.is_meta else nn.init.normal_(table, std=std)


def embedding(vocabulary: int, width: int, *, pad: int) -> nn.Embedding:
    """A table [vocabulary, width] drawn from N(0, 1 / width), with zeros for ``pad``."""
    weight = normal_table(vocabulary, width, std=width**-0.5)
    weight[pad].zero_()
    return nn.Embedding.from_pretrained(weight, freeze=False, padding_idx=pad)

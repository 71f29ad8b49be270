"""Token embeddings."""

from __future__ import annotations

import torch
from torch import nn


def embedding(vocabulary: int, width: int, *, pad: int) -> nn.Embedding:
    """A table [vocabulary, width] drawn from N(0, 1 / width), with zeros for ``pad``.

    On the meta device it stays undrawn: drawing normal numbers there imports sympy, 2 s and 70 MB before any model is loaded.
    """
    weight = torch.empty(vocabulary, width)
    if not weight.is_meta:
        nn.init.normal_(weight, std=width**-0.5)
        weight[pad].zero_()
    return nn.Embedding.from_pretrained(weight, freeze=False, padding_idx=pad)

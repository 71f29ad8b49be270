"""Which heads of a Transformer take part: from the person's list of heads off to what the network multiplies by."""

from __future__ import annotations

from typing import Any

import torch

from attnviz.engine.messages import Note
from attnviz.engine.translate.head_statistics import CROSS, DECODER, ENCODER
from attnviz.models.transformer import ByKind, Transformer

KINDS = (CROSS, ENCODER, DECODER)  # as a translation lists them

HeadsOff = tuple[tuple[str, int, int], ...]


def all_on(network: Transformer) -> ByKind:
    """Every head takes part: [1, L, H] ones for each kind."""
    ones = torch.ones(1, network.config.layers, network.config.heads)
    return ByKind(ones, ones.clone(), ones.clone())


def heads_on(network: Any, off: HeadsOff) -> tuple[ByKind | None, tuple[Note, ...]]:
    """[1, L, H] of 1 and 0 for each kind, or None when all take part, and notes: ``heads_ignored`` for those that the network
    does not have, ``source_unseen``, ``all_heads_off``.
    """
    if not off:
        return None, ()
    if not isinstance(network, Transformer):
        return None, (Note("heads_ignored", {"heads": len(off)}),)
    on, layers, heads = all_on(network), network.config.layers, network.config.heads
    known = [(kind, layer, head) for kind, layer, head in off if kind in KINDS and layer in range(layers)]
    known = [(kind, layer, head) for kind, layer, head in known if head in range(heads)]
    for kind, layer, head in known:
        getattr(on, kind)[0, layer, head] = 0
    notes: tuple[Note, ...] = ()
    if len(known) < len(off):
        notes += (Note("heads_ignored", {"heads": len(off) - len(known)}),)
    if not any(bool(kind.any()) for kind in on):
        notes += (Note("all_heads_off"),)
    elif not on.cross_attention.any():
        notes += (Note("source_unseen"),)
    return on if known else None, notes

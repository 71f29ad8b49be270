"""Which heads of a translator take part: the head mask as its Transformer multiplies by it."""

from __future__ import annotations

from typing import Any

import torch

from attnviz.engine.attention.head_mask import HeadsOff, head_mask
from attnviz.engine.attention.messages import CROSS, DECODER, KINDS
from attnviz.engine.messages import Note
from attnviz.models.title_writer import TitleWriter
from attnviz.models.transformer import ByKind, Transformer


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
    if not isinstance(network, Transformer | TitleWriter):
        return None, (Note("heads_ignored", {"heads": len(off)}),)
    shape = network.config.layers, network.config.heads
    shapes = dict.fromkeys(KINDS, shape)
    if isinstance(network, TitleWriter):
        shapes[CROSS] = shapes[DECODER] = network.config.decoder_layers, network.config.heads
    mask, ignored = head_mask(off, shapes)
    on = ByKind(**{kind: torch.from_numpy(each)[None] for kind, each in mask.items()})
    notes: tuple[Note, ...] = ()
    if ignored:
        notes += (Note("heads_ignored", {"heads": ignored}),)
    if not any(bool(kind.any()) for kind in on):
        notes += (Note("all_heads_off"),)
    elif not on.cross_attention.any():
        notes += (Note("source_unseen"),)
    return on if ignored < len(off) else None, notes

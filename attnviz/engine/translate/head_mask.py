"""Which heads of a translator take part: the head mask as its Transformer multiplies by it."""

from __future__ import annotations

from typing import Any

import torch

from attnviz.engine.attention.head_mask import HeadsOff, head_mask
from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER
from attnviz.engine.messages import Note
from attnviz.models.title_writer import TitleWriter, TitleWriterConfig
from attnviz.models.transformer import ByKind, Transformer


def head_shapes(network: Transformer | TitleWriter) -> dict[str, tuple[int, int]]:
    """(layers, heads) of each kind of attention."""
    config = network.config
    layers = config.decoder_layers if isinstance(config, TitleWriterConfig) else config.layers
    return {CROSS: (layers, config.heads), DECODER: (layers, config.heads), ENCODER: (config.layers, config.heads)}


def all_on(network: Transformer | TitleWriter) -> ByKind:
    """Every head takes part: [1, L, H] ones for each kind."""
    return ByKind(**{kind: torch.ones(1, *shape) for kind, shape in head_shapes(network).items()})


def heads_on(network: Any, off: HeadsOff) -> tuple[ByKind | None, tuple[Note, ...]]:
    """[1, L, H] of 1 and 0 for each kind, or None when all take part, and notes: ``heads_ignored`` for those that the network
    does not have, ``source_unseen``, ``all_heads_off``.
    """
    if not off:
        return None, ()
    if not isinstance(network, Transformer | TitleWriter):
        return None, (Note("heads_ignored", {"heads": len(off)}),)
    mask, ignored = head_mask(off, head_shapes(network))
    on = ByKind(**{kind: torch.from_numpy(each)[None] for kind, each in mask.items()})
    notes: tuple[Note, ...] = ()
    if ignored:
        notes += (Note("heads_ignored", {"heads": ignored}),)
    if not any(bool(kind.any()) for kind in on):
        notes += (Note("all_heads_off"),)
    elif not on.cross_attention.any():
        notes += (Note("source_unseen"),)
    return on if ignored < len(off) else None, notes

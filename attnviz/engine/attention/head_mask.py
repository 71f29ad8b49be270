"""Head mask: which heads take part, from the person's list of heads off to what a network multiplies by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz.lazy_numpy import np

if TYPE_CHECKING:
    from collections.abc import Mapping

HeadsOff = tuple[tuple[str, int, int], ...]  # (kind, layer, head) of each head that is off


def head_mask(off: HeadsOff, heads: Mapping[str, tuple[int, int]]) -> tuple[dict[str, np.ndarray], int]:
    """For each kind with its (layers, heads): float32 [layer, head], 1 where a head takes part and 0 where it is off; and how many
    of ``off`` the network does not have.
    """
    mask = {kind: np.ones(shape, np.float32) for kind, shape in heads.items()}
    known = [
        (kind, layer, head)
        for kind, layer, head in off
        if kind in mask and 0 <= layer < len(mask[kind]) and 0 <= head < mask[kind].shape[1]
    ]
    for kind, layer, head in known:
        mask[kind][layer, head] = 0
    return mask, len(off) - len(known)

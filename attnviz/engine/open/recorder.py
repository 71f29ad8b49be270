"""Records what the attention blocks of a network compute while it runs, and switches their heads off.

The first way is transformers' own: a registered attention function, which every block calls with its query, keys and values.
The second is a hook on the dropout that a block's weights go through, for blocks that compute them in their own code.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from attnviz.engine.attention.messages import CROSS
from attnviz.engine.messages import Refused

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from attnviz.engine.open.blocks import Blocks

MOST_LAYERS = 1_000_000
ROWS_SUM = 1e-3  # by how much a row of weights may miss 1


_active: ContextVar[Recorder | None] = ContextVar("recorder", default=None)  # each thread has its own


class Recorder:
    """One run of a network: the weights of every call of a block, by kind, in the order of the calls.

    A layer's number is its place in that order: a block whose weights several layers share is called once for each.
    """

    def __init__(
        self,
        blocks: Blocks,
        *,
        on: Mapping[str, Tensor] | None = None,
        mean: Mapping[str, Tensor] | None = None,
        norms: bool = False,
        weights: bool = True,
        layers: Mapping[str, int] | None = None,
        kinds: Collection[str] | None = None,
    ) -> None:
        """``on`` and ``mean`` [batch or 1, layer, head] by kind: what a head brings is multiplied by the one, and is its
        mean over the places where the other is true. ``norms`` asks for value norms; without ``weights`` nothing is kept,
        with ``kinds`` only those of attention.
        ``layers`` by kind say where the count begins anew while a network runs again and again.
        """
        self.blocks, self.on, self.mean = blocks, on or {}, mean or {}
        self.layers = layers or {}
        self.with_norms, self.with_weights, self.kinds = norms, weights, kinds
        self.weights: dict[str, list[Tensor]] = defaultdict(list)  # [head, query, key] of the first of the batch
        self.norms: dict[str, list[Tensor | None]] = defaultdict(list)  # [head, key]
        self.calls: dict[str, int] = defaultdict(int)
        self.new_keys = False  # norms only of keys that are read for the first time, as those of queries are
        self.batch = 0  # how many inputs run at once, where that is known
        self.seen: set[nn.Module] = set()  # blocks that were called

    def begin(self) -> None:
        """Count and keep anew: another run of the network begins."""
        self.weights.clear()
        self.norms.clear()
        self.calls.clear()

    def changed(self, kind: str, layer: int, output: Tensor) -> Tensor:
        """``output`` [batch, query, head, size] of the heads, without what heads bring that are off, and with means."""
        if kind in self.mean and bool((mean := self.mean[kind][:, layer]).any()):
            output = torch.where(mean[:, None, :, None], output.mean(1, keepdim=True), output)
        if kind in self.on and not bool((on := self.on[kind][:, layer]).all()):
            output = output * on[:, None, :, None].to(output.dtype)
        return output

    def take(self, block: nn.Module, weights: Tensor | None, values: Tensor | None) -> tuple[str, int]:
        """Keep what a block computed: ``weights`` [batch, head, query, key], ``values`` [batch, head, key, size]. Its kind
        and layer.
        """
        self.seen.add(block)
        kind = self.blocks.kind(block)
        layer = self.calls[kind] % self.layers.get(kind, MOST_LAYERS)
        self.calls[kind] += 1
        if self.batch and weights is not None and weights.shape[0] != self.batch:
            raise Refused("no_attention", "This model attends within windows, not over the whole.", reason="windows")
        if weights is not None and self.with_weights and (self.kinds is None or kind in self.kinds):
            self.weights[kind].append(weights[0].detach())
            if self.with_norms:
                if self.new_keys and values is not None:
                    values = values[:, :, -weights.shape[2] :] if kind != CROSS else values
                norms = self.blocks.value_norms(block, values[0], weights.shape[1]) if values is not None else None
                self.norms[kind].append(norms)
        return kind, layer


@contextmanager
def recording(recorder: Recorder) -> Iterator[Recorder]:
    """Let ``recorder`` see what runs."""
    before = _active.set(recorder)
    hooks = recorder.blocks.hooks(recorder)
    try:
        yield recorder
    finally:
        _active.reset(before)
        for hook in hooks:
            hook.remove()


def recorded_attention(
    block: nn.Module, query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None, **options: Any
) -> tuple[Tensor, Tensor]:
    """An attention function for transformers: the eager one of the block's own family, seen by the active recorder."""
    from transformers.models.llama.modeling_llama import eager_attention_forward

    own = getattr(sys.modules[type(block).__module__], "eager_attention_forward", eager_attention_forward)
    output, weights = own(block, query, key, value, mask, **options)
    if (recorder := _active.get()) is not None:
        kind, layer = recorder.take(block, weights, value)
        output = recorder.changed(kind, layer, output)
        recorder.blocks.wait_for_projection(block, output)
    return output, weights


def are_weights(given: Any) -> bool:
    """Whether a tensor is [batch, head, query, key] with rows that sum to 1."""
    if not isinstance(given, Tensor) or given.ndim != 4 or not given.is_floating_point() or not given.numel():
        return False
    return bool(((given[0].float().sum(-1) - 1).abs() < ROWS_SUM).all())

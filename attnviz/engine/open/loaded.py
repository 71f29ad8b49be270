"""A model that is open: its network, its blocks, its tokenizer or processor, and what is told of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import torch

from attnviz.engine.attention.head_mask import head_mask
from attnviz.engine.attention.messages import CROSS
from attnviz.engine.messages import Note, Refused
from attnviz.engine.open import memory
from attnviz.engine.open.recorder import Recorder, recording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from attnviz.engine.open.blocks import Blocks
    from attnviz.engine.open.messages import Head, OpenedModel

FLOAT = 4  # bytes of a weight that is shown


@dataclass(eq=False)
class Loaded:
    """``about`` is what the window is told; ``logits`` names the field of the network's output that says something ("" for
    none).
    """

    network: Any
    blocks: Blocks
    about: OpenedModel
    tokenizer: Any = None
    processor: Any = None
    logits: str = ""
    kept: dict[str, Any] = field(default_factory=dict)  # between slices

    @property
    def device(self) -> torch.device:
        """Where its weights are."""
        return next(self.network.parameters()).device

    @property
    def heads(self) -> dict[str, tuple[int, int]]:
        """(layers, heads) by kind of attention."""
        return {shape.kind: (shape.layers, shape.heads) for shape in self.about.attentions}

    @property
    def layers(self) -> dict[str, int]:
        """How many layers each kind of attention has."""
        return {shape.kind: shape.layers for shape in self.about.attentions}

    @property
    def writes_target(self) -> bool:
        """Whether it has a decoder that writes a target, as translators and Whisper do."""
        return self.about.says in ("translation", "transcript") and CROSS in self.heads

    @property
    def options(self) -> dict[str, Any]:
        """What its network is told besides the inputs: that nothing need be kept for a next token."""
        return {"use_cache": False} if self.about.says == "next_token" else {}

    def switches(self, off: Sequence[Head], mean: Sequence[Head] = ()) -> tuple[dict[str, Any], tuple[Note, ...]]:
        """What a ``Recorder`` is told of heads that are off or at their mean; note ``heads_ignored`` for those that are not
        there.
        """
        if not (off or mean):
            return {}, ()
        if not self.about.heads_can_be_off:
            return {}, (Note("heads_ignored", {"heads": len(off) + len(mean)}),)
        on, unknown = head_mask(tuple(off), self.heads)
        means, more = head_mask(tuple(mean), self.heads)
        notes = (Note("heads_ignored", {"heads": unknown + more}),) if unknown + more else ()
        not_off = {kind: torch.from_numpy(each)[None].to(self.device) for kind, each in on.items()}
        at_mean = {kind: torch.from_numpy(each)[None].to(self.device) == 0 for kind, each in means.items()}
        return {"on": not_off, "mean": at_mean}, notes

    def run(self, inputs: dict[str, Any], recorder: Recorder, **options: Any) -> Any:
        """The network's output for ``inputs``, seen by ``recorder``; memory that runs out is told in a sentence."""
        recorder.begin()
        with torch.inference_mode(), memory.bounded("This input"), recording(recorder):
            return self.network(**inputs, **options)

    def ask_for(self, queries: dict[str, int], keys: dict[str, int]) -> None:
        """``Refused`` when the attention of an input with so many ``queries`` and ``keys`` by kind would not fit into
        memory.
        """
        needed = sum(
            2 * FLOAT * layers * heads * queries.get(kind, 0) * keys.get(kind, 0)
            for kind, (layers, heads) in self.heads.items()
        )
        memory.ask_for(needed, f"The attention between {max(queries.values(), default=0)} places")


def stacked(layers: Sequence[Tensor], wanted: tuple[int, int] | None = None) -> Any:
    """Weights of layers [head, query, key] as float32 [layer, head, query, key], shorter rows filled with zeros before
    their first key.
    """
    if len({tuple(layer.shape[:2]) for layer in layers}) > 1:
        raise Refused("no_attention", "This model's layers differ in heads or places.", reason="ragged")
    keys = max(layer.shape[2] for layer in layers)
    whole = torch.zeros(len(layers), *layers[0].shape[:2], keys, dtype=torch.float32)
    for to, layer in zip(whole, layers, strict=True):
        to[..., keys - layer.shape[2] :] = layer
    array = whole.numpy()
    array.flags.writeable = False
    return array

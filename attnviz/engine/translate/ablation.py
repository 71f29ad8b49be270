"""Measures what heads are worth and whether a map tells the truth: many variations of one pass, a slice at a time."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from attnviz.engine.attention import maps
from attnviz.engine.attention.measuring import SlicedMeasurement, go_on_with
from attnviz.engine.attention.messages import CROSS, ENCODER, KINDS
from attnviz.engine.messages import Refused, frozen
from attnviz.engine.read.title_rereading import TitleRereading
from attnviz.engine.translate.erasure import Erasure
from attnviz.engine.translate.head_mask import all_on
from attnviz.engine.translate.messages import AblateHeads, CheckFaithfulness, Faithfulness, HeadAblation, HeadEffects
from attnviz.engine.translate.rereading import Rereading
from attnviz.lazy_numpy import np
from attnviz.models.title_writer import TitleWriter
from attnviz.models.transformer import ByKind, Transformer

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.engine.model_store import ModelStore


class AblationOfHeads(SlicedMeasurement):
    """One head off in each variation, then the cross-attention of one layer."""

    request: AblateHeads

    def __init__(self, again: Rereading, request: AblateHeads) -> None:
        """``Refused`` codes: no_heads."""
        super().__init__(request, again.longest)
        if not isinstance(again.network, Transformer | TitleWriter):
            raise Refused("no_heads", f"{request.model} has no heads to switch off.", model=request.model)
        self.again = again
        self.on = again.on or all_on(again.network)
        heads = {kind: getattr(self.on, kind).shape[1:] for kind in KINDS}
        count = again.targets.shape[1]
        self.drops = {kind: np.full((*shape, count), np.nan, np.float32) for kind, shape in heads.items()}
        self.cross_layers = np.full((heads[CROSS][0], count), np.nan, np.float32)
        every: list[tuple[str, int, int | None]] = [(CROSS, layer, None) for layer in range(heads[CROSS][0])]
        for kind, (layers, width) in heads.items():
            every += itertools.product((kind,), range(layers), range(width))
        self.variations = sorted(
            every, key=lambda variation: variation[0] == ENCODER
        )  # runs that share an encoder first
        with torch.inference_mode():
            self.state = again.encode(again.seen, self.on)
            self.log_probabilities = again.read(self.state, 1)[0]

    @property
    def size(self) -> int:
        """How many variations there are."""
        return len(self.variations)

    def measure(self, begin: int, end: int) -> None:
        """Measure these variations; a batch whose heads are all of the decoder shares one encoding."""
        chosen = self.variations[begin:end]
        on = ByKind(*(kind.repeat(len(chosen), 1, 1) for kind in self.on))
        for row, (kind, layer, head) in enumerate(chosen):
            getattr(on, kind)[row, layer, slice(None) if head is None else head] = 0
        if any(kind == ENCODER for kind, _, _ in chosen):
            state = self.again.encode(self.again.seen.expand(len(chosen), -1), on)
        else:
            state = self.again.repeated(self.state, len(chosen), on)
        drops = (self.log_probabilities - self.again.read(state, len(chosen))).numpy()
        for row, (kind, layer, head) in enumerate(chosen):
            if head is None:
                self.cross_layers[layer] = drops[row]
            else:
                self.drops[kind][layer, head] = drops[row]

    def result(self) -> HeadAblation:
        """What is known so far."""
        return HeadAblation(
            request=self.request,
            log_probabilities=frozen(self.log_probabilities),
            effects=tuple(HeadEffects(kind, frozen(drops)) for kind, drops in self.drops.items()),
            cross_layers=frozen(self.cross_layers),
            share=self.done / self.size,
        )


class WordErasure(Erasure):
    """Words of the source are hidden."""

    def __init__(self, again: Rereading, request: CheckFaithfulness) -> None:
        """``Refused`` codes: other_map, too_few_words."""
        self.again = again
        groups = maps.word_groups(again.source_tokens)
        words = [tuple(group) for group in groups if again.source_tokens[group[0]].kind != "special"]
        super().__init__(request, again.longest, words, again.seen)

    def read(self, seen: Tensor) -> Tensor:
        return self.again.read(self.again.encode(seen, self.again.on), len(seen))


KINDS_OF: dict[type, Callable[[Rereading, Any], SlicedMeasurement]] = {
    AblateHeads: AblationOfHeads,
    CheckFaithfulness: WordErasure,
}


def run(
    store: ModelStore, request: AblateHeads | CheckFaithfulness, progress: Callable[..., None]
) -> HeadAblation | Faithfulness:
    """Answer a ``AblateHeads`` or ``CheckFaithfulness`` request, or go on with it. ``Refused`` codes: text_empty, not_a_translator,
    target_unknown, no_heads, other_map, too_few_words, and those of loading.
    """

    def make() -> SlicedMeasurement:
        loaded = store.model(request.model, progress)
        again = (TitleRereading if isinstance(loaded.network, TitleWriter) else Rereading)(loaded, request)
        return KINDS_OF[type(request)](again, request)

    measured: HeadAblation | Faithfulness = go_on_with(store.measurements, request, make, progress)
    return measured

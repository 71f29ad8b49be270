"""Answers what a compressed translator does: with a sentence, with a sample of dev, and without each of its heads; and hands on
what is asked of other models.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import torch

from attnviz.engine.attention.measuring import SlicedMeasurement
from attnviz.engine.attention.messages import KINDS
from attnviz.engine.compress import pictures, readings
from attnviz.engine.compress.bleu import bleu
from attnviz.engine.compress.messages import (
    CompareCompressed,
    ComparedCompressed,
    ComparePictures,
    CompareReadings,
    CompressedFigure,
    Heads,
    MeasureCompressed,
    RankedHeads,
    RankHeads,
)
from attnviz.engine.compress.variants import size, variant
from attnviz.engine.messages import Refused, frozen
from attnviz.engine.translate import translate
from attnviz.engine.translate.batch import search_all, sides
from attnviz.engine.translate.head_mask import all_on, heads_on
from attnviz.engine.translate.messages import Translate
from attnviz.engine.translate.tokenizer import BOS, EOS
from attnviz.lazy_numpy import np
from attnviz.models.decoding import pad_batch
from attnviz.models.transformer import ByKind, Transformer
from attnviz.paths import asset

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.engine.checkpoints import Loaded
    from attnviz.engine.model_store import ModelStore
    from attnviz.engine.worker import YieldPoint

TOGETHER = 24  # sentences that are translated at a time: half a second, which a new translation may have to wait
RANKED_ON = 60  # sentences


class Sample(NamedTuple):
    """English sentences of dev and the references of each."""

    sentences: list[str]
    references: list[list[str]]


def sample(languages: tuple[str, str]) -> Sample:
    """The sentences that ship for a pair of languages. ``Refused`` (no_sample) where none do."""
    path = asset("samples", "compress", f"{'-'.join(languages)}.tsv")
    try:
        lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line]
    except OSError:
        lines = []
    if not lines:
        raise Refused("no_sample", f"There are no sentences to measure {' to '.join(languages)} on.")
    return Sample([line[0] for line in lines], [line[1:] for line in lines])


class Masked:
    """A Transformer some of whose heads are off, as search needs it."""

    def __init__(self, network: Any, on: ByKind) -> None:
        self._network, self._on = network, on
        self.config, self.parameters = network.config, network.parameters

    def encode(self, source: torch.Tensor, src_mask: torch.Tensor) -> Any:
        """The decoder's first state."""
        return self._network.encode(source, src_mask, self._on)

    def step(self, tokens: torch.Tensor, state: Any) -> Any:
        """As the network's."""
        return self._network.step(tokens, state)


class Figure(SlicedMeasurement):
    """A measurement under way: the sample's sentences, shortest first, and what they became."""

    def __init__(self, store: ModelStore, request: MeasureCompressed, progress: YieldPoint) -> None:
        super().__init__(request, rows=TOGETHER)
        loaded = variant(store, request.model, request.compression.bits, progress)
        self._reader, self._writer = sides(loaded)
        self._language = loaded.about.languages[1]
        self._sample = sample(loaded.about.languages)
        self._sources = [[*self._reader.ids(text), EOS] for text in self._sample.sentences]
        on, _ = heads_on(loaded.network, request.compression.pruned)
        self._network = loaded.network if on is None else Masked(loaded.network, on)
        self._bytes = size(loaded, request.compression)
        self._order = mixed(len(self._sources))
        self._answers: list[str] = []

    @property
    def size(self) -> int:
        """How many sentences there are."""
        return len(self._order)

    def measure(self, begin: int, end: int) -> None:
        """Translate these sentences."""
        sources = [self._sources[i] for i in self._order[begin:end]]
        ids = search_all(self._network, self._reader, self._writer, sources, beams=1)
        self._answers += [self._writer.decode(each) for each in ids]

    def result(self) -> CompressedFigure:
        """What is known so far."""
        references = [self._sample.references[i] for i in self._order[: self.done]]
        score = bleu(self._answers, references, self._language) if self.done else float("nan")
        return CompressedFigure(self.request, self._bytes, score, self.done, self.size, self.done / self.size)


def mixed(count: int) -> list[int]:
    """All places, so that the first of them are as mixed as all are."""
    return sorted(range(count), key=lambda i: (i * 0.6180339887498949) % 1)


class Ranking(SlicedMeasurement):
    """A ranking of heads under way."""

    def __init__(self, store: ModelStore, request: RankHeads, progress: YieldPoint) -> None:
        super().__init__(request, rows=1)
        loaded: Loaded = store.model(request.model, progress)
        if not isinstance(loaded.network, Transformer):
            raise Refused("no_heads", f"{request.model} has no heads to switch off.", model=request.model)
        self._network = loaded.network
        reader, writer = sides(loaded)
        given = sample(loaded.about.languages)
        chosen = mixed(len(given.sentences))[:RANKED_ON]
        source, self._src_mask = pad_batch([[*reader.ids(given.sentences[i]), EOS] for i in chosen])
        target, self._written = pad_batch([[*writer.ids(given.references[i][0]), EOS] for i in chosen])
        self._source, self._target = source, target
        self._inputs = torch.cat((torch.full((len(target), 1), BOS), target[:, :-1]), 1)
        layers, heads = self._network.config.layers, self._network.config.heads
        self._heads = [(kind, layer, head) for kind in KINDS for layer in range(layers) for head in range(heads)]
        self._costs: list[float] = []
        self._whole = self._loss(all_on(self._network))

    @property
    def size(self) -> int:
        """How many heads there are."""
        return len(self._heads)

    @torch.inference_mode()
    def _loss(self, on: ByKind) -> float:
        """Nats a token of the references."""
        state = self._network.encode(self._source, self._src_mask, on)
        logits = self._network.decode(self._inputs, state)[0]
        log_p = logits.gather(2, self._target.unsqueeze(2)).squeeze(2) - logits.logsumexp(-1)
        return -float(log_p[self._written].mean())

    def measure(self, begin: int, end: int) -> None:
        """Switch each of these heads off."""
        for head in self._heads[begin:end]:
            on, _ = heads_on(self._network, (head,))
            assert on is not None
            self._costs.append(self._loss(on) - self._whole)

    def result(self) -> RankedHeads:
        """What is known so far."""
        order = np.argsort(np.array(self._costs), kind="stable")
        ranked: Heads = tuple(self._heads[i] for i in order)
        costs = frozen(np.array(self._costs)[order])
        return RankedHeads(self.request, ranked, costs, self.done / self.size)


FIGURES: dict[str, Any] = {**pictures.FIGURES, **readings.FIGURES}  # of kinds that are no translators


def measure(store: ModelStore, request: MeasureCompressed, progress: YieldPoint) -> CompressedFigure:
    """Answer a ``MeasureCompressed``, or go on with it. ``Refused``: no_sample, not_a_translator, and those of loading."""
    under_way = store.compressing
    if under_way is None or under_way.request is not request:
        made = FIGURES.get(store.model(request.model, progress).about.kind, Figure)
        under_way = store.compressing = made(store, request, progress)
    under_way.go_on(progress)
    result: CompressedFigure = under_way.result()
    return result


def rank(store: ModelStore, request: RankHeads, progress: YieldPoint) -> RankedHeads:
    """Answer a ``RankHeads``, or go on with it. ``Refused``: no_heads, no_sample, and those of loading."""
    if not isinstance(store.ranking, Ranking) or store.ranking.request is not request:
        store.ranking = Ranking(store, request, progress)
    store.ranking.go_on(progress)
    return store.ranking.result()


def compare(store: ModelStore, request: CompareCompressed, progress: YieldPoint) -> ComparedCompressed:
    """Answer a ``CompareCompressed``. ``Refused`` as for ``Translate``."""
    small = variant(store, request.model, request.compression.bits, progress)
    original = translate.run(store, Translate(request.text, request.model, request.beams), progress)
    pruned = request.compression.pruned
    own = translate.answer(
        store, small, Translate(request.text, request.model, request.beams, heads_off=pruned), progress
    )
    ids = original.beams[0].ids
    if own.beams[0].ids == ids:
        return ComparedCompressed(request, original, own, own)
    if ids[-1] == EOS:
        asked = Translate(request.text, request.model, prefix=ids, heads_off=pruned)
    else:  # it was cut off, and is no longer than what was found first
        asked = Translate(request.text, request.model, target=original.text, heads_off=pruned)
    read = translate.answer(store, small, asked, progress)
    return ComparedCompressed(request, original, own, read)


HANDLERS: dict[type, Callable[..., Any]] = {
    CompareCompressed: compare,
    ComparePictures: pictures.compare,
    CompareReadings: readings.compare,
    MeasureCompressed: measure,
    RankHeads: rank,
}

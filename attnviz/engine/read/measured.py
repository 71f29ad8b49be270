"""Measures what heads are worth to an answer, to fillings and to a tree, and whether maps of them tell the truth."""

from __future__ import annotations

import itertools
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

import torch

from attnviz.engine.attention import maps
from attnviz.engine.attention.measuring import SlicedMeasurement, go_on_with
from attnviz.engine.attention.messages import ENCODER
from attnviz.engine.messages import Refused, frozen
from attnviz.engine.read import reading
from attnviz.engine.read.certainty import certainty_of
from attnviz.engine.read.fill import whole_words
from attnviz.engine.read.measured_messages import AblateReading, CheckReading
from attnviz.engine.read.messages import Answered, Filled, Parsed
from attnviz.engine.read.parse import ready
from attnviz.engine.read.sentences import WordsRead, word_batch
from attnviz.engine.translate.erasure import Erasure
from attnviz.engine.translate.messages import HeadAblation, HeadEffects
from attnviz.lazy_numpy import np
from attnviz.models.parser import Parser, word_shape
from attnviz.models.reader import Answerer, BlankFiller, span_scores

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import Tensor

    from attnviz.engine.model_store import ModelStore
    from attnviz.engine.translate.messages import Faithfulness
    from attnviz.engine.worker import YieldPoint


class Rereading(ABC):
    """What was read, to be read again: ``tokens`` and what is ``seen`` of them [1, S], the heads ``on`` [1, layer, head], and
    ``words``, groups of tokens that may be hidden.
    """

    def __init__(self, network: Any, read: Answered | Filled | Parsed) -> None:
        self.network = network
        self.tokens = torch.tensor([[token.id for token in read.tokens]])
        self.seen = torch.ones_like(self.tokens, dtype=torch.bool)
        config = network.config
        on = reading.heads_on(network, read.request.heads_off)
        self.on = torch.ones(1, config.layers, config.heads) if on is None else on
        own = self.own()
        groups = [tuple(group) for group in maps.word_groups(read.tokens)]
        self.words = [g for g in groups if read.tokens[g[0]].kind != "special" and not own & set(g)]

    def own(self) -> set[int]:
        """Tokens that are never hidden."""
        return set()

    @abstractmethod
    def read(self, seen: Tensor, on: Tensor) -> Tensor:
        """Log-probabilities [B, T] of what was read, of what is ``seen`` [B, S] with the heads ``on`` [B or 1, layer, head]."""


class AnswerAgain(Rereading):
    """The best span of the window that is shown, with the probability that there is an answer at all."""

    def __init__(self, store: ModelStore, found: Answered, progress: YieldPoint) -> None:
        """``Refused`` codes: those of ``reading.loaded``; nothing_found."""
        network, _ = reading.loaded(store, found.request.model, Answerer, "not_an_answerer", progress)
        self.certainty = certainty_of(store.model(found.request.model).about.card)
        held = range(found.split + 1, len(found.tokens) - 1)
        span = found.spans[0] if found.spans else None
        inside = [i for i in held if span and span.start <= found.tokens[i].start and found.tokens[i].end <= span.end]
        if not inside:
            raise Refused("nothing_found", "There is no answer to measure.")
        self.first, self.last = inside[0], inside[-1]
        super().__init__(network, found)
        hidden = [found.sentences[i] for i in found.request.hidden if i < len(found.sentences)]
        closed = [i for i in held if any(start <= found.tokens[i].start < end for start, end in hidden)]
        self.seen[0, closed] = False
        self.words = [word for word in self.words if not set(word) & set(closed)]
        self.passage = torch.zeros_like(self.seen)
        self.passage[0, [i for i in held if i not in closed]] = True
        self.segments = torch.zeros_like(self.tokens)
        self.segments[0, found.split + 1 :] = 1

    def own(self) -> set[int]:
        return set(range(self.first, self.last + 1))

    def read(self, seen: Tensor, on: Tensor) -> Tensor:
        rows = len(seen)
        answer = self.network(self.tokens.expand(rows, -1), seen, self.segments.expand(rows, -1), on)
        scores, none = span_scores(answer, self.passage.expand(rows, -1))
        total = scores.flatten(1).logsumexp(-1)
        there = [1 - self.certainty.none(odds) for odds in (total - none).tolist()]
        share = scores[:, self.first, self.last] - total
        return (share + torch.tensor(there).clamp(min=1e-30).log()).unsqueeze(1)


class FillAgain(Rereading):
    """The likeliest word of each blank."""

    def __init__(self, store: ModelStore, filled: Filled, progress: YieldPoint) -> None:
        """``Refused`` codes: those of ``reading.loaded``."""
        network, pieces = reading.loaded(store, filled.request.model, BlankFiller, "not_a_blank_filler", progress)
        self.masks = torch.tensor(filled.masks)
        self.targets = torch.tensor([pieces.id(words[0].token.lower()) for words in filled.fillings])
        self.known = whole_words(pieces)
        super().__init__(network, filled)

    def own(self) -> set[int]:
        return set(self.masks.tolist())

    def read(self, seen: Tensor, on: Tensor) -> Tensor:
        rows, width = seen.shape
        at = (torch.arange(rows)[:, None] * width + self.masks).flatten()
        logits = self.network(self.tokens.expand(rows, -1), seen, on, at=at).logits
        log_p = logits.masked_fill(~self.known, -torch.inf).log_softmax(-1).unflatten(0, (rows, -1))
        chosen: Tensor = log_p.gather(2, self.targets.expand(rows, -1).unsqueeze(2)).squeeze(2)
        return chosen


class ParseAgain(Rereading):
    """The head of each word."""

    def __init__(self, store: ModelStore, parsed: Parsed, progress: YieldPoint) -> None:
        """``Refused`` codes: those of ``reading.loaded``."""
        network, pieces = reading.loaded(store, parsed.request.model, Parser, "not_a_parser", progress)
        one = ready(pieces, parsed.request, network.config.longest)
        super().__init__(network, parsed)
        self.batch = word_batch([WordsRead(one.ids, one.first, [word_shape(word) for word in one.words])])
        self.heads = torch.tensor(parsed.heads)

    def read(self, seen: Tensor, on: Tensor) -> Tensor:
        rows = len(seen)
        tokens, _, *words = (each.expand(rows, -1) for each in self.batch)
        arcs = self.network(tokens, seen, *words, None, on).arcs
        chosen: Tensor = arcs.log_softmax(-1).gather(2, self.heads.expand(rows, -1).unsqueeze(2)).squeeze(2)
        return chosen


class HeadsOfReading(SlicedMeasurement):
    """One head of the encoder off in each variation."""

    request: AblateReading

    def __init__(self, again: Rereading, request: AblateReading) -> None:
        super().__init__(request, again.tokens.shape[1])
        self.again = again
        _, layers, heads = again.on.shape
        self.variations = list(itertools.product(range(layers), range(heads)))
        with torch.inference_mode():
            self.log_probabilities = again.read(again.seen, again.on)[0]
        self.drops = np.full((layers, heads, len(self.log_probabilities)), np.nan, np.float32)

    @property
    def size(self) -> int:
        """How many variations there are."""
        return len(self.variations)

    def measure(self, begin: int, end: int) -> None:
        """Measure these variations."""
        chosen = self.variations[begin:end]
        on = self.again.on.repeat(len(chosen), 1, 1)
        for row, (layer, head) in enumerate(chosen):
            on[row, layer, head] = 0
        log_p = self.again.read(self.again.seen.expand(len(chosen), -1), on)
        for (layer, head), drops in zip(chosen, (self.log_probabilities - log_p).numpy(), strict=True):
            self.drops[layer, head] = drops

    def result(self) -> HeadAblation:
        """What is known so far."""
        return HeadAblation(
            request=self.request,
            log_probabilities=frozen(self.log_probabilities),
            effects=(HeadEffects(ENCODER, frozen(self.drops)),),
            cross_layers=frozen(np.zeros((0, self.drops.shape[2]), np.float32)),
            share=self.done / self.size,
        )


class ErasureOfReading(Erasure):
    """Words that were read are hidden."""

    def __init__(self, again: Rereading, request: CheckReading) -> None:
        """``Refused`` codes: other_map, too_few_words."""
        self.again = again
        super().__init__(request, again.tokens.shape[1], again.words, again.seen)

    def read(self, seen: Tensor) -> Tensor:
        return self.again.read(seen, self.again.on)


AGAIN: dict[type, Callable[[ModelStore, Any, YieldPoint], Rereading]] = {
    Answered: AnswerAgain,
    Filled: FillAgain,
    Parsed: ParseAgain,
}
KINDS_OF: dict[type, Callable[[Rereading, Any], SlicedMeasurement]] = {
    AblateReading: HeadsOfReading,
    CheckReading: ErasureOfReading,
}


def run(store: ModelStore, request: AblateReading | CheckReading, progress: YieldPoint) -> HeadAblation | Faithfulness:
    """Answer an ``AblateReading`` or ``CheckReading`` request, or go on with it. ``Refused`` codes: nothing_found, other_map,
    too_few_words, and those of ``reading.loaded``.
    """

    def make() -> SlicedMeasurement:
        return KINDS_OF[type(request)](AGAIN[type(request.read)](store, request.read, progress), request)

    measured: HeadAblation | Faithfulness = go_on_with(store.measurements, request, make, progress)
    return measured

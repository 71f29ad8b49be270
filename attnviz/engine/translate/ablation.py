"""Measures what heads are worth and whether a map tells the truth: many variations of one pass, a slice at a time."""

from __future__ import annotations

import itertools
import math
import random
import time
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from attnviz.engine.attention import maps
from attnviz.engine.attention.messages import CROSS, ENCODER, KINDS
from attnviz.engine.messages import Note, Refused, frozen
from attnviz.engine.translate.batch import sides
from attnviz.engine.translate.head_mask import all_on, heads_on
from attnviz.engine.translate.messages import AblateHeads, CheckFaithfulness, Faithfulness, HeadAblation, HeadEffects
from attnviz.engine.translate.search import most_tokens
from attnviz.engine.translate.tokenizer import BOS
from attnviz.engine.translate.translate import LONGEST_SOURCE, source_of
from attnviz.lazy_numpy import np
from attnviz.models.transformer import ByKind, DecoderState, Transformer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from attnviz.engine.checkpoints import Loaded
    from attnviz.engine.model_store import ModelStore

ROW_TOKENS = 100  # that go through the network together: some 30 ms, after which a person may interrupt
KEPT = 4  # measurements that can be gone on with


class Measurement(ABC):
    """The variations of one pass that are measured, and what is known of them: log-probabilities of the target's tokens."""

    def __init__(self, loaded: Loaded, request: AblateHeads | CheckFaithfulness) -> None:
        """``Refused`` codes: text_empty, not_a_translator, target_unknown."""
        self.request = request
        self.network: Any = loaded.network
        reader, writer = sides(loaded)
        most = most_tokens(self.network, LONGEST_SOURCE)
        self.source_tokens, _ = source_of(reader, request.text, loaded.about.languages[0], most)
        ids = request.target_ids[: most_tokens(self.network, len(request.target_ids))]
        if not ids or not all(0 <= i < len(writer) for i in ids):
            raise Refused("target_unknown", "There is no translation by this model to measure.")
        self.source = torch.tensor([[token.id for token in self.source_tokens]])
        self.seen = torch.ones_like(self.source, dtype=torch.bool)
        self.targets = torch.tensor([ids])
        self.inputs = torch.tensor([[BOS, *ids[:-1]]])
        self.on, _ = heads_on(self.network, request.heads_off)
        self.done = 0

    @property
    @abstractmethod
    def size(self) -> int:
        """How many variations there are."""

    @abstractmethod
    def measure(self, begin: int, end: int) -> None:
        """Measure these variations."""

    @abstractmethod
    def result(self) -> HeadAblation | Faithfulness:
        """What is known so far."""

    @torch.inference_mode()
    def go_on(self, progress: Callable[..., None]) -> None:
        """Measure for about as long as the request's slice."""
        rows = max(1, ROW_TOKENS // max(self.source.shape[1], self.targets.shape[1]))
        until = time.perf_counter() + self.request.seconds
        while self.done < self.size:
            end = min(self.done + rows, self.size)
            self.measure(self.done, end)
            self.done = end
            progress(self.done / self.size, "measuring")
            if time.perf_counter() >= until:
                return

    def encode(self, seen: Tensor, on: ByKind | None) -> Any:
        """The decoder's first state for each row of what may be seen of the source, [B, S]."""
        source = self.source.expand(len(seen), -1)
        return self.network.encode(source, seen) if on is None else self.network.encode(source, seen, on)

    def read(self, state: Any, rows: int) -> Tensor:
        """Log-probabilities of the target's tokens [rows, T]."""
        logits = self.network.decode(self.inputs.expand(rows, -1), state)[0]
        chosen = logits.gather(2, self.targets.expand(rows, -1).unsqueeze(2)).squeeze(2)
        return chosen - logits.logsumexp(-1)


class AblationOfHeads(Measurement):
    """One head off in each variation, then the cross-attention of one layer."""

    request: AblateHeads

    def __init__(self, loaded: Loaded, request: AblateHeads) -> None:
        """``Refused`` codes: also no_heads."""
        super().__init__(loaded, request)
        if not isinstance(self.network, Transformer):
            raise Refused("no_heads", f"{request.model} has no heads to switch off.", model=request.model)
        layers, heads = self.network.config.layers, self.network.config.heads
        shape = (layers, heads, self.targets.shape[1])
        self.drops = {kind: np.full(shape, np.nan, np.float32) for kind in KINDS}
        self.cross_layers = np.full(shape[::2], np.nan, np.float32)
        every: list[tuple[str, int, int | None]] = [(CROSS, layer, None) for layer in range(layers)]
        every += itertools.product(KINDS, range(layers), range(heads))
        self.on = self.on or all_on(self.network)
        self.variations = sorted(
            every, key=lambda variation: variation[0] == ENCODER
        )  # runs that share an encoder first
        with torch.inference_mode():
            self.state = self.encode(self.seen, self.on)
            self.log_probabilities = self.read(self.state, 1)[0]

    @property
    def size(self) -> int:
        """How many variations there are."""
        return len(self.variations)

    def measure(self, begin: int, end: int) -> None:
        """Measure these variations; a batch whose heads are all of the decoder shares one encoding."""
        assert self.on is not None
        chosen = self.variations[begin:end]
        on = ByKind(*(kind.repeat(len(chosen), 1, 1) for kind in self.on))
        for row, (kind, layer, head) in enumerate(chosen):
            getattr(on, kind)[row, layer, slice(None) if head is None else head] = 0
        if any(kind == ENCODER for kind, _, _ in chosen):
            state = self.encode(self.seen.expand(len(chosen), -1), on)
        else:
            state = _repeated(self.state, len(chosen))._replace(heads_on=on)
        drops = (self.log_probabilities - self.read(state, len(chosen))).numpy()
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


def _repeated(state: DecoderState, rows: int) -> DecoderState:
    """The state of one sentence for as many rows."""
    memory, past = ([t.expand(-1, rows, -1, -1, -1) for t in tensors] for tensors in (state.memory, state.past))
    return DecoderState(tuple(memory), tuple(past), state.src_mask)


class WordErasure(Measurement):
    """Nothing hidden, then the most attended words, then as many random ones in each draw."""

    request: CheckFaithfulness

    def __init__(self, loaded: Loaded, request: CheckFaithfulness) -> None:
        """``Refused`` codes: also other_map, too_few_words."""
        super().__init__(loaded, request)
        attended = np.asarray(request.attended, np.float64)
        if attended.shape != (len(self.source_tokens),):
            raise Refused("other_map", "The map belongs to another sentence.")
        groups = maps.word_groups(self.source_tokens)
        self.words = [tuple(group) for group in groups if self.source_tokens[group[0]].kind != "special"]
        if len(self.words) < 2:
            raise Refused("too_few_words", "A sentence of one word has nothing to compare.")
        k = min(max(request.k, 1), len(self.words) - 1)
        weight = np.array([attended[list(word)].sum() for word in self.words])
        order = np.argsort(-weight, kind="stable")
        self.hidden = tuple(sorted(int(word) for word in order[:k]))
        self.share_hidden = float(weight[list(self.hidden)].sum() / max(weight.sum(), 1e-12))
        self.random = draws(len(self.words), k, request.draws, request.seed, besides=self.hidden)
        notes = [Note("fewer_hidden", {"k": k})] if k < request.k else []
        if len(self.random) < request.draws:
            notes.append(Note("fewer_draws", {"draws": len(self.random)}))
        self.notes = tuple(notes)
        self.measured = np.zeros((0, self.targets.shape[1]), np.float32)

    @property
    def size(self) -> int:
        """How many variations there are."""
        return 2 + len(self.random)

    def measure(self, begin: int, end: int) -> None:
        """Measure these variations."""
        seen = self.seen.repeat(end - begin, 1)
        for row, words in enumerate([(), self.hidden, *self.random][begin:end]):
            seen[row, [token for word in words for token in self.words[word]]] = False
        log_p = self.read(self.encode(seen, self.on), len(seen)).numpy()
        self.measured = np.concatenate((self.measured, log_p))

    def result(self) -> Faithfulness:
        """What is known so far."""
        drops = self.measured[:1] - self.measured[1:]
        if not len(drops):  # a slice ends after its first row at the earliest
            drops = np.full((1, self.targets.shape[1]), np.nan, np.float32)
        return Faithfulness(
            request=self.request,
            words=tuple(self.words),
            hidden=self.hidden,
            share_hidden=self.share_hidden,
            random=tuple(self.random),
            log_probabilities=frozen(self.measured[0]),
            drops=frozen(drops[0]),
            random_drops=frozen(drops[1:]),
            share=self.done / self.size,
            notes=self.notes,
        )


def draws(words: int, k: int, wanted: int, seed: int, *, besides: Sequence[int]) -> list[tuple[int, ...]]:
    """``wanted`` different choices of k of the words, none of them ``besides``; fewer when there are no more."""
    rng = random.Random(seed)
    if math.comb(words, k) <= 4 * wanted:
        every = [choice for choice in itertools.combinations(range(words), k) if choice != tuple(besides)]
        rng.shuffle(every)
        return every[:wanted]
    found: dict[tuple[int, ...], None] = {}
    while len(found) < wanted:
        choice = tuple(sorted(rng.sample(range(words), k)))
        if choice != tuple(besides):
            found[choice] = None
    return list(found)


KINDS_OF: dict[type, Callable[[Loaded, Any], Measurement]] = {
    AblateHeads: AblationOfHeads,
    CheckFaithfulness: WordErasure,
}


def run(
    store: ModelStore, request: AblateHeads | CheckFaithfulness, progress: Callable[..., None]
) -> HeadAblation | Faithfulness:
    """Answer a ``AblateHeads`` or ``CheckFaithfulness`` request, or go on with it. ``Refused`` codes: text_empty, not_a_translator,
    target_unknown, no_heads, other_map, too_few_words, and those of loading.
    """
    measurement = next((known for known in store.measurements if known.request is request), None)
    if measurement is None:
        measurement = KINDS_OF[type(request)](store.model(request.model, progress), request)
        store.measurements[:] = [*store.measurements[1 - KEPT :], measurement]
    measurement.go_on(progress)
    return measurement.result()

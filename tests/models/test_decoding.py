"""Greedy and beam search, held against a slow loop and against trying everything."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import pytest
import torch

from attnviz.models.decoding import Hypothesis, beam_search, pad_batch
from attnviz.models.rnn_translator import RnnConfig, RnnTranslator

if TYPE_CHECKING:
    from collections.abc import Sequence

PAD, UNK, BOS, EOS = 0, 1, 2, 3
FORBIDDEN = (PAD, UNK, BOS)
SOURCES = [[7, 5, 3], [4, 6, 8, 9, 5, 3], [9, 3], [5, 5, 7, 8, 3]]


@pytest.fixture(params=["additive", "dot", "general", "concat", "none"], scope="module")
def model(request: pytest.FixtureRequest) -> RnnTranslator:
    """A tiny translator with sharpened random weights, so that its choices are clear."""
    return tiny(request.param)


def tiny(scoring: str = "additive", cell: str = "gru", vocabulary: int = 10) -> RnnTranslator:
    torch.manual_seed(4)
    sizes = {"d_embedding": 8, "d_encoder": 6, "d_hidden": 12, "d_attention": 7, "dropout": 0.0}
    network = RnnTranslator(RnnConfig(12, vocabulary, scoring=scoring, cell=cell, **sizes)).eval()
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.mul_(2.5)
        network.output_bias.normal_(0, 0.5)
    return network.requires_grad_(False)


def search(model: RnnTranslator, sources: Sequence[Sequence[int]], **options: object) -> list[list[Hypothesis]]:
    given = {"bos": BOS, "eos": EOS, "max_length": 12, "forbidden": FORBIDDEN, **options}
    return beam_search(model, *pad_batch(sources), **given)  # type: ignore[arg-type]


def log_probabilities(model: RnnTranslator, source: Sequence[int], target: Sequence[int]) -> torch.Tensor:
    """Of every next token after each prefix of ``target``, under teacher forcing, without the forbidden ids: [T + 1, V]."""
    ids, mask = pad_batch([source])
    logits, _ = model(ids, mask, torch.tensor([[BOS, *target]]))
    logits[..., list(FORBIDDEN)] = -torch.inf
    return torch.log_softmax(logits[0], -1).double()


def test_greedy_is_the_slow_loop(model: RnnTranslator) -> None:
    for source, found in zip(SOURCES, search(model, SOURCES), strict=True):
        produced: list[int] = []
        total = 0.0
        while len(produced) < 12 and (not produced or produced[-1] != EOS):
            row = log_probabilities(model, source, produced)[-1]
            produced.append(int(row.argmax()))
            total += float(row.max())
        assert found[0].ids == tuple(produced)
        assert found[0].log_probability == pytest.approx(total, abs=1e-4)
        assert len(found) == 1


@pytest.mark.parametrize("beams", [1, 2, 4])
def test_a_batch_finds_what_each_sentence_finds_alone(model: RnnTranslator, beams: int) -> None:
    together = search(model, SOURCES, beams=beams)
    for source, group in zip(SOURCES, together, strict=True):
        (alone,) = search(model, [source], beams=beams)
        assert [h.ids for h in group] == [h.ids for h in alone]
        for a, b in zip(group, alone, strict=True):
            assert a.log_probability == pytest.approx(b.log_probability, abs=1e-4)


@pytest.mark.parametrize("scoring", ["additive", "dot"])
@pytest.mark.parametrize("length_penalty", [0.0, 1.0])
def test_a_wide_beam_finds_the_best_of_all_targets(scoring: str, length_penalty: float) -> None:
    network = tiny(scoring, vocabulary=7)
    longest = 4
    free = [i for i in range(7) if i not in FORBIDDEN and i != EOS]
    for source in SOURCES:
        best = -math.inf
        for length in range(1, longest + 1):
            for target in itertools.product(free, repeat=length):
                rows = log_probabilities(network, source, target)
                total = sum(float(rows[t, token]) for t, token in enumerate(target))
                if length == longest:  # cut, without an end token
                    best = max(best, Hypothesis(target, total).score(length_penalty))
                if length < longest:
                    ended = Hypothesis((*target, EOS), total + float(rows[length, EOS]))
                    best = max(best, ended.score(length_penalty))
        best = max(
            best, Hypothesis((EOS,), float(log_probabilities(network, source, ())[0, EOS])).score(length_penalty)
        )
        (found,) = search(
            network, [source], beams=len(free) ** longest * 2, max_length=longest, length_penalty=length_penalty
        )
        assert found[0].score(length_penalty) == pytest.approx(best, abs=1e-4)


@pytest.mark.parametrize("beams", [1, 3, 10])
def test_hypotheses_come_best_first_with_their_own_probabilities(model: RnnTranslator, beams: int) -> None:
    for source, found in zip(SOURCES, search(model, SOURCES, beams=beams), strict=True):
        assert 1 <= len(found) <= beams
        assert len({h.ids for h in found}) == len(found)
        scores = [h.score(1.0) for h in found]
        assert scores == sorted(scores, reverse=True)
        for h in found:
            assert not set(h.ids) & set(FORBIDDEN)
            assert h.ids[-1] == EOS or len(h.ids) == 12
            assert EOS not in h.ids[:-1]
            rows = log_probabilities(model, source, h.ids[:-1])
            total = sum(float(rows[t, token]) for t, token in enumerate(h.ids))
            assert h.log_probability == pytest.approx(total, abs=1e-4)


class Dice:
    """A model that says the same at every step, whatever came before."""

    def __init__(self, **probabilities: float) -> None:
        self.logits = torch.full((6,), -torch.inf)
        self.logits[[EOS, 4, 5]] = torch.tensor([probabilities[name] for name in ("end", "a", "b")]).log()

    def encode(self, source: torch.Tensor, src_mask: torch.Tensor) -> Dice:
        return self

    def step(self, tokens: torch.Tensor, state: Dice) -> tuple[torch.Tensor, torch.Tensor, Dice]:
        return self.logits.repeat(len(tokens), 1), torch.zeros(len(tokens), 1), self

    def select(self, rows: torch.Tensor) -> Dice:
        return self


def test_an_end_that_is_not_among_the_beams_finishes_nothing() -> None:
    source, mask = pad_batch([[EOS]])
    (found,) = beam_search(Dice(end=0.2, a=0.45, b=0.35), source, mask, bos=BOS, eos=EOS, beams=2, max_length=5)
    assert [len(hypothesis.ids) for hypothesis in found] == [5, 5]
    (found,) = beam_search(Dice(end=0.4, a=0.35, b=0.25), source, mask, bos=BOS, eos=EOS, beams=2, max_length=5)
    assert (EOS,) in [hypothesis.ids for hypothesis in found]


@pytest.mark.parametrize("beams", [1, 4])
def test_a_prefix_is_forced_and_the_rest_follows_it(model: RnnTranslator, beams: int) -> None:
    prefix = (6, 4, 8)
    for found in search(model, SOURCES, beams=beams, prefix=prefix):
        assert found
        assert all(h.ids[:3] == prefix and len(h.ids) > 3 for h in found)
    (free,) = search(model, SOURCES[:1])
    (forced,) = search(model, SOURCES[:1], prefix=free[0].ids[:-1][:2])
    assert forced[0].ids == free[0].ids


def test_each_sentence_keeps_its_own_limit(model: RnnTranslator) -> None:
    limits = [1, 2, 3, 4]
    for limit, found in zip(limits, search(model, SOURCES, beams=3, max_length=limits), strict=True):
        assert found
        assert all(len(h.ids) <= limit for h in found)


def test_the_search_can_be_stopped_at_any_step(model: RnnTranslator) -> None:
    class Stop(Exception):
        pass

    seen: list[float] = []

    def progress(share: float) -> None:
        seen.append(share)
        if len(seen) == 2:
            raise Stop

    with pytest.raises(Stop):
        search(model, SOURCES, forbidden=(*FORBIDDEN, EOS), progress=progress)
    assert 0 < seen[0] < seen[1] <= 1

"""Bits for each tensor: the path saves bytes at every step, spares what matters, and ends where the sample would move too far."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from attnviz.training.compression.qualities import Reading, categorical, spread, worse
from attnviz.training.compression.search import LADDER, Limits, Search, moved


class TwoLayers(nn.Module):
    """A layer that decides the answer, and one that hardly does."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(1)
        self.loud, self.soft = nn.Linear(64, 64), nn.Linear(64, 64)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.loud(x) + 0.01 * self.soft(x)


class Answers:
    """The network's answers to some numbers; their probabilities are shown."""

    sample, most, tolerances = "numbers", 1.0, {"right": 1.0}

    def __init__(self) -> None:
        self.x = torch.randn(40, 64, generator=torch.Generator().manual_seed(2))

    @torch.inference_mode()
    def read(self, network: nn.Module) -> Reading:
        log_p = network(self.x).log_softmax(-1)
        return Reading(log_p, log_p.exp().flatten())

    def calibrate(self, network: nn.Module) -> None:
        self.read(network)

    def divergence(self, reference: Reading, other: Reading) -> float:
        return categorical(reference.answers, other.answers)

    def figures(self, loaded: object) -> dict[str, float]:
        return {"right": 100.0}


@pytest.fixture
def search() -> Search:
    return Search(TwoLayers(), Answers(), {}, Limits(0.1, 0.01), lambda text: None)


def test_the_path_goes_down_for_every_tensor(search: Search) -> None:
    names = {"loud.weight", "soft.weight"}
    assert {name for name, _ in search.path} == names
    for name in names:
        assert [bits for each, bits in search.path if each == name] == list(LADDER[1:])
    assert set(search.bits(0).values()) == {LADDER[0]}
    assert set(search.bits(len(search.path)).values()) == {LADDER[-1]}
    assert not search.stored(0)
    saved = [
        sum(2 * 64 * 64 - coded.bytes for coded in search.stored(moves).values())
        for moves in range(len(search.path) + 1)
    ]
    assert saved == sorted(set(saved))


def test_what_matters_less_gets_fewer_bits_first(search: Search) -> None:
    order = [name for name, _ in search.path]
    assert order[0] == "soft.weight"
    halfway = search.bits(len(order) // 2)
    assert halfway["soft.weight"] < halfway["loud.weight"]


def test_it_goes_as_far_as_the_limits_and_no_further(search: Search) -> None:
    everything = search.moved(search.bits(len(search.path)))
    assert search.farthest(Limits(everything.divergence + 1e-9, everything.likely + 1e-9)) == len(search.path)
    assert search.farthest(Limits(0.0, 0.0)) == 0
    limits = Limits(everything.divergence / 3, 1.0)
    moves = search.farthest(limits)
    assert 0 < moves < len(search.path)
    assert search.moved(search.bits(moves)).divergence <= limits.divergence
    assert search.moved(search.bits(moves + 1)).divergence > limits.divergence


def test_what_another_file_holds_is_left_alone() -> None:
    network = TwoLayers()
    other = {"loud.weight": torch.zeros(64, 64)}
    search = Search(network, Answers(), other, Limits(0.1, 0.01), lambda text: None)
    assert {name for name, _ in search.path} == {"soft.weight"}
    assert search.moved({}).divergence > 0.001
    assert bool(network.loud.weight.any())


def test_what_others_share_keeps_seven_bits() -> None:
    search = Search(TwoLayers(), Answers(), {}, Limits(0.1, 0.01), lambda text: None, {"soft.weight"})
    least = search.bits(len(search.path))
    assert least == {"loud.weight": LADDER[-1], "soft.weight": 7}


def test_how_far_a_sample_moved_is_told_in_four_ways() -> None:
    quality = Answers()
    network, other = TwoLayers(), TwoLayers()
    assert moved(quality, quality.read(network), quality.read(network)) == (0, 0, 0, 0)
    with torch.no_grad():
        other.loud.weight.add_(0.05)
    there = moved(quality, quality.read(network), quality.read(other))
    assert 0 < there.mean < there.likely < there.largest
    assert there.divergence > 0


def test_a_figure_may_become_better_but_not_much_worse() -> None:
    tolerances = {"bleu": 0.2, "error": -0.01, "unknown": 1.0}
    before = {"bleu": 50.0, "error": 0.5}
    assert not worse(tolerances, before, {"bleu": 49.85, "error": 0.505})
    assert not worse(tolerances, before, {"bleu": 60.0, "error": 0.1})
    assert worse(tolerances, before, {"bleu": 49.7, "error": 0.52}) == ["bleu", "error"]


def test_samples_are_evenly_spread() -> None:
    assert spread(10, 3) == [0, 3, 6]
    assert spread(2, 5) == [0, 1]

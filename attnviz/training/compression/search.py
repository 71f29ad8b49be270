"""Chooses bits for each tensor: what disturbs a sample of dev least for the bytes it saves, as far as the sample allows.

What a tensor's rounding does to the answers is, to second order, a sum over tensors (Nahshan et al. 2019, 1911.07190), and each
summand is proportional to the squared error of the tensor's outputs, or of the tensor where its inputs are not known: one reading
for each tensor, at few bits, says what all other bits do.
"""

from __future__ import annotations

import copy
import heapq
import math
from typing import TYPE_CHECKING, Any, NamedTuple

import torch

from attnviz.engine import packed_tensors
from attnviz.models import coded_quantization
from attnviz.training.compression.gptq import Inputs, gptq

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from torch import Tensor

    from attnviz.models.coded_quantization import Coded
    from attnviz.training.compression.qualities import Quality, Reading

LADDER = (16, 8, 7.5, 7, 6.5, 6, 5.5, 5, 4.5, 4)  # bits that are chosen from: float16, then entropy-coded
SPARED = 7  # bits at least of what other models share: they are not asked
PROBED = 5  # bits at which each tensor alone is read
LIKELY = 0.99  # the share of shown weights that must stay


class Limits(NamedTuple):
    """How far the sample may move: the answers in nats, and the shown weights (all but one in a hundred)."""

    divergence: float
    shown: float


class Moved(NamedTuple):
    """How far the sample moved: the answers in nats; the shown weights on average, all but one in a hundred, and at most."""

    divergence: float
    mean: float
    likely: float
    largest: float


class Search:
    """The path from 16 bits for all to the fewest for all, and how far to go on it."""

    def __init__(
        self,
        network: Any,
        quality: Quality,
        fixed: Mapping[str, Tensor],
        limits: Limits,
        report: Callable[[str], None],
        spared: Collection[str] = (),
    ) -> None:
        """``fixed`` are tensors that another file holds: they are as they are there, and nothing is chosen for them. ``limits``
        say what weighs more, the answers or what is shown. ``spared`` tensors get ``SPARED`` bits or more.
        """
        self._spared = frozenset(spared)
        self._quality, self._limits, self._report = quality, limits, report
        self.reference = quality.read(network)
        self._trial = copy.deepcopy(network)
        self._own = self._trial.state_dict(keep_vars=True)
        self._set(dict(fixed))
        state = {name: tensor.detach().clone() for name, tensor in network.state_dict().items() if name not in fixed}
        self._tensors = {name: state[name] for name in packed_tensors.matrices(state, 16)}
        report("looking at the inputs of every matrix")
        whole = network.state_dict()
        with Inputs({name: whole[name] for name in self._tensors}) as inputs:
            quality.calibrate(network)
        self._hessians = inputs.hessians()
        self._coded: dict[tuple[str, float], Coded] = {}
        self._errors: dict[tuple[str, float], float] = {}
        for number, (name, tensor) in enumerate(self._tensors.items(), 1):
            report(f"rounding {number} of {len(self._tensors)} matrices")
            for bits in LADDER[1:]:
                self._coded[name, bits] = self._rounded(name, tensor, bits)
        self.path = self._ordered()

    def _rounded(self, name: str, tensor: Tensor, bits: float) -> Coded:
        if name in self._hessians:
            return gptq(tensor, self._hessians[name], bits)
        return coded_quantization.code(tensor, bits)

    def bits(self, moves: int) -> dict[str, float]:
        """The bits of every tensor after the first ``moves`` of the path."""
        return dict.fromkeys(self._tensors, LADDER[0]) | dict(self.path[:moves])

    def stored(self, moves: int) -> dict[str, Coded]:
        """The tensors in fewer than 16 bits after the first ``moves`` of the path, as they are written."""
        return {name: self._coded[name, bits] for name, bits in self.bits(moves).items() if bits < LADDER[0]}

    def moved(self, bits: Mapping[str, float]) -> Moved:
        """How far the sample moves with these bits."""
        self._set({name: self._values(name, few) for name, few in bits.items()})
        return moved(self._quality, self.reference, self._quality.read(self._trial))

    def farthest(self, limits: Limits | None = None) -> int:
        """The most moves of the path for which the sample stays within ``limits`` (those that were given), by bisection."""
        limits = limits or self._limits
        low, high = 0, len(self.path)
        while low < high:
            middle = (low + high + 1) // 2
            self._report(f"trying {middle} of {len(self.path)} steps down")
            there = self.moved(self.bits(middle))
            within = there.divergence <= limits.divergence and there.likely <= limits.shown
            low, high = (middle, high) if within else (low, middle - 1)
        return low

    @torch.no_grad()
    def _set(self, tensors: Mapping[str, Tensor]) -> None:
        for name, tensor in tensors.items():
            self._own[name].copy_(tensor)

    def _values(self, name: str, bits: float) -> Tensor:
        """What is left of a tensor."""
        if bits == LADDER[0]:
            return self._tensors[name].half().float()
        coded = self._coded[name, bits]
        return coded_quantization.decode(coded.stream, coded.steps, coded.shape)

    def _harm(self, reading: Reading) -> tuple[float, float]:
        shown = float((reading.shown - self.reference.shown).square().mean())
        return max(self._quality.divergence(self.reference, reading), 0.0), shown

    def _weights(self) -> tuple[float, float]:
        """What a unit of both kinds of harm weighs, the kind most that comes nearest to its limit when all tensors are rounded."""
        self._set({name: self._values(name, PROBED) for name in self._tensors})
        reading = self._quality.read(self._trial)
        there, (divergence, shown) = moved(self._quality, self.reference, reading), self._harm(reading)
        shares = there.divergence / self._limits.divergence, (there.likely / self._limits.shown) ** 2
        return shares[0] / max(divergence, 1e-12), shares[1] / max(shown, 1e-12)

    def _ordered(self) -> list[tuple[str, float]]:
        """Moves (a tensor, its next bits), the one that harms least for the bytes it saves first."""
        weights = self._weights()
        self._set({name: self._values(name, LADDER[0]) for name in self._tensors})
        harm: dict[str, float] = {}
        for number, name in enumerate(self._tensors, 1):
            self._report(f"reading the sample with each tensor in {PROBED} bits: {number} of {len(self._tensors)}")
            self._set({name: self._values(name, PROBED)})
            alone = self._harm(self._quality.read(self._trial))
            self._set({name: self._values(name, LADDER[0])})
            harm[name] = sum(weight * part for weight, part in zip(weights, alone, strict=True))
        waiting = [step for name in self._tensors for step in self._step(name, LADDER[0], harm[name])]
        heapq.heapify(waiting)
        path = []
        while waiting:
            _, name, bits = heapq.heappop(waiting)
            path.append((name, bits))
            for step in self._step(name, bits, harm[name]):
                heapq.heappush(waiting, step)
        return path

    def _step(self, name: str, above: float, harm: float) -> list[tuple[float, str, float]]:
        """The next step down of a tensor, with its harm for each byte saved; none where no fewer bits save any."""
        for below in LADDER[LADDER.index(above) + 1 :]:
            if below < SPARED and name in self._spared:
                break
            saved = self._size(name, above) - self._size(name, below)
            if saved > 0:
                more = self._error(name, below) - self._error(name, above)
                return [(harm * more / max(self._error(name, PROBED), 1e-30) / saved, name, below)]
        return []

    def _size(self, name: str, bits: float) -> int:
        return 2 * self._tensors[name].numel() if bits == LADDER[0] else self._coded[name, bits].bytes

    def _error(self, name: str, bits: float) -> float:
        """Squared: of what comes of the inputs, where these are known."""
        if (name, bits) not in self._errors:
            away = (self._values(name, bits) - self._tensors[name]).flatten(1)
            weighed = away @ self._hessians[name] if name in self._hessians else away
            self._errors[name, bits] = float((weighed * away).sum())
        return self._errors[name, bits]


def moved(quality: Quality, reference: Reading, reading: Reading) -> Moved:
    """How far a reading is from a reference."""
    away = (reading.shown - reference.shown).abs()
    likely = away.kthvalue(max(1, math.ceil(LIKELY * len(away)))).values
    return Moved(quality.divergence(reference, reading), float(away.mean()), float(likely), float(away.max()))

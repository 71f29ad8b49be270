"""Chooses bits for each tensor: what disturbs a sample of dev least for the bytes it saves, as far as the sample allows.

What a tensor's rounding does to the answers is, to second order, a sum over tensors (Nahshan et al. 2019, 1911.07190), and each
summand is proportional to the squared error of the tensor: one reading for each tensor, at 4 bits, says what all other bits do.
"""

from __future__ import annotations

import copy
import heapq
import math
from typing import TYPE_CHECKING, Any, NamedTuple

import torch

from attnviz.engine import packed_tensors
from attnviz.models import quantization

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from torch import Tensor

    from attnviz.training.compression.qualities import Quality, Reading

LADDER = (16, 8, 6, 4)  # bits that are chosen from
PROBED = 4  # bits at which each tensor alone is read
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
        self, network: Any, quality: Quality, fixed: Mapping[str, Tensor], report: Callable[[str], None]
    ) -> None:
        """``fixed`` are tensors that another file holds: they are as they are there, and nothing is chosen for them."""
        self._quality, self._report = quality, report
        self.reference = quality.read(network)
        self._trial = copy.deepcopy(network)
        self._own = self._trial.state_dict(keep_vars=True)
        self._set(dict(fixed))
        state = {name: tensor.detach().clone() for name, tensor in network.state_dict().items() if name not in fixed}
        self._tensors = {name: state[name] for name in packed_tensors.matrices(state, 16)}
        self._rounded = {
            (name, bits): quantization.rounded(tensor, bits)
            for name, tensor in self._tensors.items()
            for bits in LADDER
        }
        self.path = self._ordered()

    def bits(self, moves: int) -> dict[str, int]:
        """The bits of every tensor after the first ``moves`` of the path."""
        return dict.fromkeys(self._tensors, LADDER[0]) | dict(self.path[:moves])

    def moved(self, bits: Mapping[str, int]) -> Moved:
        """How far the sample moves with these bits."""
        self._set({name: self._rounded[name, few] for name, few in bits.items()})
        return moved(self._quality, self.reference, self._quality.read(self._trial))

    def farthest(self, limits: Limits) -> int:
        """The most moves of the path for which the sample stays within limits, by bisection."""
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

    def _harm(self, reading: Reading) -> tuple[float, float]:
        shown = float((reading.shown - self.reference.shown).square().mean())
        return max(self._quality.divergence(self.reference, reading), 0.0), shown

    def _ordered(self) -> list[tuple[str, int]]:
        """Moves (a tensor, its next bits), the one that harms least for the bytes it saves first."""
        self._set({name: self._rounded[name, PROBED] for name in self._tensors})
        units = self._harm(self._quality.read(self._trial))  # of all at once, so that both kinds of harm weigh alike
        self._set({name: self._rounded[name, 16] for name in self._tensors})
        harm: dict[str, float] = {}
        for number, name in enumerate(self._tensors, 1):
            self._report(f"reading the sample with each tensor in {PROBED} bits: {number} of {len(self._tensors)}")
            self._set({name: self._rounded[name, PROBED]})
            alone = self._harm(self._quality.read(self._trial))
            self._set({name: self._rounded[name, 16]})
            harm[name] = sum(part / max(unit, 1e-12) for part, unit in zip(alone, units, strict=True))
        waiting = [step for name in self._tensors for step in self._step(name, LADDER[0], harm[name])]
        heapq.heapify(waiting)
        path = []
        while waiting:
            _, name, bits = heapq.heappop(waiting)
            path.append((name, bits))
            for step in self._step(name, bits, harm[name]):
                heapq.heappush(waiting, step)
        return path

    def _step(self, name: str, above: int, harm: float) -> list[tuple[float, str, int]]:
        """The next step down of a tensor, with its harm for each byte saved; none where no fewer bits save any."""
        tensor = self._tensors[name]
        for below in LADDER[LADDER.index(above) + 1 :]:
            saved = size(tensor, above) - size(tensor, below)
            if saved > 0:
                more = self._error(name, below) - self._error(name, above)
                return [(harm * more / max(self._error(name, PROBED), 1e-30) / saved, name, below)]
        return []

    def _error(self, name: str, bits: int) -> float:
        return float((self._rounded[name, bits] - self._tensors[name]).square().sum())


def moved(quality: Quality, reference: Reading, reading: Reading) -> Moved:
    """How far a reading is from a reference."""
    away = (reading.shown - reference.shown).abs()
    likely = away.kthvalue(max(1, math.ceil(LIKELY * len(away)))).values
    return Moved(quality.divergence(reference, reading), float(away.mean()), float(likely), float(away.max()))


def size(tensor: Tensor, bits: int) -> int:
    """Bytes of a tensor stored in ``bits``."""
    if bits == 16:
        return 2 * tensor.numel()
    packed, scales = quantization.layout(tensor.shape, bits)
    return math.prod(packed) + 2 * math.prod(scales)

"""Many variations of one pass, measured a slice at a time so that others are let in: the ground of ablation and of erasure."""

from __future__ import annotations

import itertools
import math
import random
import time
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, NamedTuple

import torch

from attnviz.engine.messages import Note, Refused
from attnviz.lazy_numpy import np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROW_TOKENS = 100  # that go through the network together: some 30 ms, after which a person may interrupt
KEPT = 4  # measurements that can be gone on with


class SlicedMeasurement(ABC):
    """The variations of one pass that are measured, and what is known of them. ``request`` says how long a slice is (``seconds``).
    ``rows`` of them go through the network together: as many as ``ROW_TOKENS`` allow of texts of ``longest`` tokens, or as told.
    """

    def __init__(self, request: Any, longest: int = ROW_TOKENS, *, rows: int | None = None) -> None:
        self.request = request
        self.rows = rows or max(1, ROW_TOKENS // longest)
        self.done = 0

    @property
    @abstractmethod
    def size(self) -> int:
        """How many variations there are."""

    @abstractmethod
    def measure(self, begin: int, end: int) -> None:
        """Measure these variations."""

    @abstractmethod
    def result(self) -> Any:
        """What is known so far."""

    @torch.inference_mode()
    def go_on(self, progress: Callable[..., None]) -> None:
        """Measure for about as long as the request's slice."""
        until = time.perf_counter() + self.request.seconds
        while self.done < self.size:
            end = min(self.done + self.rows, self.size)
            self.measure(self.done, end)
            self.done = end
            progress(self.done / self.size, "measuring")
            if time.perf_counter() >= until:
                return


def go_on_with(
    known: list[SlicedMeasurement], request: Any, make: Callable[[], SlicedMeasurement], progress: Callable[..., None]
) -> Any:
    """Measure a slice of what ``request`` asks: of the ``known`` measurement where it is asked for again, of a new one else."""
    measurement = next((each for each in known if each.request is request), None)
    if measurement is None:
        measurement = make()
        known[:] = [*known[1 - KEPT :], measurement]
    measurement.go_on(progress)
    return measurement.result()


class Erased(NamedTuple):
    """Which of some words are hidden: the most attended, which hold ``share`` of what lies on words, and as many in each random
    draw. Notes: ``fewer_hidden`` (k) where there are too few words for the k asked for, ``fewer_draws`` (draws).
    """

    hidden: tuple[int, ...]
    share: float
    random: list[tuple[int, ...]]
    notes: tuple[Note, ...]


def erased(words: Sequence[Sequence[int]], attended: np.ndarray, *, k: int, draws: int, seed: int) -> Erased:
    """Choose what to hide of ``words`` (groups of tokens) by how much of a map stands on each token (``attended``). ``Refused``
    with too_few_words.
    """
    if len(words) < 2:
        raise Refused("too_few_words", "A sentence of one word has nothing to compare.")
    held = min(max(k, 1), len(words) - 1)
    weight = np.array([attended[list(word)].sum() for word in words])
    order = np.argsort(-weight, kind="stable")
    hidden = tuple(sorted(int(word) for word in order[:held]))
    drawn = random_draws(len(words), held, draws, seed, besides=hidden)
    notes = [Note("fewer_hidden", {"k": held})] if held < k else []
    if len(drawn) < draws:
        notes.append(Note("fewer_draws", {"draws": len(drawn)}))
    return Erased(hidden, float(weight[list(hidden)].sum() / max(weight.sum(), 1e-12)), drawn, tuple(notes))


def random_draws(words: int, k: int, wanted: int, seed: int, *, besides: Sequence[int]) -> list[tuple[int, ...]]:
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

"""Erasure: hide the words that a map says matter most, and as many others, and see how much less probable the answer becomes.

Li et al. 2016 (1612.08220); as a test of maps: Jain & Wallace 2019 (1902.10186), Jacovi & Goldberg 2020 (2004.03685).
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any

import numpy as np

from attnviz.engine.attention.measuring import SlicedMeasurement, erased
from attnviz.engine.messages import Refused, frozen
from attnviz.engine.translate.messages import Faithfulness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor


class Erasure(SlicedMeasurement):
    """Nothing hidden, then the most attended of ``words`` (groups of tokens), then as many random ones in each draw; ``seen``
    [1, S] is what may be seen of the text with nothing hidden.
    """

    def __init__(self, request: Any, longest: int, words: Sequence[tuple[int, ...]], seen: Tensor) -> None:
        """``Refused`` codes: other_map, too_few_words."""
        super().__init__(request, longest)
        attended = np.asarray(request.attended, np.float64)
        if attended.shape != (seen.shape[1],):
            raise Refused("other_map", "The map belongs to another sentence.")
        self.words, self.seen = tuple(words), seen
        self.erased = erased(words, attended, k=request.k, draws=request.draws, seed=request.seed)
        self.measured: list[np.ndarray] = []

    @abstractmethod
    def read(self, seen: Tensor) -> Tensor:
        """Log-probabilities [B, T] of what was answered, where ``seen`` [B, S] may be seen."""

    @property
    def size(self) -> int:
        """How many variations there are."""
        return 2 + len(self.erased.random)

    def measure(self, begin: int, end: int) -> None:
        """Measure these variations."""
        seen = self.seen.repeat(end - begin, 1)
        for row, words in enumerate([(), self.erased.hidden, *self.erased.random][begin:end]):
            seen[row, [token for word in words for token in self.words[word]]] = False
        self.measured += [*self.read(seen).numpy()]

    def result(self) -> Faithfulness:
        """What is known so far."""
        measured = np.stack(self.measured).astype(np.float32)
        drops = measured[:1] - measured[1:]
        if not len(drops):  # a slice ends after its first row at the earliest
            drops = np.full_like(measured, np.nan)
        return Faithfulness(
            request=self.request,
            words=self.words,
            hidden=self.erased.hidden,
            share_hidden=self.erased.share,
            random=tuple(self.erased.random),
            log_probabilities=frozen(measured[0]),
            drops=frozen(drops[0]),
            random_drops=frozen(drops[1:]),
            share=self.done / self.size,
            notes=self.erased.notes,
        )

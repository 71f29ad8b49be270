"""What a told sentence is worth beside those of people: CIDEr-D and BLEU-4, both with the end counted as a word.

CIDEr-D: Vedantam et al. 2015 (1411.5726), section 7; BLEU: Papineni et al. 2002, of one sentence, smoothed as in Lin & Och 2004.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ORDERS = (1, 2, 3, 4)
SIGMA = 6.0  # words by which a length may differ before it counts much
END = "</s>"  # a word of its own, so that a sentence that breaks off is worth less

Gram = tuple[str, ...]
Grams = tuple[Counter[Gram], ...]  # of each order, how often each stands in a sentence
Vector = dict[Gram, float]


def grams(words: Sequence[str]) -> Grams:
    """How often each run of 1 to 4 words stands in a sentence, the end included."""
    words = [*words, END]
    return tuple(Counter(zip(*(words[i:] for i in range(n)), strict=False)) for n in ORDERS)


class Reference(NamedTuple):
    """A person's sentence: its length, and for each order its weighted vector and that vector's norm."""

    length: int
    vectors: list[Vector]
    norms: list[float]


class Rewards:
    """What sentences about known photos are worth; ``references``: for each photo its sentences, cut into words."""

    def __init__(self, references: Sequence[Sequence[Sequence[str]]], *, cider: float = 0.5, bleu: float = 1.0) -> None:
        counted = [[grams(words) for words in sentences] for sentences in references]
        photos = Counter(gram for sentences in counted for gram in {g for s in sentences for c in s for g in c})
        self.cider, self.bleu = cider, bleu
        self.log_photos = math.log(max(2, len(references)))
        self.rarity = {gram: self.log_photos - math.log(count) for gram, count in photos.items()}
        self.references = [[self._weighted(sentence) for sentence in sentences] for sentences in counted]
        self.most = [tuple(_most(s[n - 1] for s in sentences) for n in ORDERS) for sentences in counted]

    def of(self, photo: int, words: Sequence[str]) -> float:
        """What a sentence about this photo is worth."""
        found = grams(words)
        return self.cider * self.cider_d(photo, found) + self.bleu * self.bleu_4(photo, found)

    def cider_d(self, photo: int, found: Grams) -> float:
        """CIDEr-D, 0 to 10: how alike the weighted runs of words are, mean over orders and references."""
        told = self._weighted(found)
        total = 0.0
        for length, vectors, norms in self.references[photo]:
            near = math.exp(-((told.length - length) ** 2) / (2 * SIGMA**2))
            for mine, my_norm, theirs, norm in zip(told.vectors, told.norms, vectors, norms, strict=True):
                if my_norm and norm:
                    alike = sum(
                        min(value, theirs[gram]) * theirs[gram] for gram, value in mine.items() if gram in theirs
                    )
                    total += near * alike / (my_norm * norm)
        return 10 * total / (len(ORDERS) * len(self.references[photo]))

    def bleu_4(self, photo: int, found: Grams) -> float:
        """BLEU-4 of this one sentence, 0 to 1; orders above the first begin with one hit in one more try."""
        logs = 0.0
        for n, (mine, most) in enumerate(zip(found, self.most[photo], strict=True)):
            hits = sum(min(count, most.get(gram, 0)) for gram, count in mine.items())
            smooth = 1 if n else 0
            if not hits + smooth:
                return 0.0
            logs += math.log((hits + smooth) / (mine.total() + smooth))
        length = found[0].total()
        nearest = min((r.length for r in self.references[photo]), key=lambda r: (abs(r - length), r))
        return math.exp(logs / len(ORDERS) + min(0.0, 1 - nearest / length))

    def _weighted(self, counts: Grams) -> Reference:
        vectors = [{g: c * self.rarity.get(g, self.log_photos) for g, c in counted.items()} for counted in counts]
        norms = [math.sqrt(sum(value * value for value in vector.values())) for vector in vectors]
        return Reference(counts[0].total(), vectors, norms)


def _most(counted: Iterable[Counter[Gram]]) -> Counter[Gram]:
    """Of each run the largest count in any reference."""
    most: Counter[Gram] = Counter()
    for counts in counted:
        most |= counts
    return most

"""What the encoder alone says of each frame: the best path, and where given letters stand (forced alignment).

Graves et al. 2006 (connectionist temporal classification). S = frames, V = letters with the blank, which has id 0.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from attnviz.lazy_numpy import np
from attnviz.models.speller import FIRST, PAD

if TYPE_CHECKING:
    from collections.abc import Sequence


def text_of(ids: Sequence[int], alphabet: str) -> str:
    """Ids as text; those that are no letters are left out."""
    return "".join(alphabet[id - FIRST] for id in ids if id >= FIRST)


def best_path(log_p: np.ndarray, alphabet: str) -> str:
    """The most probable label of each frame [S, V], repetitions merged, blanks left out. Graves et al. 2006, eq. 4."""
    best = log_p.argmax(-1).tolist()
    return text_of([id for before, id in zip([PAD, *best], best, strict=False) if id not in (PAD, before)], alphabet)


def align(log_p: np.ndarray, ids: Sequence[int]) -> list[tuple[int, int]]:
    """The first and the last frame of each of ``ids`` on the most probable path [S, V] through all of them in order (Viterbi).

    Where there are fewer frames than letters, they share them evenly.
    """
    frames, count = len(log_p), len(ids)
    repeats = sum(a == b for a, b in itertools.pairwise(ids))
    if not count or frames < count + repeats:
        return [(i * frames // max(count, 1), i * frames // max(count, 1)) for i in range(count)]
    labels = np.zeros(2 * count + 1, int)
    labels[1::2] = ids
    skips = np.zeros(len(labels), bool)  # from the label before, over the blank between
    skips[3::2] = labels[3::2] != labels[1:-2:2]
    score = np.full(len(labels), -np.inf)
    score[:2] = log_p[0, labels[:2]]
    came = np.zeros((frames, len(labels)), np.int8)
    for t in range(1, frames):
        ways = np.full((3, len(labels)), -np.inf)
        ways[0] = score
        ways[1, 1:] = score[:-1]
        ways[2, 2:] = np.where(skips[2:], score[:-2], -np.inf)
        came[t] = ways.argmax(0)
        score = ways.max(0) + log_p[t, labels]
    at = len(labels) - 1 if score[-1] >= score[-2] else len(labels) - 2
    first, last = [frames] * count, [0] * count
    for t in range(frames - 1, -1, -1):
        if at % 2:
            first[at // 2], last[at // 2] = t, max(last[at // 2], t)
        at -= int(came[t, at])
    return list(zip(first, last, strict=True))

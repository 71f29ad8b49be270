"""From the weights of words to word links: what a reader of the whole sentence would link, not each word alone.

The links are read from the posteriors of the hidden Markov model of Vogel et al. 1996, with the model's weights as emissions: the
next target word usually looks one source word further, and links stay near the diagonal as in fast_align (Dyer et al. 2013).
"""

from __future__ import annotations

import numpy as np

DIAGONAL = 6.0  # how much links prefer the same relative place in both sentences
JUMP = 1.0  # how much each word of a jump costs, beyond one step forward
LEAP = 0.1  # what a jump of any length keeps
ALONE = 0.8  # the posterior of a link that its source word does not return
# All four were tuned on development sets of gold alignments.


def links(weights: np.ndarray) -> tuple[tuple[int, int], ...]:
    """Weights [target words, source words] -> (source, target) pairs: for each target word its most probable source word, when
    that word looks back or the link is clear. A row of zeros has no link."""
    seen = np.flatnonzero(weights.sum(1)) if weights.size else np.zeros(0, int)
    if not len(seen):
        return ()
    probable = posteriors(weights)[seen]
    best, returned = probable.argmax(1), probable.argmax(0)
    rows = range(len(seen))
    return tuple(
        sorted((int(best[t]), int(seen[t])) for t in rows if returned[best[t]] == t or probable[t, best[t]] >= ALONE)
    )


def posteriors(weights: np.ndarray) -> np.ndarray:
    """The probability of each source word for each target word, given all weights: the same shape, rows sum to 1."""
    rows, columns = weights.shape
    places = np.arange(columns)
    slant = places / max(1, columns - 1) - np.arange(rows)[:, None] / max(1, rows - 1)
    emissions = (weights.astype(np.float64) + 1e-3) * np.exp(-DIAGONAL * np.abs(slant))
    steps = np.exp(-JUMP * np.abs(places - places[:, None] - 1)) + LEAP
    steps /= steps.sum(1, keepdims=True)
    forward, backward = emissions.copy(), np.ones((rows, columns))
    forward[0] /= forward[0].sum()
    for t in range(1, rows):
        forward[t] *= forward[t - 1] @ steps
        forward[t] /= forward[t].sum()
    for t in range(rows - 2, -1, -1):
        backward[t] = steps @ (emissions[t + 1] * backward[t + 1])
        backward[t] /= backward[t].sum()
    both = forward * backward
    return both / both.sum(1, keepdims=True)

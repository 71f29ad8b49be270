"""From the weights of words to word links: what a reader of both sentences would link, not each word alone.

Each sentence is read as the hidden Markov model of Vogel et al. 1996 reads it, with the model's weights as emissions: the next
word usually looks one word further, and links stay near the diagonal as in fast_align (Dyer et al. 2013). A link is what both
directions find probable: their posteriors are multiplied, as in Alignment by Agreement (Liang et al. 2006).
"""

from __future__ import annotations

import numpy as np

DIAGONAL = 2.0  # how much links prefer the same relative place in both sentences
JUMP = 0.5  # how much each word of a jump costs, beyond one step forward
LEAP = 0.15  # what a jump of any length keeps
AGREED = 0.14  # the least product of both posteriors
# All four were tuned on development sets of gold alignments.


def links(weights: np.ndarray) -> tuple[tuple[int, int], ...]:
    """Weights [target words, source words] -> (source, target) pairs, of a word any number. A row of zeros has no link."""
    if not weights.size:
        return ()
    agreed = posteriors(weights) * posteriors(weights.T).T >= AGREED
    agreed[weights.sum(1) == 0] = False
    return tuple(sorted((int(source), int(target)) for target, source in np.argwhere(agreed)))


def posteriors(weights: np.ndarray) -> np.ndarray:
    """The probability of each column's word for each row's word, given all weights: the same shape, rows sum to 1."""
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

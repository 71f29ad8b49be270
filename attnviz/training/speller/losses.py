"""What a speller learns beside its letters: to listen where the words are known to be.

The places of the joined recordings are known. Two soft penalties use them: the letters of a word together should cover its
stretch (cross-entropy of an even spread), and a letter should listen near its place in the order of the word's letters (guided
attention, Tachibana et al. 2018, 1710.08969, eq. 5), where the place of a letter inside its word stays free within a width.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

WIDTH = 0.25  # of a word's length: how far from the even place a letter listens without much penalty


class Places:
    """For a batch: ``cover`` [B, W, S] even spreads over words, ``of`` [B, W, T] the share of each letter in its word,
    ``far`` [B, T, S] penalties, 0 near a letter's place to 1 outside its word.
    """

    def __init__(self, cover: np.ndarray, of: np.ndarray, far: np.ndarray) -> None:
        self.cover, self.of, self.far = torch.from_numpy(cover), torch.from_numpy(of), torch.from_numpy(far)


def places(
    spans: list[tuple[tuple[float, float], ...]], words: list[tuple[str, ...]], t: int, s: int, frame: float
) -> Places:
    """Of strings with ``words`` at ``spans`` (seconds), ``t`` letters with the end, ``s`` frames of ``frame`` seconds.

    A space listens to the gap before the next word, the end to what follows the last word.
    """
    most = max((2 * len(one) for one in words), default=0) or 1
    b = len(words)
    cover, of = np.zeros((b, most, s), np.float32), np.zeros((b, most, t), np.float32)
    far = np.zeros((b, t, s), np.float32)
    middles = (np.arange(s, dtype=np.float32) + 0.5) * frame
    for i in range(b):
        letter = 0
        for j, (word, (start, end)) in enumerate(zip(words[i], spans[i], strict=True)):
            covered = np.clip(
                (np.minimum(middles + frame / 2, end) - np.maximum(middles - frame / 2, start)) / frame, 0, 1
            )
            cover[i, 2 * j] = covered / covered.sum()
            of[i, 2 * j, letter : letter + len(word)] = 1 / len(word)
            place = (middles - start) / (end - start)
            inside = covered > 0
            for k in range(len(word)):
                off = (k + 0.5) / len(word) - place
                far[i, letter + k] = np.where(inside, 1 - np.exp(-(off**2) / (2 * WIDTH**2)), 1.0)
            letter += len(word)
            after = spans[i][j + 1][0] if j + 1 < len(words[i]) else None
            if after is not None:  # the space
                near = (middles > end - frame) & (middles < after + frame)
                cover[i, 2 * j + 1] = near / max(1, near.sum())
                of[i, 2 * j + 1, letter] = 1
                far[i, letter] = ~near
                letter += 1
    return Places(cover, of, far)


def guidance(weights: Tensor, known: Places) -> Tensor:
    """weights [B, T, S] -> how far they are from where the words are known to be, a mean over words and letters."""
    together = known.of @ weights  # [B, W, S]
    words = known.of.sum((1, 2)).clamp(min=1)
    covering = -(known.cover * torch.log(together.clamp(min=1e-4))).sum((1, 2)) / words
    entropy = -(known.cover * torch.log(known.cover.clamp(min=1e-4))).sum((1, 2)) / words
    letters = (known.far.amax(-1) > 0).sum(1).clamp(min=1)
    straying = (weights * known.far).sum((1, 2)) / letters
    return (covering - entropy + straying).mean()

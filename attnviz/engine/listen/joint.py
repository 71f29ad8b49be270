"""Ranks the beams by letters and frames together: hybrid CTC/attention rescoring.

Watanabe et al. 2017 (Hybrid CTC/Attention Architecture for End-to-End Speech Recognition), eq. 52. The decoder may write a word
twice or leave one out, and find it probable; CTC, which must pass every frame once and in order, does not.
S = frames, V = letters with the blank, which has id 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from attnviz.models.speller import EOS, PAD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from attnviz.models.decoding import Hypothesis

WEIGHT = 0.3  # of the log-probability by frames beside that by letters (chosen on dev)


def by_frames(log_p: Tensor, ids: Sequence[int]) -> float:
    """log p of letters, over all the ways to pass them in the frames [S, V]; -inf where there are too few frames."""
    letters = [id for id in ids if id != EOS]
    if not letters:
        return float(log_p[:, PAD].sum())
    counts = torch.tensor([len(log_p)]), torch.tensor([len(letters)])
    return -float(torch.nn.functional.ctc_loss(log_p.unsqueeze(1), torch.tensor([letters]), *counts, PAD, "sum"))


def ranked(hypotheses: Sequence[Hypothesis], log_p: Tensor) -> list[tuple[Hypothesis, float]]:
    """Hypotheses about frames [S, V], best first, each with its joint score: log p by letters + ``WEIGHT`` · log p by frames."""
    scored = [(one, one.log_probability + WEIGHT * by_frames(log_p, one.ids)) for one in hypotheses]
    return sorted(scored, key=lambda one: -one[1])

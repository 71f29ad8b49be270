"""What a speller is given of sounds: log-mel spectrograms in one batch, and which frames are sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from attnviz.models import log_mel as mel
from attnviz.models.speller import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from attnviz.lazy_numpy import np

FRAME = COLUMNS * mel.HOP  # samples
SECONDS = FRAME / mel.RATE  # of a frame


def features(sounds: Sequence[np.ndarray], bands: int) -> tuple[Tensor, Tensor]:
    """Sounds float32 [N] at ``mel.RATE`` -> log_mel [B, M, F] and mask [B, S], F = 4 S."""
    return masked(mel.log_mel(mel.powers(padded(sounds)), mel.mel_bank(bands)), sounds)


def padded(sounds: Sequence[np.ndarray]) -> Tensor:
    """Sounds -> [B, N], N a whole number of frames."""
    made = torch.zeros(len(sounds), mel.whole(max(map(len, sounds)), FRAME))
    for row, sound in zip(made, sounds, strict=True):
        row[: len(sound)] = torch.tensor(sound)
    return made


def masked(x: Tensor, sounds: Sequence[np.ndarray]) -> tuple[Tensor, Tensor]:
    """Log-mel [B, M, F] with 0 after the end of each sound, and mask [B, S]."""
    frames = torch.tensor([mel.whole(len(sound), FRAME) // FRAME for sound in sounds])
    mask = torch.arange(x.shape[-1] // COLUMNS) < frames.unsqueeze(1)
    return x * mask.repeat_interleave(COLUMNS, 1).unsqueeze(1), mask

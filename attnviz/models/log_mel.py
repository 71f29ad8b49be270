"""Log-mel spectrogram: how loud a sound is in each band of pitch, hundred times a second.

N = samples at ``RATE``, M = bands, F = columns of 10 ms. Bands are equally wide in mel (O'Shaughnessy 1987), triangular and
overlapping by half (Davis & Mermelstein 1980).
"""

from __future__ import annotations

import functools
import math

import torch
from torch import Tensor

RATE = 16_000  # samples a second
HOP = 160  # samples from one column to the next: 10 ms
WINDOW = 400  # samples seen by a column: 25 ms
FFT = 512
LOWEST, HIGHEST = 60.0, 7_600.0  # Hz
RANGE = 6.0  # powers of ten between the loudest band and what counts as silence: 60 dB
QUIET = -3.0  # log10 power: a sound whose loudest band is below is not made louder
BEND = 4_800.0  # Hz up to which vocal tract length perturbation scales evenly


def _mel(hertz: Tensor | float) -> Tensor:
    return 2595 * torch.log10(1 + torch.as_tensor(hertz, dtype=torch.float64) / 700)


@functools.lru_cache(maxsize=64)
def mel_bank(bands: int, warp: float = 1.0) -> Tensor:
    """Weights [M, FFT/2 + 1] that sum powers of frequencies into bands, with frequencies scaled by ``warp`` below a bend.

    ``warp`` is vocal tract length perturbation: Jaitly & Hinton 2013, eq. 1.
    """
    ends = _mel(LOWEST), _mel(HIGHEST)
    edges = 700 * (10 ** (torch.linspace(float(ends[0]), float(ends[1]), bands + 2, dtype=torch.float64) / 2595) - 1)
    frequencies = torch.linspace(0, RATE / 2, FFT // 2 + 1, dtype=torch.float64)
    if warp != 1.0:
        top, bend = RATE / 2, BEND * min(warp, 1.0)
        above = top - (top - bend) / (top - bend / warp) * (top - frequencies)
        frequencies = torch.where(frequencies <= bend / warp, frequencies * warp, above)
    low, middle, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    rising, falling = (frequencies - low) / (middle - low), (high - frequencies) / (high - middle)
    bank = torch.minimum(rising, falling).clamp(min=0)
    return (bank / bank.sum(1, keepdim=True).clamp(min=1e-9)).float()


@functools.cache
def _window() -> Tensor:
    return torch.hann_window(WINDOW)


def powers(sound: Tensor) -> Tensor:
    """sound [B, N], N a multiple of ``HOP`` -> power [B, FFT/2 + 1, F] of each frequency; a column is centred on its 10 ms."""
    padded = torch.nn.functional.pad(sound, ((FFT - HOP) // 2, (FFT - HOP) // 2))
    spectrum = torch.stft(padded, FFT, HOP, WINDOW, _window().to(sound.device), center=False, return_complex=True)
    return torch.view_as_real(spectrum).square().sum(-1)


def log_mel(power: Tensor, bank: Tensor) -> Tensor:
    """power [B, FFT/2 + 1, F], bank [M, FFT/2 + 1] or [B, M, FFT/2 + 1] -> [B, M, F], -1 for silence to 1 for the loudest band."""
    x = torch.log10((bank.to(power.device) @ power).clamp(min=1e-10))
    loudest = x.amax((1, 2), keepdim=True).clamp(min=QUIET)
    return (x - loudest).clamp(min=-RANGE) / (RANGE / 2) + 1


def whole(samples: int, multiple: int) -> int:
    """The next number of samples that ``multiple`` divides, at least one such."""
    return max(1, math.ceil(samples / multiple)) * multiple

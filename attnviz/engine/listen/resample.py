"""Samples at another rate, by way of the spectrum."""

from __future__ import annotations

import math

from attnviz.lazy_numpy import np


def resample(sound: np.ndarray, rate: int, wanted: int) -> np.ndarray:
    """``sound`` float32 [samples] at ``rate`` samples a second -> the same at ``wanted``, without what is too high for either."""
    if rate == wanted or not len(sound):
        return np.asarray(sound, np.float32)
    common = math.gcd(rate, wanted)
    up, down = wanted // common, rate // common
    pieces = -(-len(sound) // down)
    spectrum = np.fft.rfft(sound, pieces * down)
    bins = pieces * up // 2 + 1
    fitted = np.zeros(bins, spectrum.dtype)
    fitted[: min(bins, len(spectrum))] = spectrum[:bins]
    samples = np.fft.irfft(fitted, pieces * up) * (up / down)
    return samples[: -(-len(sound) * up // down)].astype(np.float32)

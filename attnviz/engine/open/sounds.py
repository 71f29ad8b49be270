"""Sounds as a speech model hears them: at its own rate, as frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from attnviz.engine.attention.messages import Axis, Frames
from attnviz.engine.messages import Note, Refused, frozen

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.engine.open.loaded import Loaded
    from attnviz.engine.open.messages import AudioInput

RATE = 16_000  # samples a second, where the folder does not say
LEAST = 0.03  # seconds
LONGEST = 60.0  # seconds of a model that takes any length


def given(model: Loaded, sound: AudioInput) -> tuple[Any, ...]:
    """The fields of a ``Given`` for a sound. Notes: ``sound_cut`` (seconds), ``preparation_assumed``."""
    wave = np.asarray(sound.waveform)
    if wave.ndim != 1 or wave.dtype.kind != "f" or not np.isfinite(wave).all() or not 1000 <= sound.rate <= 400_000:
        raise Refused(
            "sound_unusable", "The sound is not float32 [samples] with a rate from 1,000 to 400,000 a second."
        )
    if len(wave) < LEAST * sound.rate:
        raise Refused("sound_unusable", "The sound is shorter than a frame.")
    processor = model.processor
    rate = int(getattr(processor, "sampling_rate", RATE))
    takes = model.network.main_input_name
    longest = float(getattr(processor, "chunk_length", 30)) if takes == "input_features" else LONGEST
    notes = []
    if len(wave) > longest * sound.rate:
        wave = wave[: int(longest * sound.rate)]
        notes.append(Note("sound_cut", {"seconds": longest}))
    wave = resampled(wave.astype(np.float32), sound.rate, rate)
    if takes == "input_features":
        if processor is None:
            raise Refused(
                "sound_unusable", "This model's folder has no preprocessor_config.json, which says how it hears."
            )
        values = torch.as_tensor(np.asarray(processor(wave, sampling_rate=rate, return_tensors="np")[takes]))
        whole = np.zeros(int(longest * rate), np.float32)
        whole[: len(wave)] = wave
        places, log_mel = values.shape[-1] // 2, frozen(values[0])
        seconds = longest / places
    else:
        whole, log_mel = wave, None
        normal = wave if processor is None or processor.do_normalize else None
        values = torch.from_numpy((wave - wave.mean()) / np.sqrt(wave.var() + 1e-7) if normal is not None else wave)[
            None
        ]
        notes += [Note("preparation_assumed")] if processor is None else []
        places = int(model.network._get_feat_extract_output_lengths(len(wave)))
        seconds = float(np.prod(model.network.config.conv_stride)) / rate
    inputs = {takes: values.to(model.device, next(model.network.parameters()).dtype)}
    return inputs, _axis(seconds, frozen(whole), rate, log_mel), places, (), None, tuple(notes), len(wave) / rate


def _axis(seconds: float, wave: np.ndarray, rate: int, log_mel: np.ndarray | None) -> Callable[[int], Axis]:
    return lambda places: Frames(places, seconds, wave, rate, log_mel)


def resampled(wave: np.ndarray, rate: int, wanted: int) -> np.ndarray:
    """A sound at another rate, by cutting or padding its spectrum."""
    if rate == wanted:
        return wave
    count = max(round(len(wave) * wanted / rate), 1)
    spectrum = np.fft.rfft(wave)
    size = count // 2 + 1
    kept = np.zeros(size, spectrum.dtype)
    kept[: min(size, len(spectrum))] = spectrum[: min(size, len(spectrum))]
    return (np.fft.irfft(kept, count) * (count / len(wave))).astype(np.float32)

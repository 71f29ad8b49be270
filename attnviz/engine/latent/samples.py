"""Samples that lie beside a VAE's weights: held-out pictures, their codes, and what is known of them (``ID.samples.npz``)."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from attnviz import atomic_write, regular_file
from attnviz.engine import damaged_numpy
from attnviz.engine.messages import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from attnviz.models.vae import VaeConfig

LARGEST = 200_000_000  # bytes
TALLEST = 16_383  # pixels of a WebP


class Samples(NamedTuple):
    """mu and std float32 [N, D], labels int64 [N, K] by name, pictures uint8 [M, S, S, C] of the first M of them."""

    mu: np.ndarray
    std: np.ndarray
    labels: np.ndarray
    label_names: tuple[str, ...]
    pictures: np.ndarray


def write(path: Path, samples: Samples) -> None:
    """Write ``path`` whole or not at all; codes in float16, as the weights are, and coloured pictures as one lossless WebP."""
    out = io.BytesIO()
    np.savez_compressed(
        out,
        mu=samples.mu.astype(np.float16),
        std=samples.std.astype(np.float16),
        labels=samples.labels.astype(np.uint8),
        label_names=np.array(samples.label_names),
        pictures=_squeezed(samples.pictures),
    )
    atomic_write.write(path, out.getbuffer())


def read(folders: Sequence[Path], model: str, config: VaeConfig) -> Samples:
    """The samples of a model from the first folder that has them. ``Refused`` codes: samples_missing, samples_broken."""
    name = f"{model}.samples.npz"
    path = next((f / name for f in folders if os.path.isfile(f / name)), None)
    if path is None:
        raise Refused("samples_missing", f"The samples {name} are not beside the weights.", file=name)
    try:
        with np.load(io.BytesIO(regular_file.read(path, most=LARGEST)), allow_pickle=False) as stored:
            mu, std = (np.asarray(stored[key], np.float32) for key in ("mu", "std"))
            labels, pictures = np.asarray(stored["labels"], np.int64), np.asarray(stored["pictures"])
            if pictures.ndim == 1:
                pictures = _spread(pictures, config.side, len(mu))
            names = tuple(str(each) for each in stored["label_names"])
    except damaged_numpy.ERRORS as error:
        raise _broken(name) from error
    shape = (config.side, config.side, config.channels)
    fits = (
        mu.ndim == 2
        and mu.shape == std.shape
        and mu.shape[1] == config.latents
        and len(mu) >= 2
        and labels.shape == (len(mu), len(names))
        and pictures.dtype == np.uint8
        and pictures.shape[1:] == shape
        and len(pictures) <= len(mu)
    )
    if not fits or not (np.isfinite(mu).all() and np.isfinite(std).all()):
        raise _broken(name)
    return Samples(mu, std, labels, names, pictures)


def _squeezed(pictures: np.ndarray) -> np.ndarray:
    """Coloured pictures [M, S, S, 3] one under the other as a lossless WebP, uint8 [bytes], a third smaller; others as they are."""
    count, side, _, channels = pictures.shape
    if channels != 3 or not 0 < count * side <= TALLEST:
        return pictures
    from PIL import Image  # not before the first translation

    out = io.BytesIO()
    Image.fromarray(pictures.reshape(count * side, side, channels)).save(
        out, "WEBP", lossless=True, quality=100, method=6
    )
    return np.frombuffer(out.getvalue(), np.uint8)


def _spread(stored: np.ndarray, side: int, most: int) -> np.ndarray:
    """The pictures [M, S, S, 3] of such a WebP, at most ``most``. ValueError when it is none of this size."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(stored.tobytes()), formats=["WEBP"]) as image:
            if image.mode != "RGB" or image.width != side or image.height % side or image.height > most * side:
                raise ValueError(f"{image.mode} {image.size}")
            return np.array(image).reshape(-1, side, side, 3)
    except Image.DecompressionBombError as error:
        raise ValueError("the picture is too large") from error


def _broken(name: str) -> Refused:
    return Refused("samples_broken", f"{name} does not belong to this model or is damaged.", file=name)

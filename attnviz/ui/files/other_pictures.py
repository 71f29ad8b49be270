"""Reads with Pillow the pictures that Qt does not: AVIF, JPEG 2000, Targa, and some kinds of TIFF."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColorSpace

from attnviz.lazy_numpy import np
from attnviz.ui.files.picture_kinds import Header
from attnviz.ui.files.pixels import fill_sixteen_bits, from_image, to_image
from attnviz.ui.files.quiet_readers import no_chatter
from attnviz.ui.files.unreadable import Unreadable

if TYPE_CHECKING:
    from PIL.Image import Image


def header(data: bytes, format: str) -> Header:
    """What the head says; nothing is known of what is damaged."""
    try:
        with no_chatter():
            image = _opened(data, format)
            turned_aside = image.getexif().get(0x0112, 1) >= 5
            frames = getattr(image, "n_frames", 1)  # which looks at each
    except Exception:  # readers of damaged files raise nearly anything
        return Header(0, 0, 1)
    width, height = reversed(image.size) if turned_aside else image.size
    return Header(width, height, frames)


def decode(data: bytes, format: str, longest: int) -> np.ndarray:
    """uint8 [H, W, C], upright. ``Unreadable``: picture_damaged."""
    from PIL import ImageOps

    try:
        with no_chatter():
            image = _opened(data, format)
            image.load()
            profile = image.info.get("icc_profile")
            image = ImageOps.exif_transpose(_eight_bits(image))
    except Exception as error:
        raise Unreadable("picture_damaged") from error
    if max(image.size) > longest:
        image.thumbnail((longest, longest))
    pixels = np.asarray(image)
    made = to_image(pixels if pixels.ndim == 3 else pixels[..., None])
    if profile:
        made.setColorSpace(QColorSpace.fromIccProfile(QByteArray(profile)))
    return from_image(made, longest=longest)


def _opened(data: bytes, format: str) -> Image:
    from PIL import Image

    return Image.open(io.BytesIO(data), formats=[format])


def _eight_bits(image: Image) -> Image:
    """The same in grey, red, green and blue, or with alpha, of 8 bits each."""
    from PIL import Image

    if image.mode.startswith("I"):
        samples = np.asarray(image).clip(0, 65535).astype(np.uint16)
        fill_sixteen_bits(samples[..., None])
        return Image.fromarray((samples >> 8).astype(np.uint8))
    alpha = image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info
    return image.convert("RGBA" if alpha else "L" if image.mode in ("1", "L") else "RGB")

"""Pixels between Qt's images and arrays: uint8 [H, W, C], C = 1 grey, 3 or 4 with alpha, in sRGB."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColorSpace, QImage

from attnviz.lazy_numpy import np
from attnviz.ui.files.unreadable import Unreadable

MOST_SIDE = 16_384  # pixels; the engine refuses more as well
MOST_PIXELS = 100_000_000
LONGEST = 4096  # pixels of the longer side that are kept where nobody asks for another number
STRIP = 2_000_000  # pixels that are brought down and converted at once
_FORMAT = QImage.Format
SIXTEEN_BITS = (
    _FORMAT.Format_Grayscale16,
    _FORMAT.Format_RGBX64,
    _FORMAT.Format_RGBA64,
    _FORMAT.Format_RGBA64_Premultiplied,
)


def from_image(image: QImage, *, name: str = "", longest: int = LONGEST) -> np.ndarray:
    """A QImage as an array of its own: uint8 [H, W, C], C = 1, 3 or 4 as in ``decode``."""
    check_size(image.width(), image.height(), name)
    try:
        return as_array(image, longest)
    except Unreadable:
        raise Unreadable("picture_damaged", name=name) from None


def as_array(image: QImage, longest: int) -> np.ndarray:
    """The same for any size, strip by strip: what is brought down or converted as a whole would be held twice."""
    formats = QImage.Format
    grey = image.isGrayscale() and not image.hasAlphaChannel()
    wanted, channels = (
        (formats.Format_Grayscale8, 1)
        if grey
        else (formats.Format_RGBA8888, 4)
        if image.hasAlphaChannel()
        else (formats.Format_RGB888, 3)
    )
    width, height = image.width(), image.height()
    size = QSize(width, height)
    if max(width, height) > longest:
        size = size.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
    made = np.empty((size.height(), size.width(), channels), np.uint8)
    at_once = max(1, min(STRIP // width, height) * size.height() // height)
    for top in range(0, size.height(), at_once):
        bottom = min(top + at_once, size.height())
        first, last = (row * height // size.height() for row in (top, bottom))
        strip = image if last - first == height else image.copy(0, first, width, last - first)
        if (strip.width(), strip.height()) != (size.width(), bottom - top):
            small = QSize(size.width(), bottom - top)
            strip = strip.scaled(
                small, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        strip = _in_srgb(strip, grey=grey).convertToFormat(wanted)
        if strip.isNull():
            raise Unreadable("picture_damaged")
        made[top:bottom] = _pixels(strip, channels)
    made.flags.writeable = False
    return made


def _in_srgb(image: QImage, *, grey: bool) -> QImage:
    space = image.colorSpace()
    if grey or not space.isValid() or space == QColorSpace(QColorSpace.NamedColorSpace.SRgb):
        return image
    converted = image.convertedToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    return image if converted.isNull() else converted


def colours(image: QImage) -> np.ndarray:
    """An image of the screen as an array of its own: uint8 [H, W, 3], grey or not."""
    return _pixels(image.convertToFormat(QImage.Format.Format_RGB888), 3)


def _pixels(flat: QImage, channels: int) -> np.ndarray:
    """The bytes of an image that has this many a pixel: uint8 [H, W, channels], read-only."""
    rows = np.frombuffer(flat.constBits(), np.uint8).reshape(flat.height(), flat.bytesPerLine())
    array = rows[:, : flat.width() * channels].reshape(flat.height(), flat.width(), channels).copy()
    array.flags.writeable = False
    return array


def brought_down(image: QImage, longest: int) -> QImage:
    """A picture whose longer side has at most ``longest`` pixels, and the shorter one at least one."""
    if max(image.width(), image.height()) <= longest:
        return image
    small = image.size().scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
    return image.scaled(small, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)


def to_image(picture: np.ndarray) -> QImage:
    """uint8 [H, W, C], C = 1, 3 or 4 -> an image that owns its pixels."""
    height, width, channels = picture.shape
    formats = QImage.Format
    kind = {1: formats.Format_Grayscale8, 3: formats.Format_RGB888, 4: formats.Format_RGBA8888}[channels]
    pixels = np.ascontiguousarray(picture)
    return QImage(pixels.data, width, height, width * channels, kind).copy()


def fill_image(image: QImage) -> None:
    """Stretch what uses but 8, 10, 12 or 14 of its 16 bits, as scientific cameras write it, over all of them."""
    if image.format() not in SIXTEEN_BITS:
        return
    grey = image.format() == QImage.Format.Format_Grayscale16
    rows = np.frombuffer(image.bits(), np.uint16).reshape(image.height(), image.bytesPerLine() // 2)
    samples = rows[:, : image.width(), None] if grey else rows.reshape(image.height(), -1, 4)[:, : image.width(), :3]
    fill_sixteen_bits(samples)


def fill_sixteen_bits(samples: np.ndarray) -> None:
    """The same for uint16 [H, W, C], in place."""
    bits = int(samples.max(initial=0)).bit_length()
    if 0 < bits <= 14:
        full = (1 << max(8, bits + bits % 2)) - 1
        for row in samples:
            row[...] = (row.astype(np.uint32) * 65535 + full // 2) // full


def check_size(width: int, height: int, name: str, least: int = 1) -> None:
    """``Unreadable`` when a picture has too many pixels, or a side fewer than ``least``."""
    if min(width, height) < least:
        raise Unreadable("picture_too_small", name=name, width=width, height=height)
    if max(width, height) > MOST_SIDE or width * height > MOST_PIXELS:
        raise Unreadable("picture_too_large", name=name, width=width, height=height)

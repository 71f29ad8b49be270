"""Reads pictures from files, bytes, the clipboard and drops into arrays, and says in one sentence why one cannot be read."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QMimeData, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageIOHandler, QImageReader

from attnviz.lazy_numpy import np

MOST_SIDE = 16_384  # pixels; the engine refuses more as well
MOST_PIXELS = 100_000_000
MOST_BYTES = 1 << 29  # of a file
MEMORY = 1024  # megabytes that one decoded picture may take: MOST_PIXELS of 16 bits in four channels, and a little
LONGEST = 4096  # pixels of the longer side that are kept where nobody asks for another number
JPEG = b"\xff\xd8"  # how a file of that kind begins
FORMATS = frozenset(
    ("bmp", "gif", "ico", "jpeg", "jpg", "pbm", "pgm", "png", "ppm", "tif", "tiff", "webp", "xbm", "xpm")
)


class Header(NamedTuple):
    """What the head of a file says of its picture: upright pixels (0, 0 where it does not say) and how many frames or pages."""

    width: int
    height: int
    frames: int


class Unreadable(Exception):
    """A picture that cannot be had: ``code`` and ``parameters``; ``sentence`` words them in the interface language."""

    def __init__(self, code: str, **parameters: Any) -> None:
        super().__init__(code)
        self.code, self.parameters = code, parameters

    def sentence(self) -> str:
        """Why, for the person who chose it."""
        return sentence(self.code, self.parameters)


def sentence(code: str, parameters: dict[str, Any]) -> str:
    """What a code of ``Unreadable`` means; empty for another."""
    sentences = {
        "file_missing": QCoreApplication.translate("Pictures", "{name} is not there or is no file."),
        "file_unreadable": QCoreApplication.translate("Pictures", "{name} cannot be read: {why}."),
        "file_forbidden": QCoreApplication.translate("Pictures", "You are not allowed to read {name}."),
        "file_empty": QCoreApplication.translate("Pictures", "{name} is empty."),
        "not_a_picture": QCoreApplication.translate("Pictures", "{name} is not a picture that can be read."),
        "picture_damaged": QCoreApplication.translate("Pictures", "{name} is damaged or cut off."),
        "picture_too_large": QCoreApplication.translate(
            "Pictures",
            "{name} is too large: {width} × {height} pixels; up to 16384 a side and 100 million altogether can be read.",
        ),
        "picture_too_small": QCoreApplication.translate(
            "Pictures", "{name} is only {width} × {height} pixels: too small to see anything in it."
        ),
        "nothing_to_paste": QCoreApplication.translate("Pictures", "There is no picture on the clipboard."),
        "nothing_dropped": QCoreApplication.translate("Pictures", "What was dropped is no picture."),
    }
    return sentences.get(code, "").format(**parameters)


def read(path: Path, *, longest: int = LONGEST) -> np.ndarray:
    """The picture in a file, upright: see ``decode``. Raises ``Unreadable``."""
    return decode(data_of(path), name=path.name, longest=longest)


def data_of(path: Path) -> bytes:
    """The bytes of a file that may hold a picture. Raises ``Unreadable``."""
    try:
        if not path.is_file():
            raise Unreadable("file_missing", name=path.name)
        if path.stat().st_size > MOST_BYTES:
            raise Unreadable("not_a_picture", name=path.name)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        if getattr(error, "errno", None) in (errno.EACCES, errno.EPERM):
            raise Unreadable("file_forbidden", name=path.name) from error
        why = getattr(error, "strerror", None) or str(error)
        raise Unreadable("file_unreadable", name=path.name, why=why) from error


def decode(data: bytes, *, name: str, longest: int = LONGEST, least: int = 1) -> np.ndarray:
    """The picture in the bytes of a file: uint8 [H, W, 1] grey, [H, W, 3] or with alpha [H, W, 4] sRGB, turned as its EXIF says.

    A side longer than ``longest`` is brought down to it while decoding; of an animation it is the first frame. The header alone
    decides whether it is too large, or a side has fewer pixels than ``least``. Raises ``Unreadable``.
    """
    return from_image(image_of(data, name=name, longest=longest, least=least), name=name, longest=longest)


def image_of(data: bytes, *, name: str, longest: int, least: int = 1) -> QImage:
    """The same as Qt holds it, in whatever format it was. Raises ``Unreadable``."""
    if not data:
        raise Unreadable("file_empty", name=name)
    with _reading(data) as reader:
        return _decoded(reader, data, name, longest, least)


def header(data: bytes) -> Header:
    """What the head of a picture's file says. Pixels are not decoded."""
    with _reading(data) as reader:
        frames = max(reader.imageCount(), 1)  # before the size: after it, a TIFF is no longer found
        size = reader.size()
        if reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90:
            size.transpose()
    return Header(max(size.width(), 0), max(size.height(), 0), frames)


@contextmanager
def _reading(data: bytes) -> Iterator[QImageReader]:
    held = QByteArray(data)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    try:
        yield reader
    finally:
        reader.setDevice(None)  # type: ignore[arg-type]  # before the buffer goes: a TIFF is closed through it


def _decoded(reader: QImageReader, data: bytes, name: str, longest: int, least: int) -> QImage:
    if not reader.canRead() or bytes(reader.format().data()).decode() not in FORMATS:
        raise Unreadable("not_a_picture", name=name)
    size = reader.size()
    if size.isValid():
        _check(size, name, least)
        if max(size.width(), size.height()) > longest:
            reader.setScaledSize(_reduced(size, longest, eighths=data[:2] == JPEG))
    QImageReader.setAllocationLimit(MEMORY)
    reader.setAutoTransform(True)
    if data[:2] == JPEG and not _jpeg_ends(data):
        raise Unreadable("picture_damaged", name=name)
    image = reader.read()
    if image.isNull():
        raise Unreadable("picture_damaged", name=name)
    if not size.isValid():
        _check(image.size(), name, least)
    return image


def _reduced(size: QSize, longest: int, *, eighths: bool) -> QSize:
    """The size of a picture brought down to ``longest`` pixels a side at most; of a JPEG the next smaller of the eighths that its
    decoder makes by itself: of 12 megapixels that takes three quarters of the time."""
    parts = 8 * longest // max(size.width(), size.height())
    if eighths and parts:
        return QSize(size.width() * parts // 8, size.height() * parts // 8).expandedTo(QSize(1, 1))
    return size.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))


def from_mime(mime: QMimeData | None, *, dropped: bool = False, longest: int = LONGEST) -> tuple[np.ndarray, str]:
    """The picture that is pasted or dropped, and its name ("" for one without): a file, or the pixels themselves.

    A clipboard whose owner is gone gives None.
    """
    path = None if mime is None else file_of(mime)
    if path is not None:
        return read(path, longest=longest), path.name
    image = mime.imageData() if mime is not None and mime.hasImage() else None
    if not isinstance(image, QImage) or image.isNull():
        raise Unreadable("nothing_dropped" if dropped else "nothing_to_paste")
    return from_image(image, name="", longest=longest), ""


def file_of(mime: QMimeData) -> Path | None:
    """The first file of what is pasted or dropped."""
    return next((Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()), None)


def offers(mime: QMimeData) -> bool:
    """Whether something that might be a picture is being dragged."""
    return mime.hasImage() or file_of(mime) is not None


def from_image(image: QImage, *, name: str = "", longest: int = LONGEST) -> np.ndarray:
    """A QImage as an array of its own: uint8 [H, W, C], C = 1, 3 or 4 as in ``decode``."""
    _check(image.size(), name)
    image = brought_down(image, longest)
    grey = image.isGrayscale() and not image.hasAlphaChannel()
    formats = QImage.Format
    space = image.colorSpace()
    if not grey and space.isValid() and space != QColorSpace(QColorSpace.NamedColorSpace.SRgb):
        converted = image.convertedToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
        image = image if converted.isNull() else converted
    wanted, channels = (
        (formats.Format_Grayscale8, 1)
        if grey
        else (formats.Format_RGBA8888, 4)
        if image.hasAlphaChannel()
        else (formats.Format_RGB888, 3)
    )
    flat = image.convertToFormat(wanted)
    if flat.isNull():
        raise Unreadable("picture_damaged", name=name)
    return _pixels(flat, channels)


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


def _check(size: QSize, name: str, least: int = 1) -> None:
    width, height = size.width(), size.height()
    if min(width, height) < least:
        raise Unreadable("picture_too_small", name=name, width=width, height=height)
    if max(width, height) > MOST_SIDE or width * height > MOST_PIXELS:
        raise Unreadable("picture_too_large", name=name, width=width, height=height)


def _jpeg_ends(data: bytes) -> bool:
    """Whether a JPEG has its end: the decoder fills what is missing with grey and calls that a success.

    The mark is looked for after the headers, for a thumbnail among them has an end of its own.
    """
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        kind = data[at + 1]
        if kind == 0xFF:  # padding
            at += 1
            continue
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if kind == 0xDA:  # the scan begins
            return data.find(b"\xff\xd9", at) >= 0
    return False

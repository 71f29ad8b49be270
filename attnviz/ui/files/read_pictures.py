"""Reads pictures from files, bytes, the clipboard and drops into arrays, and says in one sentence why one cannot be read."""

from __future__ import annotations

import errno
import math
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QSize, Qt, QUrl
from PySide6.QtGui import QImage, QImageReader

from attnviz import regular_file
from attnviz.lazy_numpy import np
from attnviz.ui.files import decoding_process, other_pictures
from attnviz.ui.files.orientation import QUARTER, turn_of, turned
from attnviz.ui.files.picture_kinds import ENDINGS, PILLOW, QT, UNREAD, Header, kind_of
from attnviz.ui.files.pixels import LONGEST, as_array, check_size, fill_image, from_image
from attnviz.ui.files.pixels import MOST_SIDE as MOST_SIDE  # these belong to whoever reads pictures as well
from attnviz.ui.files.pixels import brought_down as brought_down
from attnviz.ui.files.pixels import colours as colours
from attnviz.ui.files.pixels import to_image as to_image
from attnviz.ui.files.quiet_readers import no_chatter
from attnviz.ui.files.unreadable import Unreadable
from attnviz.ui.files.unreadable import sentence as sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 1 << 28  # of a file
MEMORY = 480  # megabytes that decoding may take
MOST_KEPT = 32_000_000  # pixels of the picture that comes of it
LEAST_KEPT = 32 << 20  # bytes for that picture in any case
MOST_PATHS = 100_000  # characters of a text that may name files
FORMATS = ENDINGS  # of names of files
# bytes of each pixel that the decoder holds, where that is more than Qt says of the image
BYTES = {"jpeg": 3, "progressive jpeg": 7, "webp": 8, "avif": 14, "jp2": 20, "tga": 8, "tiff": 8, "gif": 8}
# pixels from which each kind is decoded in a process of its own: about a fifth of a second; the rest are small or quick
SLOW = {"jpeg": 20_000_000, "avif": 1_000_000, "jp2": 500_000} | dict.fromkeys(
    ("png", "webp", "tiff", "bmp", "gif", "ico", "pbm", "pgm", "ppm", "tga"), 5_000_000
)


def read(path: Path, *, longest: int = LONGEST) -> np.ndarray:
    """The picture in a file, upright: see ``decode``. Raises ``Unreadable``."""
    return decode(data_of(path), name=path.name, longest=longest)


def data_of(path: Path) -> bytes:
    """The bytes of a file that may hold a picture. Raises ``Unreadable``."""
    try:
        return regular_file.read(path, most=MOST_BYTES)
    except (OSError, ValueError) as error:
        number = getattr(error, "errno", None)
        if number in (errno.ENOENT, errno.ENOTDIR, errno.EINVAL):
            raise Unreadable("file_missing", name=path.name) from error
        if number == errno.EFBIG:
            raise Unreadable("file_too_large", name=path.name, most=MOST_BYTES >> 20) from error
        if number in (errno.EACCES, errno.EPERM):
            raise Unreadable("file_forbidden", name=path.name) from error
        why = getattr(error, "strerror", None) or str(error)
        raise Unreadable("file_unreadable", name=path.name, why=why) from error


def decode(data: bytes, *, name: str, longest: int = LONGEST, least: int = 1) -> np.ndarray:
    """The picture in the bytes of a file: uint8 [H, W, 1] grey, [H, W, 3] or with alpha [H, W, 4] sRGB, turned as its EXIF says.

    A side longer than ``longest``, and what would take too much memory, is brought down; of an animation it is the first
    frame. The header alone decides whether it is too large, or a side has fewer pixels than ``least``. Raises ``Unreadable``.
    """
    if not data:
        raise Unreadable("file_empty", name=name)
    head, kind, size = _examined(data, name)
    if not kind:
        raise Unreadable("not_a_picture", name=name)
    if kind in UNREAD:
        raise Unreadable("kind_unread", name=name, kind=UNREAD[kind])
    if head.width:
        check_size(head.width, head.height, name, least)
    else:  # every kind says its size first
        raise Unreadable("picture_damaged", name=name)
    memory = 2 * len(data) + size * head.width * head.height
    if memory > MEMORY << 20:
        raise Unreadable("picture_too_heavy", name=name, needed=-(-memory >> 20), most=MEMORY)
    kept = min(MOST_KEPT, max((MEMORY << 20) - memory, LEAST_KEPT) // 8)  # pixels, each held twice in up to four bytes
    if head.width * head.height > kept:
        longest = min(longest, int(max(head[:2]) * math.sqrt(kept / (head.width * head.height))))
    slow = _is_slow(head, kind)
    try:
        pixels = (decoding_process.decode if slow else decoded_here)(data, kind, longest)
    except Unreadable as error:
        raise Unreadable(error.code, name=name) from error
    pixels.flags.writeable = False
    return pixels


def decoded_here(data: bytes, kind: str, longest: int) -> np.ndarray:
    """The pixels of a file of a known kind, upright, worked out in this process however long that takes. Raises ``Unreadable``."""
    if kind in PILLOW:
        return other_pictures.decode(data, PILLOW[kind], longest)
    with _reading(data, kind) as reader, no_chatter():
        turn = reader.transformation().value
        if kind == "jpeg":
            if not _jpeg_ends(data):
                raise Unreadable("picture_damaged")
            size = reader.size()
            if max(size.width(), size.height()) > longest:
                reader.setScaledSize(_reduced(size, longest))
        image = reader.read()
    if image.isNull() and kind == "tiff":
        return other_pictures.decode(data, "TIFF", longest)
    if image.isNull():
        raise Unreadable("picture_damaged")
    fill_image(image)
    return np.ascontiguousarray(turned(as_array(image, longest), turn or turn_of(data, kind)))


def header(data: bytes, name: str = "") -> Header:
    """What the head of a picture's file says. Pixels are not decoded."""
    return _examined(data, name)[0]


def takes_long(data: bytes, name: str = "") -> bool:
    """Whether a picture is decoded in a process of its own, so that nobody should wait for it with a window that stands still."""
    head, kind, _ = _examined(data, name)
    return _is_slow(head, kind)


def _is_slow(head: Header, kind: str) -> bool:
    return kind in SLOW and head.width * head.height > SLOW[kind]


def _examined(data: bytes, name: str) -> tuple[Header, str, int]:
    """What the head says, the kind of picture, and the bytes for each pixel. No reader sees what is not of its kind."""
    kind = kind_of(data, name)
    if kind in PILLOW:
        return other_pictures.header(data, PILLOW[kind]), kind, BYTES[kind]
    if kind not in QT:
        return Header(0, 0, 1), kind, 0
    with _reading(data, kind) as reader, no_chatter():
        frames = max(reader.imageCount(), 1)  # before the size: after it, a TIFF is no longer found
        size, format = reader.size(), reader.imageFormat()
        turn = reader.transformation().value or turn_of(data, kind)
    if kind == "tiff" and not size.isValid():
        return other_pictures.header(data, "TIFF"), kind, BYTES[kind]
    if turn & QUARTER:
        size.transpose()
    known = (
        size.isValid() and 0 < format.value < QImage.Format.NImageFormats.value
    )  # of a damaged file Qt gives any number
    bits = QImage.toPixelFormat(format).bitsPerPixel() if known else 0
    progressive = kind == "jpeg" and any(mark == 0xC2 for mark, _ in _jpeg_segments(data))
    held = max(BYTES.get("progressive jpeg" if progressive else kind, 1), -(-bits // 8) or 4)
    return Header(max(size.width(), 0), max(size.height(), 0), frames), kind, held


@contextmanager
def _reading(data: bytes, kind: str) -> Iterator[QImageReader]:
    QImageReader.setAllocationLimit(MEMORY)
    held = QByteArray(data)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind.encode()))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(False)  # the small picture is turned, not the large one
    try:
        yield reader
    finally:
        reader.setDevice(None)  # type: ignore[arg-type]  # before the buffer goes: a TIFF is closed through it


def _reduced(size: QSize, longest: int) -> QSize:
    """The size of a JPEG brought down to ``longest`` pixels a side at most, the next smaller of the eighths that its decoder makes
    by itself: of 12 megapixels that takes three quarters of the time."""
    parts = 8 * longest // max(size.width(), size.height())
    if parts:
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
    return next(iter(files_of(mime)), None)


def files_of(mime: QMimeData) -> list[Path]:
    """The files of what is pasted or dropped: as places, or as a text of nothing but full paths and file:// addresses."""
    files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if files or mime.hasImage() or mime.hasUrls() or not mime.hasText() or len(mime.text()) > MOST_PATHS:
        return files
    named = [_named(line.strip()) for line in mime.text().splitlines() if line.strip()]
    return [path for path in named if path is not None] if None not in named else []


def _named(text: str) -> Path | None:
    """The file that a line of text names in full, perhaps between quotes; None for other text."""
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    if text.lower().startswith("file:"):
        url = QUrl(text)
        url.setHost("" if url.host() == "localhost" else url.host())
        return Path(url.toLocalFile()) if url.isLocalFile() and url.toLocalFile() else None
    try:
        path = Path(text).expanduser()
        known = path.is_absolute() and (path.exists() or path.suffix.lower().removeprefix(".") in FORMATS)
    except (OSError, ValueError, RuntimeError):  # no home, a null character, too long
        return None
    return path if known else None


def offers(mime: QMimeData) -> bool:
    """Whether something that might be a picture is being dragged."""
    return mime.hasImage() or file_of(mime) is not None


def _jpeg_ends(data: bytes) -> bool:
    """Whether a JPEG has its end: the decoder fills what is missing with grey and calls that a success.

    The mark is looked for after the headers, for a thumbnail among them has an end of its own.
    """
    after = [at for mark, at in _jpeg_segments(data) if mark == 0xDA]
    return bool(after) and data.find(b"\xff\xd9", after[0]) >= 0


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, int]]:
    """The mark of each header of a JPEG and where it ends, up to the first scan."""
    at, mark = 2, 0
    while mark != 0xDA and at + 4 <= len(data) and data[at] == 0xFF:
        mark = data[at + 1]
        if mark == 0xFF:  # padding
            at += 1
            continue
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        yield mark, at

"""How a picture must be turned to stand upright: the orientation in the EXIF data of PNG and WebP, and the turning of pixels."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from attnviz.lazy_numpy import np

if TYPE_CHECKING:
    from collections.abc import Iterator

# EXIF's orientations 1 to 8, as parts of a turn: mirrored left to right, then upside down, then a quarter clockwise
MIRRORED, FLIPPED, QUARTER = 1, 2, 4
TURNS = {1: 0, 2: 1, 3: 3, 4: 2, 5: 6, 6: 4, 7: 5, 8: 7}
_MOST_TEXT = 1 << 20  # bytes of a compressed text


def turn_of(data: bytes, kind: str) -> int:
    """The turn that the EXIF data of a PNG or WebP file asks for; none for another, or where they are damaged."""
    exif = next(_png_exif(data), b"") if kind == "png" else next(_webp_exif(data), b"") if kind == "webp" else b""
    return TURNS.get(_orientation(exif.removeprefix(b"Exif\0\0")), 0)


def turned(picture: np.ndarray, turn: int) -> np.ndarray:
    """Pixels [H, W, C] after a turn."""
    if turn & MIRRORED:
        picture = picture[:, ::-1]
    if turn & FLIPPED:
        picture = picture[::-1]
    return np.rot90(picture, -1) if turn & QUARTER else picture


def _orientation(tiff: bytes) -> int:
    """Tag 0x0112 of the first directory of EXIF data; 1 where there is none."""
    if tiff[:4] not in (b"II*\0", b"MM\0*"):
        return 1

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], "big" if tiff[:1] == b"M" else "little")

    first = number(4, 4)
    for at in range(first + 2, min(first + 2 + 12 * number(first, 2), len(tiff) - 11), 12):
        if number(at, 2) == 0x0112:
            return number(at + 8, 4 if number(at + 2, 2) == 4 else 2)
    return 1


def _png_exif(data: bytes) -> Iterator[bytes]:
    """EXIF data of a PNG: its own chunk, or the text that ImageMagick wrote before there was one."""
    at = 8
    while at + 8 <= len(data):
        length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + length] if name in (b"eXIf", b"zTXt", b"tEXt") else b""
        if name == b"eXIf":
            yield body
        elif body.startswith((b"Raw profile type exif\0", b"Raw profile type APP1\0")):
            text = body.partition(b"\0")[2]
            try:
                text = zlib.decompressobj().decompress(text[1:], _MOST_TEXT) if name == b"zTXt" else text
                yield bytes.fromhex(re.sub(rb"^\s*\w+\s+\d+\s+", b"", text).decode("ascii"))
            except (zlib.error, ValueError):
                return
        at += 12 + length


def _webp_exif(data: bytes) -> Iterator[bytes]:
    at = 12
    while at + 8 <= len(data):
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        if data[at : at + 4] == b"EXIF":
            yield data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2

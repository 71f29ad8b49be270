"""Pictures of kinds, depths and orientations that cameras, microscopes and other programs write, as the bytes of files."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import numpy as np
from PIL import Image

ORIENTATIONS = range(1, 9)


def colours(height: int = 40, width: int = 60) -> np.ndarray:
    """uint8 [H, W, 3]: its corners are red, green, blue and grey, so that every turn shows."""
    pixels = np.empty((height, width, 3), np.uint8)
    top, left = height // 2, width // 2
    for rows, columns, colour in (
        (slice(None, top), slice(None, left), (220, 30, 30)),
        (slice(None, top), slice(left, None), (30, 200, 30)),
        (slice(top, None), slice(None, left), (30, 30, 220)),
        (slice(top, None), slice(left, None), (150, 150, 150)),
    ):
        pixels[rows, columns] = colour
    return pixels


def held(pixels: np.ndarray, orientation: int) -> np.ndarray:
    """What a camera held in this orientation stores of a picture that is ``pixels`` when upright."""
    stored = {
        1: pixels,
        2: pixels[:, ::-1],
        3: pixels[::-1, ::-1],
        4: pixels[::-1],
        5: pixels.transpose(1, 0, 2),
        6: np.rot90(pixels),
        7: np.rot90(pixels, 2).transpose(1, 0, 2),
        8: np.rot90(pixels, -1),
    }
    return np.ascontiguousarray(stored[orientation])


def exif(orientation: int, order: str = "<") -> bytes:
    """EXIF data, little-endian or big-endian, that hold the orientation after another tag."""
    entries = struct.pack(f"{order}HHII", 0x0100, 4, 1, 9) + struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
    return (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}IH", 8, 2) + entries + bytes(4)


def saved(pixels: np.ndarray, format: str, **options: Any) -> bytes:
    """Pixels as Pillow writes them."""
    out = io.BytesIO()
    Image.fromarray(pixels.squeeze()).save(out, format, **options)
    return out.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(samples: np.ndarray, *, before: bytes = b"", after: bytes = b"", level: int = 6) -> bytes:
    """uint8 or uint16 [H, W, C] as a PNG, with chunks before and after its pixels."""
    height, width, channels = samples.shape
    depth = samples.dtype.itemsize * 8
    kind = {1: 0, 2: 4, 3: 2, 4: 6}[channels]
    big = samples.astype(f">u{depth // 8}")
    packer = zlib.compressobj(level)
    rows = b"".join(packer.compress(b"\0" + row.tobytes()) for row in big) + packer.flush()
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + before + chunk(b"IDAT", rows) + after + chunk(b"IEND", b"")


def plain_png(width: int, height: int, depth: int, kind: int) -> bytes:
    """A PNG of one repeated line, of any size, that takes little memory to make: ``kind`` is PNG's colour type."""
    channels = {0: 1, 2: 3, 6: 4}[kind]
    line = b"\0" + (bytes(range(256)) * (width * channels * depth // 2048 + 1))[: width * channels * depth // 8]
    packer = zlib.compressobj(1)
    rows = b"".join(packer.compress(line) for _ in range(height)) + packer.flush()
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def raw_profile(data: bytes, *, packed: bool, name: bytes = b"exif") -> bytes:
    """EXIF data as ImageMagick put them into a text of a PNG before there was a chunk for them."""
    text = b"\n" + name + b"\n%8d\n" % len(data) + data.hex().encode() + b"\n"
    key = b"Raw profile type " + name + b"\0"
    return chunk(b"zTXt", key + b"\0" + zlib.compress(text)) if packed else chunk(b"tEXt", key + text)

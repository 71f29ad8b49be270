"""Small pictures, and files of them, whole and broken."""

from __future__ import annotations

import struct
import zlib

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter

from attnviz.ui.files import gif, read_pictures


def photo(width: int = 40, height: int = 30, kind: QImage.Format = QImage.Format.Format_RGB32) -> QImage:
    """Red at the left, blue at the right, lighter downwards."""
    array = np.zeros((height, width, 3), np.uint8)
    array[:, : width // 2, 0] = 200
    array[:, width // 2 :, 2] = 200
    array[:, :, 1] = np.linspace(0, 90, height).astype(np.uint8)[:, None]
    return read_pictures.to_image(array).convertToFormat(kind)


def written(image: QImage, format: str) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(format.encode()))
    writer.setQuality(95)
    assert writer.write(image), writer.errorString()
    del writer  # before its buffer
    return bytes(data.data())


def png_header(width: int, height: int) -> bytes:
    """A PNG whose header promises much and whose pixels are hardly there."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(64)))


def moving(width: int = 24, height: int = 18) -> bytes:
    """A GIF of two frames, a light one and a dark one."""
    palette = np.arange(256, dtype=np.uint8)[:, None].repeat(3, 1)
    frames = [gif.frame(np.full((height, width), value, np.uint8), milliseconds=100) for value in (250, 3)]
    return gif.film(frames, palette, width=width, height=height)


def pages() -> bytes:
    """A TIFF of two pages of 9 x 6 grey pixels."""
    width, height = 9, 6
    data = b"II*\0"
    pixels = 8 + np.arange(2) * (width * height)
    tables = [8 + 2 * width * height + k * (2 + 8 * 12 + 4) for k in range(2)]
    data += struct.pack("<I", tables[0]) + bytes(range(2 * width * height))
    for k in range(2):
        entries = (
            (256, 3, width),
            (257, 3, height),
            (258, 3, 8),
            (259, 3, 1),
            (262, 3, 1),
            (273, 4, int(pixels[k])),
            (278, 3, height),
            (279, 4, width * height),
        )
        data += struct.pack("<H", len(entries))
        for tag, kind, value in entries:
            data += struct.pack("<HHII", tag, kind, 1, value)
        data += struct.pack("<I", tables[1] if k == 0 else 0)
    return data


def turned(jpeg: bytes) -> bytes:
    """The same JPEG with a mark that the camera was held sideways: upright, its left is at the top."""
    exif = b"Exif\0\0" + b"MM\0*\0\0\0\x08" + b"\0\x01" + struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0) + b"\0\0\0\0"
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:]

"""Writes an animated GIF from frames of palette indices (GIF89a), so that a film needs no library of its own."""

from __future__ import annotations

import struct

from attnviz.lazy_numpy import np

CLEAR, END, FIRST = 256, 257, 258
LARGEST_CODE = 4096


def _lzw(pixels: bytes) -> bytes:
    """GIF's variant of LZW with 8-bit symbols: codes of 9 to 12 bits, lowest bit first."""
    out = bytearray()
    bits = count = 0
    size, following = 9, FIRST
    table: dict[tuple[int, int], int] = {}

    def put(code: int) -> None:
        nonlocal bits, count
        bits |= code << count
        count += size
        while count >= 8:
            out.append(bits & 255)
            bits >>= 8
            count -= 8

    put(CLEAR)
    prefix = pixels[0]
    for pixel in pixels[1:]:
        found = table.get((prefix, pixel))
        if found is not None:
            prefix = found
            continue
        put(prefix)
        table[prefix, pixel] = following
        if following == 1 << size:
            size += 1
        following += 1
        if following == LARGEST_CODE:
            put(CLEAR)
            table.clear()
            size, following = 9, FIRST
        prefix = pixel
    put(prefix)
    put(END)
    if count:
        out.append(bits & 255)
    return bytes(out)


def _blocks(data: bytes) -> bytes:
    parts = [data[i : i + 255] for i in range(0, len(data), 255)]
    return b"".join(bytes([len(part)]) + part for part in parts) + b"\0"


def frame(pixels: np.ndarray, *, milliseconds: int) -> bytes:
    """One frame: palette indices uint8 [height, width], shown for so long."""
    height, width = pixels.shape
    control = struct.pack("<BBBBHBB", 0x21, 0xF9, 4, 0, max(milliseconds // 10, 2), 0, 0)
    image = struct.pack("<BHHHHB", 0x2C, 0, 0, width, height, 0)
    return control + image + b"\x08" + _blocks(_lzw(pixels.tobytes()))


def film(frames: list[bytes], palette: np.ndarray, *, width: int, height: int) -> bytes:
    """Frames made by ``frame`` with a palette uint8 [256, 3] -> the file, which plays again and again."""
    head = b"GIF89a" + struct.pack("<HHBBB", width, height, 0xF7, 0, 0) + palette.astype(np.uint8).tobytes()
    loop = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
    return head + loop + b"".join(frames) + b"\x3b"

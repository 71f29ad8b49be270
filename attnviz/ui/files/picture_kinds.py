"""Tells the format of a picture's file by its first bytes, before any reader sees it, and knows who reads which."""

from __future__ import annotations

import re
from typing import NamedTuple

QT = frozenset(("png", "jpeg", "gif", "bmp", "webp", "tiff", "ico", "pbm", "pgm", "ppm", "xbm", "xpm"))
PILLOW = {"avif": "AVIF", "jp2": "JPEG2000", "tga": "TGA"}  # what Pillow calls those that it reads for us
ENDINGS = frozenset(
    (*QT, *PILLOW, "jpg", "tif", "j2k", "jpx", "jpe", "jfif")
)  # of the names of files that are offered and listed
# what is known by name but not read -> what people call it
UNREAD = {
    "heic": "HEIC",
    "jxl": "JPEG XL",
    "psd": "Photoshop",
    "exr": "OpenEXR",
    "raw": "camera raw",
}
_AVIF, _HEIC = (b"avif", b"avis"), (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_NETPBM = {b"1": "pbm", b"2": "pgm", b"3": "ppm", b"4": "pbm", b"5": "pgm", b"6": "ppm"}
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"BM", "bmp"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "jp2"),
    (b"\xff\x4f\xff\x51", "jp2"),
    (b"\xff\x0a", "jxl"),
    (b"\0\0\0\x0cJXL \r\n\x87\n", "jxl"),
    (b"8BPS", "psd"),
    (b"\x76\x2f\x31\x01", "exr"),
    (b"FUJIFILMCCD-RAW", "raw"),
    (b"II*\0\x10\0\0\0CR", "raw"),
    (b"IIRO", "raw"),
    (b"IIU\0", "raw"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),
    (b"MM\0+", "tiff"),
)
_RAW_ENDINGS = (".dng", ".nef", ".arw", ".cr2", ".pef", ".srw", ".orf", ".rw2", ".raf", ".cr3")


class Header(NamedTuple):
    """What the head of a file says of its picture: upright pixels (0, 0 where it does not say) and how many frames or pages."""

    width: int
    height: int
    frames: int


def kind_of(data: bytes, name: str = "") -> str:
    """The format of a file that begins with ``data``; empty for what is no picture. The name decides where bytes do not."""
    kind = next((kind for magic, kind in _MAGIC if data.startswith(magic)), "")
    if kind == "tiff" and name.lower().endswith(_RAW_ENDINGS):
        return "raw"
    if kind:
        return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp":
        return _boxed(data)
    if data[:1] == b"P" and data[1:2] in _NETPBM and data[2:3] in (b" ", b"\t", b"\n", b"\r", b"#"):
        return _NETPBM[data[1:2]]
    if _is_targa(data, name):
        return "tga"
    if data[:4] == b"\0\0\x01\0" and data[4:6] != b"\0\0":
        return "ico"
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"/* XPM"):
        return "xpm"
    if re.match(rb"(/\*.*?\*/\s*)?#define\s+\w+\s+\d+", head, re.DOTALL):
        return "xbm"
    return ""


def _boxed(data: bytes) -> str:
    """What a file of the ISO media family is, by its brands."""
    length = int.from_bytes(data[:4], "big")
    brands = {data[8:12], *(data[at : at + 4] for at in range(16, min(length, len(data), 256), 4))}
    if brands & set(_AVIF):
        return "avif"
    return "raw" if b"crx " in brands else "heic" if brands & set(_HEIC) else ""


def _is_targa(data: bytes, name: str) -> bool:
    """Targa has no mark at its beginning: newer ones have one at the end, older ones are known by their name and a sound header."""
    sound = len(data) > 18 and data[1] in (0, 1) and data[2] in (1, 2, 3, 9, 10, 11) and data[16] in (8, 15, 16, 24, 32)
    return sound and (data.endswith(b"TRUEVISION-XFILE.\0") or name.lower().endswith((".tga", ".targa")))

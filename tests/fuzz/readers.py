"""Feeds every reader of files a seeded run of damaged ones: ``python -m tests.fuzz.readers READER SEED COUNT``.

A line is printed for every damaged file that raised what its reader does not promise, or took longer than ``LONGEST`` seconds.
"""

from __future__ import annotations

import sys
import time
import traceback
import zlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from attnviz.ui.files import read_pictures, text_files
from attnviz.ui.files.orientation import turn_of
from attnviz.ui.files.unreadable import Unreadable
from attnviz.ui.panes.latent import file_formats
from tests.fuzz import engine_readers
from tests.fuzz.reader import Reader
from tests.handmade.odd_pictures import chunk, colours, exif, png, raw_profile, saved

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 2.0  # seconds of the processor's; what waits for ever is ended by the test
MOST_MEMORY = 600 << 10  # kilobytes
FORMATS = ("JPEG", "GIF", "BMP", "WEBP", "TIFF", "ICO", "PPM", "AVIF", "JPEG2000", "TGA")
NUMBERS = (0, 1, 127, 128, 255, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)


def picture(name: str) -> Callable[[bytes], object]:
    """Reads a picture as the panes and commands do, with its head before."""

    def read(data: bytes) -> object:
        read_pictures.header(data, name)
        pixels = read_pictures.decode(data, name=name, longest=512)
        assert pixels.dtype == np.uint8
        assert pixels.ndim == 3
        assert max(pixels.shape[:2]) <= 512
        return pixels

    return read


def readers() -> dict[str, Callable[[], Reader]]:
    """Every reader by name, made when it is wanted."""
    return {name: partial(_of_files, name) for name in _files()} | engine_readers.readers()


def _of_files(name: str) -> Reader:
    return _files()[name]


def _files() -> dict[str, Reader]:
    """The readers of the window's files."""
    small = colours(24, 36)
    found = {
        format.lower(): Reader([saved(small, format)], picture(f"a.{format.lower()}"), (Unreadable,))
        for format in FORMATS
    }
    found["tiff"].whole.extend(saved(small, "TIFF", compression=kind) for kind in ("jpeg", "tiff_lzw", "zstd"))
    found["jpeg"].whole.append(saved(small, "JPEG", progressive=True, exif=b"Exif\0\0" + exif(6)))
    found["webp"].whole.append(saved(small, "WEBP", lossless=True, exif=exif(5)))
    found["tga"].whole.append(saved(small, "TGA", compression="tga_rle"))
    deep = (small.astype(np.uint16) << 4)[..., :1]
    with_exif = png(small, before=chunk(b"eXIf", exif(8)), after=raw_profile(exif(3), packed=True))
    found["png"] = Reader([png(small), with_exif, png(deep)], picture("a.png"), (Unreadable,))
    lines = b"#define a_width 8\n#define a_height 2\nstatic char a_bits[] = {0x12, 0x34};\n"
    found["xbm"] = Reader([lines], picture("a.xbm"), (Unreadable,))
    rows = b'/* XPM */\nstatic char *a[] = {\n"3 2 2 1",\n"a c #ff0000",\n"b c None",\n"aba",\n"bab"};\n'
    found["xpm"] = Reader([rows], picture("a.xpm"), (Unreadable,))
    found["exif"] = Reader([with_exif], lambda data: turn_of(data, "png"), (Unreadable,))
    codes = file_formats.codes_csv({name: np.arange(4, dtype=np.float32) / 3 for name in ("a", "=b", "c d")}).encode()
    found["codes"] = Reader(
        [codes, codes.replace(b",", b";"), codes.replace(b"\n", b"\r")],
        lambda data: file_formats.read_codes(data.decode("utf-8", "replace"), 4),
        (file_formats.BadCodes,),
    )
    found["text"] = Reader(
        ["Où est le chat ?\n猫".encode(coding) for coding in ("utf-8", "utf-16", "utf-32")], _text, Unreadable
    )
    ini = b'[General]\ntheme=dark\nscale=120\ncolumns="[1, 2, 3]"\ngeometry=AdnQ\n'
    states = b'states="{\\"look\\": {\\"recent\\": [\\"/a\\"]}}"\n'
    found["settings"] = Reader([ini + states], _settings, (Unreadable,))
    return found


def _text(data: bytes) -> object:
    path = Path("fuzzed.txt")
    path.write_bytes(data)
    return text_files.read(path)


def _settings(data: bytes) -> object:
    from PySide6.QtCore import QSettings

    from attnviz.ui import settings

    path = Path("fuzzed.ini")
    path.write_bytes(data)
    return settings.load(QSettings(str(path.absolute()), QSettings.Format.IniFormat))


def damaged(rng: np.random.Generator, whole: list[bytes]) -> bytes:
    """One of the files after one to six changes: bits, numbers, pieces left out, doubled or of another, or the end cut off."""
    data = bytearray(whole[rng.integers(len(whole))])
    for _ in range(rng.integers(1, 7)):
        at, length = int(rng.integers(len(data) + 1)), int(rng.integers(1, 40))
        match rng.integers(8):
            case 0 | 1:
                if at < len(data):
                    data[at] ^= 1 << int(rng.integers(8))
            case 2:
                size, number = int(rng.choice((1, 2, 4))), int(rng.choice(NUMBERS))
                data[at : at + size] = number.to_bytes(8, "little")[:size]
            case 3:
                size, number = int(rng.choice((2, 4))), int(rng.choice(NUMBERS))
                data[at : at + size] = number.to_bytes(8, "big")[-size:]
            case 4:
                del data[at : at + length]
            case 5:
                data[at:at] = data[at : at + length] * int(rng.integers(1, 4))
            case 6:
                other = whole[rng.integers(len(whole))]
                data[at : at + length] = other[at : at + length]
            case 7:
                if rng.random() < 0.3:
                    del data[at:]
    return _summed(bytes(data)) if rng.random() < 0.7 else bytes(data)


def _summed(data: bytes) -> bytes:
    """A PNG with its checksums made right, so that its readers look further; others as they are."""
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        return data
    out, at = bytearray(data), 8
    while at + 12 <= len(out):
        end = at + 8 + int.from_bytes(out[at : at + 4], "big")
        if end + 4 <= len(out):
            out[end : end + 4] = zlib.crc32(out[at + 4 : end]).to_bytes(4, "big")
        at = end + 4
    return bytes(out)


def main(name: str, seed: int, count: int) -> None:
    """Try ``count`` damaged files."""
    reader = readers()[name]()
    for each in reader.whole:
        reader.read(each)
    for number in range(count):
        data = damaged(np.random.default_rng((seed, number)), reader.whole)
        begun = time.process_time()
        try:
            reader.read(data)
        except reader.promised:
            pass
        except Exception:
            print(f"{name} {seed} {number}: {traceback.format_exc().splitlines()[-1]}", flush=True)
        if (seconds := time.process_time() - begun) > LONGEST:
            print(f"{name} {seed} {number}: {seconds:.1f} s", flush=True)
    if (peak := most_memory()) > MOST_MEMORY:
        print(f"{name} {seed}: {peak >> 10} MB", flush=True)


def most_memory() -> int:
    """The most kilobytes that this program held. What ``getrusage`` says begins with the memory of the one that started it."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))

"""Photos of other kinds, depths and orientations are read as they are meant, large ones in little memory; the rest is named."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from attnviz.ui.files import decoding_process, read_pictures
from attnviz.ui.files.picture_kinds import kind_of
from attnviz.ui.files.unreadable import Unreadable
from tests.handmade.odd_pictures import (
    ORIENTATIONS,
    chunk,
    colours,
    exif,
    held,
    plain_png,
    png,
    raw_profile,
    saved,
)

if TYPE_CHECKING:
    from collections.abc import Callable

TURNED: dict[str, Callable[[np.ndarray, int], bytes]] = {
    "png": lambda pixels, k: png(pixels, before=chunk(b"eXIf", exif(k))),
    "png of another byte order": lambda pixels, k: png(pixels, before=chunk(b"eXIf", exif(k, ">"))),
    "png, exif at the end": lambda pixels, k: png(pixels, after=chunk(b"eXIf", exif(k))),
    "png, packed text": lambda pixels, k: png(pixels, before=raw_profile(exif(k), packed=True)),
    "png, text": lambda pixels, k: png(pixels, after=raw_profile(b"Exif\0\0" + exif(k), packed=False, name=b"APP1")),
    "webp": lambda pixels, k: saved(pixels, "WEBP", lossless=True, exif=exif(k)),
    "webp, marked exif": lambda pixels, k: saved(pixels, "WEBP", quality=95, exif=b"Exif\0\0" + exif(k, ">")),
    "jpeg": lambda pixels, k: saved(pixels, "JPEG", quality=98, exif=b"Exif\0\0" + exif(k)),
    "avif": lambda pixels, k: saved(pixels, "AVIF", quality=98, exif=exif(k)),
}


def close(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two pictures are the same but for what compression does to edges."""
    return one.shape == other.shape and float(np.abs(one.astype(int) - other.astype(int)).mean()) < 8


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize("kind", TURNED)
def test_a_picture_is_upright_however_the_camera_was_held(kind: str, orientation: int) -> None:
    upright = colours()
    data = TURNED[kind](held(upright, orientation), orientation)
    assert read_pictures.header(data)[:2] == (60, 40)
    assert close(read_pictures.decode(data, name="a"), upright)
    assert close(read_pictures.decode(data, name="a", longest=30), upright[::2, ::2])


@pytest.mark.parametrize(
    "damage", [b"", b"II*\0", b"II*\0\xff\xff\xff\xff", b"II*\0\x08\0\0\0\xff\xff", b"junk", exif(9), exif(0)]
)
def test_damaged_exif_data_turn_nothing(damage: bytes) -> None:
    assert close(read_pictures.decode(png(colours(), before=chunk(b"eXIf", damage)), name="a"), colours())


OTHERS = {
    "avif": saved(colours(), "AVIF", quality=95),
    "jp2": saved(colours(), "JPEG2000"),
    "j2k": saved(colours(), "JPEG2000", no_jp2=True),
    "tga": saved(colours(), "TGA"),
    "packed tga": saved(colours(), "TGA", compression="tga_rle"),
    "jpeg in tiff": saved(colours(), "TIFF", compression="jpeg", quality=95),
    "deflate in tiff": saved(colours(), "TIFF", compression="tiff_adobe_deflate"),
    "lzw in tiff": saved(colours(), "TIFF", compression="tiff_lzw"),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_other_kinds_are_read(kind: str) -> None:
    data = OTHERS[kind]
    name = f"a.{kind.split()[-1]}"
    assert read_pictures.header(data, name) == (60, 40, 1)
    assert close(read_pictures.decode(data, name=name), colours())
    for cut in (len(data) // 2, len(data) // 3, 40):
        try:  # a cut file may still give a part of its picture
            assert not close(read_pictures.decode(data[:cut], name=name), colours())
        except Unreadable as error:
            sentence = error.sentence()
        else:
            sentence = name
        assert name in sentence


@pytest.mark.parametrize("kind", ["AVIF", "JPEG2000", "TGA", "PNG", "WEBP", "TIFF"])
def test_grey_and_alpha_are_kept(kind: str) -> None:
    grey = saved(colours()[..., :1], kind)
    clear = saved(np.concatenate((colours(), np.full((40, 60, 1), 99, np.uint8)), 2), kind)
    name = f"a.{kind.lower()}"
    height, width, channels = read_pictures.decode(grey, name=name).shape
    assert (height, width) == (40, 60)
    assert channels in ((1, 3) if kind in ("AVIF", "WEBP") else (1,))
    assert read_pictures.decode(clear, name=name).shape == (40, 60, 4)


@pytest.mark.parametrize(
    ("data", "name", "word"),
    [
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(50), "IMG_1.HEIC", "HEIC"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heix" + bytes(50), "IMG_1.jpg", "HEIC"),
        (b"\xff\x0a" + bytes(50), "a.jxl", "JPEG XL"),
        (b"\0\0\0\x0cJXL \r\n\x87\n" + bytes(50), "a.png", "JPEG XL"),
        (b"8BPS" + bytes(50), "a.psd", "Photoshop"),
        (b"\x76\x2f\x31\x01" + bytes(50), "a.exr", "OpenEXR"),
        (b"II*\0\x08\0\0\0" + bytes(50), "a.NEF", "camera raw"),
        (b"\0\0\0\x18ftypcrx \0\0\0\x01crx isom" + bytes(50), "a.cr3", "camera raw"),
    ],
)
def test_a_kind_that_is_not_read_is_named_with_a_way_out(data: bytes, name: str, word: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_pictures.decode(data, name=name)
    assert (
        caught.value.sentence()
        == f"{name} is a {word} picture, which attnviz does not read: save it as JPEG or PNG first."
    )


@pytest.mark.parametrize("bits", [8, 10, 12, 14, 16])
@pytest.mark.parametrize("channels", [1, 3, 4])
def test_what_uses_a_part_of_its_sixteen_bits_is_as_light_as_it_is_meant(bits: int, channels: int) -> None:
    meant = np.concatenate((colours(), np.full((40, 60, 1), 255, np.uint8)), 2)[..., :channels]
    top = (1 << bits) - 1
    samples = (meant.astype(np.float64) / 255 * top).round().astype(np.uint16)
    samples[0, 0, :3] = top
    if channels == 4:
        samples[..., 3] = 65535
    seen = read_pictures.decode(png(samples), name="a")
    assert float(np.abs(seen[1:].astype(int) - meant[1:].astype(int)).max()) <= 1
    if channels == 1:
        out = read_pictures.decode(saved(samples, "TIFF"), name="a.tif")
        assert float(np.abs(out[1:].astype(int) - meant[1:].astype(int)).max()) <= 1


def test_black_stays_black_in_sixteen_bits() -> None:
    assert read_pictures.decode(png(np.zeros((9, 9, 3), np.uint16)), name="a").max() == 0


SVGS = [
    '<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"><image href="{}" width="9" height="9"/></svg>',
    '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "{}">]><svg xmlns="http://www.w3.org/2000/svg">&x;</svg>',
    '\ufeff <!-- x --><svg xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="file://{}"/></svg>',
]


@pytest.mark.parametrize("text", SVGS)
@pytest.mark.parametrize("name", ["a.svg", "a.png", "a"])
def test_nothing_parses_what_is_refused(text: str, name: str, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.png"
    os.mkfifo(pipe)  # who opens it waits for ever
    data = text.format(pipe).encode()
    assert read_pictures.header(data, name) == (0, 0, 1)
    with pytest.raises(Unreadable, match="not_a_picture"):
        read_pictures.decode(data, name=name)


@pytest.mark.parametrize(
    "make", [os.mkfifo, lambda path: os.symlink("/dev/zero", path), os.mkdir], ids=["pipe", "device", "folder"]
)
def test_what_is_no_regular_file_is_not_opened(make: Callable[[Path], None], tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    make(path)
    with pytest.raises(Unreadable, match="file_missing"):
        read_pictures.read(path)


def test_each_kind_is_known_by_its_bytes_whatever_its_name() -> None:
    for kind in ("PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF", "AVIF", "JPEG2000", "PPM"):
        found = kind_of(saved(colours(), kind), "a.txt")
        assert found == {"JPEG2000": "jp2"}.get(kind, kind.lower())
    assert kind_of(saved(colours(), "TGA"), "a.tga") == "tga"
    for text in (b"", b"P", b"BM", b"RIFF", b"GIF", b"Hello", b"{}", b"#include <a.h>", bytes(100)):
        assert kind_of(text, "a.png") in ("", "bmp")


def refusal(data: bytes) -> str:
    """What is said of a picture ``a`` that cannot be read; "a " where something of it can."""
    try:
        read_pictures.decode(data, name="a")
    except Unreadable as error:
        return error.sentence()
    return "a "


def test_a_broken_picture_says_nothing_on_standard_error(capfd: pytest.CaptureFixture[str]) -> None:
    whole = {
        "png": png(colours()),
        **{kind: saved(colours(), kind) for kind in ("JPEG", "TIFF", "GIF", "WEBP", "AVIF", "JPEG2000")},
    }
    for data in whole.values():
        for broken in (data[: len(data) // 2], data[:60], data[:100] + b"\xff" * 20 + data[120:]):
            assert refusal(broken).startswith("a ")
    os.write(2, b"still there\n")
    assert capfd.readouterr().err == "still there\n"


HUNGRY = """
import resource, sys, time
from attnviz.ui.files import read_pictures
from attnviz.ui.files.unreadable import Unreadable
data = open(sys.argv[1], "rb").read()
try:
    print(read_pictures.decode(data, name="a", longest=int(sys.argv[2])).shape)
except Unreadable as error:
    print(error.code)
own = int(open("/proc/self/status").read().partition("VmHWM:")[2].split()[0])  # ru_maxrss knows the memory of who called, too
print(own + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs the peak of a process")
@pytest.mark.parametrize(
    ("depth", "kind", "longest", "wanted"),
    [
        (8, 0, 2048, "(2048, 2048, 1)"),
        (8, 2, 2048, "(2048, 2048, 3)"),
        (8, 6, 2048, "(2048, 2048, 4)"),
        (16, 0, 2048, "(2048, 2048, 1)"),
        (16, 2, 2048, "picture_too_heavy"),
        (8, 2, 16_384, "(3500, 3500, 3)"),
    ],
)
def test_a_hundred_megapixels_take_less_than_600_megabytes(
    depth: int, kind: int, longest: int, wanted: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(plain_png(10_000, 10_000, depth, kind))
    call = [sys.executable, "-c", HUNGRY, str(path), str(longest)]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    shape, kilobytes = done.stdout.splitlines()
    assert shape == wanted
    assert int(kilobytes) < 600 * 1024


def test_decoding_is_stopped_at_once() -> None:
    data = plain_png(10_000, 10_000, 8, 2)
    told: list[str] = []

    def decode() -> None:
        try:
            read_pictures.decode(data, name="a")
        except Unreadable as error:
            told.append(error.code)

    thread = threading.Thread(target=decode)
    thread.start()
    end = time.monotonic() + 10
    while not decoding_process._running and time.monotonic() < end:
        time.sleep(0.005)
    time.sleep(0.3)
    begun = time.monotonic()
    decoding_process.stop()
    thread.join()
    assert time.monotonic() - begun < 0.2
    assert told == ["stopped"]


def test_the_process_beside_gives_the_same_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    data = TURNED["png"](held(colours(), 6), 6)
    here = read_pictures.decode(data, name="a", longest=33)
    monkeypatch.setitem(read_pictures.SLOW, "png", 0)
    assert np.array_equal(read_pictures.decode(data, name="a", longest=33), here)
    with pytest.raises(Unreadable, match="picture_damaged"):
        read_pictures.decode(data[:-40], name="a")


def test_a_tiff_whose_next_page_is_damaged_raises_nothing_else() -> None:
    whole = saved(colours(), "TIFF", compression="jpeg")
    for at in range(8, len(whole) - 4, 3):  # every number of its directory made large in turn
        data = whole[:at] + b"\xff\xff\xff\x7f" + whole[at + 4 :]
        head = read_pictures.header(data, "a.tif")
        assert head.frames >= 1


def test_a_jpeg_of_bogus_headers_is_damaged() -> None:
    whole = saved(colours(), "JPEG")
    for at in range(2, 620):  # Qt gives a format that there is not of some
        data = whole[:at] + b"\0\0" + whole[at + 2 :]
        with contextlib.suppress(Unreadable):
            read_pictures.decode(data, name="a")

"""A corpus of hostile and odd files, a line each: its name, what it is, its bytes, and what must be said of it.

Photos, codes and settings are here, texts and models in modules of their own; ``python -m tests.hostile.corpus FOLDER`` writes
all of them.
"""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from attnviz.defaults import PANES
from attnviz.ui.files import gif
from tests.handmade.odd_pictures import chunk, colours, exif, held, plain_png, png, raw_profile, saved
from tests.handmade.picture_files import moving, pages, png_header

if TYPE_CHECKING:
    from collections.abc import Callable


class Odd(NamedTuple):
    """``says`` is a part of the sentence; empty for what is read without one."""

    name: str
    what: str
    made: Callable[[], bytes]
    says: str = ""


DAMAGED, NO_PICTURE, UNREAD = (
    "is damaged or cut off.",
    "is not a picture that can be read.",
    "which attnviz does not read",
)
TURNED = held(colours(), 6)
TWELVE_BITS = (colours().astype(np.uint16) << 4)[..., :1]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="/dev/zero"/></svg>'

PHOTOS = (
    Odd("turned.png", "EXIF orientation in PNG", lambda: png(TURNED, before=chunk(b"eXIf", exif(6)))),
    Odd(
        "profile.png",
        "EXIF orientation in a text of PNG",
        lambda: png(TURNED, before=raw_profile(exif(6), packed=True)),
    ),
    Odd("turned.webp", "EXIF orientation in WebP", lambda: saved(TURNED, "WEBP", exif=exif(6))),
    Odd(
        "loop.png", "EXIF whose directory is itself", lambda: png(colours(), before=chunk(b"eXIf", b"II*\0" + bytes(4)))
    ),
    Odd("a.avif", "AVIF", lambda: saved(colours(), "AVIF")),
    Odd("a.jp2", "JPEG 2000", lambda: saved(colours(), "JPEG2000")),
    Odd("a.tga", "Targa, run-length", lambda: saved(colours(), "TGA", compression="tga_rle")),
    Odd("a.tif", "JPEG in TIFF", lambda: saved(colours(), "TIFF", compression="jpeg")),
    Odd("pages.tif", "TIFF of two pages", pages, "too small to see anything in it."),
    Odd("moving.gif", "GIF of two frames", moving),
    Odd("twelve.png", "12 of 16 bits", lambda: png(TWELVE_BITS)),
    Odd("really.png", "a JPEG by another name", lambda: saved(colours(), "JPEG")),
    Odd("no-ending", "a PNG without an ending", lambda: png(colours())),
    Odd("e\u0301 猫 %s {0} #1?.png", "a name of all sorts", lambda: png(colours())),
    Odd("<b>bold&amp;.png", "a name like HTML", lambda: png(colours())),
    Odd("猫" * 83 + ".png", "a name of 253 bytes", lambda: png(colours())),
    Odd("large.png", "9 megapixels in 10 kB", lambda: plain_png(3000, 3000, 8, 0)),
    Odd("a.heic", "HEIC", lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(99), UNREAD),
    Odd("a.jxl", "JPEG XL", lambda: b"\xff\x0a" + bytes(99), UNREAD),
    Odd("a.psd", "Photoshop", lambda: b"8BPS" + bytes(99), UNREAD),
    Odd("a.nef", "camera raw", lambda: b"MM\0*" + bytes(99), UNREAD),
    Odd("a.svg", "SVG that names a device", lambda: SVG.encode(), NO_PICTURE),
    Odd("svg.png", "the same as PNG", lambda: SVG.encode(), NO_PICTURE),
    Odd("a.pdf", "PDF", lambda: b"%PDF-1.7\n" + bytes(99), NO_PICTURE),
    Odd("page.jpg", "a page of HTML", lambda: b"<!DOCTYPE html><html>404</html>", NO_PICTURE),
    Odd("empty.png", "nothing", bytes, "is empty."),
    Odd("zeros.png", "zeros", lambda: bytes(5000), NO_PICTURE),
    Odd("cut.png", "PNG cut off", lambda: png(colours())[:-40], DAMAGED),
    Odd("cut.jpg", "JPEG cut off", lambda: saved(colours(), "JPEG")[:-60], DAMAGED),
    Odd("cut.webp", "WebP cut off", lambda: saved(colours(), "WEBP")[:-60], DAMAGED),
    Odd("cut.avif", "AVIF cut off", lambda: saved(colours(), "AVIF")[:-60], DAMAGED),
    Odd("head.png", "PNG whose pixels are missing", lambda: png_header(100, 100), DAMAGED),
    Odd("wide.png", "PNG that claims 30,000 pixels a side", lambda: png_header(30_000, 30_000), "is too large"),
    Odd("deep.png", "100 megapixels of 16 bits", lambda: plain_png(10_000, 10_000, 16, 2), "MB allowed"),
    Odd("dot.png", "one pixel", lambda: png(colours()[:1, :1]), "too small to see anything in it."),
    Odd("none.gif", "a GIF without a frame", lambda: gif.film([], np.zeros((256, 3)), width=65_535, height=1), DAMAGED),
)

CODES = (
    Odd("plain.csv", "two codes", lambda: b"a,1,2\nb,3,4\n"),
    Odd("mark.csv", "a byte order mark", lambda: b"\xef\xbb\xbfa;1;2\r\nb;3;4\r\n"),
    Odd("cr.csv", "lone carriage returns", lambda: b"a,1,2\rb,3,4\r"),
    Odd("formula.csv", "a name that was made harmless", lambda: b"'=a,1,2\n"),
    Odd("empty.csv", "nothing", bytes, "holds no codes."),
    Odd("words.csv", "words", lambda: b"one,two\nthree,four\n", "holds no codes."),
    Odd("commas.csv", "a megabyte of commas", lambda: b"," * (1 << 20), "values; a code of this model has 2."),
    Odd("heavy.csv", "16 MB of commas", lambda: b"," * (16 << 20), "values; a code of this model has 2."),
    Odd(
        "field.csv",
        "a cell of 200,000 characters",
        lambda: b"a,1,2\nb," + b"9" * 200_000 + b",4\n",
        "values; a code of this model has 2.",
    ),
    Odd("quote.csv", "a quote that never ends", lambda: b'a,1,2\n"b,3,4\n' * 9, "has"),
    Odd("nul.csv", "a null character", lambda: b"a,1,\0\n", "not a number"),
    Odd("nan.csv", "no number", lambda: b"a,nan,2\n", "not a number"),
    Odd("far.csv", "a number out of reach", lambda: b"a,1e300,2\n", "a value beyond"),
    Odd("short.csv", "one value short", lambda: b"a,1\n", "has 1 values; a code of this model has 2."),
    Odd("bytes.csv", "no text", lambda: b"\xff\xfe\x00\x01", "cannot be read: it is no text."),
)

CELLS = (
    "",
    "one,two",
    "nan,0,0,0,0",
    "1,2",
    "9" * 5000,
    ",",
    "0;0;0",
    "1,2,3,4,\0",
    "猫",
    "," * 100_000,
)

STATES = {  # what each pane is given to remember that it never said
    "wrong kinds": {"model": 5, "section": [], "text": {}, "recent": "x", "sliders": "y", "map": 7, "beams": "many"},
    "far names": {
        "model": "../../x",
        "section": "../y",
        "text": "\0" * 50,
        "recent": ["/dev/zero", 5, None, "/nowhere"],
    },
    "large numbers": {"beams": 10**30, "brush": -(10**30), "sliders": [1e308] * 99, "columns": [10**30]},
}


def states(odd: dict[str, object]) -> bytes:
    """Settings in which every pane remembers something odd."""
    held = json.dumps({pane: odd | {"whatif": odd, "encode": odd, "steps": odd} for pane in PANES})
    quoted = held.replace("\\", "\\\\").replace('"', '\\"')
    return f'[General]\nstates="{quoted}"\n'.encode()


SETTINGS = (
    Odd("empty.ini", "nothing", bytes),
    Odd("bytes.ini", "every byte", lambda: bytes(range(256)) * 40),
    Odd("list.ini", "a list where a number belongs", lambda: b"[General]\nscale=[120]\ntheme=dark\n"),
    Odd("deep.ini", "nested lists without end", lambda: b"[General]\nstates=" + b"[" * 100_000 + b"\n"),
    Odd("huge.ini", "a number of 5,000 digits", lambda: b"[General]\nscale=" + b"9" * 5000 + b"\n"),
    Odd("nan.ini", "no numbers", lambda: b'[General]\nscale=NaN\ncolumns="[NaN, Infinity, 1e999]"\n'),
    Odd(
        "variant.ini", "an object of Qt's own format", lambda: b"[General]\ntheme=@Variant(\\0\\0\\0\\x7f\\xff\\xff)\n"
    ),
    *(Odd(f"{what}.ini", f"panes that remember {what}", partial(states, odd)) for what, odd in STATES.items()),
    Odd("html.ini", "names like HTML", lambda: b"[General]\ntheme=<b>dark</b>\npane=../../x\n"),
)


def write(folder: Path, files: tuple[Odd, ...]) -> None:
    """Put files into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for each in files:
        (folder / each.name).write_bytes(each.made())


if __name__ == "__main__":
    from tests.hostile import models, texts  # which build on this

    to = Path(sys.argv[1])
    for name, files in (("photos", PHOTOS), ("codes", CODES), ("settings", SETTINGS), ("texts", texts.FILES)):
        write(to / name, files)
    models.write(to / "models")

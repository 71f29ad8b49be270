"""Reads the text of a file that is dropped where a sentence is typed, and says in one sentence why there is none."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from attnviz.ui.files import read_pictures
from attnviz.ui.files.picture_kinds import kind_of
from attnviz.ui.files.unreadable import Unreadable

if TYPE_CHECKING:
    from pathlib import Path

MOST = 1 << 16  # bytes; a sentence or a few are wanted
_MARKS = (  # the longer ones first: one begins with another
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read(path: Path, most: int = MOST) -> str:
    """The text of a file of at most ``most`` bytes, in UTF-8 or what its first bytes say. Raises ``Unreadable``."""
    data = read_pictures.data_of(path)
    if kind_of(data, path.name):
        raise Unreadable("picture_for_text", name=path.name)
    if len(data) > most:
        raise Unreadable("text_too_long", name=path.name, most=most >> 10)
    coding = next((coding for mark, coding in _MARKS if data.startswith(mark)), "utf-8-sig")
    try:
        text = data.decode(coding)
    except UnicodeDecodeError as error:
        raise Unreadable("no_text", name=path.name) from error
    if "\0" in text:
        raise Unreadable("no_text", name=path.name)
    if not text.strip():
        raise Unreadable("file_empty", name=path.name)
    return text.replace("\r\n", "\n").removesuffix("\n")

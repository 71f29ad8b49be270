"""The pictures of a folder, in the order in which a person would count them."""

from __future__ import annotations

import os
import re
import unicodedata
from typing import TYPE_CHECKING

from attnviz.ui.files.read_pictures import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def pictures_in(folder: Path) -> list[Path]:
    """All files of a folder whose names end as those of pictures do, in natural order; hidden ones are left out. Raises OSError."""
    with os.scandir(folder) as entries:
        names = [
            entry.name
            for entry in entries
            if not entry.name.startswith(".") and ending(entry.name) in FORMATS and not entry.is_dir()
        ]
    return [folder / name for name in natural(names)]


def ending(name: str) -> str:
    """The ending of a file's name without its dot, in small letters; empty for none."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def natural(names: Iterable[str]) -> list[str]:
    """Names with 2 before 10, whatever the case of their letters."""
    return sorted(names, key=_key)


def _key(name: str) -> tuple[list[tuple[int, int, str]], str]:
    parts = re.split(r"(\d+)", unicodedata.normalize("NFKC", name).casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part], name

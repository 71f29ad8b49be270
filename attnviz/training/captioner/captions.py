"""Flickr8k: photos of 160 x 160 with five English and five Chinese sentences each, and the boxes of English phrases.

Boxes are [x0, y0, x1, y1] in shares of the photo, 0..1.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import tarfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attnviz.training.translator.pairs import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PICTURES = "flickr8k-160.tar"
LISTS = "flickr8k.{split}.jsonl.gz"
ORIGIN = (
    "Flickr8k (Hodosh et al. 2013), Chinese sentences of flickr8kcn (Li et al. 2016), "
    "boxes of Flickr30k Entities (Plummer et al. 2015)"
)
LICENCE = "non-commercial research and education; the photos are not part of the program"
DETERMINERS = frozenset(("a", "an", "the", "some", "his", "her", "their", "its", "this", "that", "these", "those"))
APART = re.compile(r" (?=[.,!?;:]|'s\b)")  # the space that published sentences have before these


@dataclass(frozen=True)
class Phrase:
    """Words [start, end) of a sentence, and the boxes of what they name; none where nobody drew them."""

    start: int
    end: int
    boxes: tuple[tuple[float, float, float, float], ...]

    @property
    def share(self) -> float:
        """How much of the photo the boxes cover, at most: the sum of their areas."""
        return sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in self.boxes)


@dataclass(frozen=True)
class Sentence:
    """The words of a sentence as published, in lower case, and its phrases. Chinese is one word."""

    words: tuple[str, ...]
    phrases: tuple[Phrase, ...] = ()

    @property
    def text(self) -> str:
        """As one writes it: no space before a full stop."""
        return APART.sub("", " ".join(self.words))


@dataclass(frozen=True)
class Described:
    """A photo's file name in the tar and its sentences."""

    image: str
    sentences: tuple[Sentence, ...]


def find(data: Path, name: str) -> Path:
    """The file ``name`` in ``data`` or its ``images`` folder. ``DataError`` when it is not there."""
    path = next((p for p in (data / name, data / "images" / name) if p.is_file()), None)
    if path is None:
        raise DataError(f"{name} is not in {data} (nor in {data / 'images'}).")
    return path


def read_captions(data: Path, split: str, language: str) -> list[Described]:
    """The photos of a split with their sentences in ``en`` or ``zh``. ``DataError`` when the list is missing or not as
    described.
    """
    path = find(data, LISTS.format(split=split))
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            records = [json.loads(line) for line in lines]
        return [Described(record["image"], tuple(_sentence(given) for given in record[language])) for record in records]
    except (OSError, EOFError, KeyError, TypeError, ValueError) as error:
        raise DataError(f"{path.name} does not hold captions.") from error


def _sentence(given: Any) -> Sentence:
    if isinstance(given, str):
        return Sentence((given,))
    words = tuple(given["text"].lower().split())
    phrases = [
        Phrase(int(phrase["words"][0]), int(phrase["words"][1]), tuple(_box(box) for box in phrase["boxes"]))
        for phrase in given["phrases"]
        if phrase["type"] != "notvisual"
    ]
    return Sentence(words, tuple(phrases))


def _box(given: Any) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = map(float, given)
    return x0, y0, x1, y1


def read_pictures(data: Path, names: list[str]) -> Iterator[Any]:
    """The photos uint8 [160, 160, 3] in the order of ``names``. ``DataError`` when one is missing or no picture."""
    import numpy as np
    from PIL import Image

    path = find(data, PICTURES)
    try:
        with tarfile.open(path) as tar:
            members = {member.name.rsplit("/", 1)[-1]: member for member in tar if member.isfile()}
            for name in names:
                file = tar.extractfile(members[name])
                yield np.asarray(Image.open(io.BytesIO(file.read() if file else b"")).convert("RGB"))
    except (OSError, EOFError, KeyError, ValueError, tarfile.TarError) as error:
        raise DataError(f"{path.name} does not hold the photos that the lists name.") from error

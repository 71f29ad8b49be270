"""Short utterances of a dictionary (yes, thanks, goodbye): people quote them, and sentence pairs hardly hold them."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from attnviz.training.translator.pairs import DataError, Pair

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ("interj", "particle")  # parts of speech of what is said alone


def utterances(path: Path) -> list[Pair]:
    """Gzipped lines ``source TAB target TAB part of speech`` -> the pairs that are said alone, without marks at their end.

    ``DataError`` when the file is not as described.
    """
    pairs = []
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                columns = line.rstrip("\n").split("\t")
                if len(columns) != 3:
                    raise DataError(f"{path.name}, line {number}: three columns expected, {len(columns)} found.")
                source, target = (side.strip(" .!?。！？") for side in columns[:2])
                if columns[2] in KINDS and source and target:
                    pairs.append((source, target))
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise DataError(f"{path.name} is not a whole gzipped UTF-8 file.") from error
    return list(dict.fromkeys(pairs))

"""Short utterances of a dictionary (yes, thanks, goodbye): people quote them, and sentence pairs hardly hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz.training.translator.pairs import Pair, read_rows

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ("interj", "particle")  # parts of speech of what is said alone


def utterances(path: Path) -> list[Pair]:
    """Gzipped lines ``source TAB target TAB part of speech`` -> the pairs that are said alone, without marks at their end.

    ``DataError`` when the file is not as described.
    """
    pairs = []
    for source, target, kind in read_rows(path, 3):
        source, target = (side.strip(" .!?。！？") for side in (source, target))
        if kind in KINDS and source and target:
            pairs.append((source, target))
    return list(dict.fromkeys(pairs))

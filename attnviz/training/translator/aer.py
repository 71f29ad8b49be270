"""Alignment error rate against gold word alignments. Och & Ney 2003, section 4."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, NamedTuple

from attnviz.training.translator.pairs import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Links = frozenset[tuple[int, int]]


class Gold(NamedTuple):
    """A tokenised sentence pair with its sure and possible links (source, target), counted from 0; possible includes sure."""

    source: list[str]
    target: list[str]
    sure: Links
    possible: Links


def read_gold(path: Path) -> list[Gold]:
    """Gzipped JSON lines with ``src``, ``tgt``, ``sure`` and ``possible``. ``DataError`` when a line is not as described."""
    pairs = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                entry = json.loads(line)
                sure = frozenset((int(i), int(j)) for i, j in entry["sure"])
                possible = sure | frozenset((int(i), int(j)) for i, j in entry["possible"])
                pairs.append(Gold(list(entry["src"]), list(entry["tgt"]), sure, possible))
            except (ValueError, KeyError, TypeError) as error:
                raise DataError(f"{path.name}, line {number}: not a gold alignment.") from error
    return pairs


def alignment_error_rate(answers: Sequence[frozenset[tuple[int, int]]], gold: Sequence[Gold]) -> float:
    """AER = 1 - (|A∩S| + |A∩P|) / (|A| + |S|) over all sentences, in percent."""
    agreed = sum(len(a & g.sure) + len(a & g.possible) for a, g in zip(answers, gold, strict=True))
    return 100 * (1 - agreed / max(1, sum(len(a) + len(g.sure) for a, g in zip(answers, gold, strict=True))))


def gold_files(data: Path, languages: tuple[str, str], split: str) -> list[Path]:
    """The gold files of a language pair and split that stand in ``data`` or its ``text`` folder."""
    name = f"gold*.{'-'.join(languages)}.*{split}.jsonl.gz"
    return sorted(path for folder in (data, data / "text") for path in folder.glob(name))

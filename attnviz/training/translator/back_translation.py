"""Back-translation (Sennrich et al. 2016, 1511.06709): text of the target language, with what another model says it was."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from typing import TYPE_CHECKING

from attnviz import atomic_write
from attnviz.engine.checkpoints import load
from attnviz.training.finished_models import weights_of
from attnviz.training.translator.bleu import translate_all
from attnviz.training.translator.pairs import DataError, Pair, find, read_pairs

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from pathlib import Path

    from attnviz.training.translator.recipes import Monolingual

SHORTEST, LONGEST = 3, 14  # words of a line that is taken
KNOWN = 20  # times that a word stands in the pairs; the other model translates a line with rarer ones badly
WORD = re.compile(r"[\w']+")


def back_translated(
    text: Monolingual, data: Path, targets: Sequence[str], kept: Container[str], cache: Path
) -> list[Pair]:
    """Pairs (what the model says, line of the file), made once and kept in ``cache``.

    Only words that are frequent in ``targets`` stand in the lines; a line of ``kept``, which are for measuring, is never taken.
    ``DataError`` where the file is missing or damaged.
    """
    if not cache.is_file():
        counts = Counter(word for line in targets for word in WORD.findall(line))
        lines = [
            line
            for line in distinct_lines(find(data, text.file))
            if line not in kept and all(counts[word] >= KNOWN for word in WORD.findall(line))
        ]
        lines = spread(lines, text.lines)
        by = load(weights_of(text.by))
        said = translate_all(by.network, by.tokenizers["source"], by.tokenizers["target"], lines)
        whole = "".join(f"{a}\t{b}\n" for a, b in zip(said, lines, strict=True) if a and "\t" not in a)
        atomic_write.write(cache, gzip.compress(whole.encode(), mtime=0))
    return read_pairs(cache)


def distinct_lines(path: Path) -> list[str]:
    """The lines of ``SHORTEST`` to ``LONGEST`` words in their order, each once."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            found = dict.fromkeys(line.strip() for line in file)
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise DataError(f"{path.name} is not a whole gzipped UTF-8 file.") from error
    return [line for line in found if SHORTEST <= len(line.split()) <= LONGEST and "\t" not in line]


def spread(lines: list[str], count: int) -> list[str]:
    """``count`` of the lines, evenly from the whole file."""
    return lines if len(lines) <= count else [lines[i * len(lines) // count] for i in range(count)]

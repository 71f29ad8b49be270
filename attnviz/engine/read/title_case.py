"""Capitals for a title whose writer knows small letters alone: those of the text that it is the title of."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from attnviz.engine.read.sentence_ends import sentences

if TYPE_CHECKING:
    from collections.abc import Mapping

WORD = re.compile(r"[^\W_]+")


def forms(text: str) -> dict[str, str]:
    """How the text writes its words where it writes them with capitals: Paris, DNA, not what merely begins a sentence."""
    begins = {match.start() for start, end in sentences(text) if (match := WORD.search(text, start, end))}
    found: dict[str, Counter[str]] = {}
    for match in WORD.finditer(text):
        word = match[0]
        if match.start() not in begins or not word[1:].islower():
            found.setdefault(word.lower(), Counter())[word] += 1
    best = {small: counts.most_common(1)[0][0] for small, counts in found.items()}
    return {small: word for small, word in best.items() if word != small and len(word) == len(small)}


def with_capitals(title: str, known: Mapping[str, str]) -> str:
    """The title with these words as they are known, and its first letter a capital; as long as before."""
    cased = WORD.sub(lambda match: known.get(match[0], match[0]), title)
    first = cased[:1].upper()
    return first + cased[1:] if len(first) == 1 else cased

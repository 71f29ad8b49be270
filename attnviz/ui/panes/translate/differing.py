"""Which words of a translation another one does not have."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_WORD = re.compile(r"\S+")


def differing(text: str, other: str) -> list[tuple[int, int]]:
    """The (start, length) of each stretch of ``text`` that ``other`` has not: whole words, or letters where no spaces part them."""
    words = [match.span() for match in _WORD.finditer(text)]
    if len(words) < 2:
        words = [(i, i + 1) for i in range(len(text))]
        others = list(other)
    else:
        others = other.split()
    matcher = SequenceMatcher(None, [text[a:b] for a, b in words], others, autojunk=False)
    return [
        (words[i][0], words[j - 1][1] - words[i][0])
        for tag, i, j, _, _ in matcher.get_opcodes()
        if tag != "equal" and j > i
    ]

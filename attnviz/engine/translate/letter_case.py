"""Words in capitals in the case that a vocabulary knows best: NOT is read as not, while TV and USA stay."""

from __future__ import annotations

import re
from collections.abc import Callable

Score = Callable[[str], list[float]]  # a word to the log-probabilities of its pieces

WORD = re.compile(r"(?<![\w&])[^\W\d_]+(?:'[^\W\d_]+)*(?![\w&])")
CAPITALS = re.compile(r"[^\W\d_a-zß-ÿ]'?[^\W\d_a-zß-ÿ]")
LETTERS_A_PIECE = (
    3  # at least, in a word that a vocabulary knows in parts; what it must spell in shorter ones is an acronym
)


def recased(text: str, score: Score) -> tuple[str, tuple[str, ...]]:
    """The text with its words in capitals as they are better known, and those words as they are now read, each once."""
    if not CAPITALS.search(text):
        return text, ()
    shouted = text == text.upper() and sum(len(word) > 1 for word in WORD.findall(text)) > 1
    changed: dict[str, None] = {}
    parts: list[str] = []
    done = 0
    for match in WORD.finditer(text):
        word = match[0]
        if not (word[1:].isupper() or (shouted and word.isupper())):
            continue
        other = _known_case(word, score, shouted=shouted)
        if _begins_sentence(text, match.start()):
            other = other[0].upper() + other[1:]
        if other == word or len(other) != len(word):
            continue
        changed[other] = None
        parts += [text[done : match.start()], other]
        done = match.end()
    return "".join([*parts, text[done:]]), tuple(changed)


def _begins_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 8) : at].rstrip(" '\"(-")
    return not before or before[-1] in ".!?\n"


def _known_case(word: str, score: Score, *, shouted: bool) -> str:
    """A word in the case in which a vocabulary knows it best; an acronym that it knows, or knows no better, stays."""
    head, mark, tail = word.partition("'")
    if mark and len(head) > 1:
        return _known_case(head, score, shouted=shouted) + mark + tail.lower()
    variants = {other: score(other) for other in (word, word.lower(), word[0].upper() + word[1:].lower())}
    best = max(variants, key=lambda other: sum(variants[other]))
    if shouted or mark:
        return best
    pieces, best_score = len(variants[best]), sum(variants[best])
    if best == word or len(variants[word]) == 1:
        return word
    if len(word) == 2:  # most are acronyms; the commonest words are not
        return best if pieces == 1 and best_score > -8 else word
    return best if pieces == 1 or LETTERS_A_PIECE * pieces <= len(word) else word

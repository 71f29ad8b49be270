"""Corpus BLEU in plain Python, for the window: the words are cut as WMT's script mteval-v13a cuts them, Chinese into characters.

Papineni et al. 2002; tests hold it against sacreBLEU (Post 2018), which only training needs.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ORDER = 4  # of the longest n-grams
ENTITIES = (("&quot;", '"'), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"))
CUTS = (  # what stands apart: signs, full stops and commas but between digits, a dash after a digit
    (re.compile(r"([\{-\~\[-\` -\&\(-\+\:-\@\/])"), r" \1 "),
    (re.compile(r"([^0-9])([\.,])"), r"\1 \2 "),
    (re.compile(r"([\.,])([^0-9])"), r" \1 \2"),
    (re.compile(r"([0-9])(-)"), r"\1 \2 "),
)
CHINESE = re.compile("([\u3400-\u4db5\u4e00-\u9fbb\u3000-\u303f\uff00-\uffef\u2e80-\u2fd5\uf900-\ufad9])")


def words(text: str, language: str) -> list[str]:
    """The words of a text as BLEU counts them."""
    for entity, sign in ENTITIES:
        text = text.replace(entity, sign)
    if language == "zh":
        text = CHINESE.sub(r" \1 ", text)
    text = f" {text.strip()} "
    for cut, apart in CUTS:
        text = cut.sub(apart, text)
    return text.split()


def bleu(answers: Sequence[str], references: Sequence[Sequence[str]], language: str) -> float:
    """BLEU in percent of answers that each have one or more references; what never fits is smoothed (sacreBLEU's ``exp``)."""
    found, made = [0] * ORDER, [0] * ORDER
    length = wanted = 0
    for answer, group in zip(answers, references, strict=True):
        said = words(answer, language)
        given = [words(reference, language) for reference in group]
        length += len(said)
        wanted += min((abs(len(each) - len(said)), len(each)) for each in given)[1]
        for n in range(ORDER):
            mine = _grams(said, n + 1)
            allowed: Counter[tuple[str, ...]] = Counter()
            for each in given:
                allowed |= _grams(each, n + 1)
            found[n] += sum((mine & allowed).values())
            made[n] += sum(mine.values())
    logs, smooth = 0.0, 1.0
    orders = [n for n in range(ORDER) if made[n]]
    if len(orders) < ORDER or not found[0]:
        return 0.0
    for n in orders:
        if not found[n]:
            smooth *= 2
        logs += math.log((found[n] or 1 / smooth) / made[n])
    brevity = min(0.0, 1 - wanted / length)
    return 100 * math.exp(brevity + logs / ORDER)


def _grams(said: list[str], n: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(said[i : i + n]) for i in range(len(said) - n + 1))

"""Data augmentation by a masked-word model: the same sentences with a word or two replaced by others that fit (Jiao et al. 2020,
1909.10351, section 3.2).

Collections of sentence pairs share sentences: what one holds out for tests, another has with a translation into its own language.
Reworded, text of another collection can be learned from without learning those.
"""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from attnviz.engine.messages import Refused
from attnviz.engine.model_store import ModelStore
from attnviz.engine.read.fill import run_many
from attnviz.engine.read.messages import BLANK, Fill

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from attnviz.engine.read.messages import Filling

WORD = re.compile(r"(?<= )[a-z]{3,}\b(?!')")  # inside a sentence: no name and no number
TWO = 8  # words of a sentence from which two are replaced
LIKELIEST = 6  # words of which one is drawn by its probability
PART = 2_000  # sentences between two looks at the progress


def reworded(lines: Sequence[str], seed: int = 1) -> list[str]:
    """English sentences -> each that has a word to replace with one or two replaced, in order; no line is as it was."""
    store, draw = ModelStore(), random.Random(seed)
    found: list[str] = []
    for begin in range(0, len(lines), PART):
        blanked = [each for line in lines[begin : begin + PART] if (each := _blanked(line, draw))]
        requests = [Fill(text, most=LIKELIEST) for text, _ in blanked]
        answers = run_many(store, requests, lambda *told: None)
        for (text, words), fillings in zip(blanked, answers, strict=True):
            if not isinstance(fillings, Refused):
                found.append(_filled(text, words, fillings, draw))
    return found


def _blanked(line: str, draw: random.Random) -> tuple[str, list[str]] | None:
    """A line with one or two blanks, and the words that stood there."""
    places = [match.span() for match in WORD.finditer(line)]
    if not places or BLANK[0] in line:
        return None
    chosen = sorted(draw.sample(places, min(len(places), 1 + (len(line.split()) >= TWO))))
    text, words, done = "", [], 0
    for begin, end in chosen:
        text += line[done:begin] + BLANK
        words.append(line[begin:end])
        done = end
    return text + line[done:], words


def _filled(text: str, words: Iterable[str], fillings: Iterable[Sequence[Filling]], draw: random.Random) -> str:
    """The blanked text with other words than stood there."""
    for word, likeliest in zip(words, fillings, strict=True):
        others = [each for each in likeliest if each.token != word]
        chosen = draw.choices(others, [each.probability for each in others])[0]
        text = text.replace(BLANK, chosen.token, 1)
    return text

"""A sentence cut into words as the English Web Treebank does: marks apart, and what is written together but says two things.

Places are characters of the sentence. Imports no torch.
"""

from __future__ import annotations

import re

LINK = r"(?:https?://|www\.)\S*[^\s.,;:!?)\]}'\"]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
NAME = r"O['’][A-Z]\w+"
TITLES = "Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|vs|etc"
SHORT = "Inc|Ltd|Co|Corp|Gen|Col|Capt|Lt|Sgt|Rev|Sen|Rep|Gov|No|Jan|Feb|Aug|Sept|Oct|Nov|Dec"
ABBREVIATIONS = rf"(?:[A-Za-z]\.){{2,}}|(?:{TITLES}|{SHORT})\.|[A-Z]\.(?=\s+[A-Z])"
NUMBER = r"\d+(?:[.,:/-]\d+)*(?:st|nd|rd|th|am|pm|s|%(?!\w))?"
WORD = r"[^\W\d_]+(?:\d+|[^\W\d_]+)*"
SMILE = r"[:;=]-?[)(DPp]|<3"
TOKEN = re.compile(rf"{LINK}|{NAME}|{ABBREVIATIONS}|{SMILE}|{NUMBER}|{WORD}|([^\w\s])\1+|[^\w\s]|_+|\w", re.UNICODE)
ENDING = re.compile(r"(?i)(?<=\w)(n['’]t|['’](?:s|re|ve|ll|d|m))$")
CONTRACTED = re.compile(r"(?i)[^\W\d_]+['’](?:s|re|ve|ll|d|m|t)\b")
WHOLE = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "gimme": 3, "lemme": 3}  # letters of the first part


def words(text: str) -> list[tuple[int, int]]:
    """The places [start, end) of the words of a sentence."""
    found: list[tuple[int, int]] = []
    place = 0
    while True:
        token = TOKEN.search(text, place)
        if token is None:
            return found
        start, end = token.span()
        joined = CONTRACTED.match(text, start) if text[start].isalpha() else None
        if joined and joined.end() > end:
            end = joined.end()
        found += _parts(text, start, end)
        place = end


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A word as one, or as the two that it is made of: do n't, she 's, can not."""
    word = text[start:end]
    if word.lower() in WHOLE:
        middle = start + WHOLE[word.lower()]
        return [(start, middle), (middle, end)]
    ending = ENDING.search(word)
    if ending and ending.start():
        return [(start, start + ending.start()), (start + ending.start(), end)]
    return [(start, end)]

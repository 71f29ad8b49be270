"""A text cut into its sentences. Imports no torch."""

from __future__ import annotations

import re

ENDS = re.compile(r"[.!?]+[\"'”’)\]]*(?=\s)|\n\s*\n")
SHORT = frozenset(  # what ends with a point and is no end of a sentence
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "st",
        "sr",
        "jr",
        "vs",
        "etc",
        "fig",
        "no",
        "vol",
        "al",
        "inc",
        "ltd",
        "co",
        "corp",
        "gen",
        "col",
        "capt",
        "lt",
        "sgt",
        "rev",
        "hon",
        "sen",
        "rep",
        "gov",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sept",
        "sep",
        "oct",
        "nov",
        "dec",
        "approx",
        "dept",
        "est",
        "e.g",
        "i.e",
        "a.m",
        "p.m",
        "u.s",
        "u.k",
        "cf",
        "eq",
        "eqs",
        "ref",
        "refs",
        "ca",
    ]
)


def sentences(text: str) -> list[tuple[int, int]]:
    """The places [start, end) of the sentences of a text, without the spaces between them."""
    found: list[tuple[int, int]] = []
    start = 0
    for end in ENDS.finditer(text):
        if not end[0].isspace():
            word = re.search(r"[\w.]*$", text[start : end.start()])
            before = word[0].lower() if word and end[0].startswith(".") else ""
            after = re.search(r"\S", text[end.end() :])
            is_short = before in SHORT or (len(before) == 1 and before.isalpha())
            if is_short or (after is not None and after[0].islower()):
                continue
        _add(found, text, start, end.end())
        start = end.end()
    _add(found, text, start, len(text))
    return found


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    part = text[start:end]
    if part.strip():
        found.append((start + len(part) - len(part.lstrip()), start + len(part.rstrip())))

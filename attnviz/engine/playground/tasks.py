"""Small translation tasks made on the spot, and pairs that a person pastes. Imports no torch."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from attnviz.engine.messages import Refused

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

Pair = tuple[str, str]

LETTERS = "abcdefghijklmnopqrstuvwxyz"
LONGEST_LETTERS, LONGEST_PAIR, MOST_PAIRS = 16, 60, 5000
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
    (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def roman(number: int) -> str:
    """A whole number from 1 to 3999 as a Roman numeral."""
    written = ""
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written


def _letters(rng: random.Random, length: int) -> list[str]:
    return [rng.choice(LETTERS) for _ in range(length)]


def _copy(rng: random.Random, length: int) -> Pair:
    letters = _letters(rng, length)
    return " ".join(letters), " ".join(letters)


def _reverse(rng: random.Random, length: int) -> Pair:
    letters = _letters(rng, length)
    return " ".join(letters), " ".join(reversed(letters))


def _sort(rng: random.Random, length: int) -> Pair:
    letters = _letters(rng, length)
    return " ".join(letters), " ".join(sorted(letters))


def _dates(rng: random.Random, length: int) -> Pair:
    day = datetime.date(1900, 1, 1) + datetime.timedelta(days=rng.randrange(73_049))  # up to the end of 2099
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}", day.isoformat()


def _roman(rng: random.Random, length: int) -> Pair:
    number = rng.randint(1, 3999)
    return str(number), roman(number)


TASKS: dict[str, Callable[[random.Random, int], Pair]] = {
    "copy": _copy,
    "reverse": _reverse,
    "sort": _sort,
    "dates": _dates,
    "roman": _roman,
}
OF_LETTERS = (
    "copy",
    "reverse",
    "sort",
)  # tasks whose tokens are letters with spaces between, and whose length is a choice


def make(task: str, rng: random.Random, length: int, count: int) -> list[Pair]:
    """``count`` pairs of a task; ``length`` counts letters where that is a choice. KeyError for an unknown task."""
    return [TASKS[task](rng, length) for _ in range(count)]


def parse_pairs(text: str) -> tuple[Pair, ...]:
    """Lines ``source TAB target`` (or ``source = target``) -> pairs.

    ``Refused`` codes: pairs_empty; pairs_columns (line); pairs_long (line, limit); pairs_many (given, limit).
    """
    pairs = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        sides = [side.strip() for side in line.split("\t" if "\t" in line else "=", 1)]
        if len(sides) != 2 or not all(sides):
            raise Refused(
                "pairs_columns", f"Line {number} has one column: two are needed, with a tab between.", line=number
            )
        if max(map(len, sides)) > LONGEST_PAIR:
            raise Refused(
                "pairs_long", f"Line {number} is longer than {LONGEST_PAIR} letters.", line=number, limit=LONGEST_PAIR
            )
        pairs.append((sides[0], sides[1]))
    if not pairs:
        raise Refused("pairs_empty", "There are no pairs.")
    if len(pairs) > MOST_PAIRS:
        raise Refused(
            "pairs_many", f"{len(pairs)} pairs; at most {MOST_PAIRS} are taken.", given=len(pairs), limit=MOST_PAIRS
        )
    return tuple(pairs)


def of_words(lines: Sequence[str]) -> bool:
    """Whether lines are better read word by word than letter by letter: most have several words, and words come
    again.
    """
    words = [line.split() for line in lines]
    distinct = {word for line in words for word in line}
    return sum(len(line) > 1 for line in words) > len(lines) / 2 and len(distinct) < sum(map(len, words)) * 0.7

"""Data augmentation: the same sentence pair as people also write it, with other names and numbers, quoted, without a full stop."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable

NEGATIVE = 0.15  # the share of the drawn numbers that are below zero
WORD = re.compile(r"\b[A-Z][a-zé]{2,}\b")
NUMBER = re.compile(r"\d+")
SPEAKERS = {  # who says it in a quotation
    "en": ("He said", "She said", "They said", "I said", "Tom said", "Mary said"),
    "fr": ("Il a dit", "Elle a dit", "Ils ont dit", "J'ai dit", "Tom a dit", "Marie a dit"),
    "de": ("Er sagte", "Sie sagte", "Sie sagten", "Ich sagte", "Tom sagte", "Maria sagte"),
    "zh": ("他说", "她说", "他们说", "我说", "汤姆说", "玛丽说"),
}
QUOTED = {"en": '{} "{}"', "fr": "{} « {} »", "de": "{}: „{}“", "zh": "{}：“{}”"}  # who, what
# names that Chinese writes in its own signs: unknown ones keep their letters
NAMESAKES = {"Tom": "汤姆", "Mary": "玛丽"}
# of names that nobody has: the sounds that begin a syllable, its vowels, and what may end it
ONSETS = re.findall(
    r"\w+", "b bh br c ch d dr f fr g gr h j k kh kr l m n p ph pl pr qu r s sch sh sk st t th tr v w x y z zh zw"
)
VOWELS = re.findall(r"\w+", "a a e e i i o o u y ai au ea ei ia ie io oe oo ou ue")
CODAS = ["", "", "", *re.findall(r"\w+", "b ck d ff g k l ll m n ng nn nz p r rd rk s ss st t th tt v x z")]


def copied_names(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """The capitalised words that a pair's sides both have, in order: mostly names."""
    found = {name for source, target in pairs for name, written in shared_names(source, target) if name == written}
    return sorted(found)


# times that a pair with names or numbers on both sides is learned besides, with others, and a dictionary's utterance, quoted
NAMES_MORE, NUMBERS_MORE, UTTERANCES_MORE = 2, 25, 8


def with_copies(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pairs whose sides share names or numbers, as often as they are to be learned with others in their place.

    To copy what one has never seen is learned from few sentences: one in ten has a name, one in three hundred a number.
    """
    found = []
    for source, target in pairs:
        times = NAMES_MORE if shared_names(source, target) else 0
        times = NUMBERS_MORE if _shared_numbers(source, target) else times
        found += [(source, target)] * times
    return found


def _shared_numbers(source: str, target: str) -> list[str]:
    """The numbers of both sides; none where the sides differ."""
    numbers = NUMBER.findall(source)
    return numbers if sorted(numbers) == sorted(NUMBER.findall(target)) else []


def shared_names(source: str, target: str) -> list[tuple[str, str]]:
    """The names of both sides, as each of them writes them."""
    other = set(WORD.findall(target))
    found = {name: name if name in other else NAMESAKES.get(name, "") for name in WORD.findall(source)}
    return [(name, written) for name, written in found.items() if written and written in target]


def _drawn_name(names: list[str], draw: random.Random) -> str:
    """A name that was seen or, as often, one that nobody has: only copying its letters gets that right."""
    if names and draw.random() < 0.5:
        return draw.choice(names)
    parts = (draw.choice(kind) for _ in range(draw.randint(2, 3)) for kind in (ONSETS, VOWELS, CODAS))
    return "".join(parts).capitalize()


def _drawn_number(digits: int, draw: random.Random) -> str:
    """Most often as long as the one it stands for."""
    if draw.random() < 0.3:
        digits = draw.randint(1, 4)
    return str(draw.randint(10 ** (digits - 1), 10**digits - 1))


def _renamed(source: str, target: str, names: list[str], draw: random.Random) -> tuple[str, str]:
    for name, written in shared_names(source, target):
        other = _drawn_name(names if name == written else [], draw)
        source = re.sub(rf"\b{name}(?=s?\b)", other, source)
        target = re.sub(rf"\b{name}(?=s?\b)", other, target) if name == written else target.replace(written, other)
    return source, target


def _renumbered(source: str, target: str, draw: random.Random) -> tuple[str, str]:
    """Other digits where both sides have the same numbers."""
    numbers = dict.fromkeys(_shared_numbers(source, target))
    sign = "-" if draw.random() < NEGATIVE and all(re.search(rf"(?<!\S){n}(?!\S)", source) for n in numbers) else ""
    others = {n: sign + _drawn_number(len(n), draw) for n in numbers if len(n) < 5}
    source, target = (NUMBER.sub(lambda found: others.get(found[0], found[0]), side) for side in (source, target))
    return source, target


def _quoted(source: str, target: str, languages: tuple[str, str], draw: random.Random) -> tuple[str, str]:
    """Somebody says it."""
    who = draw.randrange(len(SPEAKERS["en"]))
    if any(mark in side for side in (source, target) for mark in '"«„“「'):
        return source, target
    whole = source[-1:] in ".!?"  # not a word or two of a dictionary
    inside = whole and (source[-1:] != "." or draw.random() < 0.5)  # where the full stop stands
    if whole and not inside:
        source, target = source[:-1], target[:-1] if target[-1:] in ".。" else target
    source, target = (
        QUOTED[language].format(SPEAKERS[language][who], side)
        for language, side in zip(languages, (source, target), strict=True)
    )
    return (source, target) if inside else (source + ".", target + ("。" if languages[1] == "zh" else "."))


def written_otherwise(
    source: str, target: str, languages: tuple[str, str], names: list[str], draw: random.Random
) -> tuple[str, str]:
    """A pair as somebody else might have written it; the target stays a well-formed sentence.

    ``names`` are names to draw from (``copied_names``); languages without quotation marks here keep their sentences whole. What is
    no sentence, but a word or two of a dictionary, is quoted.
    """
    source, target = _renumbered(source, target, draw)
    if draw.random() < 0.6:
        source, target = _renamed(source, target, names, draw)
    quotable = all(language in QUOTED for language in languages)
    if quotable and source[:1].islower() and source[-1:] not in ".!?":
        return _quoted(source, target, languages, draw)
    form = draw.random()
    if form < 0.2 and source[-1:] == ".":
        source = source[:-1]
    elif form < 0.4 and source[:1].isupper() and not source.startswith("I"):
        source = source[:1].lower() + source[1:]
    elif form < 0.6 and quotable:
        source, target = _quoted(source, target, languages, draw)
    return source, target

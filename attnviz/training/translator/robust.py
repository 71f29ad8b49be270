"""How well a translator reads what people write: names, numbers and quotations in dev sentences, and these written otherwise."""

from __future__ import annotations

import random
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from attnviz.training.translator.bleu import bleu
from attnviz.training.translator.forms import NAMESAKES, NUMBER, QUOTED, SPEAKERS, WORD, copied_names

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SENTENCES = 500
EACH = 100  # of every kind that is put in
MARKS = {"fr": "«»", "de": "„“", "zh": "“”"}  # of quotations
COUNTED = re.compile(  # a number word that any number may stand for; no time of day, no part of a longer number
    r"(?<!at )(?<!past )(?<!to )(?<![\w-])(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty)"
    r"(?![\w-])(?! (?:o'clock|hundred|thousand|million|of|p\.m|a\.m))"
)
SYLLABLES = re.findall(  # of unknown names: others than those that are learned (``forms``)
    r"\w+", "ba da el fa gar hol in jo ka len mi no or pel ri sa tan u var wen xi yo zet mor lin dre bos ster"
)
CHINESE = re.compile("[\u4e00-\u9fff]")


class Put(NamedTuple):
    """A sentence with something put in: its kind, and what must stand in the answer; of a quotation, what it must resemble."""

    kind: str
    source: str
    wanted: str


def put_in(sentences: Sequence[str], references: Sequence[Sequence[str]], language: str) -> list[Put]:
    """At most ``EACH`` sentences with another name, an unknown name, a number for another or for a number word, and as a quotation;
    always the same.
    """
    draw = random.Random(1)
    made: list[Put] = []
    known = copied_names((source, group[0]) for source, group in zip(sentences, references, strict=True))
    for source, group in zip(sentences, references, strict=True):
        words = WORD.findall(source)
        names = [name for name in words if all(_stands(name, each) for each in group)]
        own = [name for name in words if name in NAMESAKES and all(NAMESAKES[name] in each for each in group)]
        numbers = [n for n in re.findall(r"\b\d{1,4}\b", source) if all(n in NUMBER.findall(each) for each in group)]
        if names or own:
            others = [name for name in known if names and name != names[0]]
            unknown = "".join(draw.choices(SYLLABLES, k=3)).capitalize()
            for kind, name in (("name", draw.choice(others) if others else ""), ("unknown name", unknown)):
                if name:
                    made.append(Put(kind, re.sub(rf"\b{(names or own)[0]}\b", name, source), name))
        if numbers:
            low = 10 ** (len(numbers[0]) - 1)
            number = str(draw.randint(low, 10 * low - 1))
            made.append(Put("number", re.sub(rf"\b{numbers[0]}\b", number, source), number))
        elif COUNTED.search(source):
            number = str(draw.choice((draw.randint(2, 99), draw.randint(100, 999))))
            made.append(Put("number", COUNTED.sub(number, source, count=1), number))
        if source[-1:] == "." and '"' not in source:
            said = QUOTED["en"].format(draw.choice(SPEAKERS["en"]), source[:-1])
            made.append(Put("quotation", f"{said}.", min(group, key=len)))
    kept: Counter[str] = Counter()
    chosen = []
    for each in made:
        kept[each.kind] += 1
        if kept[each.kind] <= EACH:
            chosen.append(each)
    return chosen


def is_right(put: Put, answer: str, language: str) -> bool:
    """Whether what was put in stands in the answer: a name or number as it is, a quotation between the language's marks, where half
    of the words are those wanted.
    """
    if put.kind == "quotation":
        opening, closing = MARKS[language][0], MARKS[language][1]
        inside = answer.partition(opening)[2].rpartition(closing)[0].strip()
        words = _words(inside, language)
        return bool(words) and 2 * sum((words & _words(put.wanted, language)).values()) >= words.total()
    if put.kind == "number":
        return put.wanted in NUMBER.findall(answer)
    return _stands(put.wanted, answer)


def _stands(name: str, text: str) -> bool:
    return re.search(rf"(?<![A-Za-z]){re.escape(name)}(?![a-rt-z])", text) is not None


def _words(text: str, language: str) -> Counter[str]:
    text = text.lower().strip(" .!?。！？")
    return Counter(CHINESE.findall(text) if language == "zh" else re.findall(r"\w+", text))


def otherwise(source: str) -> dict[str, str]:
    """A sentence as people also write it; the same where a form does not fit."""
    small = source[:1].lower() + source[1:] if not source.startswith("I") else source
    return {
        "no full stop": source.removesuffix("."),
        "small first letter": small,
        "small, no full stop": small.removesuffix("."),
        "capitals": source.upper(),
    }


def check(
    sentences: Sequence[str], references: Sequence[Sequence[str]], language: str, translate: Callable[..., list[str]]
) -> dict[str, float]:
    """The shares (percent) that come out right, and by how much BLEU of each form differs from that of the plain form."""
    step = max(1, len(sentences) // SENTENCES)
    chosen = list(range(0, len(sentences), step))[:SENTENCES]
    plain, wanted = [sentences[i] for i in chosen], [references[i] for i in chosen]
    figures: dict[str, float] = {}
    put = put_in(sentences, references, language)
    right: dict[str, list[bool]] = {}
    for each, answer in zip(put, translate([each.source for each in put]), strict=True):
        right.setdefault(each.kind, []).append(is_right(each, answer, language))
    for kind, found in right.items():
        figures[f"{kind}, right"] = round(100 * sum(found) / len(found), 1)
        figures[f"{kind}, sentences"] = len(found)
    alone = translate(plain)
    base = bleu(alone, wanted, language=language)
    figures["plain, BLEU"] = round(base, 2)
    forms = [otherwise(source) for source in plain]
    for name in forms[0] if forms else ():
        score = bleu(translate([form[name] for form in forms]), wanted, language=language)
        figures[f"{name}, BLEU beside plain"] = round(score - base, 2)
    pairs = [(i, i + 1) for i in range(0, len(plain) - 1, 2)]
    joined = [f"{plain[i]} {plain[j]}" for i, j in pairs]
    apart = "" if language == "zh" else " "
    both = [[f"{wanted[i][0]}{apart}{wanted[j][0]}"] for i, j in pairs]
    figures["two in a line, BLEU beside one by one"] = round(
        bleu(translate(joined), both, language=language)
        - bleu([f"{alone[i]}{apart}{alone[j]}" for i, j in pairs], both, language=language),
        2,
    )
    return figures

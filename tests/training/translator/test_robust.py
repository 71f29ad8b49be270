"""What is put into sentences stands there, and a translation is right when it kept that."""

from __future__ import annotations

import pytest

from attnviz.training.translator.robust import EACH, Put, check, is_right, otherwise, put_in

SENTENCES = ["Tom has 12 cats.", "Anna ran.", "Mary is here.", "Is it late?", "I saw nobody."]
REFERENCES = [
    ["Tom a 12 chats."],
    ["Anna a couru."],
    ["Marie est ici."],
    ["Est-il tard ?"],
    ["Je n'ai vu personne.", "Je n'ai vu nul homme."],
]


def test_names_and_numbers_are_put_where_both_sides_have_one() -> None:
    made = put_in(SENTENCES, REFERENCES, "fr")
    kinds = [each.kind for each in made]
    assert (kinds.count("name"), kinds.count("unknown name"), kinds.count("number")) == (2, 2, 1)
    assert kinds.count("quotation") == 4
    for each in made:
        assert each.source not in SENTENCES
        if each.kind != "quotation":
            assert each.wanted in each.source
    assert made == put_in(SENTENCES, REFERENCES, "fr")
    many = put_in(SENTENCES * 200, REFERENCES * 200, "fr")
    assert max(sum(each.kind == kind for each in many) for kind in kinds) == EACH


def test_unknown_names_are_put_where_chinese_has_its_own_signs_for_one() -> None:
    made = put_in(["Mary is here.", "Tom ran."], [["玛丽在这里。"], ["他跑了。"]], "zh")
    (put,) = [each for each in made if each.kind.endswith("name")]
    assert (put.kind, put.source) == ("unknown name", f"{put.wanted} is here.")


def test_a_number_stands_for_a_number_word_but_in_times_and_longer_numbers() -> None:
    sentences = [
        "I see two cats.",
        "Come at two.",
        "We need two hundred men.",
        "She is twenty-two.",
        "He came on May 5th.",
    ]
    numbers = [each for each in put_in(sentences, [["x 5"]] * 5, "fr") if each.kind == "number"]
    assert [each.source for each in numbers] == [f"I see {numbers[0].wanted} cats."]


@pytest.mark.parametrize(
    ("put", "answer", "language", "right"),
    [
        (Put("name", "", "Anna"), "Anna est là.", "fr", True),
        (Put("name", "", "Anna"), "Annabelle est là.", "fr", False),
        (Put("name", "", "Anna"), "Annas Katze ist da.", "de", True),
        (Put("name", "", "Anna"), "安娜在这里。", "zh", False),
        (Put("name", "", "Anna"), "Anna在这里。", "zh", True),
        (Put("number", "", "15"), "J'ai 15 chats.", "fr", True),
        (Put("number", "", "15"), "J'ai 150 chats.", "fr", False),
        (Put("quotation", "", "Je suis là."), "Il a dit « Je suis là ».", "fr", True),
        (Put("quotation", "", "Je suis là."), "Il a dit « Tu dors ».", "fr", False),
        (Put("quotation", "", "Je suis là."), "Il a dit Je suis là.", "fr", False),
        (Put("quotation", "", "Ich bin da."), "Er sagte: „Ich bin da“.", "de", True),
        (Put("quotation", "", "我在这里。"), "他说：“我在这里”。", "zh", True),
        (Put("quotation", "", "我在这里。"), "他说：“”。", "zh", False),
    ],
)
def test_what_is_right(put: Put, answer: str, language: str, right: bool) -> None:
    assert is_right(put, answer, language) == right


def test_sentences_are_written_otherwise() -> None:
    assert otherwise("The cat sat.") == {
        "no full stop": "The cat sat",
        "small first letter": "the cat sat.",
        "small, no full stop": "the cat sat",
        "capitals": "THE CAT SAT.",
    }
    assert otherwise("I sat.")["small first letter"] == "I sat."


def test_a_translator_that_knows_the_answers_loses_nothing_but_by_form() -> None:
    known = dict(zip(SENTENCES, (group[0] for group in REFERENCES), strict=True))
    figures = check(
        SENTENCES, REFERENCES, "fr", lambda texts: [known.get(text, known.get(f"{text}.", text)) for text in texts]
    )
    assert figures["plain, BLEU"] == 100
    assert figures["no full stop, BLEU beside plain"] == 0
    assert figures["capitals, BLEU beside plain"] < -50
    assert figures["quotation, right"] == 0
    assert figures["two in a line, BLEU beside one by one"] < 0

"""Tokens and back: no text is lost, and every token knows its place in what was typed."""

from __future__ import annotations

import random
import unicodedata
from typing import TYPE_CHECKING

import pytest

from attnviz.engine.attention.maps import word_groups
from attnviz.engine.translate.alphabet import clean, plain_form
from attnviz.engine.translate.tokenizer import EOS, UNK, Tokenizer, kind_of

if TYPE_CHECKING:
    from attnviz.engine.attention.messages import Token
    from attnviz.engine.session import Session

MODELS = ("rnn-en-fr", "rnn-en-zh")
ALPHABETS = (
    "abcdefghij XYZ 0123456789 .,;:!?'\"-()",
    "éèàçœ ŒÉÂ ß ñ",
    "猫坐在垫子上面。，！？",
    "😀👍🏽👩\u200d👩\u200d👧🇫🇷",
    "مرحبا بالعالم ١٢٣",
    "สวัสดีชาวโลก",
    "\x00\x01\x07\x1b\x7f\t\r\n\x0b\x0c",
    "\ud800\udfff\udc80",
    "\u2028\u2029\u00a0\u202f\u3000\u200b\ufeff▁</s><s><unk><0xE7>",
    "e\u0301n\u0303\u0327क्षि",
    "\U0001f9ff\U00020000\U0010ffff\uffff",
)


def drawn_texts(count: int) -> list[str]:
    """Texts of 0 to 30 characters that mix the alphabets, and some of wholly random code points; always the same."""
    chance = random.Random(20)
    texts = [
        "".join(chance.choice(chance.choice(ALPHABETS)) for _ in range(chance.randint(0, 30))) for _ in range(count)
    ]
    texts += ["".join(chr(chance.randrange(0x110000)) for _ in range(12)) for _ in range(count // 4)]
    return [*texts, *ALPHABETS, "", " ", "   ", "a", " a ", "\n"]


TEXTS = drawn_texts(300)


def squeezed(text: str) -> str:
    return "".join(clean(text).split(" "))


@pytest.fixture(params=[(model, side) for model in MODELS for side in ("source", "target")], ids="-".join)
def tokenizer(request: pytest.FixtureRequest, shipped: Session) -> Tokenizer:
    model, side = request.param
    return shipped.model(model).tokenizers[side]


def test_any_text_comes_back_as_it_was_read(tokenizer: Tokenizer) -> None:
    for text in TEXTS:
        ids = tokenizer.ids(text)
        assert UNK not in ids, text
        assert squeezed(tokenizer.decode(ids)) == squeezed(tokenizer.read(text).text), repr(text)


def test_cleaning_keeps_the_length_and_leaves_nothing_that_cannot_be_written() -> None:
    for text in TEXTS:
        cleaned = clean(text)
        assert len(cleaned) == len(text)
        cleaned.encode("utf-8")
        assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in cleaned)
        assert clean(cleaned) == cleaned


def test_every_token_knows_its_place_in_the_typed_text(tokenizer: Tokenizer) -> None:
    for text in TEXTS:
        *tokens, end = tokenizer.source_tokens(text)
        assert (end.id, end.start, end.end, end.kind) == (EOS, -1, -1, "special")
        assert [token.id for token in tokens] == tokenizer.ids(text)
        covered: set[int] = set()
        before = 0
        for token in tokens:
            assert 0 <= token.start <= token.end <= len(text)
            assert before <= token.start, repr(text)
            before = token.start
            if token.text:
                assert clean(text[token.start : token.end]).strip() == clean(token.text).strip()
            covered |= set(range(token.start, token.end))
        told = "".join(tokenizer.read(text).left_out)
        left = {i for i, c in enumerate(clean(text)) if c not in told and c != " " and plain_form(c) != ""} - covered
        assert not left, (repr(text), [text[i] for i in left])


def test_what_is_decoded_also_knows_its_places(tokenizer: Tokenizer) -> None:
    for text in TEXTS:
        decoded, tokens = tokenizer.tokens([*tokenizer.ids(text), EOS])
        assert tokens[-1].kind == "special"
        for token in tokens[:-1]:
            assert token.start <= token.end <= len(decoded)
            if token.text:
                assert decoded[token.start : token.end].strip() == token.text


def test_any_ids_can_be_decoded(tokenizer: Tokenizer) -> None:
    chance = random.Random(3)
    for _ in range(200):
        ids = [chance.randrange(len(tokenizer)) for _ in range(chance.randint(0, 20))]
        text, tokens = tokenizer.tokens(ids)
        text.encode("utf-8")
        assert len(tokens) == sum(i not in (0, 2) for i in ids)
        assert text == tokenizer.decode(ids)


def words(tokens: list[Token]) -> list[str]:
    return ["".join(tokens[i].text for i in group) for group in word_groups(tokens)]


@pytest.mark.parametrize(
    ("model", "side", "text", "expected"),
    [
        ("rnn-en-fr", "source", "The cat is on the mat.", ["The", "cat", "is", "on", "the", "mat", ".", "</s>"]),
        ("rnn-en-fr", "source", "I don't know Tom.", ["I", "don't", "know", "Tom", ".", "</s>"]),
        ("rnn-en-fr", "target", "J’aime l'eau !", ["J'", "aime", "l'", "eau", "!", "</s>"]),
    ],
)
def test_words_are_those_a_reader_sees(shipped: Session, model: str, side: str, text: str, expected: list[str]) -> None:
    found = words(shipped.model(model).tokenizers[side].source_tokens(text, elision=side == "target"))
    assert [word.replace("’", "'") for word in found] == expected


def test_the_bytes_of_one_character_share_its_place(shipped: Session) -> None:
    tokens = shipped.model("rnn-en-zh").tokenizers["target"].source_tokens("我 龘 b")  # rare, so spelled in bytes
    rare = [token for token in tokens if (token.start, token.end) == (2, 3)]
    assert [token.text for token in rare] == ["龘", "", ""]


def test_kinds_of_text() -> None:
    assert [kind_of(text) for text in ("a", "猫", "7", "ก", ".", "«", "…", "😀")] == ["word"] * 4 + ["punctuation"] * 4


@pytest.mark.parametrize("proto", [b"", b"nonsense", b"\x00" * 100, b"\x0a\x05hello" * 9])
def test_what_is_no_tokenizer_is_refused(proto: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        Tokenizer(proto)


def test_training_is_repeatable() -> None:
    lines = ["the cat is here", "the dog is there", "a cat and a dog"] * 5
    first, second = (Tokenizer.train(lines, vocabulary=300) for _ in range(2))
    assert first.proto == second.proto
    assert first.decode(first.ids("the cat 猫")) == "the cat"

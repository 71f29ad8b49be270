"""Text is read in the forms that a model knows, in training and in use; what is shown stays what was typed."""

from __future__ import annotations

import random
import unicodedata
from typing import TYPE_CHECKING

import pytest

from attnviz.engine.attention import maps
from attnviz.engine.attention.maps import MapView
from attnviz.engine.messages import Model
from attnviz.engine.translate import batch
from attnviz.engine.translate.messages import Translate
from attnviz.engine.translate.tokenizer import EOS, Tokenizer
from attnviz.engine.translate.translate import with_readers
from tests.hostile.texts import CAPITALS, LEFT_OUT, PLAIN

if TYPE_CHECKING:
    from attnviz.engine.session import Session

MODELS = ("rnn-en-fr", "transformer-en-fr", "transformer-en-de", "transformer-en-zh")


@pytest.fixture(params=MODELS)
def reader(request: pytest.FixtureRequest, shipped: Session) -> Tokenizer:
    return shipped.model(request.param).tokenizers["source"]


@pytest.mark.parametrize("text", PLAIN)
def test_what_has_a_plain_form_is_read_as_it(reader: Tokenizer, text: str) -> None:
    found = reader.read(text)
    assert found.text == PLAIN[text]
    assert found.left_out == ()
    assert reader.ids(text) == reader.ids(PLAIN[text])


@pytest.mark.parametrize("text", LEFT_OUT)
def test_what_is_unknown_is_left_out_and_told(reader: Tokenizer, text: str) -> None:
    found = reader.read(text)
    assert (found.text, found.left_out) == LEFT_OUT[text]
    assert not found.unknown


@pytest.mark.parametrize("text", CAPITALS)
def test_capitals_are_read_as_the_model_knows_them(reader: Tokenizer, text: str) -> None:
    assert reader.read(text).text == CAPITALS[text]
    told = reader.read(text).recased
    assert bool(told) == (CAPITALS[text] != text)
    assert all(word in CAPITALS[text] for word in told)


@pytest.mark.parametrize(
    ("model", "text", "expected"),
    [
        ("transformer-en-fr", "« Oui », dit-il.", "« Oui », dit-il."),
        ("transformer-en-fr", "Il a dit “oui”.", 'Il a dit "oui".'),
        ("transformer-en-fr", "L’été, œuvre, Œuvre", "L'été, œuvre, œuvre"),
        ("transformer-en-fr", "JE NE SAIS PAS", "Je ne sais pas"),
        ("transformer-en-de", "Er sagte: „Ja, schön“ – größer.", "Er sagte: „Ja, schön“ – größer."),
        ("transformer-en-zh", "他说：“你好！”（真的？）", "他说：“你好！”（真的？）"),
        ("transformer-en-zh", "《书》，３个。", "《书》，3个。"),
        ("transformer-en-zh", "我看TV。", "我看TV。"),
        ("transformer-en-zh", "龘靐", "龘靐"),
    ],
)
def test_a_target_keeps_what_its_language_writes(shipped: Session, model: str, text: str, expected: str) -> None:
    found = shipped.model(model).tokenizers["target"].read(text)
    assert found.text == expected
    assert found.left_out == ()


@pytest.mark.parametrize("text", [*PLAIN, *LEFT_OUT, *CAPITALS])
def test_tokens_show_what_was_typed(reader: Tokenizer, text: str) -> None:
    before = 0
    for token in reader.source_tokens(text)[:-1]:
        assert token.text == text[token.start : token.end].strip()[: len(token.text)]
        assert before <= token.start <= token.end <= len(text)
        before = token.start


def test_any_text_is_read_quickly_and_once(reader: Tokenizer) -> None:
    chance = random.Random(5)
    drawn = ["".join(chr(chance.randrange(0x3000)) for _ in range(chance.randint(0, 40))) for _ in range(300)]
    for text in [*drawn, "a" + "\u0301" * 5000, "(" * 5000, "&amp;" * 2000, "AB " * 5000]:
        found = reader.read(text)
        if not found.unknown:
            assert reader.read(found.text).text.split() == found.text.split() or found.recased, repr(text)
        assert found.places is None or len(found.places) == len(found.text)


def test_plain_text_is_read_as_it_is(reader: Tokenizer) -> None:
    for text in (
        "The cat is on the mat.",
        "I don't know what you're talking about!",
        'Tom said: "10 % of it, please."',
    ):
        assert reader.read(text) == (text, None, (), False, ())


def codes(session: Session, text: str, model: str, **more: str) -> dict[str, dict[str, object]]:
    return {note.code: note.parameters for note in session.run(Translate(text, model, **more)).notes}


def test_the_window_and_the_command_tell_what_was_left_out(shipped: Session) -> None:
    told = codes(shipped, "I ❤ you, TOM IS NOT here.", "transformer-en-fr")
    assert told["left_out"] == {"characters": "❤"}
    assert told["capitals"] == {"words": "Tom, is, not"}
    (answer,) = batch.translate_all(shipped.model("transformer-en-fr"), ["I ❤ you, TOM IS NOT here."], beams=1)
    assert [note.code for note in answer.notes] == ["left_out", "capitals"]


def test_a_translation_of_ones_own_is_read_and_shown_alike(shipped: Session) -> None:
    result = shipped.run(Translate("He said yes.", "transformer-en-fr", target="Il a dit “oui” 😀."))
    plain = shipped.run(Translate("He said yes.", "transformer-en-fr", target='Il a dit "oui".'))
    assert [token.id for token in result.target_tokens] == [token.id for token in plain.target_tokens]
    assert result.text == "Il a dit “oui” 😀."
    for token in result.target_tokens[:-1]:
        assert result.text[token.start : token.end].strip() == token.text
    assert [note.code for note in result.notes] == ["target_left_out"]


@pytest.mark.parametrize("text", ["我爱你。", "Привет!", "こんにちは", "안녕하세요"])
def test_another_script_is_told(shipped: Session, text: str) -> None:
    told = codes(shipped, text, "transformer-en-fr")
    assert "nothing_known" in told
    assert told["other_script"]["language"] == "en"


def test_models_that_read_what_was_typed_are_offered(shipped: Session) -> None:
    notes = shipped.run(Translate("我爱你。", "rnn-en-fr")).notes
    of = {"zh": ("zh", "en"), "fr": ("fr", "en")}
    models = [Model(f"rnn-{id}-en", "rnn", languages, "", 1, 1, {}) for id, languages in of.items()]
    (told,) = (note for note in with_readers(notes, lambda: models) if note.code == "other_script")
    assert told.parameters["models"] == "rnn-zh-en"


@pytest.mark.parametrize("text", ["Tom (my brother) is here.", "2 + 2 is 4.", "I ♥ “you”.", "'n - x", "a - b & c"])
@pytest.mark.parametrize("model", MODELS)
def test_no_word_is_without_a_name(shipped: Session, model: str, text: str) -> None:
    result = shipped.run(Translate(text, model))
    shown = maps.picture(result.attention[0].weights[0, 0], result.target_tokens, result.source_tokens, MapView())
    assert all(name.strip("▁·") for name in (*shown.rows, *shown.columns)), shown.columns
    pieces = maps.picture(
        result.attention[0].weights[0, 0], result.target_tokens, result.source_tokens, MapView(words=False)
    )
    assert all(pieces.rows)
    assert all(pieces.columns)


def test_a_lone_word_mark_belongs_to_the_token_after_it(shipped: Session) -> None:
    reader = shipped.model("transformer-en-fr").tokenizers["source"]
    tokens = reader.source_tokens("2 + 2")
    mark = next(i for i, token in enumerate(tokens) if not token.text)
    assert [tokens[mark].kind, tokens[mark + 1].text] == [tokens[mark + 1].kind, "+"]
    assert not tokens[mark + 1].starts_word
    assert maps.word_groups(tokens) == [[0], [1, 2], [3], [4]]
    _, again = reader.tokens([token.id for token in tokens])
    assert maps.word_groups(again) == maps.word_groups(tokens)


@pytest.mark.parametrize("number", ["-5", "\u22125", "+5", "-0.5", "1,000.5", "12:30", "-12"])
@pytest.mark.parametrize("side", ["source", "target"])
def test_a_number_is_one_word_with_its_sign(shipped: Session, number: str, side: str) -> None:
    tokens = shipped.model("transformer-en-fr").tokenizers[side].source_tokens(f"It, is {number}, or 5.")
    words = ["".join(tokens[i].text for i in group) for group in maps.word_groups(tokens)]
    assert words == ["It", ",", "is", number, ",", "or", "5", ".", "</s>"]
    assert {tokens[i].kind for i in maps.word_groups(tokens)[3]} == {"word"}


def test_composed_text_reads_alike(reader: Tokenizer) -> None:
    for text in ("é à ü ñ", "Ça déjà vu", "한국 café"):
        assert reader.ids(unicodedata.normalize("NFD", text)) == reader.ids(unicodedata.normalize("NFC", text))
        assert EOS not in reader.ids(text)


def test_a_reader_of_chinese_says_so_where_english_is_typed(shipped: Session) -> None:
    told = codes(shipped, "The cat is here.", "transformer-zh-en")
    assert told["other_script"]["language"] == "zh"
    assert "other_script" not in codes(shipped, "我看TV。", "transformer-zh-en")

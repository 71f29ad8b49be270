"""Word pieces: as transformers' BertTokenizer cuts, with places in what was typed."""

from __future__ import annotations

import pytest

from attnviz.engine.read.word_pieces import SPECIAL, UNK, WordPieces, _words_letter_by_letter, words

KNOWN = [*"abcdefghijklmnopqrstuvwxyz0123456789.,!?'-$", *(f"##{c}" for c in "abcdefghijklmnopqrstuvwxyz0123456789")]
KNOWN += ["the", "un", "##believ", "##able", "cafe", "can", "中", "文", "hello", "world", "##ing", "play"]
TEXTS = [
    "Hello, world!",
    "The CAFÉ can't be unbelievable.",
    "playing   with\ttabs\nand lines 3.14 $5",
    "中文 and more中文",
    "",
    "  ",
    "naïve Ångström İstanbul",
    "a-b--c...",
]


@pytest.fixture(scope="module")
def pieces() -> WordPieces:
    return WordPieces.of(KNOWN)


@pytest.mark.parametrize("text", TEXTS)
def test_it_cuts_as_bert_does(pieces: WordPieces, text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    transformers = pytest.importorskip("transformers")
    theirs = transformers.BertTokenizer(vocab={piece: i for i, piece in enumerate(pieces.pieces)})
    assert pieces.ids(text) == theirs.encode(text, add_special_tokens=False)


@pytest.mark.parametrize("text", TEXTS)
def test_places_are_those_of_the_typed_text(pieces: WordPieces, text: str) -> None:
    cut = pieces.cut(text)
    assert [piece.id for piece in cut] == pieces.ids(text)
    for piece in cut:
        shown = text[piece.start : piece.end]
        assert shown.strip() == shown != ""
        if piece.id != UNK and shown.isascii():
            assert pieces.piece(piece.id).removeprefix("##") == shown.lower()
    covered = {place for piece in cut for place in range(piece.start, piece.end)}
    assert covered == {place for place, character in enumerate(text) if not character.isspace()}


def test_words_begin_where_pieces_say(pieces: WordPieces) -> None:
    cut = pieces.cut("unbelievable cafe")
    assert [pieces.piece(piece.id) for piece in cut] == ["un", "##believ", "##able", "cafe"]
    assert [piece.starts_word for piece in cut] == [True, False, False, True]


def test_an_odd_letter_does_not_hide_its_word(pieces: WordPieces) -> None:
    assert [pieces.piece(id) for id in pieces.ids("can\u16a0the")] == ["can", "[UNK]", "##t", "##h", "##e"]


def test_text_is_put_together_again(pieces: WordPieces) -> None:
    assert pieces.decode(pieces.ids("Hello, the unbelievable cafe!")) == "hello, the unbelievable cafe!"


def test_what_control_characters_leave(pieces: WordPieces) -> None:
    assert pieces.ids("he\u0000llo\u200b") == pieces.ids("hello")
    assert pieces.cut("\u0000\u200b") == []


@pytest.mark.parametrize("proto", [b"", b"\xff", b"[PAD]\n[CLS]", "\n".join([*SPECIAL, "a", "a"]).encode()])
def test_no_list_of_pieces(proto: bytes) -> None:
    with pytest.raises(ValueError, match="word pieces"):
        WordPieces(proto)


@pytest.mark.parametrize("text", [text for text in TEXTS if text.isascii()] + ["x" * 250 + " y_z"])
def test_the_quick_way_finds_the_same_words(text: str) -> None:
    assert [(word, list(places)) for word, places in words(text)] == list(_words_letter_by_letter(text))

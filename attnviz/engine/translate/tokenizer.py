"""Text to tokens and back: SentencePiece pieces that remember where in the typed text they stand."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import sentencepiece

from attnviz.engine.attention.messages import Token
from attnviz.engine.translate.alphabet import UNKNOWN_SCORE, WORD_START, Alphabet
from attnviz.engine.translate.normalize import ReadText, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PAD, UNK, BOS, EOS = 0, 1, 2, 3
END = "</s>"
SIGNS = ("-", "+", "\u2212")
CJK = "\u2e80"  # the first of its characters


def _is_cjk(character: str) -> bool:
    return CJK <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or character >= "\U00020000"


def kind_of(text: str) -> str:
    """``punctuation`` when no character is a letter, digit or mark of a script, else ``word``."""
    return "word" if any(unicodedata.category(c)[0] in "LNM" for c in text) else "punctuation"


def seed_sampling(seed: int) -> None:
    """Let ``Tokenizer.sampled_ids`` draw the same again."""
    sentencepiece.set_random_generator_seed(seed)


class _Piece(NamedTuple):
    """A piece with the text that it shows, the same as it was read, and its place in what was typed."""

    id: int
    shown: str
    plain: str
    start: int
    end: int

    def shown_at(self) -> tuple[int, str, int, int]:
        return self.id, self.shown, self.start, self.end


class Tokenizer:
    """A SentencePiece unigram model with byte fallback, which reads text through ``normalize.read``."""

    def __init__(self, proto: bytes) -> None:
        """``proto`` is a serialized SentencePiece model. ValueError when it is not one of ours."""
        try:
            self._model = sentencepiece.SentencePieceProcessor(model_proto=proto)
            specials = (self._model.pad_id(), self._model.unk_id(), self._model.bos_id(), self._model.eos_id())
        except (RuntimeError, TypeError) as error:
            raise ValueError("not a SentencePiece model") from error
        if specials != (PAD, UNK, BOS, EOS):
            raise ValueError(f"unexpected special tokens {specials}")
        self.proto = proto
        pieces = dict(zip(self.known_pieces, self._model.get_score(list(self.known_pieces.values())), strict=True))
        self._alphabet = (
            Alphabet(pieces) if self._model.is_byte(EOS + 1) else None
        )  # words and letters are read as they are

    @classmethod
    def train(
        cls,
        lines: Iterable[str],
        *,
        vocabulary: int,
        coverage: float = 1.0,
        words: bool = False,
        letters: bool = False,
        merges: bool = False,
        boundary: str = "",
    ) -> Tokenizer:
        """Learn ``vocabulary`` pieces (Kudo 2018, 1804.10959); ``coverage`` is the share of characters kept whole.

        With ``words`` the pieces are the words between spaces, with ``letters`` single characters, spaces too; others are
        then unknown. With ``merges`` frequent words are whole (byte-pair encoding, Sennrich et al. 2016, 1508.07909).
        ``boundary`` is a character that stands between the words of a script without spaces: no piece is learned across it.
        """
        writer = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=(read(line).text for line in lines),
            model_writer=writer,
            model_type="char" if letters else "word" if words else "bpe" if merges else "unigram",
            vocab_size=vocabulary,
            hard_vocab_limit=False,
            character_coverage=coverage,
            byte_fallback=not (words or letters),
            add_dummy_prefix=not (letters or boundary),
            pretokenization_delimiter=boundary,
            remove_extra_whitespaces=not letters,
            normalization_rule_name="identity",
            pad_id=PAD,
            unk_id=UNK,
            bos_id=BOS,
            eos_id=EOS,
            num_threads=1,
            minloglevel=2,
        )
        return cls(writer.getvalue())

    def __len__(self) -> int:
        return self._model.get_piece_size()

    def read(self, text: str) -> ReadText:
        """The text as this vocabulary knows it."""
        return read(text, self._alphabet, self._scores)

    @cached_property
    def known_pieces(self) -> dict[str, int]:
        """The pieces as the vocabulary writes them, and their ids; no bytes."""
        ids = list(range(EOS + 1, len(self)))
        pieces, bytes_ = self._model.id_to_piece(ids), self._model.is_byte(ids)
        return {piece: i for i, piece, byte in zip(ids, pieces, bytes_, strict=True) if not byte}

    @cached_property
    def inside_words(self) -> frozenset[int]:
        """The pieces of letters or digits that go on with a word; not the s that ends a genitive (Toms Haus), where words end."""
        genitive = "s" if self.spaced else ""
        found = (p for p in self.known_pieces if p != genitive and p[0] < CJK and p[0].isalnum())
        return frozenset(self.known_pieces[piece] for piece in found)

    @property
    def spaced(self) -> bool:
        """Whether the script parts its words by spaces."""
        return self._alphabet is None or not self._alphabet.ideographic

    def _scores(self, word: str) -> list[float]:
        ids = self._model.encode(word)
        return [UNKNOWN_SCORE if self._model.is_byte(i) else self._model.get_score(i) for i in ids]

    def ids(self, text: str) -> list[int]:
        """The ids of a text."""
        return self._model.encode(self.read(text).text)

    def sampled_ids(self, text: str, *, alpha: float) -> list[int]:
        """Ids of one of the ways to split the text, drawn by its probability to the power ``alpha`` (Kudo 2018, 1804.10959)."""
        return self._model.encode(self.read(text).text, enable_sampling=True, alpha=alpha, nbest_size=-1)

    def decode(self, ids: Sequence[int]) -> str:
        """Ids to text; bytes that form no character become U+FFFD."""
        return "".join(self._spans([int(i) for i in ids if i not in (PAD, BOS, EOS)])).lstrip(" ")

    def piece(self, id: int) -> str:
        """The piece as it is shown alone: without the word mark, ``</s>`` for the end, a byte as ``<0xE7>``."""
        return END if id == EOS else self.raw_piece(id).replace(WORD_START, "")

    def raw_piece(self, id: int) -> str:
        """The piece as the vocabulary writes it, with ``▁`` where a word begins."""
        return self._model.id_to_piece(int(id))

    def tokens(self, ids: Sequence[int], *, elision: bool = False) -> tuple[str, list[Token]]:
        """Ids to the whole text and its tokens with their places in it.

        The bytes of one character share its place; the first carries its text. Pieces of a script without spaces each start a
        word. ``elision`` starts a word after an apostrophe, as French writes (l'eau).
        """
        content = [int(i) for i in ids if i not in (PAD, BOS)]
        spans = self._spans([i for i in content if i != EOS])
        text = "".join(spans)
        lead = len(text) - len(text.lstrip(" "))
        pieces: list[_Piece] = []
        end = -lead
        remaining = iter(spans)
        for i in content:
            if i == EOS:
                pieces.append(_Piece(EOS, END, END, -1, -1))
                continue
            span = next(remaining)
            start, end = (end, end + len(span)) if span or not pieces else (pieces[-1].start, end)
            start += len(span) - len(span.lstrip(" "))
            pieces.append(_Piece(i, span.strip(), span.strip(), start, end))
        return text[lead:], self._in_context(pieces, elision)

    def source_tokens(self, text: str, *, elision: bool = False, as_read: ReadText | None = None) -> list[Token]:
        """The tokens of a typed text, the end token last; places count characters of ``text`` itself, which they show.

        ``as_read`` is what ``read`` gave for the text, where that is known already.
        """
        as_read = as_read or self.read(text)
        mapping = self._model.encode(as_read.text, return_type="offset_mapping", return_bytes=False)
        offsets: list[tuple[int, int]] = mapping["offsets"]
        for i in range(len(offsets) - 2, -1, -1):  # all bytes of a character stand where the last of them says
            if offsets[i][0] == offsets[i][1] and self._model.is_byte(mapping["ids"][i]):
                offsets[i] = (offsets[i][0], offsets[i + 1][1])
        pieces: list[_Piece] = []
        done = 0  # up to where the pieces so far show the text
        before = (-1, -1)
        for id, (begin, stop) in zip(mapping["ids"], offsets, strict=True):
            inked = begin + len(as_read.text[begin:stop]) - len(as_read.text[begin:stop].lstrip())
            start, end = as_read.place(min(inked, stop), stop)
            again = (begin, stop) == before and self._model.is_byte(id)
            before = (begin, stop)
            start = start if again else max(start, min(done, end))
            done = max(done, end)
            surface = "" if again or inked == stop else text[start:end]
            start += len(surface) - len(surface.lstrip())
            shown = surface.strip()
            pieces.append(_Piece(id, shown, as_read.text[begin:stop].strip() if shown else "", start, end))
        return [*self._in_context(pieces, elision), Token(EOS, END, -1, -1, True, "special")]

    def _spans(self, ids: Sequence[int]) -> list[str]:
        """The text that each piece adds; of the bytes of one character the first adds it, the others nothing."""
        spans: list[str] = []
        waiting = b""
        for position, i in enumerate(ids):
            if not self._model.is_byte(i):
                spans.append(self._model.id_to_piece(i).replace(WORD_START, " "))
                continue
            waiting += bytes([int(self._model.id_to_piece(i)[1:-1], 16)])
            spans.append("")
            if position + 1 == len(ids) or not self._model.is_byte(ids[position + 1]):
                begin = len(spans) - len(waiting)
                for character in waiting.decode("utf-8", "replace"):
                    spans[begin] = character
                    begin = min(begin + len(character.encode()), len(spans) - 1) if character != "\ufffd" else begin + 1
                waiting = b""
        return spans

    def _in_context(self, pieces: Sequence[_Piece], elision: bool) -> list[Token]:
        """The tokens of pieces: a word begins at a word mark, a script without spaces, or an elision."""
        tokens: list[Token] = []
        plain = ""  # of the piece before, as it was read
        for piece in pieces:
            tokens.append(self._token(piece, tokens[-1] if tokens else None, plain, elision))
            plain = piece.plain
        for i in range(len(tokens) - 1):
            if self._is_of_number(pieces, tokens, i):
                tokens[i] = replace(tokens[i], kind="word")
        for i in range(len(tokens) - 1, -1, -1):  # a lone word mark belongs to the token after it
            if tokens[i].text or not self.raw_piece(tokens[i].id).startswith(WORD_START):
                continue
            if i + 1 < len(tokens) and tokens[i + 1].kind != "special":
                tokens[i] = replace(tokens[i], kind=tokens[i + 1].kind)
                tokens[i + 1] = replace(tokens[i + 1], starts_word=False)
            elif i and tokens[i - 1].kind != "special":
                tokens[i] = replace(tokens[i], kind=tokens[i - 1].kind, starts_word=False)
        return tokens

    def _is_of_number(self, pieces: Sequence[_Piece], tokens: Sequence[Token], i: int) -> bool:
        """Whether a mark is part of the number that goes on with it: the sign of -5, the point of 0.5, the comma of 1,000,
        the colon of 12:30."""
        if not pieces[i + 1].plain[:1].isdecimal() or self.raw_piece(pieces[i + 1].id).startswith(WORD_START):
            return False
        if pieces[i].plain in SIGNS:
            return tokens[i].starts_word or (i > 0 and self.raw_piece(pieces[i - 1].id) == WORD_START)
        return i > 0 and pieces[i].plain in (".", ",", ":") and pieces[i - 1].plain[-1:].isdecimal()

    def _token(self, piece: _Piece, previous: Token | None, plain: str, elision: bool) -> Token:
        if piece.id == EOS:
            return Token(EOS, END, -1, -1, True, "special")
        marked = self.raw_piece(piece.id).startswith(WORD_START)
        if previous is None or previous.kind == "special":
            return Token(*piece.shown_at(), True, kind_of(piece.plain) if piece.plain else "word")
        if not piece.plain:  # a lone word mark, or a later part of a character
            return Token(*piece.shown_at(), marked, "word" if marked else previous.kind)
        kind = kind_of(piece.plain)
        glued = not marked and not plain  # follows a lone word mark
        if kind == "punctuation" and not marked and piece.plain in "'-" and previous.kind == "word" and plain:
            kind = "word"  # inside a word: don't, well-known
        starts = marked or (not glued and (_is_cjk(piece.plain[0]) or _is_cjk((plain or " ")[-1])))
        starts = starts or (elision and plain[-1:] == "'" and kind == "word" and piece.plain != "'")
        return Token(*piece.shown_at(), starts, kind)

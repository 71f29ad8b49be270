"""Text to tokens and back: SentencePiece pieces that remember where in the typed text they stand."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Sequence

import sentencepiece

from attnviz.engine.attention.messages import Token

PAD, UNK, BOS, EOS = 0, 1, 2, 3
WORD_START = "▁"


END = "</s>"


def _clean_character(character: str) -> str:
    if character in "\u2018\u2019\u02bc":
        return "'"
    category = unicodedata.category(character)
    if category == "Cs":  # a lone surrogate has no UTF-8 form
        return "\ufffd"
    if category in ("Zs", "Zl", "Zp", "Cc"):
        return " "
    return " " if character == WORD_START else character


def _is_cjk(character: str) -> bool:
    return "\u2e80" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or character >= "\U00020000"


def kind_of(text: str) -> str:
    """``punctuation`` when no character is a letter, digit or mark of a script, else ``word``."""
    return "word" if any(unicodedata.category(c)[0] in "LNM" for c in text) else "punctuation"


def clean(text: str) -> str:
    """The text as the models read it, one character for one character (so offsets hold): spaces and apostrophes unified."""
    return "".join(map(_clean_character, text))


def seed_sampling(seed: int) -> None:
    """Let ``Tokenizer.sampled_ids`` draw the same again."""
    sentencepiece.set_random_generator_seed(seed)


class Tokenizer:
    """A SentencePiece unigram model with byte fallback: any text has a representation, and no token is lost."""

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

    @classmethod
    def train(
        cls,
        lines: Iterable[str],
        *,
        vocabulary: int,
        coverage: float = 1.0,
        words: bool = False,
        letters: bool = False,
    ) -> Tokenizer:
        """Learn ``vocabulary`` pieces (Kudo 2018, 1804.10959); ``coverage`` is the share of characters kept whole.

        With ``words`` the pieces are the words between spaces, with ``letters`` single characters, spaces too; others are
        then unknown.
        """
        writer = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=(clean(line) for line in lines),
            model_writer=writer,
            model_type="char" if letters else "word" if words else "unigram",
            vocab_size=vocabulary,
            hard_vocab_limit=False,
            character_coverage=coverage,
            byte_fallback=not (words or letters),
            add_dummy_prefix=not letters,
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

    def ids(self, text: str) -> list[int]:
        """The ids of a text."""
        return self._model.encode(clean(text))

    def sampled_ids(self, text: str, *, alpha: float) -> list[int]:
        """Ids of one of the ways to split the text, drawn by its probability to the power ``alpha`` (Kudo 2018, 1804.10959)."""
        return self._model.encode(clean(text), enable_sampling=True, alpha=alpha, nbest_size=-1)

    def decode(self, ids: Sequence[int]) -> str:
        """Ids to text; bytes that form no character become U+FFFD."""
        return self.tokens(ids)[0]

    def piece(self, id: int) -> str:
        """The piece as it is shown alone: without the word mark, ``</s>`` for the end, a byte as ``<0xE7>``."""
        return END if id == EOS else self._model.id_to_piece(int(id)).replace(WORD_START, "")

    def tokens(self, ids: Sequence[int], *, elision: bool = False) -> tuple[str, list[Token]]:
        """Ids to the whole text and its tokens with their places in it.

        The bytes of one character share its place; the first carries its text. Pieces of a script without spaces each start a
        word. ``elision`` starts a word after an apostrophe, as French writes (l'eau).
        """
        content = [int(i) for i in ids if i not in (PAD, BOS)]
        spans = self._spans([i for i in content if i != EOS])
        text = "".join(span for span in spans)
        lead = len(text) - len(text.lstrip(" "))
        tokens: list[Token] = []
        end = -lead
        remaining = iter(spans)
        for i in content:
            if i == EOS:
                tokens.append(Token(EOS, END, -1, -1, True, "special"))
                continue
            span = next(remaining)
            start, end = (end, end + len(span)) if span or not tokens else (tokens[-1].start, end)
            start += len(span) - len(span.lstrip(" "))
            tokens.append(self._token(i, span, start, end, tokens, elision))
        return text[lead:], tokens

    def source_tokens(self, text: str, *, elision: bool = False) -> list[Token]:
        """The tokens of a typed text, the end token last; places count characters of ``text`` itself."""
        mapping = self._model.encode(clean(text), return_type="offset_mapping", return_bytes=False)
        offsets: list[tuple[int, int]] = mapping["offsets"]
        for i in range(len(offsets) - 2, -1, -1):  # all bytes of a character stand where the last of them says
            if offsets[i][0] == offsets[i][1] and self._model.is_byte(mapping["ids"][i]):
                offsets[i] = (offsets[i][0], offsets[i + 1][1])
        tokens: list[Token] = []
        before = (-1, -1)
        for id, (start, end) in zip(mapping["ids"], offsets, strict=True):
            surface = "" if (start, end) == before and self._model.is_byte(id) else text[start:end]
            before = (start, end)
            start += len(surface) - len(surface.lstrip())
            tokens.append(self._token(id, surface, start, end, tokens, elision))
        return [*tokens, Token(EOS, END, -1, -1, True, "special")]

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

    def _token(self, id: int, span: str, start: int, end: int, before: list[Token], elision: bool) -> Token:
        """One token in its context: a word begins at a word mark, a script without spaces, or an elision."""
        shown = span.strip()
        marked = self._model.id_to_piece(id).startswith(WORD_START)
        previous = before[-1] if before else None
        if previous is None or previous.kind == "special":
            return Token(id, shown, start, end, True, kind_of(shown) if shown else "word")
        if not shown:  # a lone word mark, or a later byte of a character
            return Token(id, "", start, end, marked, "word" if marked else previous.kind)
        kind = kind_of(shown)
        glued = not marked and not previous.text  # follows a lone word mark
        if kind == "punctuation" and not marked and clean(shown) in "'-" and previous.kind == "word" and previous.text:
            kind = "word"  # inside a word: don't, well-known
        starts = marked or (not glued and (_is_cjk(shown[0]) or _is_cjk((previous.text or " ")[-1])))
        starts = starts or (elision and clean(previous.text)[-1:] == "'" and kind == "word" and clean(shown) != "'")
        return Token(id, shown, start, end, starts, kind)

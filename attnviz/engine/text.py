"""Text to tokens and back: SentencePiece pieces that remember where in the typed text they stand."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import sentencepiece

PAD, UNK, BOS, EOS = 0, 1, 2, 3
WORD_START = "▁"


@dataclass(frozen=True)
class Token:
    """One piece: its id, the text to show, its place ``[start, end)`` in the text, and whether a new word begins with it."""

    id: int
    text: str
    start: int
    end: int
    starts_word: bool


def _clean_character(character: str) -> str:
    if character in "\u2018\u2019\u02bc":
        return "'"
    category = unicodedata.category(character)
    if category == "Cs":  # a lone surrogate has no UTF-8 form
        return "\ufffd"
    if category in ("Zs", "Zl", "Zp", "Cc"):
        return " "
    return " " if character == WORD_START else character


def clean(text: str) -> str:
    """The text as the models read it, one character for one character (so offsets hold): spaces and apostrophes unified."""
    return "".join(map(_clean_character, text))


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
    def train(cls, lines: Iterable[str], *, vocabulary: int, coverage: float = 1.0) -> Tokenizer:
        """Learn ``vocabulary`` pieces (Kudo 2018, 1804.10959) from cleaned lines; ``coverage`` is the share of characters kept whole."""
        writer = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=(clean(line) for line in lines),
            model_writer=writer,
            model_type="unigram",
            vocab_size=vocabulary,
            hard_vocab_limit=False,
            character_coverage=coverage,
            byte_fallback=True,
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

    def ids(self, text: str, *, sample: float | None = None) -> list[int]:
        """The ids of the best segmentation, or of one sampled with temperature ``sample`` (subword regularization)."""
        if sample is None:
            return self._model.encode(clean(text))
        return self._model.encode(clean(text), enable_sampling=True, alpha=sample, nbest_size=-1)

    def decode(self, ids: list[int]) -> str:
        """Ids to text; bytes that form no character become U+FFFD."""
        return self._model.decode([int(i) for i in ids if i not in (PAD, BOS, EOS)])

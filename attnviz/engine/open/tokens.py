"""A model's own tokenizer, and its tokens as the window shows them: their text, their place, where words begin."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from attnviz import regular_file
from attnviz.engine.attention.messages import Token
from attnviz.engine.open.folder import LONGEST_JSON

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from attnviz.engine.open.folder import Found

FILES = (
    *("tokenizer.json", "vocab.txt", "vocab.json", "spiece.model", "source.spm", "tokenizer.model", "spm.model"),
    *("sentencepiece.bpe.model", "bpe.codes", "vocab.bpe", "merges.txt"),
)
SPECIAL = {
    "unk_token": "[UNK]",
    "sep_token": "[SEP]",
    "pad_token": "[PAD]",
    "cls_token": "[CLS]",
    "mask_token": "[MASK]",
}
REPLACED = "\ufffd"  # what stands for a character that is not whole yet
VISIBLE = {"Ġ": "␣", "▁": "␣", " ": "␣", "Ċ": "↵", "\n": "↵", "ĉ": "⇥"}  # of tokens that write spaces and lines alone
LANGUAGES = (("source_lang", "src_lang"), ("target_lang", "tgt_lang"))
CONTEXT = 8  # tokens that are decoded again to see what the next one adds


def tokenizer_of(library: Any, found: Found) -> Any:
    """The tokenizer that lies with a model; None where there is none or it cannot be read."""
    options = {"local_files_only": True, "trust_remote_code": False}
    if found.loader == "gguf":
        return library.AutoTokenizer.from_pretrained(str(found.folder), gguf_file=found.files[0].name, **options)
    there = [name for name in FILES if (found.folder / name).is_file()]
    if not there:
        return None
    if there == ["vocab.txt"] and not _has_pieces(words := _lines(found.folder / "vocab.txt")):
        return _of_whole_tokens(library, words)
    try:
        return library.AutoTokenizer.from_pretrained(str(found.folder), **options)
    except Exception:  # each family has its own way to fail; the reason is that the files do not fit together
        return None


def _lines(file: Path) -> list[str]:
    return regular_file.read(file, most=LONGEST_JSON).decode("utf-8", "replace").splitlines()


def _has_pieces(words: Sequence[str]) -> bool:
    return any(word.startswith("##") for word in words)


def _of_whole_tokens(library: Any, words: Sequence[str]) -> Any:
    """A tokenizer for a vocabulary without parts of words (chemistry's SMILES, say): the longest token that fits is taken."""
    from tokenizers import Regex, Tokenizer, decoders, pre_tokenizers, processors
    from tokenizers.models import WordLevel

    vocabulary = {word: i for i, word in enumerate(words)}
    special = {name: text for name, text in SPECIAL.items() if text in vocabulary}
    plain = sorted((word for word in vocabulary if word and word not in special.values()), key=len, reverse=True)
    made = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))
    pattern = "|".join([r"\[[^\]]*\]", *map(re.escape, plain)])  # an atom in brackets is one token, known or not
    made.pre_tokenizer = pre_tokenizers.Split(Regex(pattern), "isolated")
    made.decoder = decoders.Fuse()
    if {"[CLS]", "[SEP]"} <= set(special.values()):
        ends = [("[CLS]", vocabulary["[CLS]"]), ("[SEP]", vocabulary["[SEP]"])]
        made.post_processor = processors.TemplateProcessing(
            single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=ends
        )
    return library.PreTrainedTokenizerFast(tokenizer_object=made, clean_up_tokenization_spaces=False, **special)


def special_ids(tokenizer: Any) -> frozenset[int]:
    """The ids of tokens that stand for no text. The one for what is unknown stands for text, unless it is the end as well
    (Whisper's, GPT-2's).
    """
    if (known := _SPECIAL_IDS.get(tokenizer)) is None:
        added = {id for id, token in tokenizer.added_tokens_decoder.items() if token.special}
        marks = {tokenizer.bos_token_id, tokenizer.eos_token_id}
        known = frozenset({*tokenizer.all_special_ids, *added} - ({tokenizer.unk_token_id} - marks))
        _SPECIAL_IDS[tokenizer] = known
    return known


_SPECIAL_IDS: WeakKeyDictionary[Any, frozenset[int]] = WeakKeyDictionary()


def of_text(tokenizer: Any, encoding: Any, texts: Sequence[str]) -> tuple[Token, ...]:
    """The tokens of an encoded text or pair (``encoding`` of a batch of one). Places of the second text follow the first's,
    after a space.
    """
    ids = encoding["input_ids"][0].tolist()
    offsets = encoding.get("offset_mapping")
    if offsets is None:
        return of_ids(tokenizer, ids)
    words, parts = encoding.word_ids(0), encoding.sequence_ids(0)
    special, found = special_ids(tokenizer), []
    previous: tuple[Any, Any] = (None, None)
    for i, (id, (start, end)) in enumerate(zip(ids, offsets[0].tolist(), strict=True)):
        if parts[i] is None or id in special:
            found.append(_special(tokenizer, id))
            previous = (None, None)
            continue
        text = texts[parts[i] or 0]
        shift = 0 if not parts[i] else len(texts[0]) + 1
        written = text[start:end]
        start += len(written) - len(written.lstrip())
        begins = (parts[i], words[i]) != previous or start > text_end(found, shift)
        if found and found[-1].start == start + shift and found[-1].end == end + shift and start < end:
            start, written, begins = end, "", False  # a later part of the character before
        found.append(_word(id, written, start + shift, end + shift, begins))
        previous = (parts[i], words[i])
    return tuple(found)


def text_end(tokens: Sequence[Token], shift: int) -> int:
    """Where the text of the last token ended, counted from ``shift``."""
    return tokens[-1].end - shift if tokens and tokens[-1].kind != "special" else -1


def of_ids(tokenizer: Any, ids: Sequence[int], at: int = 0) -> tuple[Token, ...]:
    """The tokens of ids that a model wrote, placed in the text that they decode to, which begins at ``at``."""
    found: list[Token] = []
    for i in range(len(ids)):
        found.append(following(tokenizer, ids[:i], ids[i], found[-1] if found else None, at))
        at = max(at, found[-1].end)
    return tuple(found)


def following(tokenizer: Any, before: Sequence[int], id: int, last: Token | None, at: int) -> Token:
    """The token ``id`` after the ids ``before``, the ``last`` of which it follows, where the text so far ends at ``at``."""
    if tokenizer is None:
        return _word(id, str(id), -1, -1, True)
    special = special_ids(tokenizer)
    if id in special:
        return _special(tokenizer, id)
    plain = [each for each in before[-2 * CONTEXT :] if each not in special][-CONTEXT:]
    was = decoded(tokenizer, plain).rstrip(REPLACED)
    now = decoded(tokenizer, [*plain, id])
    written = now[len(was) :] if now.startswith(was) and not now.endswith(REPLACED) else ""
    start = at + len(written) - len(written.lstrip())
    begins = last is None or last.kind == "special" or written[:1].isspace()
    return _word(id, written, start, at + len(written), begins)


def languages(tokenizer: Any) -> tuple[str, str]:
    """What a translator's tokenizer calls its languages (Marian: en, de; NLLB: eng_Latn); "" where it does not."""
    named = (getattr(tokenizer, name, None) or getattr(tokenizer, short, None) for name, short in LANGUAGES)
    source, target = (name if isinstance(name, str) else "" for name in named)
    return source, target


def decoded(tokenizer: Any, ids: Sequence[int], *, whole: bool = False) -> str:
    """The text of ids; without special tokens when it is the ``whole`` of what a model said."""
    return str(tokenizer.decode(ids, skip_special_tokens=whole, clean_up_tokenization_spaces=False))


def piece(tokenizer: Any, id: int) -> str:
    """What one token writes inside a text, with the space before it."""
    raw = tokenizer.convert_ids_to_tokens(id)
    text = str(tokenizer.decode([id]))
    if isinstance(raw, str) and raw[:1] in ("▁", "Ġ") and not text[:1].isspace():
        return " " + text
    return text.removeprefix("##")


def shown(tokenizer: Any, id: int) -> str:
    """One token as an alternative is shown: its text without the space before it, or its name where it writes nothing."""
    if tokenizer is None:
        return str(id)
    text = piece(tokenizer, id).strip()
    if text and REPLACED not in text:
        return text
    raw = str(tokenizer.convert_ids_to_tokens(id) or f"<{id}>")
    return "".join(VISIBLE.get(character, character) for character in raw)


def _special(tokenizer: Any, id: int) -> Token:
    return Token(id, str(tokenizer.convert_ids_to_tokens(id)), -1, -1, True, "special")


def _word(id: int, written: str, start: int, end: int, begins: bool) -> Token:
    """What a token wrote without the spaces around it; of one that wrote spaces and lines alone these, made visible."""
    text = written.strip()
    plain = bool(text) and all(unicodedata.category(character)[0] in "PS" for character in text)
    shown = text or "".join(VISIBLE.get(character, character) for character in written)
    return Token(int(id), shown, start, end, begins, "punctuation" if plain else "word")

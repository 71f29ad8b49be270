"""Align the words of two given sentences: read the target with the model and turn its weights into word links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from attnviz.engine.messages import Note, Refused, frozen
from attnviz.engine.translate.alphabet import clean
from attnviz.engine.translate.batch import best_view, read_all, sides
from attnviz.engine.translate.search import most_tokens
from attnviz.engine.translate.translate import has_elision, read_otherwise
from attnviz.engine.translate.word_links import links

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.attention.maps import MapView
    from attnviz.engine.attention.messages import Token
    from attnviz.engine.checkpoints import Loaded
    from attnviz.engine.translate.tokenizer import Tokenizer

LONGEST = 512  # tokens of a sentence, either side
WITHOUT_SPACES = ("zh", "ja", "th")
CLOSING = frozenset((*".,…)]%”", "...", "'s", "n't", "'re", "'ll", "'ve", "'m", "'d"))
CLOSING_ENGLISH = frozenset("!?;:»")  # French writes a space before these
OPENING = "([$“"


@dataclass(frozen=True, eq=False)
class WordAlignment:
    """The words of both sides, ``weights`` float32 [target words, source words] whose rows sum to 1 (or 0 for a word that the
    model could not see), and ``links`` as (source, target) pairs counted from 0."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    weights: np.ndarray
    links: tuple[tuple[int, int], ...]
    notes: tuple[Note, ...] = ()

    @classmethod
    def empty(cls, source: Sequence[str], target: Sequence[str]) -> WordAlignment:
        """Nothing is linked to anything."""
        return cls(tuple(source), tuple(target), frozen(np.zeros((len(target), len(source)))), ())


def join(words: Sequence[str], language: str) -> tuple[str, list[tuple[int, int]]]:
    """Tokenised words -> the sentence as people write it, and the place of each word in it."""
    text, places = "", []
    for word in words:
        if text and not _glued(text, word, language):
            text += " "
        places.append((len(text), len(text) + len(word)))
        text += word
    return text, places


def _glued(text: str, word: str, language: str) -> bool:
    """Whether ``word`` follows ``text`` without a space."""
    if language in WITHOUT_SPACES:
        return not (text[-1].isascii() and text[-1].isalnum() and word[0].isascii() and word[0].isalnum())
    if clean(word.lower()) in CLOSING or text[-1] in OPENING:
        return True
    if language == "en":
        return word in CLOSING_ENGLISH
    return has_elision(language) and clean(text[-1]) == "'" and len(text) > 1 and text[-2].isalpha()


def shares(tokens: Sequence[Token], places: Sequence[tuple[int, int]]) -> np.ndarray:
    """How much of each token's text stands in each word: [tokens, words]; a row sums to 1, or to 0 for a token of no word."""
    starts, ends = np.array(places).T
    found = np.zeros((len(tokens), len(places)), np.float32)
    for i, token in enumerate(tokens):
        if token.kind != "special":
            found[i] = np.clip(np.minimum(ends, token.end) - np.maximum(starts, token.start), 0, None)
    total = found.sum(1, keepdims=True)
    return np.divide(found, total, out=found, where=total > 0)


def words_of(weights: np.ndarray, target: np.ndarray, source: np.ndarray) -> np.ndarray:
    """Weights [T, S] of tokens -> of words: the sum over source pieces, the mean over target pieces, special tokens left out
    and rows renormalised. ``target`` [T, target words] and ``source`` [S, source words] come from ``shares``."""
    pieces = target.sum(0, keepdims=True)
    mean = np.divide(target, pieces, out=np.zeros_like(target), where=pieces > 0)
    merged = mean.T @ weights @ source
    total = merged.sum(1, keepdims=True)
    return np.divide(merged, total, out=np.zeros_like(merged), where=total > 1e-12)


def _tokens(tokenizer: Tokenizer, text: str, language: str, most: int) -> tuple[list[Token], tuple[Note, ...]]:
    as_read = tokenizer.read(text)
    tokens = tokenizer.source_tokens(text, elision=has_elision(language), as_read=as_read)
    if len(tokens) > most:
        raise Refused(
            "sentence_too_long",
            f"A sentence of {len(tokens)} tokens is too long to align (at most {most}).",
            tokens=len(tokens),
            most=most,
        )
    return tokens, read_otherwise(as_read, language)


def align_all(
    loaded: Loaded, pairs: Sequence[tuple[Sequence[str], Sequence[str]]], view: MapView | None = None
) -> list[WordAlignment | Refused]:
    """Align each pair of tokenised sentences, by the model's best map or the one that ``view`` names; a pair that is too
    long gets its ``Refused``.

    ``Refused``: not_a_translator.
    """
    return align_by(loaded, pairs, [view or best_view(loaded)])[0]


def align_by(
    loaded: Loaded, pairs: Sequence[tuple[Sequence[str], Sequence[str]]], views: Sequence[MapView]
) -> list[list[WordAlignment | Refused]]:
    """As ``align_all``, for each of the ``views``, from one reading."""
    most = most_tokens(loaded.network, LONGEST)
    reader, writer = sides(loaded)
    from_language, to_language = loaded.about.languages
    answers: list[WordAlignment | Refused] = []
    waiting = []
    for source, target in pairs:
        answers.append(WordAlignment.empty(source, target))
        if not source or not target:
            continue
        (source_text, source_places), (target_text, target_places) = (
            join(source, from_language),
            join(target, to_language),
        )
        try:
            source_tokens, told = _tokens(reader, source_text, from_language, most)
            target_tokens, told_too = _tokens(writer, target_text, to_language, most)
        except Refused as refused:
            answers[-1] = refused
            continue
        notes = told + told_too
        waiting.append((len(answers) - 1, source_tokens, source_places, target_tokens, target_places, notes))
    readings = read_all(
        loaded.network,
        [[token.id for token in source_tokens] for _, source_tokens, *_ in waiting],
        [[token.id for token in target_tokens] for *_, target_tokens, _, _ in waiting],
        views,
    )
    by_view = [list(answers) for _ in views]
    for (i, source_tokens, source_places, target_tokens, target_places, notes), (maps, _) in zip(
        waiting, readings, strict=True
    ):
        source, target = pairs[i]
        of_target, of_source = shares(target_tokens, target_places), shares(source_tokens, source_places)
        for found, weights in zip(by_view, maps, strict=True):
            words = words_of(weights, of_target, of_source)
            found[i] = WordAlignment(tuple(source), tuple(target), frozen(words), links(words), notes)
    return by_view

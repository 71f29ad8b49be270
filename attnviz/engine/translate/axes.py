"""What the attention of a translation lies between: the attention of a kind, and the tokens of its queries and keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from attnviz.engine.attention.messages import DECODER, ENCODER, Attention, AttentionBetween, Token, Words

if TYPE_CHECKING:
    from attnviz.engine.translate.messages import Translation

START = Token(id=2, text="<s>", start=-1, end=-1, starts_word=True, kind="special")


def of_kind(result: Translation, kind: str) -> Attention:
    """The attention of a kind; the cross-attention of a model that has no other."""
    return next((attention for attention in result.attention if attention.kind == kind), result.attention[0])


def sides(result: Translation, kind: str) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """The tokens of the rows and of the columns of a kind's maps. The decoder's columns are what goes in: the start token, then
    all target tokens but the last.
    """
    if kind == ENCODER:
        return result.source_tokens, result.source_tokens
    if kind == DECODER:
        return result.target_tokens, (replace(START, text=result.start_text), *result.target_tokens[:-1])
    return result.target_tokens, result.source_tokens


def between(result: Translation) -> tuple[AttentionBetween, ...]:
    """Every kind of a translation's attention with the words that its queries and keys are."""
    return tuple(
        AttentionBetween(attention, *map(Words, sides(result, attention.kind))) for attention in result.attention
    )

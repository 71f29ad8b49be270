"""What is seen of an answer in the window of compression: its words, and one map of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from attnviz.engine.attention.maps import MapView
from attnviz.engine.attention.messages import CROSS, Attention, AttentionBetween, Token, Words
from attnviz.engine.describe.messages import Described
from attnviz.engine.listen.messages import Heard
from attnviz.engine.read.messages import Answered, Filled, Found, Parsed, Titled
from attnviz.engine.translate.axes import between
from attnviz.lazy_numpy import np
from attnviz.ui.attention.map_choice import MapChoice, shown_map
from attnviz.ui.shares import percent

if TYPE_CHECKING:
    from attnviz.engine.attention.maps import MapPicture

TOLD = 3  # words for a blank that are named
COLUMNS = 40  # of a sound's map at most: neighbouring frames are added up
ROOT = Token(-1, "ROOT", -1, -1, starts_word=True, kind="special")


def said(result: Any) -> str:
    """An answer in one line."""
    if isinstance(result, Described):
        return result.caption
    if isinstance(result, Heard | Titled):
        return result.text
    if isinstance(result, Answered):
        none = QCoreApplication.translate("Compression", "no answer")
        return result.spans[0].text if result.found else none
    if isinstance(result, Filled):
        return "; ".join(", ".join(word.token for word in words[:TOLD]) for words in result.fillings)
    if isinstance(result, Parsed):
        words = ["ROOT", *(word.text for word in result.words)]
        told = zip(words[1:], result.heads, result.labels, strict=True)
        return " ".join(f"{word}←{words[head]}[{label}]" for word, head, label in told)
    assert isinstance(result, Found)
    return result.request.texts[int(result.order[0])]


def sure(result: Any) -> str:
    """How sure a model is of the first of what it says; "" where it does not say so."""
    if isinstance(result, Answered) and result.found:
        return f" ({percent(result.spans[0].probability)})"
    if isinstance(result, Filled):
        return f" ({', '.join(percent(words[0].probability) for words in result.fillings)})"
    return f" ({result.scores.max():.2f})" if isinstance(result, Found) else ""


def map_of(result: Any) -> MapPicture:
    """The map that the pane of such an answer shows first, or a part of it that there is room for."""
    attention, kind = _between(result), CROSS
    layers, heads = attention.attention.weights.shape[:2]
    if isinstance(result, Answered | Filled | Titled):  # the mean of the last layer's heads
        view = MapView(kind=kind, layer=layers - 1, heads=tuple((layers - 1, head) for head in range(heads)))
    else:
        view = MapView(kind=kind)
    if isinstance(result, Found):  # cosines, which are no shares of a row
        picture = shown_map((attention,), MapChoice(MapView(words=False))).picture
        return replace(picture, weights=np.clip(result.similarity, 0, 1))
    return shown_map((attention,), MapChoice(view)).picture


def _between(result: Any) -> AttentionBetween:
    if isinstance(result, Heard):
        return _over_sound(result)
    if isinstance(result, Titled):
        return between(result)[0]
    if isinstance(result, Parsed):
        words = Words(result.words)
        arcs = Attention(CROSS, result.arcs[None, None])
        return AttentionBetween(arcs, words, Words((ROOT, *result.words)))
    if isinstance(result, Found):
        similarity = Attention(CROSS, np.clip(result.similarity, 0, 1)[None, None])
        return AttentionBetween(similarity, Words(result.query_tokens), Words(result.tokens))
    rows, columns = slice(None), slice(None)
    if isinstance(result, Answered):
        rows, columns = slice(1, result.split), _sentence_of(result)
    weights, tokens = result.attention.weights[:, :, rows, columns], result.tokens
    return AttentionBetween(Attention(CROSS, weights), Words(tokens[rows]), Words(tokens[columns]))


def _sentence_of(result: Answered) -> slice:
    """The tokens of the sentence with the best span; of the first one where there is none."""
    at = result.spans[0].start if result.spans else 0
    first, end = next((place for place in result.sentences if place[0] <= at < place[1]), result.sentences[0])
    inside = [i for i in range(result.split + 1, len(result.tokens) - 1) if first <= result.tokens[i].start < end]
    return slice(inside[0], inside[-1] + 1) if inside else slice(result.split + 1, len(result.tokens) - 1)


def _over_sound(result: Heard) -> AttentionBetween:
    """The map of letters with as many columns as can be told apart."""
    weights = result.attention.weights[:1, :1]
    together = -(-weights.shape[3] // COLUMNS)
    padded = np.pad(weights, ((0, 0), (0, 0), (0, 0), (0, -weights.shape[3] % together)))
    summed = padded.reshape(*padded.shape[:3], -1, together).sum(-1)
    seconds = result.frames.seconds * together
    moments = (
        Token(-1, f"{k * seconds:.1f} s", -1, -1, starts_word=True, kind="frame") for k in range(summed.shape[3])
    )
    letters = (Token(t.id, t.text, t.start, t.end, starts_word=True, kind=t.kind) for t in result.tokens)
    return AttentionBetween(Attention(CROSS, summed), Words(tuple(letters)), Words(tuple(moments)))

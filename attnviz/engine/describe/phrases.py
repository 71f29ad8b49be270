"""The noun phrases of a caption, and the box of the light of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attnviz.engine.attention.maps import word_groups
from attnviz.engine.describe.certainty import ARTICLES
from attnviz.engine.describe.messages import NamedBox
from attnviz.engine.look import maps
from attnviz.lazy_numpy import np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.attention.messages import Token

JOINING = ("of", "的")  # between two parts of one phrase


def words_of(card: dict[str, Any]) -> dict[str, frozenset[str]]:
    """The words that a model's card names, by what they are in a phrase: ``nouns`` and ``modifiers``, and all ``others`` that it
    learned; each empty where the card says nothing.
    """
    given = card.get("words")
    given = given if isinstance(given, dict) else {}
    return {kind: frozenset(str(given.get(kind, "")).split()) for kind in ("nouns", "modifiers", "others")}


def noun_phrases(texts: Sequence[str], words: dict[str, frozenset[str]]) -> list[tuple[int, int, list[int]]]:
    """Phrases among the words ``texts``: [start, end) and which of them are its nouns. Modifiers go with the noun after them."""
    nouns, modifiers = words["nouns"], words["modifiers"]
    found: list[tuple[int, int, list[int]]] = []
    start, named = 0, list[int]()
    for i, text in enumerate([*texts, ""]):
        if text in nouns:
            named.append(i)
            continue
        if named and text in JOINING and i + 1 < len(texts) and (text == "of" or texts[i - 1] in modifiers):
            continue
        if named:
            end = named[-1] + 1
            found.append((start, end, named))
            start, named = end, []
        between = text == "and" and start < i < len(texts) - 1  # "a red and white uniform"
        if between and all(texts[j] in modifiers and texts[j] not in ARTICLES for j in (i - 1, i + 1)):
            continue
        if text not in modifiers or text in JOINING:  # which begin nothing
            start = i + 1
    return found


def boxes(
    tokens: Sequence[Token], attention: np.ndarray, words: dict[str, frozenset[str]], *, width: int, height: int
) -> tuple[NamedBox, ...]:
    """The phrases of a caption [T] with the boxes of what its nouns looked at, ``attention`` [T, rows, columns].

    A box is the rectangle that holds more of the light than an even spread would, by most.
    """
    groups = [group for group in word_groups(tokens) if tokens[group[0]].kind != "special"]
    texts = ["".join(tokens[i].text for i in group).lower() for group in groups]
    told = []
    for start, end, nouns in noun_phrases(texts, words):
        of_nouns = [token for word in nouns for token in groups[word]]
        light = attention[of_nouns].mean(0)
        even = 1 / light.size / float(light.max())  # an even share, as a part of the strongest
        region, _ = maps.box(light, width=width, height=height, level=even)
        first, last = groups[start][0], groups[end - 1][-1] + 1
        between = "" if all(len(text) and not text.isascii() for text in texts[start:end]) else " "
        told.append(
            NamedBox(first, last, between.join(texts[start:end]), region, share_inside(light, region, width, height))
        )
    return tuple(told)


def share_inside(light: np.ndarray, region: tuple[float, float, float, float], width: float, height: float) -> float:
    """How much of a map [rows, columns] lies in a box in pixels, as a share of the whole."""
    rows, columns = light.shape
    x0, y0, x1, y1 = region

    def covered(low: float, high: float, cells: int) -> np.ndarray:
        """How much of each cell along a side lies between two shares of it."""
        at = np.arange(cells)
        return np.clip(np.minimum(at + 1, high * cells) - np.maximum(at, low * cells), 0, 1)

    inside = covered(y0 / height, y1 / height, rows)[:, None] * covered(x0 / width, x1 / width, columns)
    return float((light * inside).sum() / max(float(light.sum()), 1e-9))

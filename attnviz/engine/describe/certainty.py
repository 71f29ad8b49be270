"""Of which words of a caption the model is unsure, by what its card says was measured. Imports no torch."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from attnviz.engine.describe.messages import Described

ARTICLES = ("a", "an", "the")
UNLIKELY = 0.01  # the probability below which a word is called unlikely


class Certainty:
    """Reads a model's card: below ``thing``, a probability 0..1, a word that names a thing stands in no sentence of people at least
    as often as in one; below ``word`` another word does. Both are 0 where the card says nothing.
    """

    def __init__(self, card: Mapping[str, Any]) -> None:
        metrics, words = card.get("metrics"), card.get("words")
        self.nouns = frozenset(str(words.get("nouns", "")).split()) if isinstance(words, dict) else frozenset[str]()
        told = metrics if isinstance(metrics, dict) else {}
        self.thing, self.word = (_share(told.get(f"unsure_{kind}_below")) for kind in ("thing", "word"))

    def is_unsure(self, answer: Described, group: Sequence[int]) -> bool:
        """Whether the word of the tokens ``group`` is less probable than it must be to be right as often as not. In a caption that
        a person gave: whether it names a thing that the photo does not support, unlikely or less probable than with nothing to see.
        """
        probability = math.exp(float(sum(answer.log_probabilities[i] for i in group)))
        if answer.request.caption is None:
            return probability < self.level(answer, group)
        unseen = math.exp(float(sum(answer.without_photo[i] for i in group)))
        return self._text(answer, group) in self.nouns and probability < max(unseen, UNLIKELY)

    def level(self, answer: Described, group: Sequence[int]) -> float:
        """The probability below which the model is unsure of the word; 0 for articles and punctuation, which are not judged."""
        text = self._text(answer, group)
        if answer.tokens[group[0]].kind != "word" or text in ARTICLES:
            return 0.0
        return self.thing if text in self.nouns else self.word

    def _text(self, answer: Described, group: Sequence[int]) -> str:
        return "".join(answer.tokens[i].text for i in group).lower()


def _share(percent: Any) -> float:
    return percent / 100 if isinstance(percent, (int, float)) and 0 <= percent <= 100 else 0.0

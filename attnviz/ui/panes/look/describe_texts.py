"""The sentences of captions: notes of the engine, the words' numbers, what the maps are."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from attnviz.ui.attention.captions import AttentionTexts, KindTexts
from attnviz.ui.shares import percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.describe.messages import LookedHidden


def language_name(code: str) -> str:
    """The language of a captioner, as it is chosen."""
    names = {
        "en": QCoreApplication.translate("Describe", "English"),
        "zh": QCoreApplication.translate("Describe", "Chinese"),
    }
    return names.get(code, code)


def note_sentence(code: str, parameters: dict[str, Any]) -> str:
    """What is to be known of a caption, in one sentence."""
    sentences = {
        "words_unknown": QCoreApplication.translate("Describe", "Words that the model has not learned: {words}."),
        "caption_cut": QCoreApplication.translate("Describe", "Only the first {shown} of {given} words are read."),
        "caption_unfinished": QCoreApplication.translate("Describe", "The caption did not end after {tokens} pieces."),
        "left_out": QCoreApplication.translate(
            "Describe", "Left out, because the model does not know it: {characters}."
        ),
    }
    sentence = sentences.get(code, "")
    return sentence.format(**parameters) if sentence else ""


def refusal(code: str, parameters: dict[str, Any]) -> str:
    """Why a caption cannot be read; "" for what the pane words itself."""
    if code == "caption_empty":
        return QCoreApplication.translate("Describe", "There is no caption to read: write one in letters.")
    if code == "not_a_captioner":
        text = QCoreApplication.translate("Describe", "The model {model} does not tell what is in a photo.")
        return text.format(model=parameters.get("model", ""))
    if code == "caption_language":
        text = QCoreApplication.translate(
            "Describe", "This model reads {language}; the caption is written in another language."
        )
        return text.format(language=language_name(str(parameters.get("language", ""))))
    return ""


def unsure_words(words: Sequence[str], *, given: bool) -> str:
    """Of which words of its caption the model is unsure, or which of a ``given`` one the photo does not support; "" for none."""
    if not words:
        return ""
    unsure = QCoreApplication.translate("Describe", "Unsure of: {words}")
    unseen = QCoreApplication.translate("Describe", "The photo does not support: {words}")
    return (unseen if given else unsure).format(words=", ".join(dict.fromkeys(words)))


def why_unsure(level: float, *, given: bool) -> str:
    """From where the level comes below which a word is called unsure; why one of a ``given`` caption is not supported."""
    if given:
        return QCoreApplication.translate(
            "Describe",
            "The photo does not support it: it is below 1 %, or would be more probable if there were nothing to be seen.",
        )
    text = QCoreApplication.translate(
        "Describe",
        "Unsure: on held-out photos such words below {level} % stood in none of people's sentences at least as often as in one.",
    )
    return text.format(level=f"{level * 100:.0f}")


def verdict(result: LookedHidden, word: str) -> str:
    """What hiding told of a word's map, in one sentence."""
    looked = result.before - result.looked
    others = result.before - float(result.elsewhere.mean())
    if looked > others + 0.1 and looked > 0.1:
        text = QCoreApplication.translate(
            "Describe",
            "“{word}” needed what it looked at: its probability goes from {before} to {looked} without it, to {others} without "
            "as much elsewhere.",
        )
    elif looked > 0.1:
        text = QCoreApplication.translate(
            "Describe",
            "The probability of “{word}” goes from {before} to {looked} without what it looked at, but to {others} without as "
            "much elsewhere: here the map says little.",
        )
    else:
        text = QCoreApplication.translate(
            "Describe",
            "“{word}” did not need what it looked at: its probability goes from {before} to {looked} without it, to {others} "
            "without as much elsewhere. The sentence so far, or the rest of the photo, is enough for it.",
        )
    shares = (result.before, result.looked, float(result.elsewhere.mean()))
    told = dict(zip(("before", "looked", "others"), (percent(math.exp(each)) for each in shares), strict=True))
    return text.format(word=word, **told)


class CaptionTexts(AttentionTexts):
    """What the rows and columns of a caption's map are."""

    def kind(self, kind: str) -> KindTexts:
        bright = QCoreApplication.translate(
            "Describe",
            "Bright: where the model looked while it wrote the word, as strongly as the word's gate was open.",
        )
        marks = QCoreApplication.translate(
            "Describe",
            "Bar below a word: its probability. Dashed edge: the model is unsure of it, or the photo does not support a thing "
            "that you named. Grey: it hardly looks.",
        )
        unsure = QCoreApplication.translate(
            "Describe",
            "Slanted, with a question mark: the model is unsure of the word, or the photo does not support it.",
        )
        name = QCoreApplication.translate("Describe", "attention from words to the photo")
        return KindTexts(name, captions={"patches": f"{bright} {marks}", "strip": f"{bright} {unsure}"})

    def words_tip(self) -> str:
        return QCoreApplication.translate("Describe", "Whole words: a map is the mean of those of its pieces")


def taught(card: dict[str, Any]) -> str:
    """How the maps of a captioner came about, by its card."""
    if "box" in str(card.get("supervision", "")):
        return QCoreApplication.translate(
            "Describe",
            "Taught with boxes: in training, words that name something were to look into the box drawn around it.",
        )
    if card.get("starts_from"):
        return QCoreApplication.translate(
            "Describe",
            "Began with what the English model had learned, boxes included; for these words nobody drew boxes.",
        )
    return QCoreApplication.translate("Describe", "Nobody told its words where to look.") if card else ""


def explanation() -> str:
    """What one is looking at."""
    return QCoreApplication.translate(
        "Describe",
        "A convolutional network sees the photo as 14 × 14 patches. A recurrent network writes the sentence word by word; before "
        "each word it looks at all patches, with weights that add up to 1 (Show, Attend and Tell, Xu et al. 2015). The gate, from "
        "0 to 1, says how much of what it saw there entered the word; words that the sentence so far gives away need little of it. "
        "Both networks also know the photo as a whole from the beginning, so a closed gate does not mean that the photo is "
        "forgotten.\n\n"
        "“With a grey picture” is how probable the same word would be if nothing were to be seen: what the sentence so far makes "
        "probable by itself. Probabilities are the model's own; it tells what it has learned to tell, right or wrong.",
    )

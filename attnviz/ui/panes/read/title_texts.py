"""The words of Title: what the rows and columns of its maps are, what the details call them, how much is copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER
from attnviz.ui.attention.captions import KindTexts
from attnviz.ui.panes.read.tested_texts import TitleTested
from attnviz.ui.panes.read.texts import ReadTexts, encoder_texts
from attnviz.ui.panes.translate.details_texts import DetailsTexts
from attnviz.ui.panes.translate.held_choices import HeldChoices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.translate.messages import Translation

COPIED = 0.5  # a word is called copied when more than this share of its probability is


class TitleTexts(ReadTexts):
    """A title that looks at its text, and at what is written of it."""

    has_steps = True

    def kind(self, kind: str) -> KindTexts:
        return {CROSS: _cross, DECODER: _decoder, ENCODER: encoder_texts}[kind]()


def _cross() -> KindTexts:
    row = QCoreApplication.translate(
        "ReadTexts",
        "Each row is a word of the title; the brighter a cell, the more it was read from that word of the text.",
    )
    line = QCoreApplication.translate(
        "ReadTexts", "The wider a line, the more a word of the title was read from there."
    )
    shifted = QCoreApplication.translate("ReadTexts", "Each row is read at the step where its word went in.")
    passage = QCoreApplication.translate(
        "ReadTexts",
        "The deeper the colour, the more the title was read from a word; point at a word of the title to see that one alone.",
    )
    return KindTexts(
        name=QCoreApplication.translate("ReadTexts", "title looks at text"),
        short=QCoreApplication.translate("ReadTexts", "Text"),
        tip=QCoreApplication.translate("ReadTexts", "Cross-attention: where the words of the title look in the text"),
        captions={"passage": passage, "heatmap": row, "lines": line},
        shifted={"passage": f"{passage} {shifted}", "heatmap": f"{row} {shifted}", "lines": f"{line} {shifted}"},
    )


def _decoder() -> KindTexts:
    row = QCoreApplication.translate(
        "ReadTexts",
        "Each row is a word about to be written; columns are the words written before it, after the mark [CLS].",
    )
    line = QCoreApplication.translate(
        "ReadTexts", "Each line joins a word about to be written to one written before it, or to the mark [CLS]."
    )
    shifted = QCoreApplication.translate("ReadTexts", "Each row is read at the step where its word went in.")
    return KindTexts(
        name=QCoreApplication.translate("ReadTexts", "title looks back at itself"),
        short=QCoreApplication.translate("ReadTexts", "Title"),
        tip=QCoreApplication.translate(
            "ReadTexts", "Decoder self-attention: each word of the title looks at those written before"
        ),
        captions={"heatmap": row, "lines": line},
        shifted={"heatmap": f"{row} {shifted}", "lines": f"{line} {shifted}"},
    )


class TitleDetails(DetailsTexts):
    """Of a title."""

    def whole(self, *, own: bool) -> str:
        if own:
            return QCoreApplication.translate("ReadTexts", "Your title")
        return QCoreApplication.translate("ReadTexts", "The whole title")

    def target_word(self) -> str:
        return QCoreApplication.translate("ReadTexts", "Word of the title")

    def source_word(self) -> str:
        return QCoreApplication.translate("ReadTexts", "Word of the text")

    def in_encoder(self) -> str:
        return QCoreApplication.translate("ReadTexts", "Word of the text, in the encoder")

    def together(self) -> str:
        return QCoreApplication.translate("ReadTexts", "All words of the title together: {sum}.")

    def of_word(self, result: Translation, group: Sequence[int]) -> str:
        copied = float(result.copied[list(group)].mean())  # type: ignore[attr-defined]
        text = QCoreApplication.translate("ReadTexts", "{percent} % of its probability comes from copying")
        return text.format(percent=f"{copied * 100:.0f}")

    def explanation(self, kind: str, *, heads: bool, shift: bool, norms: bool) -> str:
        if kind != CROSS:
            return super().explanation(kind, heads=heads, shift=shift, norms=norms).replace("<s>", "[CLS]")
        return QCoreApplication.translate(
            "ReadTexts",
            "A word of the title is written in one of two ways: chosen out of the vocabulary, or copied from the text. The model "
            "mixes both (pointer-generator, See et al. 2017): what is copied is what the heads of the last layer look at, on "
            "average. So where much is copied, the mean of that layer says where the word came from; elsewhere it only says where "
            "the model looked.",
        )

    def faithfulness(self) -> TitleTested:
        return TitleTested()


class TitleHeld(HeldChoices):
    """Of a title."""

    def own_words(self) -> str:
        return QCoreApplication.translate("ReadTexts", "The model's own title.")

    def free_words(self) -> tuple[str, str]:
        text = QCoreApplication.translate("ReadTexts", "Back to model's title")
        return text, QCoreApplication.translate("ReadTexts", "Back to the model's own title")


def copied_sentence(words: int, copied: int) -> str:
    """How much of a title is copied."""
    text = QCoreApplication.translate("ReadTexts", "{copied} of {words} words are copied from the text.")
    return text.format(copied=copied, words=words) if words else ""

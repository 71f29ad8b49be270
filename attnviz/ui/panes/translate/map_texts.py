"""What the rows and columns of a translation's maps are, in words: of the cross-attention, the encoder and the decoder."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER
from attnviz.ui.attention.captions import AttentionTexts, KindTexts


class TranslateTexts(AttentionTexts):
    """The sentences that Translate hands to the view of its attention."""

    def kind(self, kind: str) -> KindTexts:
        return {CROSS: _cross, ENCODER: _encoder, DECODER: _decoder}[kind]()

    def words_tip(self) -> str:
        return QCoreApplication.translate(
            "TranslateMap", "Pieces joined to words: summed over the source, averaged over the translation"
        )

    def strongest_tip(self) -> str:
        return QCoreApplication.translate(
            "TranslateMap", "Draw only this many of the strongest lines of each target word"
        )


def _cross() -> KindTexts:
    return KindTexts(
        name=QCoreApplication.translate("TranslateMap", "cross-attention"),
        short=QCoreApplication.translate("TranslateMap", "Cross"),
        tip=QCoreApplication.translate("TranslateMap", "Cross-attention: words of the translation look at the source"),
        captions={
            "heatmap": QCoreApplication.translate(
                "TranslateMap",
                "Each row is a word of the translation; the brighter a cell, the more the model looked at that source word.",
            ),
            "lines": QCoreApplication.translate(
                "TranslateMap",
                "The wider a line, the more the model looked at that source word while writing the target word.",
            ),
        },
        shifted={
            "heatmap": QCoreApplication.translate(
                "TranslateMap",
                "Each row is a word of the translation at the step where it went in; the brighter a cell, the more the model "
                "looked at that source word.",
            ),
            "lines": QCoreApplication.translate(
                "TranslateMap",
                "The wider a line, the more the model looked at that source word at the step where the target word went in.",
            ),
        },
    )


def _encoder() -> KindTexts:
    return KindTexts(
        name=QCoreApplication.translate("TranslateMap", "encoder self-attention"),
        short=QCoreApplication.translate("TranslateMap", "Encoder"),
        tip=QCoreApplication.translate("TranslateMap", "Encoder self-attention: source words look at each other"),
        captions={
            "heatmap": QCoreApplication.translate(
                "TranslateMap", "Each row is a source word; the brighter a cell, the more it looked at that word."
            ),
            "lines": QCoreApplication.translate(
                "TranslateMap",
                "Each line joins a source word to one that it looked at in the encoder; the wider, the more it looked there.",
            ),
        },
        rollout=QCoreApplication.translate(
            "TranslateMap",
            "How much each source word may hold of each other after all layers, if heads are averaged and values "
            "and feed-forward parts left out: an approximation (Abnar & Zuidema 2020).",
        ),
    )


def _decoder() -> KindTexts:
    return KindTexts(
        name=QCoreApplication.translate("TranslateMap", "decoder self-attention"),
        short=QCoreApplication.translate("TranslateMap", "Decoder"),
        tip=QCoreApplication.translate(
            "TranslateMap", "Decoder self-attention: each word looks at those written before"
        ),
        captions={
            "heatmap": QCoreApplication.translate(
                "TranslateMap",
                "Each row is a word about to be written; columns are the words written before it, after the start <s>.",
            ),
            "lines": QCoreApplication.translate(
                "TranslateMap",
                "Each line joins a word about to be written to one written before it, or to the start <s>; the wider, the more "
                "the model looked there.",
            ),
        },
        shifted={
            "heatmap": QCoreApplication.translate(
                "TranslateMap",
                "Each row is a word at the step where it went in; columns are the start <s> and the words that went in up to "
                "then.",
            ),
            "lines": QCoreApplication.translate(
                "TranslateMap",
                "Each line joins a word at the step where it went in to one of the words up to then, or to the start <s>; the "
                "wider, the more the model looked there.",
            ),
        },
    )

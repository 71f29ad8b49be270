"""The sentences and words of the Read pane: what was refused, what should be known, what rows and columns are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER
from attnviz.ui.attention.captions import AttentionTexts, KindTexts
from attnviz.ui.i18n import in_a_row

if TYPE_CHECKING:
    from collections.abc import Mapping


def _filled(sentences: Mapping[str, str], code: str, parameters: Mapping[str, Any], otherwise: str) -> str:
    try:
        return sentences[code].format(**parameters) if code in sentences else otherwise
    except (KeyError, IndexError, ValueError):
        return otherwise


def failure_sentence(code: str, parameters: Mapping[str, Any], sentence: str) -> str:
    """Why something could not be read; the engine's own sentence for a code that is not known."""
    sentences = {
        "passage_empty": QCoreApplication.translate(
            "ReadTexts", "Paste or type a passage: the answer is looked for there."
        ),
        "question_empty": QCoreApplication.translate("ReadTexts", "Type a question about the passage."),
        "text_empty": QCoreApplication.translate("ReadTexts", "Type or paste a text to read."),
        "query_empty": QCoreApplication.translate("ReadTexts", "Type what you are looking for."),
        "texts_empty": QCoreApplication.translate(
            "ReadTexts", "There are no texts to search: paste some, a line each."
        ),
        "no_letters": QCoreApplication.translate(
            "ReadTexts", "There are no letters in it, so there is nothing to read."
        ),
        "not_english": QCoreApplication.translate(
            "ReadTexts", "This model reads English; most of this text is in another script."
        ),
        "too_long": QCoreApplication.translate(
            "ReadTexts", "The text has {given} words; at most {most} can be read at once."
        ),
        "too_many_texts": QCoreApplication.translate(
            "ReadTexts", "These are {given} texts; at most {most} can be searched."
        ),
        "no_blank": QCoreApplication.translate("ReadTexts", "There is no blank: type ___ or click a word."),
        "only_blanks": QCoreApplication.translate(
            "ReadTexts", "There is nothing around the blanks that could say what belongs there."
        ),
        "too_many_blanks": QCoreApplication.translate(
            "ReadTexts", "There are {given} blanks; at most {most} can be filled."
        ),
        "all_hidden": QCoreApplication.translate("ReadTexts", "Every sentence is hidden: show one again."),
        "other_map": QCoreApplication.translate("ReadTexts", "The map belongs to another text; check again."),
        "too_few_words": QCoreApplication.translate(
            "ReadTexts", "There is only one word that could be hidden, so there is nothing to compare."
        ),
        "nothing_found": QCoreApplication.translate("ReadTexts", "There is no answer to measure."),
        "target_unknown": QCoreApplication.translate("ReadTexts", "There is no title by this model to measure."),
        "weights_missing": QCoreApplication.translate(
            "ReadTexts", "The model of this section is not installed: {file} is in no folder of models."
        ),
    }
    return _filled(sentences, code, parameters, sentence)


def note_sentence(code: str, parameters: Mapping[str, Any]) -> str:
    """What a person should know of an answer; "" for a code that is not known."""
    sentences = {
        "windows": QCoreApplication.translate(
            "ReadTexts",
            "The passage is long: it is read in {windows} windows of {tokens} pieces, each with the question, and all answers "
            "compete; the maps are those of window {shown}, which has the best.",
        ),
        "hidden": QCoreApplication.translate("ReadTexts", "Hidden sentences are not read: {count}."),
        "text_cut": QCoreApplication.translate("ReadTexts", "Only the first {shown} of {given} words are read."),
        "title_cut": QCoreApplication.translate(
            "ReadTexts", "The title was cut off after {tokens} pieces: it has no end."
        ),
        "source_unseen": QCoreApplication.translate(
            "ReadTexts", "All heads that look at the text are off: the title is written without it."
        ),
        "all_heads_off": QCoreApplication.translate("ReadTexts", "All heads are off."),
        "control_characters": QCoreApplication.translate("ReadTexts", "{count} control characters are passed over."),
        "unknown_characters": QCoreApplication.translate(
            "ReadTexts", "Characters that the model does not know: {characters}"
        ),
        "partly_other_script": QCoreApplication.translate(
            "ReadTexts", "This model reads English; words in another script are only guessed at."
        ),
        "sentences_cut": QCoreApplication.translate("ReadTexts", "Only the first sentence is taken apart."),
        "texts_cut": QCoreApplication.translate(
            "ReadTexts", "Of long texts the first {tokens} pieces are read: {count} of them are longer."
        ),
    }
    return _filled(sentences, code, parameters, "")


class ReadTexts(AttentionTexts):
    """What holds in every section: an encoder reads all pieces at once."""

    has_steps = False

    def kind(self, kind: str) -> KindTexts:
        return encoder_texts()

    def words_tip(self) -> str:
        return QCoreApplication.translate(
            "ReadTexts", "Pieces joined to words: summed over what is looked at, averaged over what looks"
        )

    def strongest_tip(self) -> str:
        return QCoreApplication.translate("ReadTexts", "Draw only this many of the strongest lines of each word")

    def hide_special_text(self) -> str:
        return QCoreApplication.translate("ReadTexts", "Hide [CLS] and [SEP]")

    def hide_special_tip(self) -> str:
        return QCoreApplication.translate(
            "ReadTexts", "Leave out the marks before, between and after the texts; the caption tells how much they held"
        )

    def switch_tip(self) -> str:
        return QCoreApplication.translate(
            "ReadTexts", "The chosen heads; the answer follows at once (key O in the grid)"
        )

    def sweep_tip(self) -> str:
        return QCoreApplication.translate(
            "ReadTexts", "Switch off one head after another and measure how much less probable the answer becomes"
        )


def encoder_texts() -> KindTexts:
    """Every piece looks at every piece."""
    return KindTexts(
        name=QCoreApplication.translate("ReadTexts", "self-attention"),
        short=QCoreApplication.translate("ReadTexts", "All words"),
        tip=QCoreApplication.translate("ReadTexts", "Every word looks at every word of what is read"),
        captions={
            "heatmap": QCoreApplication.translate(
                "ReadTexts", "Each row is a word that looks; the brighter a cell, the more it looks at that word."
            ),
            "lines": QCoreApplication.translate(
                "ReadTexts", "The wider a line, the more the upper word looks at the lower."
            ),
        },
        rollout=QCoreApplication.translate(
            "ReadTexts",
            "How much each word may hold of each other after all layers, if heads are averaged and all else is left out: an "
            "approximation (Abnar & Zuidema 2020).",
        ),
    )


class AnswerTexts(ReadTexts):
    """Question and passage."""

    def kind(self, kind: str) -> KindTexts:
        return {CROSS: _question, DECODER: _passage, ENCODER: encoder_texts}[kind]()


def _question() -> KindTexts:
    scaled = QCoreApplication.translate("ReadTexts", "What they look at elsewhere is left out, the rest scaled to 1.")
    return KindTexts(
        name=QCoreApplication.translate("ReadTexts", "question looks at passage"),
        short=QCoreApplication.translate("ReadTexts", "Question"),
        tip=QCoreApplication.translate("ReadTexts", "Where the words of the question look in the passage"),
        captions={
            "passage": QCoreApplication.translate(
                "ReadTexts",
                "The deeper the colour, the more the question looks at a word; point at one of its words to see that one alone.",
            ),
            "heatmap": in_a_row(
                [
                    QCoreApplication.translate(
                        "ReadTexts", "Rows are words of the question, columns words of the passage."
                    ),
                    scaled,
                ]
            ),
            "lines": in_a_row(
                [
                    QCoreApplication.translate(
                        "ReadTexts", "The wider a line, the more a word of the question looks there."
                    ),
                    scaled,
                ]
            ),
        },
    )


def _passage() -> KindTexts:
    scaled = QCoreApplication.translate("ReadTexts", "What they look at elsewhere is left out, the rest scaled to 1.")
    return KindTexts(
        name=QCoreApplication.translate("ReadTexts", "passage looks at question"),
        short=QCoreApplication.translate("ReadTexts", "Passage"),
        tip=QCoreApplication.translate("ReadTexts", "Where the words of the passage look in the question"),
        captions={
            "passage": QCoreApplication.translate(
                "ReadTexts",
                "Point at a word of the question: the deeper the colour, the more a word of the passage looks at it.",
            ),
            "heatmap": in_a_row(
                [
                    QCoreApplication.translate(
                        "ReadTexts", "Rows are words of the passage, columns words of the question."
                    ),
                    scaled,
                ]
            ),
            "lines": in_a_row(
                [
                    QCoreApplication.translate(
                        "ReadTexts", "The wider a line, the more a word of the passage looks there."
                    ),
                    scaled,
                ]
            ),
        },
    )


class TreeTexts(ReadTexts):
    """The parser's own attention, and the encoder's below it."""

    def kind(self, kind: str) -> KindTexts:
        return {CROSS: _arcs, DECODER: _roles, ENCODER: encoder_texts}[kind]()


def _arcs() -> KindTexts:
    return KindTexts(
        name=QCoreApplication.translate("ReadTexts", "biaffine attention: each word looks at its head"),
        short=QCoreApplication.translate("ReadTexts", "Heads of words"),
        tip=QCoreApplication.translate(
            "ReadTexts", "The matrix that the tree is read from: each row is a word, its sum is 1"
        ),
        captions={
            "heatmap": QCoreApplication.translate(
                "ReadTexts",
                "Each row is a word; the brighter a cell, the more probable that word as its head (ROOT: it has none).",
            ),
            "lines": QCoreApplication.translate(
                "ReadTexts", "The wider a line, the more probable the lower word as the head."
            ),
        },
    )


def _roles() -> KindTexts:
    return KindTexts(
        name=QCoreApplication.translate("ReadTexts", "each verb looks at the words of its roles"),
        short=QCoreApplication.translate("ReadTexts", "Roles"),
        tip=QCoreApplication.translate(
            "ReadTexts", "How probable it is that a word plays any role in what a verb says"
        ),
        captions={
            "heatmap": QCoreApplication.translate(
                "ReadTexts",
                "Each row is a verb; the brighter a cell, the more probable that this word plays a role in what it says, as a "
                "share of its row.",
            ),
            "lines": QCoreApplication.translate(
                "ReadTexts", "The wider a line, the more probable that the lower word plays a role of the verb."
            ),
        },
    )


class FindTexts(ReadTexts):
    """Words of a query and of a text."""

    def kind(self, kind: str) -> KindTexts:
        return KindTexts(
            name=QCoreApplication.translate("ReadTexts", "words of the query and of the text"),
            captions={
                "heatmap": QCoreApplication.translate(
                    "ReadTexts",
                    "Rows are words of the query; each row is the softmax of its likeness to the words of the text.",
                ),
                "lines": QCoreApplication.translate(
                    "ReadTexts", "The wider a line, the more a word of the query is like that word of the text."
                ),
            },
        )

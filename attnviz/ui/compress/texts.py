"""The words of the window of compression."""

from __future__ import annotations

from difflib import SequenceMatcher
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from attnviz.ui.compress.examples import KINDS as OF_EXAMPLES
from attnviz.ui.panes.translate.texts import failure_sentence

if TYPE_CHECKING:
    from attnviz.engine.compress.messages import Compression
    from attnviz.engine.messages import Failure


ENCODERS = ("answerer", "blank_filler", "parser", "title_writer", "reader")  # kinds of readers, which share an encoder


def compression_name(compression: Compression) -> str:
    """What a compression is called in a sentence."""
    bits, heads = compression.bits, len(compression.pruned)
    if heads:
        text = QCoreApplication.translate("Compression", "{bits} bits, {heads} heads pruned")
        return text.format(bits=bits, heads=heads)
    return QCoreApplication.translate("Compression", "{bits} bits").format(bits=bits)


def short_name(compression: Compression) -> str:
    """What it is called beside a point."""
    heads = len(compression.pruned)
    return f"{compression.bits} −{heads}" if heads else str(compression.bits)


def signed(value: float, places: int = 1) -> str:
    """A difference with its sign, as text is set."""
    return f"{value:+.{places}f}".replace("-", "−")


def reader_title(kind: str) -> str:
    """What a reader does, as its section is called."""
    titles = {
        "answerer": QCoreApplication.translate("ReadTexts", "Answer"),
        "blank_filler": QCoreApplication.translate("ReadTexts", "Fill in"),
        "parser": QCoreApplication.translate("ReadTexts", "Take apart"),
        "title_writer": QCoreApplication.translate("ReadTexts", "Title"),
        "reader": QCoreApplication.translate("ReadTexts", "Find"),
    }
    return titles[kind]


def quality_title(kind: str) -> str:
    """What is measured of a kind of model."""
    titles = {
        "cnn": QCoreApplication.translate(
            "Compression", "Same best class as uncompressed, in % of 240 cuts of the program's pictures"
        ),
        "vae": QCoreApplication.translate(
            "Compression", "Reconstructions of held-out pictures: peak signal-to-noise ratio, dB"
        ),
        "captioner": QCoreApplication.translate(
            "Compression",
            "Same likeliest next word as uncompressed, in % of all words of captions of 32 photos and cuts of them",
        ),
        "speller": QCoreApplication.translate(
            "Compression", "Same likeliest next letter as uncompressed, in % of all letters of the program's recordings"
        ),
        "answerer": QCoreApplication.translate(
            "Compression", "Same answer as uncompressed, in % of the program's 13 questions"
        ),
        "blank_filler": QCoreApplication.translate(
            "Compression", "Same likeliest word as uncompressed, in % of 120 sentences with a blank"
        ),
        "parser": QCoreApplication.translate(
            "Compression", "Same head and relation as uncompressed, in % of all words of 120 sentences"
        ),
        "title_writer": QCoreApplication.translate(
            "Compression", "Same likeliest next piece as uncompressed, in % of all pieces of five titles"
        ),
        "reader": QCoreApplication.translate(
            "Compression", "Same text found first as uncompressed, in % of 125 queries"
        ),
    }
    return titles.get(kind) or QCoreApplication.translate(
        "Compression", "BLEU on 240 everyday sentences that it was not trained on, greedy"
    )


def quality_axis(kind: str) -> str:
    """The same beside the curve."""
    axes = {
        "cnn": QCoreApplication.translate("Compression", "agreement, %"),
        "vae": QCoreApplication.translate("Compression", "PSNR, dB"),
        **dict.fromkeys(OF_EXAMPLES, QCoreApplication.translate("Compression", "agreement, %")),
    }
    return axes.get(kind, "BLEU")


def quality_limit(kind: str) -> float:
    """The best that can be measured of a kind."""
    return 100.0 if kind in ("cnn", *OF_EXAMPLES) else float("inf")


def quality_note(kind: str) -> str:
    """What is to be known of the figures and of the curve."""
    notes = {
        "cnn": QCoreApplication.translate(
            "Compression",
            "Agreement with itself and not accuracy: photos with known classes may not be handed on. Numbers beside points are "
            "bits a weight.",
        ),
        "vae": QCoreApplication.translate(
            "Compression", "3 dB less is twice the squared error. Numbers beside points are bits a weight."
        ),
        **dict.fromkeys(
            OF_EXAMPLES,
            QCoreApplication.translate(
                "Compression",
                "Agreement with itself and not quality: the data that say what is right do not ship. Numbers beside points are "
                "bits a weight.",
            ),
        ),
        **dict.fromkeys(
            ENCODERS,
            QCoreApplication.translate(
                "Compression",
                "Agreement with itself and not quality: the data that say what is right do not ship. The size is that of the whole "
                "reader; in the files that ship, all readers share one encoder in 4 bits, and “as it is” reads with that one. "
                "Numbers beside points are bits a weight.",
            ),
        ),
    }
    return notes.get(kind) or QCoreApplication.translate(
        "Compression",
        "On so few sentences a point of BLEU more or less is chance. Numbers beside points are bits a weight; squares have lost "
        "heads.",
    )


def reading_note(kind: str) -> str:
    """What is to be seen of both maps of an example."""
    notes = {
        "speller": QCoreApplication.translate(
            "Compression", "Rows are letters, columns moments of the sound; both write the same letters."
        ),
        "answerer": QCoreApplication.translate(
            "Compression",
            "Rows are the question, columns the sentence with the answer: shares of that sentence, the mean of the last layer's "
            "heads.",
        ),
        "blank_filler": QCoreApplication.translate(
            "Compression", "Where each word looks: the mean of the last layer's heads."
        ),
        "parser": QCoreApplication.translate("Compression", "Each row: how likely each word is the head of this one."),
        "title_writer": QCoreApplication.translate(
            "Compression", "Both write the same title; the mean of the last layer's heads."
        ),
        "reader": QCoreApplication.translate(
            "Compression",
            "Cosine of each word of the query with each word of the text that is found first; below 0 as 0.",
        ),
    }
    return notes.get(kind, "")


def failure_text(failure: Failure) -> str:
    """Why something cannot be shown."""
    if failure.code == "no_sample":
        return QCoreApplication.translate("Compression", "No sentences of this language ship to measure it on.")
    return failure_sentence(failure.code, failure.parameters, failure.sentence)


def marked(original: str, other: str) -> str:
    """The other text as HTML, with the words in bold that are not in the original; of Chinese, the characters."""
    apart = " " if " " in original or " " in other else ""
    first, second = (text.split(" ") if apart else list(text) for text in (original, other))
    parts = []
    for kind, _, _, begin, end in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        text = escape(apart.join(second[begin:end]))
        if text:
            parts.append(text if kind == "equal" else f"<b>{text}</b>")
    return apart.join(parts)

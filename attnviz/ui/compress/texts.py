"""The words of the window of compression."""

from __future__ import annotations

from difflib import SequenceMatcher
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from attnviz.ui.panes.translate.texts import failure_sentence

if TYPE_CHECKING:
    from attnviz.engine.compress.messages import Compression
    from attnviz.engine.messages import Failure


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


def quality_title(kind: str) -> str:
    """What is measured of a kind of model."""
    titles = {
        "cnn": QCoreApplication.translate(
            "Compression", "Same best class as uncompressed, in % of 240 cuts of the program's pictures"
        ),
        "vae": QCoreApplication.translate(
            "Compression", "Reconstructions of held-out pictures: peak signal-to-noise ratio, dB"
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
    }
    return axes.get(kind, "BLEU")


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
    }
    return notes.get(kind) or QCoreApplication.translate(
        "Compression",
        "On so few sentences a point of BLEU more or less is chance. Numbers beside points are bits a weight; squares have lost "
        "heads.",
    )


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

"""The sentences of the Listen pane: what rows and columns are, why something cannot be heard, what is to be told of an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from attnviz.engine.messages import OPENED_TRANSCRIBER
from attnviz.ui.attention import captions
from attnviz.ui.attention.captions import AttentionTexts, KindTexts
from attnviz.ui.i18n import filled

if TYPE_CHECKING:
    from attnviz.engine.listen.messages import Word
    from attnviz.engine.messages import Model, Note


class ListenTexts(AttentionTexts):
    """What the rows and columns of this pane are; ``opened``: of a model that a person opened."""

    opened = False

    def kind(self, kind: str) -> KindTexts:
        name = QCoreApplication.translate("ListenTexts", "attention over the sound")
        bright = QCoreApplication.translate(
            "ListenTexts",
            "Each row is a letter as it was written, each column 40 ms of sound; the brighter, "
            "the more it listened there.",
        )
        if self.opened:
            bright = QCoreApplication.translate(
                "ListenTexts",
                "Each row is a token as it was written, each column 20 ms of sound; the brighter, "
                "the more the heads that align looked there.",
            )
        return KindTexts(name, captions={"heatmap": bright})


def model_title(model: Model) -> str:
    """What a model is called where it is chosen."""
    if model.kind == OPENED_TRANSCRIBER:
        return QCoreApplication.translate("ListenTexts", "{name} (opened by you)").format(name=model.card["name"])
    titles = {"speech-words": QCoreApplication.translate("ListenTexts", "Words, English and Chinese")}
    return titles.get(model.id, model.id)


def heads_title(pair: tuple[int, int] | None) -> str:
    """What the map of a head is called where it is chosen; None for that of all together."""
    if pair is None:
        return QCoreApplication.translate("ListenTexts", "all heads that align")
    return captions.head_name(pair)


def failure_sentence(code: str, parameters: dict[str, Any], sentence: str) -> str:
    """Why the engine could not answer, in the interface language; the engine's own sentence for what has none here."""
    sentences = {
        "no_soundfile": QCoreApplication.translate(
            "ListenFailure", "Sound files need the package soundfile: pip install soundfile."
        ),
        "sound_missing": QCoreApplication.translate("ListenFailure", "{name} is not there."),
        "sound_unreadable": QCoreApplication.translate("ListenFailure", "{name} cannot be read: {why}."),
        "not_a_sound": QCoreApplication.translate(
            "ListenFailure", "{name} is no sound that can be read; WAV, FLAC, Ogg, Opus and MP3 can."
        ),
        "sound_damaged": QCoreApplication.translate("ListenFailure", "{name} is damaged and cannot be read."),
        "sound_empty": QCoreApplication.translate("ListenFailure", "{name} holds no sound."),
        "sound_rate": QCoreApplication.translate(
            "ListenFailure", "{name} has {rate} samples a second; that many cannot be heard."
        ),
        "transcript_unknown": QCoreApplication.translate(
            "ListenFailure", "The model knows no letter of this transcript."
        ),
        "held_unknown": QCoreApplication.translate("ListenFailure", "The model has no such letters."),
        "not_a_speller": QCoreApplication.translate("ListenFailure", "{model} does not write down sounds."),
        "no_speller": QCoreApplication.translate("ListenFailure", "There is no model that listens among the models."),
        "nothing_to_check": QCoreApplication.translate("ListenFailure", "There are no letters to test the map of."),
        "weights_missing": QCoreApplication.translate("ListenFailure", "The weights {file} are missing."),
        "weights_broken": QCoreApplication.translate("ListenFailure", "{file} cannot be used as a model."),
    }
    return filled(sentences[code], parameters) if code in sentences else sentence


def note_sentence(note: Note) -> str:
    """What is to be told of a sound or an answer."""
    sentences = {
        "silent": QCoreApplication.translate("ListenNotes", "This is silence: there is nothing to hear."),
        "microphone_gone": QCoreApplication.translate(
            "ListenNotes", "The microphone is gone; what it gave before is kept."
        ),
        "nothing_heard": QCoreApplication.translate("ListenNotes", "No word was heard in it."),
        "sound_cut": QCoreApplication.translate(
            "ListenNotes", "The sound is long: only its first {shown} s are listened to."
        ),
        "not_finite": QCoreApplication.translate(
            "ListenNotes", "{samples} samples are no numbers and are taken as silence."
        ),
        "left_out": QCoreApplication.translate(
            "ListenNotes", "Read without {characters}, which the model cannot write."
        ),
    }
    parameters = {**note.parameters}
    if "shown" in parameters:
        parameters["shown"] = f"{parameters['shown']:g}"
    return filled(sentences[note.code], parameters) if note.code in sentences else ""


def seconds(at: float) -> str:
    """A moment."""
    return QCoreApplication.translate("ListenNotes", "{} s").format(f"{at:.2f}")


def stretch(start: float, end: float) -> str:
    """From one moment to another."""
    return QCoreApplication.translate("ListenNotes", "{start}–{end} s").format(start=f"{start:.2f}", end=f"{end:.2f}")


def times(word: Word) -> str:
    """When a word was said."""
    return stretch(word.start, word.end)


def explanation(*, opened: bool) -> str:
    """What is seen, in a few sentences."""
    if opened:
        return QCoreApplication.translate(
            "ListenNotes",
            "This model writes parts of words. For each of them every head of its cross-attention weighs the frames of the sound, "
            "20 ms each. Some heads follow the speech: the model's config names them, else those of the upper half of its layers "
            "are taken. You see their mean, or one of them. Weights on the silence that fills the sound up to 30 seconds are left "
            "out, so that each row adds up to 1. The times of words come from dynamic time warping on these heads, as Whisper's "
            "own program finds them.",
        )
    return QCoreApplication.translate(
        "ListenNotes",
        "The sound is cut into frames of 40 ms. A network reads them in both directions; then letters are written one at a time. "
        "Before each letter the writer gives every frame a weight, looking at the frames, at what it has written and at where it "
        "listened before; the weights of a letter add up to 1. A bright cell means: this letter was written with this moment in "
        "view. The network learned from joined words whose places are known, and was led to spread the letters of a word over "
        "its sound.",
    )

"""How the notes and failures of the Translate pane are worded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from attnviz.engine.attention.messages import DECODER, ENCODER
from attnviz.ui.i18n import filled
from attnviz.ui.panes.translate.model_bar import language_name

if TYPE_CHECKING:
    from collections.abc import Mapping


def explanation(kind: str, *, heads: bool, shift: bool = False, norms: bool = False) -> str:
    """What a map of a kind of attention says and does not prove, read at the input step where ``shift``, weighted by ``norms``;
    of a model with ``heads``, also what they are.
    """
    if kind == ENCODER:
        text = QCoreApplication.translate(
            "DetailsPanel",
            "Each row belongs to one source word and shows from which source words the encoder gathered when it made that "
            "word's vector. Each row adds up to 1; colours always run from 0 to 1. Above the first layer a position no longer "
            "stands for its word alone: it already holds something of others.",
        )
    elif kind == DECODER and shift:
        text = QCoreApplication.translate(
            "DetailsPanel",
            "Each row belongs to a word that has just gone in and shows at which of the words so far, itself among them, the "
            "decoder looked; the last, which never goes in, keeps the row of its writing. It cannot look ahead, so the upper "
            "right stays dark. The first column is the start <s>, where heads with nothing to do often rest.",
        )
    elif kind == DECODER:
        text = QCoreApplication.translate(
            "DetailsPanel",
            "Each row belongs to a word about to be written and shows which of the words before it the decoder looked back at. "
            "It cannot look ahead, so the upper right stays dark. The first column is the start <s>, where heads with nothing "
            "to do often rest.",
        )
    elif shift:
        text = QCoreApplication.translate(
            "DetailsPanel",
            "Each row belongs to one word of the translation and shows how the model spread its attention over the source "
            "words when it read that word, one step after writing it; the last, which it never reads, keeps the row of its "
            "writing. The brighter a cell, or the wider a line, the more it looked there. Each row adds up to 1, and the "
            "colours always run from 0 to 1, so two pictures can be compared.",
        )
    else:
        text = QCoreApplication.translate(
            "DetailsPanel",
            "Each row belongs to one word of the translation and shows how the model spread its attention over the source "
            "words just before writing it. The brighter a cell, or the wider a line, the more it looked there. Each row adds "
            "up to 1, and the colours always run from 0 to 1, so two pictures can be compared.",
        )
    if norms:
        text += "\n\n" + QCoreApplication.translate(
            "DetailsPanel",
            "Now the map is weighted by value norms: bright is where much was taken, not only where the model looked.",
        )
    text += "\n\n" + QCoreApplication.translate(
        "DetailsPanel",
        "This says where the model looked, not why it chose a word: much also flows through its memory, and other "
        "weights can lead to the same translation. Light on a full stop or on the end </s> often means “nothing here”.",
    )
    if heads:
        text += "\n\n" + QCoreApplication.translate(
            "DetailsPanel",
            "A Transformer has many such maps, one for each head of each layer, and most do not align words. The first one "
            "shown is the one that agrees best with alignments made by people. Norms (‖α·f(x)‖) tell how much is taken from a "
            "word rather than how much it is looked at. Switch a head off to see what it did.",
        )
    return text


def note_sentence(code: str, parameters: Mapping[str, Any]) -> str:
    """A result's note in the interface language; empty for one that is not known."""
    sentences = {
        "text_cut": QCoreApplication.translate(
            "TranslateNotes", "The text is long: its first {shown} words of {given} are translated."
        ),
        "target_cut": QCoreApplication.translate(
            "TranslateNotes", "Your translation is long: its first {shown} words of {given} are shown."
        ),
        "translation_cut": QCoreApplication.translate(
            "TranslateNotes", "Cut off after {tokens} tokens: the model wrote no end mark."
        ),
        "left_out": QCoreApplication.translate(
            "TranslateNotes",
            "The model does not know these characters and reads the sentence without them: {characters}.",
        ),
        "nothing_known": QCoreApplication.translate(
            "TranslateNotes", "The model does not know {characters}, so what it writes means nothing."
        ),
        "capitals": QCoreApplication.translate(
            "TranslateNotes", "Words in capitals are read as the model knows them: {words}."
        ),
        "target_left_out": QCoreApplication.translate(
            "TranslateNotes",
            "The model does not know these characters and reads your translation without them: {characters}.",
        ),
        "target_nothing_known": QCoreApplication.translate(
            "TranslateNotes", "The model does not know {characters}, so these numbers mean nothing."
        ),
        "target_capitals": QCoreApplication.translate(
            "TranslateNotes", "Words in capitals in your translation are read as the model knows them: {words}."
        ),
        "longer_than_trained": QCoreApplication.translate(
            "TranslateNotes",
            "The sentence has {tokens} tokens; this model was trained on up to {trained}, so quality may drop.",
        ),
        "target_other_script": QCoreApplication.translate(
            "TranslateNotes", "This model writes another language than that of your translation."
        ),
        "heads_ignored": QCoreApplication.translate(
            "TranslateNotes", "This model does not have {heads} of the heads that are switched off."
        ),
        "source_unseen": QCoreApplication.translate(
            "TranslateNotes", "All cross-attention is off: the model writes without seeing the source."
        ),
        "all_heads_off": QCoreApplication.translate(
            "TranslateNotes", "Every head is off: each word is written without a look at any other."
        ),
    }
    if code == "other_script":
        return _other_script(parameters)
    return filled(sentences.get(code, ""), parameters)


def _other_script(parameters: Mapping[str, Any]) -> str:
    """Which language a model reads, and which models read what was typed instead."""
    if parameters.get("models"):
        sentence = QCoreApplication.translate(
            "TranslateNotes", "This model reads {language}. To read what is typed here, choose {models}."
        )
    else:
        sentence = QCoreApplication.translate(
            "TranslateNotes", "This model reads {language}, and there is no model here that reads what is typed."
        )
    return filled(sentence, {**parameters, "language": language_name(parameters.get("language", ""))})


def failure_sentence(code: str, parameters: Mapping[str, Any], sentence: str) -> str:
    """Why there is no new picture, in the interface language; for an unknown code the engine's English sentence."""
    sentences = {
        "text_empty": QCoreApplication.translate("TranslateNotes", "Type a sentence to see its translation."),
        "weights_missing": QCoreApplication.translate(
            "TranslateNotes", "The weights {file} are not there; choose another model or reinstall attnviz."
        ),
        "weights_broken": QCoreApplication.translate(
            "TranslateNotes", "The weights {file} are damaged or of another program; choose another model."
        ),
        "opened_elsewhere": QCoreApplication.translate(
            "TranslateNotes",
            "{model} was opened by you: “My model” measures its heads and shows all that is known of it.",
        ),
        "not_a_translator": QCoreApplication.translate("TranslateNotes", "The model {model} does not translate."),
        "target_unknown": QCoreApplication.translate(
            "TranslateNotes", "There is no translation by this model to measure."
        ),
        "no_heads": QCoreApplication.translate("TranslateNotes", "This model has no heads to switch off."),
        "other_map": QCoreApplication.translate("TranslateNotes", "The map belongs to another sentence; check again."),
        "too_few_words": QCoreApplication.translate(
            "TranslateNotes", "A sentence of one word has nothing to compare: write a longer one."
        ),
        "nothing_to_read": QCoreApplication.translate(
            "TranslateNotes", "There is no translation for the other model to read."
        ),
        "internal_error": QCoreApplication.translate(
            "TranslateNotes", "Something went wrong inside ({error}); the log says more. Change the text to go on."
        ),
    }
    return filled(sentences.get(code, ""), parameters) or sentence

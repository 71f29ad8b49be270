"""What commands say of a model that was opened, or of an input that was not read as it was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attnviz.engine.messages import Note

NOTES = {
    "no_tokenizer": "its folder has no tokenizer that can be read, so it can read no text",
    "weights_new": "{count} of its weights are not in its files and were drawn at random, so what it says means nothing",
    "no_weights_in": "some of its layers mix places without attention weights ({classes}); the others are shown",
    "input_cut": "only the first {shown} of {given} tokens were read",
    "unknown_tokens": "{count} tokens are not in the model's vocabulary",
    "sound_cut": "only the first {seconds:g} seconds were heard",
    "preparation_assumed": "its folder does not say how it wants its input, so a common way was taken",
    "heads_ignored": "{heads} heads are not there and stayed as they are",
    "target_cut": "only {tokens} tokens of the target were read",
}


def sentence(note: Note) -> str:
    """The note in English."""
    return NOTES[note.code].format(**note.parameters)

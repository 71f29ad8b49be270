"""What commands say of a text or a sound that was not read as it was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attnviz.engine.messages import Note

NOTES = {
    "text_cut": "only the first {shown} of {given} words were translated",
    "left_out": "read without {characters}, which the model does not know",
    "nothing_known": "the model does not know {characters}, so the translation means nothing",
    "other_script": "the model reads the language {language!r}",
    "sound_cut": "only the first {shown:g} seconds are listened to",
    "not_finite": "{samples} samples are no numbers and are taken as silence",
    "silent": "it is silent",
    "nothing_heard": "no word was heard in it",
    "capitals": "words in capitals were read as {words}",
}


def sentence(note: Note) -> str:
    """The note in English, to follow the number of a text or line, or the name of a sound."""
    told = NOTES[note.code].format(**note.parameters)
    return told + (f"; {note.parameters['models']} can read it" if note.parameters.get("models") else "")

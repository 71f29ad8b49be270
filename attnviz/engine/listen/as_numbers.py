"""An answer as plain numbers: for JSON of the command and of the window, arrays, and the Python lines that give the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attnviz.engine.listen.messages import RATE
from attnviz.engine.listen.words import letter_times
from attnviz.engine.messages import rounded
from attnviz.lazy_numpy import np

if TYPE_CHECKING:
    from attnviz.engine.listen.messages import Heard, Word


def letters_of(heard: Heard) -> tuple[Word, ...]:
    """Every letter that was heard with its time."""
    return heard.letters or letter_times(heard.attention.weights[0, 0], heard.tokens, heard.frames.seconds)


def told(heard: Heard, *, sound: str, seconds: float) -> dict[str, Any]:
    """All that ``attnviz listen --json`` says."""
    return {
        "sound": sound,
        "seconds": round(seconds, 4),
        "text": heard.text,
        "tokens": [token.text for token in heard.tokens],
        "log_probabilities": rounded(heard.log_probabilities),
        "frames_per_second": round(1 / heard.frames.seconds, 4),
        "attention": rounded(heard.attention.weights[0, 0]),
        "words": [{"text": word.text, "start": word.start, "end": word.end} for word in heard.words],
    }


def everything(heard: Heard, *, sound: str, seconds: float) -> dict[str, Any]:
    """The same with alternatives, beams and what was done to the sound."""
    request = heard.request
    alternatives = [
        [{"text": text, "probability": probability} for text, probability in zip(texts, shares, strict=True)]
        for texts, shares in zip(heard.alternative_texts, rounded(heard.alternative_probabilities), strict=True)
    ]
    return {
        "model": request.model,
        **told(heard, sound=sound, seconds=seconds),
        "letters": [{"text": one.text, "start": one.start, "end": one.end} for one in letters_of(heard)],
        "entropy": rounded(heard.entropy),
        "alternatives": alternatives,
        "beams": [{"text": beam.text, "log_probability": round(beam.log_probability, 6)} for beam in heard.beams],
        "ctc": heard.ctc,
        "request": {
            "beams": request.beams,
            "held": [list(one) for one in request.held],
            "transcript": request.transcript,
            "edits": [{"start": edit.start, "end": edit.end, "kind": edit.kind} for edit in request.edits],
            "speed": request.speed,
        },
    }


def arrays(heard: Heard) -> dict[str, np.ndarray]:
    """The arrays of an answer by name, and the sound as it was heard."""
    assert heard.frames.log_mel is not None
    return {
        "attention": heard.attention.weights[0, 0],
        "tokens": np.array([token.text for token in heard.tokens]),
        "log_probabilities": heard.log_probabilities,
        "alternatives": heard.alternatives,
        "alternative_probabilities": heard.alternative_probabilities,
        "entropy": heard.entropy,
        "words": np.array([word.text for word in heard.words]),
        "word_times": np.array([(word.start, word.end) for word in heard.words], np.float32).reshape(-1, 2),
        "frame_seconds": np.array(heard.frames.seconds),
        "waveform": heard.frames.waveform,
        "rate": np.array(RATE),
        "log_mel": heard.frames.log_mel,
    }


def python_lines(heard: Heard, *, file: str) -> str:
    """Lines that run where attnviz is installed and give the same numbers from a sound file."""
    request = heard.request
    arguments = ["sound.samples", repr(request.model), f"beams={request.beams}"]
    usual = {"held": (), "transcript": None, "edits": (), "speed": 1.0}
    given = {name: getattr(request, name) for name in usual}
    arguments += [f"{name}={value!r}" for name, value in given.items() if value != usual[name]]
    names = "Edit, Listen" if request.edits else "Listen"
    return (
        "from pathlib import Path\n\n"
        f"from attnviz.engine.listen.messages import {names}\n"
        "from attnviz.engine.listen.sounds import read_sound\n"
        "from attnviz.engine.session import Session\n\n"
        f"sound = read_sound(Path({file!r}))  # one channel, 16,000 samples a second\n"
        f"heard = Session().run(Listen({', '.join(arguments)}))\n"
        "print(heard.text)\n"
        "for word in heard.words:\n"
        "    print(word.text, word.start, word.end)\n"
        "print(heard.attention.weights[0, 0].round(3))  # rows = letters, columns = frames of 40 ms\n"
    )

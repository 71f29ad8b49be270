"""Requests and results of listening: a sound goes in, letters with the moments they listened to come out. Imports no torch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attnviz.engine.attention.messages import Attention, Frames, Token
    from attnviz.engine.messages import Note
    from attnviz.engine.translate.messages import Beam
    from attnviz.lazy_numpy import np

RATE = 16_000  # samples a second that models hear; a sound of another rate is resampled when it is read
LONGEST = 60.0  # seconds of a sound that are listened to
LONGEST_RECORDING = 30.0
MUTE, NOISE = "mute", "noise"  # what a brush does to a stretch


@dataclass(frozen=True)
class Edit:
    """A stretch of the sound, from ``start`` to ``end`` seconds, that is muted or covered by noise."""

    start: float
    end: float
    kind: str


@dataclass(frozen=True)
class Word:
    """A word and when it was said, in seconds."""

    text: str
    start: float
    end: float


@dataclass(frozen=True)
class Stretch:
    """A part of a long sound that is listened to by itself: its first frame and the one after its last, and the ids written."""

    begin: int
    end: int
    ids: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Listen:
    """Write down ``sound`` float32 [samples] at ``RATE`` with ``model``; ``beams=1`` is greedy.

    ``held`` forces the first ids of each stretch, in their order; one that ends with the end token is held whole. With
    ``transcript`` nothing is searched for: that text is aligned and scored (teacher forcing), its words given to stretches by CTC.
    ``edits`` and then ``speed`` change the sound before it is heard.
    """

    sound: np.ndarray
    model: str
    beams: int = 1
    held: tuple[tuple[int, ...], ...] = ()
    transcript: str | None = None
    edits: tuple[Edit, ...] = ()
    speed: float = 1.0


@dataclass(frozen=True, eq=False)
class Heard:
    """What was heard: T tokens (letters, spaces, the end) with ``log_probabilities`` float32 [T] in nats, ``attention`` [1, 1, T,
    S] over the ``frames``, ``alternatives`` int32 [T, 5] with their texts and probabilities, the words with their times.

    ``beams`` are best first, where the sound was heard in one stretch. ``ctc`` is what the encoder alone writes, None of a model
    that a person opened: its tokens are parts of words, ``attention`` [1, 1 + H, T, S] is the mean of the ``heads`` (layer, head)
    that align and then each of them, and ``letters`` has the time of each token of a word where it is not taken from the map.

    Notes: ``nothing_heard``; ``silent``; ``sound_cut`` (shown, given: seconds); ``left_out`` (characters) of a transcript.
    """

    request: Listen
    text: str
    tokens: tuple[Token, ...]
    frames: Frames
    attention: Attention
    log_probabilities: np.ndarray
    alternatives: np.ndarray
    alternative_texts: tuple[tuple[str, ...], ...]
    alternative_probabilities: np.ndarray
    entropy: np.ndarray
    words: tuple[Word, ...]
    beams: tuple[Beam, ...]
    stretches: tuple[Stretch, ...]
    places: tuple[tuple[int, int], ...]  # of each token: its stretch, and its place among the ids of that
    ctc: str | None
    notes: tuple[Note, ...]
    milliseconds: float
    heads: tuple[tuple[int, int], ...] = ()
    letters: tuple[Word, ...] = ()


@dataclass(frozen=True, eq=False)
class CheckListening:
    """Is the map telling the truth? Mute the moments that it says matter most, as many frames as ``share`` of the sound, and as
    often as ``draws`` as many others in stretches as long, and compare how much less probable the letters become.

    ``attended`` [S] is how much of the map stands on each frame; ``letters`` are the places (stretch, place among its ids) that
    are asked about, none for all.
    """

    sound: np.ndarray
    model: str
    stretches: tuple[Stretch, ...]
    attended: np.ndarray
    share: float = 0.15
    draws: int = 20
    letters: tuple[tuple[int, int], ...] = ()
    seed: int = 1


@dataclass(frozen=True, eq=False)
class ListeningChecked:
    """Drops of log-probability in nats of the letters asked about: ``drop`` with the most attended moments muted, ``random_drops``
    [draws] with others; ``muted`` the frames that were.
    """

    request: CheckListening
    muted: tuple[int, ...]
    drop: float
    random_drops: np.ndarray

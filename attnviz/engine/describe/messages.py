"""Requests and results of captions: a photo in words, and where each word looked. Imports no torch.

Pictures are as in ``engine.look.messages``. A map [rows, columns] covers the whole picture, cell by cell; boxes are
(x0, y0, x1, y1) in pixels of the picture given, x1 and y1 exclusive. T tokens, the end token last.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attnviz.engine.attention.messages import Token
    from attnviz.engine.look.messages import Region
    from attnviz.engine.messages import Note
    from attnviz.engine.translate.messages import Beam
    from attnviz.lazy_numpy import np

WAYS = ("grey", "mean", "blur")  # in which places can be covered
MOST_DRAWS = 20


@dataclass(frozen=True, eq=False)
class Describe:
    """Tell ``picture`` with ``model``; ``beams=1`` is greedy.

    ``prefix`` forces the first token ids. With ``caption`` given, nothing is written: that sentence is read (teacher forcing),
    for where the model would look and how probable it finds each word.
    """

    picture: np.ndarray
    model: str
    beams: int = 4
    prefix: tuple[int, ...] = ()
    caption: str | None = None


@dataclass(frozen=True, eq=False)
class NamedBox:
    """A noun phrase, tokens [start, end), and the box of its light; ``score`` is the share of the light that lies in the box."""

    start: int
    end: int
    text: str
    region: Region
    score: float


@dataclass(frozen=True, eq=False)
class Described:
    """A caption and all that is shown of it.

    ``attention`` float32 [T, rows, columns]: where each token looked, sums to 1; ``gate`` float32 [T] in 0..1: how much of that
    entered the word. ``log_probabilities`` float32 [T] in nats; ``without_photo`` [T] those of the same words for a grey
    picture: what the sentence so far makes probable by itself. ``alternatives`` int32 [T, 5] are the most probable token ids at
    each step, with their texts and probabilities. ``beams`` are best first; none when a caption was given.

    Notes: ``words_unknown`` (words) that no training sentence held; ``caption_cut`` (shown, given); ``left_out`` (characters);
    ``caption_unfinished`` (tokens).
    """

    request: Describe
    width: int
    height: int
    caption: str
    tokens: tuple[Token, ...]
    log_probabilities: np.ndarray
    without_photo: np.ndarray
    attention: np.ndarray
    gate: np.ndarray
    alternatives: np.ndarray
    alternative_texts: tuple[tuple[str, ...], ...]
    alternative_probabilities: np.ndarray
    boxes: tuple[NamedBox, ...]
    beams: tuple[Beam, ...]
    notes: tuple[Note, ...]
    milliseconds: float


@dataclass(frozen=True, eq=False)
class HideLooked:
    """Is a word's map telling the truth? Cover the patches that tokens [start, end) of the caption ``ids`` looked at most, a
    ``share`` of all, and ``draws`` times as many others, and compare how probable the word stays. DeYoung et al. 2020 (1911.03429):
    comprehensiveness, with a random choice beside it.
    """

    picture: np.ndarray
    model: str
    ids: tuple[int, ...]
    start: int
    end: int
    share: float = 0.1
    draws: int = 5
    how: str = "mean"
    seed: int = 1


@dataclass(frozen=True, eq=False)
class LookedHidden:
    """Log-probabilities of the word in nats: ``before``, with what it ``looked`` at covered, and with as much ``elsewhere``
    [draws]; the pictures uint8 [H, W, 3] that were seen, and which patches they hide, bool [rows, columns].
    """

    request: HideLooked
    before: float
    looked: float
    elsewhere: np.ndarray
    looked_mask: np.ndarray
    elsewhere_mask: np.ndarray
    looked_picture: np.ndarray
    elsewhere_picture: np.ndarray

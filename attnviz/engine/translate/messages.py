"""Requests and results of translating, and of what is measured on heads: what each is worth, whether a map tells the truth.

Imports no torch. ``AblateHeads`` and ``CheckFaithfulness`` answer a slice at a time, so that a new translation never waits for
them: while ``share`` < 1, submit ``result.request`` again and what is known grows. Another request of that class begins anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from attnviz.engine.attention.messages import Attention, Token
    from attnviz.engine.messages import Note
    from attnviz.lazy_numpy import np


@dataclass(frozen=True, eq=False)
class Beam:
    """One finished hypothesis: its text, token ids, log-probability, and the length-normalised score that ranks it."""

    text: str
    ids: tuple[int, ...]
    log_probability: float
    score: float


@dataclass(frozen=True, eq=False)
class Translate:
    """Translate ``text`` with ``model``; ``beams=1`` is greedy.

    ``prefix`` forces the first target token ids. With ``target`` given, nothing is decoded: that sentence is aligned and scored
    (teacher forcing). Each (kind, layer, head) of ``heads_off`` adds nothing to its layer: its weights are still
    returned, but what it read (weights · values) is taken as 0. Michel et al. 2019 (1905.10650).
    """

    text: str
    model: str
    beams: int = 1
    prefix: tuple[int, ...] = ()
    target: str | None = None
    heads_off: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, eq=False)
class Translation:
    """A translation and all that is shown of it, for T target and S source tokens (each including its end token).

    ``log_probabilities`` float32 [T] in nats; ``alternatives`` int32 [T, 5] are the most probable token ids at each step, with
    ``alternative_texts`` and ``alternative_probabilities`` float32 [T, 5]. The first of ``attention`` is the cross-attention;
    ``entropy`` float32 [T] in bits is that of its first layer and head; a Transformer's self-attention of encoder and decoder
    follows. ``beams`` are best first; the first is the one shown. Under teacher forcing there are none.

    Notes: ``text_cut``, ``target_cut`` (shown, given), ``translation_cut`` (tokens); ``left_out`` and ``nothing_known``
    (characters), ``capitals`` (words) and ``other_script`` (language, written, models) when a text is not read as it was typed,
    with ``target_`` before them for the person's own translation; ``longer_than_trained`` (tokens, trained) when
    a Transformer meets places it has never seen in training; ``heads_ignored`` (heads) for heads off that
    the model does not have; ``source_unseen`` when all cross-attention is off, ``all_heads_off`` when everything is.
    """

    request: Translate
    text: str
    source_tokens: tuple[Token, ...]
    target_tokens: tuple[Token, ...]
    attention: tuple[Attention, ...]
    log_probabilities: np.ndarray
    alternatives: np.ndarray
    alternative_texts: tuple[tuple[str, ...], ...]
    alternative_probabilities: np.ndarray
    entropy: np.ndarray
    beams: tuple[Beam, ...]
    notes: tuple[Note, ...]
    milliseconds: float

    start_text: ClassVar[str] = "<s>"  # of the token that the decoder begins with


@dataclass(frozen=True, eq=False)
class AblateHeads:
    """Switch off each head in turn, on top of ``heads_off``, and measure how much less probable the translation
    ``target_ids`` (with its end token) of ``text`` becomes. ``seconds`` is the length of a slice.
    """

    text: str
    model: str
    target_ids: tuple[int, ...]
    heads_off: tuple[tuple[str, int, int], ...] = ()
    seconds: float = 0.1


@dataclass(frozen=True, eq=False)
class HeadEffects:
    """For each head of a kind, by how many nats its absence lowers the log-probability of each target token: float32
    [layer, head, T]; NaN where it is not measured yet, negative where the translation is more probable without it.
    """

    kind: str
    drops: np.ndarray

    @property
    def totals(self) -> np.ndarray:
        """The drop of the whole translation: [layer, head]."""
        return self.drops.sum(-1)


@dataclass(frozen=True, eq=False)
class HeadAblation:
    """What a sweep knows so far. ``effects`` in the order of ``Translation.attention``; ``cross_layers`` float32 [layer,
    T] are the drops with all cross-attention of one layer off; ``log_probabilities`` [T] are those with nothing more off
    than the request says. ``share`` 0..1 is done. The request is an ``AblateHeads``, or an ``AblateReading`` of what was read.
    """

    request: Any
    log_probabilities: np.ndarray
    effects: tuple[HeadEffects, ...]
    cross_layers: np.ndarray
    share: float


@dataclass(frozen=True, eq=False)
class CheckFaithfulness:
    """Is the map telling the truth? Hide the ``k`` source words that it says matter most, and as often as ``draws`` as
    many random ones, and compare how much less probable the translation ``target_ids`` (with its end token) becomes.

    ``attended`` [S] is how much of the map stands on each source token: its column sums, or one row of it. Hiding a word
    means that nothing attends to it, in the encoder or from the decoder: the other words keep their places, which they would
    not if it were deleted. A recurrent encoder steps over it.
    """

    text: str
    model: str
    target_ids: tuple[int, ...]
    attended: np.ndarray
    k: int = 2
    draws: int = 20
    seed: int = 1
    heads_off: tuple[tuple[str, int, int], ...] = ()
    seconds: float = 0.1


@dataclass(frozen=True, eq=False)
class Faithfulness:
    """Drops of log-probability in nats, for T target tokens.

    ``words`` are the source words as groups of token indices, without the end token; ``hidden`` the indices of the k
    most attended of them and ``share_hidden`` the share of the map on words that stood on them; ``random`` the words
    hidden in each draw, all draws different. ``drops`` float32 [T] with the most attended words hidden, ``random_drops``
    float32 [draws done, T]. ``log_probabilities`` [T] with nothing hidden. ``share`` 0..1 is done. Notes: ``fewer_hidden``
    (k) when the sentence has too few words for the k asked for; ``fewer_draws`` (draws) when no more are possible.

    The request is a ``CheckFaithfulness``, or a ``CheckReading`` of what was read (``engine/read/measured_messages.py``).
    """

    request: Any
    words: tuple[tuple[int, ...], ...]
    hidden: tuple[int, ...]
    share_hidden: float
    random: tuple[tuple[int, ...], ...]
    log_probabilities: np.ndarray
    drops: np.ndarray
    random_drops: np.ndarray
    share: float
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, eq=False)
class ModelPositions:
    """The first ``positions`` positions that ``model`` adds to its words on one ``side`` (source or target)."""

    model: str
    positions: int = 64
    side: str = "source"


@dataclass(frozen=True, eq=False)
class ModelPositionsShown:
    """The table [P, D] of ``kind`` (sinusoidal, learned, none), whose column is a dimension's wave; ``similarity`` [P, P]
    the cosine of any two rows; ``word_length`` the mean length of the word vectors that the rows are added to.
    """

    request: ModelPositions
    kind: str
    table: np.ndarray
    similarity: np.ndarray
    word_length: float

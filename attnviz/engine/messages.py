"""What crosses between the window and the engine: frozen requests and results of numpy arrays and strings. Imports no torch.

A request holds all its inputs and a result carries its request back. Arrays are C-contiguous and read-only; attention is always
``[layer, head, query, key]`` with rows that sum to 1. ``code`` fields name a sentence that the ui words in its language.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from attnviz.later import np

DEFAULT_BEAMS = 4  # the width of beam search where nobody chose one: window, command line and evaluation agree


@dataclass(frozen=True, eq=False)
class Token:
    """One piece of text: its id, the text to show, its place ``[start, end)`` in the whole (-1, -1 when it has none),
    whether a new word begins with it, and its kind: word, punctuation or special (the end token)."""

    id: int
    text: str
    start: int
    end: int
    starts_word: bool
    kind: str


@dataclass(frozen=True, eq=False)
class Attention:
    """Weights [layer, head, query, key] of one kind: cross_attention, encoder_self_attention or decoder_self_attention."""

    kind: str
    weights: np.ndarray


@dataclass(frozen=True, eq=False)
class Beam:
    """One finished hypothesis: its text, token ids, log-probability, and the length-normalised score that ranks it."""

    text: str
    ids: tuple[int, ...]
    log_probability: float
    score: float


@dataclass(frozen=True, eq=False)
class Note:
    """Something the person should be told about a result, as a code and its parameters (``text_cut``: shown, given)."""

    code: str
    parameters: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Translate:
    """Translate ``text`` with ``model``; ``beams=1`` is greedy.

    ``prefix`` forces the first target token ids. With ``target`` given, nothing is decoded: that sentence is aligned and scored
    (teacher forcing).
    """

    text: str
    model: str
    beams: int = 1
    prefix: tuple[int, ...] = ()
    target: str | None = None


@dataclass(frozen=True, eq=False)
class Translation:
    """A translation and all that is shown of it, for T target and S source tokens (each including its end token).

    ``log_probabilities`` float32 [T] in nats; ``alternatives`` int32 [T, 5] are the most probable token ids at each step, with
    ``alternative_texts`` and ``alternative_probabilities`` float32 [T, 5]. The first of ``attention`` is the cross-attention;
    ``entropy`` float32 [T] in bits is that of its first layer and head. ``beams`` are best first; the first is the one shown. Under
    teacher forcing there are none.
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


@dataclass(frozen=True, eq=False)
class ListModels:
    """Ask which models are there."""


@dataclass(frozen=True, eq=False)
class Model:
    """One model on disk: ``kind`` rnn, ...; ``languages`` (source, target); ``scoring`` additive, ...; its card as a dict."""

    id: str
    kind: str
    languages: tuple[str, str]
    scoring: str
    parameters: int
    bytes: int
    card: dict[str, Any]


@dataclass(frozen=True, eq=False)
class Models:
    """The models found, in the order to offer them."""

    request: ListModels
    models: tuple[Model, ...]


@dataclass(frozen=True, eq=False)
class Progress:
    """The running request's share done, 0..1, with a code for what is being done (``loading``, ``decoding``)."""

    request: Any
    share: float
    code: str


@dataclass(frozen=True, eq=False)
class Failure:
    """A request that could not be answered: a code, its parameters, and the sentence in English for logs and scripts."""

    request: Any
    code: str
    parameters: dict[str, Any]
    sentence: str


class Refused(Exception):
    """Raised inside the engine for what a person can act on; becomes a ``Failure`` with this code and these parameters."""

    def __init__(self, code: str, sentence: str, **parameters: Any) -> None:
        super().__init__(sentence)
        self.code, self.parameters = code, parameters


def frozen(array: Any, dtype: Any = "float32") -> np.ndarray:
    """A read-only, C-contiguous copy of an array or tensor that owns its memory."""
    copied = np.array(np.asarray(array), dtype=dtype, order="C")
    copied.flags.writeable = False
    return copied

"""What crosses between the window and the engine: frozen requests and results of numpy arrays and strings. Imports no torch.

A request holds all its inputs and a result carries its request back. Arrays are C-contiguous and read-only; attention is always
``[layer, head, query, key]`` with rows that sum to 1. ``code`` fields name a sentence that the ui words in its language.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from attnviz.lazy_numpy import np

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
    """Weights [layer, head, query, key] of one kind: cross_attention, encoder_self_attention or decoder_self_attention.

    Queries and keys of the decoder are its steps: step t is given target token t - 1 (the start token first) and answers
    target token t. ``value_norms`` float32 [layer, head, key] are the lengths ‖f(x)‖ of what each head reads at each key,
    after its share of the output projection; None for a model without heads. Kobayashi et al. 2020 (2004.10102).
    """

    kind: str
    weights: np.ndarray
    value_norms: np.ndarray | None = None

    @property
    def norms(self) -> np.ndarray:
        """‖α f(x)‖ [layer, head, query, key], how much each weight really brings; the weights where no norms are known."""
        return self.weights if self.value_norms is None else self.weights * self.value_norms[:, :, None]


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

    Notes: ``text_cut``, ``target_cut`` (shown, given), ``translation_cut`` (tokens); ``longer_than_trained`` (tokens, trained) when
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


@dataclass(frozen=True, eq=False)
class Idle:
    """Nothing has been asked for a moment: what makes the next answers quicker may be done now. The worker asks it itself."""


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

"""What crosses between the window and the engine: frozen requests and results of numpy arrays and strings. Imports no torch.

A request holds all its inputs and a result carries its request back. Arrays are C-contiguous and read-only; attention is always
``[layer, head, query, key]`` with rows that sum to 1. ``code`` fields name a sentence that the ui words in its language.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from attnviz.lazy_numpy import np

OPENED_TRANSCRIBER, OPENED_TRANSLATOR, OPENED_CLASSIFIER = (
    "opened_transcriber",
    "opened_translator",
    "opened_classifier",
)
DECIMALS = 6  # of numbers that are written for people and scripts


@dataclass(frozen=True, eq=False)
class Note:
    """Something the person should be told about a result, as a code and its parameters (``text_cut``: shown, given)."""

    code: str
    parameters: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Idle:
    """Nothing has been asked for a moment: what makes the next answers quicker may be done now. The worker asks it itself."""


@dataclass(frozen=True, eq=False)
class ListModels:
    """Ask which models are there."""


@dataclass(frozen=True, eq=False)
class Model:
    """One model on disk: ``kind`` rnn, ...; ``languages`` (source, target); ``scoring`` additive, ...; its card as a dict.

    One that a person opened has a kind of those above, its path as ``id``, and a card with its ``name`` alone.
    """

    id: str
    kind: str
    languages: tuple[str, str]
    scoring: str
    parameters: int
    bytes: int
    card: dict[str, Any]


@dataclass(frozen=True, eq=False)
class Unusable:
    """A file among the models that cannot be used: a code for why, what in it is meant, and the sentence in English."""

    file: str
    reason: str
    of: str
    sentence: str


@dataclass(frozen=True, eq=False)
class Models:
    """The models found, in the order to offer them, and the files that are none."""

    request: ListModels
    models: tuple[Model, ...]
    unusable: tuple[Unusable, ...] = ()


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


def rounded(array: np.ndarray) -> Any:
    """An array as (lists of) numbers with six decimals, for JSON and tables."""
    return np.asarray(array, np.float64).round(DECIMALS).tolist()

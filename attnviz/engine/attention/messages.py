"""An attention and what it looks from and to, for every kind of model: weights between two axes. Imports no torch.

An axis is the sequence of queries or keys: the words of a text, the patches of a picture, or the frames of a sound. Every axis
has ``tokens``, one for each of its places, so that what is said of tokens can be said of any axis.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attnviz.lazy_numpy import np

CROSS, ENCODER, DECODER = "cross_attention", "encoder_self_attention", "decoder_self_attention"
KINDS = (CROSS, ENCODER, DECODER)  # of attention, in the order in which an answer lists them


@dataclass(frozen=True, eq=False)
class Token:
    """One piece of text: its id, the text to show, its place ``[start, end)`` in the whole (-1, -1 when it has none),
    whether a new word begins with it, and its kind: word, punctuation or special (the end token); patch or frame where it
    stands for a place in a picture or a sound."""

    id: int
    text: str
    start: int
    end: int
    starts_word: bool
    kind: str


@dataclass(frozen=True, eq=False)
class Words:
    """The tokens of a text, in order."""

    tokens: tuple[Token, ...]

    def __len__(self) -> int:
        return len(self.tokens)


@dataclass(frozen=True, eq=False)
class Patches:
    """A grid of ``rows`` x ``columns`` patches over a picture uint8 [H, W, 3], row by row, after ``extra`` tokens that stand
    beside it (the class token of a vision Transformer).
    """

    rows: int
    columns: int
    picture: np.ndarray
    extra: tuple[Token, ...] = ()

    def __len__(self) -> int:
        return len(self.extra) + self.rows * self.columns

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The extra tokens, then a token for each patch, named by its row and column, counted from 1."""
        places = ((row, column) for row in range(1, self.rows + 1) for column in range(1, self.columns + 1))
        return (*self.extra, *(_place(f"{row}, {column}", "patch") for row, column in places))


@dataclass(frozen=True, eq=False)
class Frames:
    """Moments of a sound, each ``seconds`` long: ``waveform`` float32 [samples], -1..1, ``rate`` samples a second;
    ``log_mel`` float32 [bands, frames or a multiple of them] where it is known.
    """

    count: int
    seconds: float
    waveform: np.ndarray
    rate: int
    log_mel: np.ndarray | None = None

    def __len__(self) -> int:
        return self.count

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """A token for each frame, named by the second at which it begins."""
        return tuple(_place(f"{frame * self.seconds:.2f} s", "frame") for frame in range(self.count))


def _place(text: str, kind: str) -> Token:
    return Token(id=-1, text=text, start=-1, end=-1, starts_word=True, kind=kind)


Axis = Words | Patches | Frames


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
class AttentionBetween:
    """An attention with the two axes that it lies between; ValueError where they are not as long as its weights."""

    attention: Attention
    queries: Axis
    keys: Axis

    def __post_init__(self) -> None:
        if self.attention.weights.shape[2:] != (len(self.queries), len(self.keys)):
            raise ValueError(
                f"{len(self.queries)} queries and {len(self.keys)} keys do not fit weights {self.attention.weights.shape}"
            )

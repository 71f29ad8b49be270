"""An attention and what it looks from and to, for every kind of model: weights between two axes. Imports no torch.

An axis is the sequence of queries or keys: the words of a text, the patches of a picture, or the frames of a sound.
"""

from __future__ import annotations

from dataclasses import dataclass

from attnviz.lazy_numpy import np

CROSS, ENCODER, DECODER = "cross_attention", "encoder_self_attention", "decoder_self_attention"
KINDS = (CROSS, ENCODER, DECODER)  # of attention, in the order in which an answer lists them


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

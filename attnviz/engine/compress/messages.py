"""Requests and results of compressing a model: how it translates or reads a picture, its figure on a sample, what its heads are
worth.

Imports no torch. ``MeasureCompressed`` and ``RankHeads`` answer a slice at a time, so that nothing else waits for them: while
``share`` < 1, submit ``result.request`` again and what is known grows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from attnviz.engine.translate.messages import Translation
    from attnviz.lazy_numpy import np

BITS = (16, 8, 6, 4, 3, 2)  # that can be chosen

Heads = tuple[tuple[str, int, int], ...]  # (kind, layer, head) of each


@dataclass(frozen=True)
class Compression:
    """How small a model is made: ``bits`` for each weight of its matrices, and its heads that are pruned."""

    bits: int = 16
    pruned: Heads = ()


@dataclass(frozen=True, eq=False)
class CompareCompressed:
    """Translate ``text`` with ``model`` as it is and compressed."""

    text: str
    model: str
    compression: Compression
    beams: int = 4


@dataclass(frozen=True, eq=False)
class ComparedCompressed:
    """``original`` is the model's own translation, ``compressed`` that of the compressed model, and ``read`` the original's as the
    compressed model reads it, so that both maps have the same words.
    """

    request: CompareCompressed
    original: Translation
    compressed: Translation
    read: Translation


@dataclass(frozen=True, eq=False)
class PictureAnswer:
    """What a model makes of a picture: where it looked ``spatial_map`` float32 [h, w] in 0..1, if it has a gate; a classifier's
    ``best`` classes with their probabilities; a VAE's ``reconstruction`` float32 [S, S, C] in 0..1 and its ``squared_error``.
    """

    spatial_map: np.ndarray | None
    best: tuple[tuple[str, float], ...]
    reconstruction: np.ndarray | None
    squared_error: float


@dataclass(frozen=True, eq=False)
class ComparePictures:
    """Read a picture with ``model`` as it is and compressed: a classifier the middle of ``picture`` (uint8 [H, W, C]), a VAE the
    ``sample``-th of its held-out pictures.
    """

    model: str
    compression: Compression
    picture: np.ndarray | None = None
    sample: int = 0


@dataclass(frozen=True, eq=False)
class ComparedPictures:
    """``seen`` uint8 [S, S, C] is what both were given; ``samples`` how many held-out pictures there are (0 for a classifier)."""

    request: ComparePictures
    kind: str
    seen: np.ndarray
    samples: int
    original: PictureAnswer
    compressed: PictureAnswer


@dataclass(frozen=True, eq=False)
class CompareReadings:
    """Let ``model`` as it is and compressed answer ``example``: a request of its pane, with its name in it."""

    model: str
    compression: Compression
    example: Any


@dataclass(frozen=True, eq=False)
class ComparedReadings:
    """``original`` and ``compressed`` are answers to the example; ``read`` is what the compressed model makes of the original's
    words, so that both maps have the same ones.
    """

    request: CompareReadings
    original: Any
    compressed: Any
    read: Any


@dataclass(frozen=True, eq=False)
class MeasureCompressed:
    """Measure the compressed ``model``: a translator greedily on a sample of dev, a classifier on cuts of ``pictures`` (each uint8
    [H, W, C]), a VAE on its held-out pictures, others on ``examples`` (requests of their panes). ``seconds`` is the length of a
    slice.
    """

    model: str
    compression: Compression
    seconds: float = 0.2
    pictures: tuple[np.ndarray, ...] = ()
    examples: tuple[Any, ...] = ()


@dataclass(frozen=True, eq=False)
class CompressedFigure:
    """What is known so far: ``bytes`` of the compressed model with its tokenizers, and the ``quality`` of the first ``done`` of the
    sample's ``of`` (more is better; NaN before there is one). ``measure`` says what it is: bleu (percent), agreement (percent of
    decisions that are the same as uncompressed) or psnr (dB). ``share`` 0..1 is done.
    """

    request: MeasureCompressed
    bytes: int
    quality: float
    done: int
    of: int
    share: float
    measure: str = "bleu"


@dataclass(frozen=True, eq=False)
class RankHeads:
    """Switch off each head in turn and measure how much less probable the references of a sample become. ``seconds`` is a slice's
    length.
    """

    model: str
    seconds: float = 0.2


@dataclass(frozen=True, eq=False)
class RankedHeads:
    """Every head measured so far, the one that is missed least first, with the nats a token that its absence costs. Michel et al.
    2019 (1905.10650), section 3.2. ``share`` 0..1 is done.
    """

    request: RankHeads
    heads: Heads
    costs: np.ndarray
    share: float

"""Requests and results of compressing a model: how it translates, its figure on a sample, what its heads are worth.

Imports no torch. ``MeasureCompressed`` and ``RankHeads`` answer a slice at a time, so that nothing else waits for them: while
``share`` < 1, submit ``result.request`` again and what is known grows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
class MeasureCompressed:
    """Translate a sample of dev greedily with the compressed ``model``. ``seconds`` is the length of a slice."""

    model: str
    compression: Compression
    seconds: float = 0.2


@dataclass(frozen=True, eq=False)
class CompressedFigure:
    """What is known so far: ``bytes`` of the compressed model with its tokenizers, and ``bleu`` (percent) of the first
    ``sentences`` of the sample's ``of``; NaN before there is one. ``share`` 0..1 is done.
    """

    request: MeasureCompressed
    bytes: int
    bleu: float
    sentences: int
    of: int
    share: float


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

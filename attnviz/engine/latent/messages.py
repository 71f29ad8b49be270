"""Requests and results about the codes of pictures: encode, decode, traverse, interpolate, map, influence. Imports no torch.

Pictures are uint8 [S, S, C] with C = 1 (grey) or 3 (sRGB); codes float32 [D]. A grid that should appear row by row is asked for
row by row: one ``Traverse`` of one dimension each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attnviz.engine.messages import Note
    from attnviz.lazy_numpy import np


@dataclass(frozen=True, eq=False)
class Encode:
    """Encode ``picture``, uint8 [H, W], [H, W, 1], [H, W, 3] or [H, W, 4] (with alpha) of any size."""

    picture: np.ndarray
    model: str


@dataclass(frozen=True, eq=False)
class EncodedPicture:
    """What the model sees (``seen``), its posterior and what it makes of it, all [D] float32 or [S, S, C].

    ``kl`` in nats for each dimension; ``log_likelihood`` and ``elbo`` in nats at z = mu; ``squared_error`` per value in 0..1;
    ``difference`` float32 reconstruction minus seen, -1..1; ``spatial_map`` float32 [G, G] in 0..1 where the encoder looked, None
    without attention. Notes: ``picture_resized`` (from width, height), ``picture_inverted`` when dark stood on light,
    ``picture_made_grey``, ``picture_plain`` when it has one colour only.
    """

    request: Encode
    seen: np.ndarray
    reconstruction: np.ndarray
    difference: np.ndarray
    mu: np.ndarray
    std: np.ndarray
    kl: np.ndarray
    log_likelihood: float
    elbo: float
    squared_error: float
    spatial_map: np.ndarray | None
    notes: tuple[Note, ...]


@dataclass(frozen=True, eq=False)
class Decode:
    """Decode one code z [D]."""

    z: np.ndarray
    model: str


@dataclass(frozen=True, eq=False)
class Decoded:
    """The picture of a code. Note ``code_cut`` when a value was brought back into reach."""

    request: Decode
    picture: np.ndarray
    notes: tuple[Note, ...]


@dataclass(frozen=True, eq=False)
class Traverse:
    """Move each of ``dimensions`` alone around mu [D]: ``mu + std * linspace(-span, span, steps)``."""

    mu: np.ndarray
    std: np.ndarray
    dimensions: tuple[int, ...]
    model: str
    steps: int = 11
    span: float = 3.0


@dataclass(frozen=True, eq=False)
class Traversal:
    """Values [K, steps] of each dimension moved, and pictures [K, steps, S, S, C]; an odd ``steps`` has mu in its middle."""

    request: Traverse
    values: np.ndarray
    pictures: np.ndarray


@dataclass(frozen=True, eq=False)
class Interpolate:
    """Go from one code [D] to another in ``steps`` pictures, both ends among them; ``spherical`` keeps the length of codes."""

    begin: np.ndarray
    end: np.ndarray
    model: str
    steps: int = 9
    spherical: bool = False


@dataclass(frozen=True, eq=False)
class Interpolation:
    """Codes [steps, D] and their pictures [steps, S, S, C]."""

    request: Interpolate
    codes: np.ndarray
    pictures: np.ndarray


@dataclass(frozen=True, eq=False)
class Influence:
    """Ask which pixels each of ``dimensions`` moves at z [D]."""

    z: np.ndarray
    dimensions: tuple[int, ...]
    model: str


@dataclass(frozen=True, eq=False)
class Influences:
    """The derivative of the picture (0..1) with respect to each dimension, mean over colours: float32 [K, S, S], signed."""

    request: Influence
    maps: np.ndarray


@dataclass(frozen=True, eq=False)
class MapCodes:
    """Lay the codes of a model's samples out in two dimensions: the two ``axes``, or their principal components when None."""

    model: str
    axes: tuple[int, int] | None = None


@dataclass(frozen=True, eq=False)
class CodeMap:
    """Samples of a model, laid out: ``places`` [N, 2], ``mu`` and ``std`` [N, D], ``labels`` int [N, K] by ``label_names``.

    A place is ``(mu - origin) @ basis`` with basis [D, 2], so ``origin + basis @ place`` is the code of any point of the map.
    ``pictures`` [M, S, S, C] are those of the first M samples; ``explained`` is the share of variance along each axis.
    """

    request: MapCodes
    places: np.ndarray
    origin: np.ndarray
    basis: np.ndarray
    explained: np.ndarray
    mu: np.ndarray
    std: np.ndarray
    labels: np.ndarray
    label_names: tuple[str, ...]
    pictures: np.ndarray

"""Requests and results about where a classifier of photos looks. Imports no torch.

Pictures are uint8 [H, W], [H, W, 1], [H, W, 3] or [H, W, 4] (with alpha) of any size, upright, sRGB. A map always covers the whole
of what it is said to cover, cell by cell: cell (row, column) of [h, w] is the rectangle ``column / w .. (column + 1) / w`` of its
width, likewise down. Boxes and regions are (x0, y0, x1, y1) in pixels of the picture given, x1 and y1 exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attnviz.engine.messages import Note
    from attnviz.lazy_numpy import np

BEST = 5  # classes told of by name and probability
LEAST_SIDE, MOST_SIDE = 1, 16_384  # pixels of a picture's sides that are taken
MOST_PIXELS = 100_000_000
SIDES = (80, 128, 192)  # pixels: sides of the square with as many pixels as a view of the whole picture
SURE = 0.8  # probability of the best class at which a first look is enough,
LARGE = 0.2  # if its box is at least this share of the picture
CROP_LEAST = 160  # pixels, side of a square as large as the smallest picture that is looked at in crops

Region = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False)
class Look:
    """Look at ``picture`` with ``model``.

    ``views`` is ``auto`` (the whole picture; when that leaves doubts or shows a small thing, also at the finer scales that its
    size deserves, or mirrored where there is none, and crops of what seemed to be there) or
    ``whole`` (one look at the whole picture: what a brush stroke asks for, many times a second).
    What if: ask for the painted-over picture, and compare the two results.
    """

    picture: np.ndarray
    model: str
    views: str = "auto"


@dataclass(frozen=True, eq=False)
class ClassScore:
    """One class: its number among ``Looked.labels``, its name, its probability."""

    index: int
    label: str
    probability: float


@dataclass(frozen=True, eq=False)
class StageMap:
    """What one stage of the network weighed in the first view, fine to coarse: a cell is ``stride`` pixels of what the network saw.

    ``spatial_map`` float32 [h, w] and ``channels`` float32 [C], all 0..1: the weights its features were multiplied by.
    """

    stride: int
    spatial_map: np.ndarray
    channels: np.ndarray


@dataclass(frozen=True, eq=False)
class View:
    """One look: ``kind`` whole, mirrored (the whole picture seen with left and right exchanged) or crop, the ``region`` of the
    picture it covered, and the ``size`` (width, height) in pixels at which the network saw it; its ``weight`` in the whole answer
    (weights sum to 1), its own best class, its gate [h, w] over its region (for a network without attention, one everywhere).
    """

    kind: str
    region: Region
    size: tuple[int, int]
    weight: float
    best: ClassScore
    spatial_map: np.ndarray


@dataclass(frozen=True, eq=False)
class FoundBox:
    """An object: its box, its class and ``score`` 0..1, the mean over the box of the gate times the class's probability there."""

    region: Region
    index: int
    label: str
    score: float


@dataclass(frozen=True, eq=False)
class Looked:
    """What the model makes of a picture of ``width`` x ``height`` pixels with K classes; h x w cells cover the whole picture.

    ``top`` are the best classes by probability; ``labels`` [K] names, ``probabilities`` and ``logits`` float32 [K].
    ``spatial_map`` float32 [h, w] in 0..1 is the gate: where it looked, whatever the class; None for a network without attention.
    ``class_maps`` float32 [K, h, w], signed: what each cell adds to each class's logit, in closed form; over the cells they sum to
    the logit less its ``offset`` [K], so the difference of two of them is the evidence for the one and against the other.
    ``stages`` fine to coarse; ``boxes`` best first, the first that of ``top[0]``, more when several classes stand in the picture
    (``engine.look.maps.box`` finds that of any class); ``views`` are the looks that were put together, with their weights.
    ``presence`` float32 [K, h, w] in 0..1: the gate times the probability of the class in that cell alone; boxes come from it.
    Notes: ``picture_enlarged`` (width, height) when it was smaller than the network takes, ``picture_plain`` when it has one
    colour only.
    """

    request: Look
    width: int
    height: int
    labels: tuple[str, ...]
    top: tuple[ClassScore, ...]
    probabilities: np.ndarray
    logits: np.ndarray
    spatial_map: np.ndarray | None
    class_maps: np.ndarray
    offset: np.ndarray
    presence: np.ndarray
    stages: tuple[StageMap, ...]
    boxes: tuple[FoundBox, ...]
    views: tuple[View, ...]
    notes: tuple[Note, ...]
    milliseconds: float


@dataclass(frozen=True, eq=False)
class Occlude:
    """Cover what the model looks at, and as much elsewhere, and look again.

    ``label`` (a name) is the class whose probability is watched; None means the best one. ``share`` 0..1 of the cells is covered:
    the strongest of the gate (of the class map for a network without one). ``how`` is ``grey`` (mid-grey), ``mean`` (the picture's
    mean colour) or ``blur``. Elsewhere is drawn ``draws`` times from the other cells, by ``seed``.
    """

    picture: np.ndarray
    model: str
    label: str | None = None
    share: float = 0.2
    how: str = "grey"
    draws: int = 5
    seed: int = 0


@dataclass(frozen=True, eq=False)
class Occlusion:
    """Probabilities of ``label`` before and after: ``drop_attended`` = before - attended, ``drop_elsewhere`` = before - the mean of
    ``elsewhere`` float32 [draws]. ``attended_mask`` and ``elsewhere_mask`` (of the first draw) are bool [h, w] cells of the whole
    picture, equally many; ``attended_picture`` and ``elsewhere_picture`` uint8 [H, W, 3] show what the model was given."""

    request: Occlude
    label: str
    before: float
    attended: float
    elsewhere: np.ndarray
    drop_attended: float
    drop_elsewhere: float
    attended_mask: np.ndarray
    elsewhere_mask: np.ndarray
    attended_picture: np.ndarray
    elsewhere_picture: np.ndarray

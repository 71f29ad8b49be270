"""Requests and results of the Playground: numbers in, every step of the computation out. Imports no torch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attnviz.engine.attention.messages import CROSS

if TYPE_CHECKING:
    from attnviz.engine.messages import Note
    from attnviz.lazy_numpy import np


@dataclass(frozen=True, eq=False)
class PlaygroundAttention:
    """One attention of q [T, D] over k [S, D] and v [S, V]; ``mask`` [T, S], True = may be attended.

    ``parameters`` holds the tables of all scoring functions, named as in ``scorings.parameters()``. ``scoring`` is
    one of ``scorings.SCORINGS``, or ``given`` when ``scores`` [T, S] come from a model whose vectors are too wide
    to show whole. ``compare`` also asks for the weights that every other scoring function gives.
    """

    q: np.ndarray
    k: np.ndarray
    v: np.ndarray
    mask: np.ndarray
    scoring: str
    parameters: dict[str, np.ndarray]
    temperature: float = 1.0
    scores: np.ndarray | None = None
    compare: bool = True


@dataclass(frozen=True, eq=False)
class AttentionSteps:
    """Every step by its name, in order: for all scoring functions ``scores``, ``scaled``, ``masked`` (hidden ones
    are -inf), ``weights`` [T, S], ``weighted`` [T, S, V] and ``context`` [T, V]; before them ``projected_q`` [T, A],
    ``projected_k`` [S, A or D] and ``features`` [T, S, A] where the scoring function has them. ``compared`` holds
    the weights of each scoring function. Notes: ``row_hidden`` (rows: from 1) when a mask hides everything from a
    query; ``not_finite`` when numbers outgrew float32.
    """

    request: PlaygroundAttention
    steps: dict[str, np.ndarray]
    compared: dict[str, np.ndarray]
    notes: tuple[Note, ...]


@dataclass(frozen=True, eq=False)
class PlaygroundHeads:
    """Multi-head attention of x [T, D] over y [S, D] with W_Q, W_K, W_V, W_O [D, D], applied as ``x @ W``."""

    x: np.ndarray
    y: np.ndarray
    w_q: np.ndarray
    w_k: np.ndarray
    w_v: np.ndarray
    w_o: np.ndarray
    heads: int
    mask: np.ndarray


@dataclass(frozen=True, eq=False)
class HeadsSteps:
    """Q [T, D], K and V [S, D], scores and weights [H, T, S], each head's output [H, T, D/H], their concatenation
    and the output [T, D].
    """

    request: PlaygroundHeads
    q: np.ndarray
    k: np.ndarray
    v: np.ndarray
    scores: np.ndarray
    weights: np.ndarray
    outputs: np.ndarray
    joined: np.ndarray
    output: np.ndarray


@dataclass(frozen=True, eq=False)
class PlaygroundPositions:
    """Positions of ``kind`` (none, sinusoidal, learned, rotary) for ``positions`` words of width ``d``, added to or
    turned into the words ``x`` [n, d], which stand in the order ``order``. ``model`` names where learned positions
    come from, "" for the first that has them.
    """

    kind: str
    positions: int
    d: int
    base: float
    x: np.ndarray
    order: tuple[int, ...]
    model: str = ""


@dataclass(frozen=True, eq=False)
class PositionsShown:
    """The table [P, d] (for rotary: the columns of a vector of ones turned to each position), similarity [P, P] of
    any two positions, and the same words attending to themselves before and after they change places.

    ``inputs``, ``weights`` and ``outputs`` are of the words in their first order; ``shuffled_*`` of the words in the
    new order. ``difference`` is the greatest |shuffled_outputs[i] - outputs[order[i]]|: 0 when attention does not
    see the order. ``origin`` says whose learned positions these are.
    """

    request: PlaygroundPositions
    table: np.ndarray
    similarity: np.ndarray
    inputs: np.ndarray
    weights: np.ndarray
    outputs: np.ndarray
    shuffled_inputs: np.ndarray
    shuffled_weights: np.ndarray
    shuffled_outputs: np.ndarray
    difference: float
    origin: str


@dataclass(frozen=True, eq=False)
class PlaygroundRecurrent:
    """A decoder of ``cell`` (rnn, gru, lstm) over inputs x [T, E] that attends to k [S, H] and v [S, V]; ``fuse`` is
    concat or sum.

    ``parameters`` as in ``decoder_tables.shapes``. ``mix`` is the share of h in a weighted sum.
    """

    cell: str
    fuse: str
    x: np.ndarray
    k: np.ndarray
    v: np.ndarray
    h0: np.ndarray
    parameters: dict[str, np.ndarray]
    mix: float = 0.5


@dataclass(frozen=True, eq=False)
class RecurrentSteps:
    """All values of all T steps, by name, each with T first: ``h_before`` and ``h`` [T, H] and between them what the
    cell computed (``sum``; ``r``, ``z``, ``n``; or ``i``, ``f``, ``g``, ``o``, ``c_cell``), ``scores`` and
    ``weights`` [T, S], ``context`` [T, V], ``fused`` [T, H], ``y`` [T, O] and ``p`` = softmax(y).
    """

    request: PlaygroundRecurrent
    values: dict[str, np.ndarray]


@dataclass(frozen=True, eq=False)
class PlaygroundExample:
    """Ask for the real numbers of a model: ``kind`` is translation (``text`` translated by ``model``; every target
    token is a query) or search (``text`` against ``titles`` by the model's embeddings).

    ``target_ids`` are the target tokens of a translation already shown, () to translate first; ``layer`` and
    ``head`` count from 0; ``model`` "" takes the first that fits. ``attention`` is the kind of a model with several,
    ``shift`` takes each row from the step where its token goes in, ``heads_off`` are (kind, layer, head).
    """

    kind: str
    text: str
    model: str = ""
    titles: tuple[str, ...] = ()
    target_ids: tuple[int, ...] = ()
    layer: int = 0
    head: int = 0
    attention: str = CROSS
    shift: bool = False
    heads_off: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, eq=False)
class ExampleNumbers:
    """A model's numbers, ready for the step view: ``columns_shown`` of the ``columns`` of its query and key vectors
    fit and are in ``numbers``; when they are fewer, ``numbers.scoring`` is ``given`` and the scores are of all
    columns. ``weights`` [T, S] are the model's own.
    """

    request: PlaygroundExample
    numbers: PlaygroundAttention
    query_labels: tuple[str, ...]
    key_labels: tuple[str, ...]
    columns: int
    columns_shown: int
    weights: np.ndarray
    model: str
    scoring: str

"""Requests and results of live training: one short slice of steps at a time, so that everything else gets its turn.
Imports no torch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attnviz.engine.messages import Note
    from attnviz.lazy_numpy import np


@dataclass(frozen=True)
class ToyConfig:
    """What to learn and with what. ``task`` is one of ``tasks.TASKS`` or pairs (then ``pairs``); ``model`` is
    rnn or transformer; ``scoring`` (of the RNN) additive, dot, general, concat or none; ``cell`` gru or lstm;
    ``optimizer`` adam or sgd.
    """

    task: str = "reverse"
    length: int = 10
    pairs: tuple[tuple[str, str], ...] = ()
    model: str = "rnn"
    scoring: str = "additive"
    cell: str = "gru"
    width: int = 64
    layers: int = 2
    heads: int = 4
    positions: str = "learned"
    optimizer: str = "adam"
    learning_rate: float = 3e-3
    batch: int = 64
    seed: int = 1


@dataclass(frozen=True, eq=False)
class TrainToy:
    """Go on with the run ``run`` for ``steps`` steps, or with ``steps`` 0 for about ``seconds``; a run that is not
    there, or whose config changed, begins anew. ``restart`` begins anew in any case.
    """

    run: str
    config: ToyConfig
    seconds: float = 0.1
    steps: int = 0
    restart: bool = False


@dataclass(frozen=True, eq=False)
class ToyPicture:
    """Where the network looks in fixed examples after ``step`` steps: for each example weights [layer, head, T, S]."""

    step: int
    seconds: float
    weights: tuple[np.ndarray, ...]


@dataclass(frozen=True, eq=False)
class ToyMeasured:
    """What was measured after ``step`` steps: the share of held-out pairs answered exactly, the answers to the fixed
    examples, and where the network looks in them.
    """

    step: int
    seconds: float
    accuracy: float
    answers: tuple[str, ...]
    picture: ToyPicture


@dataclass(frozen=True, eq=False)
class ToyTrained:
    """What one slice did: for its n steps ``steps`` int32 [n], ``losses`` (nats a token) and ``gradient_norms``
    float32 [n] with the training time ``seconds`` [n]; a measurement when one was due; the fixed examples' tokens
    and texts. Notes: ``diverged``.
    """

    request: TrainToy
    steps: np.ndarray
    seconds: np.ndarray
    losses: np.ndarray
    gradient_norms: np.ndarray
    measured: ToyMeasured | None
    examples: tuple[tuple[str, str], ...]
    sources: tuple[tuple[str, ...], ...]
    targets: tuple[tuple[str, ...], ...]
    parameters: int
    notes: tuple[Note, ...]


@dataclass(frozen=True, eq=False)
class SaveToy:
    """Save the network of ``run`` as the model ``name`` in the person's own folder, for the Translate pane."""

    run: str
    name: str


@dataclass(frozen=True, eq=False)
class ToySaved:
    """The model's id and where its file lies."""

    request: SaveToy
    model: str
    path: str


@dataclass(frozen=True, eq=False)
class OpenToy:
    """Go on training the saved model ``model`` as ``run``."""

    run: str
    model: str


@dataclass(frozen=True, eq=False)
class ToyOpened:
    """The config of a reopened model, which a ``TrainToy`` of the same run continues."""

    request: OpenToy
    config: ToyConfig
    step: int
    accuracy: float

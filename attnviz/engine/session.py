"""The loaded models, and who answers which request."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch

from attnviz.engine import checkpoints
from attnviz.engine.latent import codes
from attnviz.engine.look import classify, occlusion
from attnviz.engine.messages import Idle, ListModels, Models, Refused
from attnviz.engine.playground import decoder, model_examples, steps, training
from attnviz.engine.playground import positions as playground_positions
from attnviz.engine.playground.messages import (
    PlaygroundAttention,
    PlaygroundExample,
    PlaygroundHeads,
    PlaygroundPositions,
    PlaygroundRecurrent,
)
from attnviz.engine.playground.training_messages import OpenToy, SaveToy, TrainToy
from attnviz.engine.playground.training_run import ToyRun
from attnviz.engine.translate import ablation, positions, translate
from attnviz.engine.translate.messages import AblateHeads, CheckFaithfulness, ModelPositions, Translate
from attnviz.models.traced import Traced
from attnviz.paths import model_folders

YieldPoint = Callable[..., None]


def _no_checkpoint(share: float = 0.0, code: str = "") -> None:
    """For callers who neither watch nor interrupt."""


class Session:
    """Owns what the handlers need between requests. Interactive work runs on one torch thread."""

    def __init__(self, folders: Sequence[Path] | None = None) -> None:
        """``folders`` are searched for weights in order; by default those of ``model_folders``."""
        torch.set_num_threads(1)
        self.folders = list(folders) if folders is not None else model_folders()
        self._loaded: dict[str, checkpoints.Loaded] = {}
        self.toys: dict[str, ToyRun] = {}  # live training runs
        self.measurements: list[ablation.Measurement] = []  # that go on when asked for again

    def model(self, id: str, progress: YieldPoint = _no_checkpoint) -> checkpoints.Loaded:
        """The model ``id``, loaded when first asked for. ``Refused`` when it cannot be."""
        if id not in self._loaded:
            progress(0.0, "loading")
            paths = [folder / f"{id}.safetensors" for folder in self.folders]
            self._loaded[id] = checkpoints.load(next((path for path in paths if path.is_file()), paths[0]))
        return self._loaded[id]

    def forget(self, id: str) -> None:
        """Load ``id`` anew when next asked for: its file was written again."""
        self._loaded.pop(id, None)

    def run(self, request: Any, progress: YieldPoint = _no_checkpoint) -> Any:
        """Answer one request. ``Refused`` for what a person can act on."""
        try:
            handler = HANDLERS[type(request)]
        except KeyError:
            raise Refused("unknown_request", f"Nothing answers {type(request).__name__}.") from None
        return handler(self, request, progress)


def _list_models(session: Session, request: ListModels, progress: YieldPoint) -> Models:
    return Models(request, tuple(checkpoints.available(session.folders)))


def _prepare(session: Session, request: Idle, progress: YieldPoint) -> None:
    for loaded in session._loaded.values():
        if isinstance(loaded.fast_network, Traced):
            loaded.fast_network.prepare()


HANDLERS: dict[type, Callable[[Session, Any, YieldPoint], Any]] = {
    ListModels: _list_models,
    Idle: _prepare,
    Translate: translate.run,
    AblateHeads: ablation.run,
    CheckFaithfulness: ablation.run,
    ModelPositions: positions.run,
    PlaygroundAttention: steps.run_attention,
    PlaygroundHeads: steps.run_heads,
    PlaygroundPositions: playground_positions.positions,
    PlaygroundRecurrent: decoder.run,
    PlaygroundExample: model_examples.run,
    TrainToy: training.train,
    SaveToy: training.save,
    OpenToy: training.reopen,
    **codes.HANDLERS,
    **classify.HANDLERS,
    **occlusion.HANDLERS,
}

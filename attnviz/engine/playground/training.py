"""Answers the requests of live training; the runs live in the store between slices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import torch

from attnviz.engine import checkpoints
from attnviz.engine.messages import Note, Refused, frozen
from attnviz.engine.playground.training_messages import (
    OpenToy,
    SaveToy,
    ToyConfig,
    ToyMeasured,
    ToyOpened,
    ToyPicture,
    ToySaved,
    ToyTrained,
    TrainToy,
)
from attnviz.engine.playground.training_run import ToyRun

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.engine.model_store import ModelStore


def train(store: ModelStore, request: TrainToy, progress: Callable[..., None]) -> ToyTrained:
    """Answer a ``TrainToy`` request: one slice of training."""
    run: ToyRun | None = store.toys.get(request.run)
    if run is None or request.restart or run.config != request.config:
        run = store.toys[request.run] = ToyRun(request.config)
    rows = run.slice(
        seconds=request.seconds, steps=request.steps, progress=lambda: progress(run.step % 100 / 100, "training")
    )
    measured = None
    if run.due() or request.steps:
        accuracy, answers = run.measure()
        picture = ToyPicture(run.step, run.seconds, tuple(frozen(w) for w in run.weights()))
        measured = ToyMeasured(run.step, run.seconds, accuracy, tuple(answers), picture)
    table = np.array(rows, np.float64).reshape(-1, 4)
    sources, targets = run.labels()
    return ToyTrained(
        request=request,
        steps=frozen(table[:, 0], np.int32),
        seconds=frozen(table[:, 1]),
        losses=frozen(table[:, 2]),
        gradient_norms=frozen(table[:, 3]),
        measured=measured,
        examples=tuple(run.shown()),
        sources=tuple(sources),
        targets=tuple(targets),
        parameters=run.parameters,
        notes=(Note("diverged"),) if run.diverged else (),
    )


def _run(store: ModelStore, id_: str) -> ToyRun:
    if id_ not in store.toys:
        raise Refused("run_unknown", "That training run is gone.")
    return store.toys[id_]


def save(store: ModelStore, request: SaveToy, progress: Callable[..., None]) -> ToySaved:
    """Answer a ``SaveToy`` request. ``Refused`` codes: run_unknown; blown_up; disk (why)."""
    run = _run(store, request.run)
    name = re.sub(r"[^\w-]+", "-", request.name).strip("-") or "toy"
    folder = store.folders[-1]
    path = folder / f"{name}.safetensors"
    if not all(bool(torch.isfinite(tensor.half()).all()) for tensor in run.network.state_dict().values()):
        raise Refused("blown_up", "Its numbers have blown up and are of no use.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tokenizers = {"source": run.source, "target": run.target}
        with run.at_its_best():
            checkpoints.save(path, run.network, run.config.model, tokenizers, run.card())
    except OSError as error:
        raise Refused("disk", f"It could not be saved: {error.strerror}.", why=str(error.strerror)) from error
    store.forget(name)
    return ToySaved(request, name, str(path))


def reopen(store: ModelStore, request: OpenToy, progress: Callable[..., None]) -> ToyOpened:
    """Answer an ``OpenToy`` request: the saved network takes the place of the run's. ``Refused``: not_a_toy (model),
    and those of loading.
    """
    loaded = store.model(request.model, progress)
    card = loaded.about.card
    try:
        given = dict(card["toy"])
        given["pairs"] = tuple((str(s), str(t)) for s, t in given.get("pairs", ()))
        config = ToyConfig(**given)
        run = ToyRun(config)
        run.network.load_state_dict(loaded.network.state_dict())
    except (KeyError, TypeError, ValueError, RuntimeError) as error:
        raise Refused(
            "not_a_toy", f"{request.model} was not trained in the Playground.", model=request.model
        ) from error
    run.source, run.target = loaded.tokenizers["source"], loaded.tokenizers["target"]
    run.step, run.seconds = int(card.get("steps", 0)), float(card.get("seconds", 0))
    store.toys[request.run] = run
    return ToyOpened(request, config, run.step, run.measure()[0])

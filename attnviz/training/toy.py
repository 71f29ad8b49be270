"""Trains a Playground model without a window and tells its accuracy second by second."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import torch

from attnviz.engine.playground.training_messages import ToyConfig
from attnviz.engine.playground.training_run import ToyRun

if TYPE_CHECKING:
    from collections.abc import Iterator

MODELS: dict[str, tuple[str, str]] = {
    "rnn-additive": ("rnn", "additive"),
    "rnn-dot": ("rnn", "dot"),
    "rnn-general": ("rnn", "general"),
    "rnn-concat": ("rnn", "concat"),
    "rnn-none": ("rnn", "none"),
    "transformer": ("transformer", ""),
}


def config(task: str, model: str, *, length: int = 10, learning_rate: float | None = None, seed: int = 1) -> ToyConfig:
    """The config that a task and a model of ``MODELS`` name. KeyError for an unknown model."""
    kind, scoring = MODELS[model]
    base = ToyConfig()
    return ToyConfig(
        task=task,
        model=kind,
        scoring=scoring or base.scoring,
        length=length,
        seed=seed,
        learning_rate=learning_rate or base.learning_rate,
    )


def train(config: ToyConfig, *, seconds: float, stop_at: float = 0.99) -> Iterator[dict[str, float | int | bool]]:
    """Train for ``seconds`` by the clock, or until ``stop_at`` of held-out pairs are exact; yields about once a second
    ``seconds``, ``step``, ``loss``, ``accuracy`` (0..1) and ``diverged``."""
    torch.set_num_threads(1)
    begun = time.perf_counter()
    run = ToyRun(config)
    while True:
        rows = run.slice(seconds=1.0)
        accuracy, _ = run.measure()
        passed = time.perf_counter() - begun
        yield {
            "seconds": round(passed, 2),
            "step": run.step,
            "loss": rows[-1][2] if rows else float("nan"),
            "accuracy": accuracy,
            "diverged": run.diverged,
        }
        if run.diverged or accuracy >= stop_at or passed >= seconds:
            return

"""What every training run does: go through its steps, tell where it stands, be saved whole and go on exactly."""

from __future__ import annotations

import io
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from attnviz import atomic_write, regular_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CHECKPOINT_EVERY = 200  # steps
LARGEST_CHECKPOINT = 8_000_000_000  # bytes


@dataclass(frozen=True)
class Progress:
    """Where a run stands: its running loss, the last held-out figures and the same in words (both empty until first measured),
    seconds left.
    """

    epoch: int
    epochs: int
    step: int
    steps: int
    loss: float
    figures: dict[str, float]
    figure: str
    seconds_left: float


class Run(ABC):
    """One training run: everything that a checkpoint holds.

    A subclass sets ``model`` and ``optimizers`` before anything is saved, and gives the batches, the step and the figures.
    Batches depend on seed, epoch and number alone, so a resumed run takes the very steps that an unbroken one takes.
    """

    model: nn.Module
    optimizers: list[torch.optim.Optimizer]
    average: AveragedModel | None = None

    def __init__(self, id: str, out: Path, *, epochs: int, device: str, seed: int) -> None:
        self.id, self.out, self.epochs, self.device, self.seed = id, out, epochs, device, seed
        out.mkdir(parents=True, exist_ok=True)
        torch.manual_seed(seed)
        self.epoch, self.step_in_epoch, self.step = 0, 0, 0
        self.history: list[dict[str, float]] = []
        self.bfloat16 = device == "cuda" or torch.ops.mkldnn._is_mkldnn_bf16_supported()

    @abstractmethod
    def steps(self, epoch: int) -> int:
        """How many batches an epoch has."""

    @abstractmethod
    def epoch_batches(self, epoch: int, first: int) -> Iterator[Any]:
        """The batches of an epoch from number ``first`` on."""

    @abstractmethod
    def train_batch(self, batch: Any, steps: int) -> float:
        """Learn from a batch, number ``self.step`` of ``steps`` of the run; its loss."""

    @abstractmethod
    def measure(self) -> dict[str, float]:
        """The held-out figures shown while training."""

    def figure(self, figures: dict[str, float]) -> str:
        """Held-out figures in words."""
        told = [name for name in figures if name not in ("epoch", "loss")]  # these stand before them
        return ", ".join(f"{name.replace('_', ' ')} {figures[name]:.4g}" for name in told)

    def average_over(self, steps: int, *, buffers: bool = False) -> None:
        """Keep the mean of the last weights, each step's counting less by 1 part in ``steps``; ``buffers`` are averaged as well."""
        decay = get_ema_multi_avg_fn(1 - 1 / steps)
        self.average = AveragedModel(self.model, multi_avg_fn=decay, use_buffers=buffers)

    @property
    def kept(self) -> nn.Module:
        """The network whose weights are kept: the averaged one where there is one."""
        return self.average.module if self.average else self.model

    @property
    def checkpoint(self) -> Path:
        return self.out / "checkpoint.pt"

    def save(self) -> None:
        """Write the checkpoint, so that a stop at any moment leaves a whole file."""
        state: dict[str, Any] = {
            "recipe": self.id,
            "seed": self.seed,
            "model": self.model.state_dict(),
            "optimizers": [optimizer.state_dict() for optimizer in self.optimizers],
            "rng": torch.get_rng_state(),
            "epoch": self.epoch,
            "step_in_epoch": self.step_in_epoch,
            "step": self.step,
            "history": self.history,
            "more": {"average": self.average.state_dict()} if self.average else {},
        }
        out = io.BytesIO()  # a full disk is told by us, not by torch
        torch.save(state, out)
        atomic_write.write(self.checkpoint, out.getbuffer())

    def resume(self) -> None:
        """Go on from the checkpoint. ValueError when it is none, or belongs to another recipe or seed."""
        state = self._stored()
        if (state["recipe"], state["seed"]) != (self.id, self.seed):
            raise ValueError(f"{self.checkpoint} belongs to {state['recipe']} with seed {state['seed']}.")
        try:
            self._take(state)
        except (KeyError, TypeError, ValueError, RuntimeError, AttributeError) as error:
            raise ValueError(f"{self.checkpoint} does not fit this recipe or is damaged.") from error

    def _stored(self) -> dict[str, Any]:
        raw = io.BytesIO(regular_file.read(self.checkpoint, most=LARGEST_CHECKPOINT))
        try:
            state = torch.load(raw, weights_only=True, map_location=self.device)
            known = isinstance(state, dict) and {"recipe", "seed", "model", "optimizers"} <= state.keys()
        except Exception as error:  # torch raises whatever it meets, and advises to trust the file
            raise ValueError(f"{self.checkpoint} is damaged or no checkpoint of attnviz train.") from error
        if not known:
            raise ValueError(f"{self.checkpoint} is damaged or no checkpoint of attnviz train.")
        return dict(state)

    def _take(self, state: dict[str, Any]) -> None:
        self.model.load_state_dict(state["model"])
        for optimizer, saved in zip(self.optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(saved)
        torch.set_rng_state(state["rng"].cpu())
        self.epoch, self.step_in_epoch, self.step = state["epoch"], state["step_in_epoch"], state["step"]
        self.history = state["history"]
        if self.average:
            self.average.load_state_dict(state["more"]["average"])

    def train(self, report: Callable[[Progress], bool], clock: Callable[[], float] = time.monotonic) -> bool:
        """Go on to the end of the recipe; True when it was reached.

        ``report`` is called after every step; when it answers False, the run is saved and ends there.
        """
        self.model.train()
        average, begun, first_step = 0.0, clock(), self.step
        while self.epoch < self.epochs:
            before = self.step - self.step_in_epoch
            steps = before + self.steps(self.epoch) * (self.epochs - self.epoch)
            for batch in self.epoch_batches(self.epoch, self.step_in_epoch):
                loss = self.train_batch(batch, steps)
                if self.average:
                    self.average.update_parameters(self.model)
                self.step += 1
                self.step_in_epoch += 1
                done = self.step - first_step
                average = loss if done == 1 else 0.98 * average + 0.02 * loss
                left = (clock() - begun) / done * (steps - self.step)
                if self.step % CHECKPOINT_EVERY == 0:
                    self.save()
                figures = self.history[-1] if self.history else {}
                words = self.figure(figures) if figures else ""
                if not report(Progress(self.epoch, self.epochs, self.step, steps, average, figures, words, left)):
                    self.save()
                    return False
            self.epoch, self.step_in_epoch = self.epoch + 1, 0
            self.history.append({"epoch": self.epoch, "loss": average, **self.measure()})
            self.save()
        return True

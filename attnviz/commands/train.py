"""``attnviz train``: a recipe from data to weights and card, with one line of progress; a stopped run goes on with
--resume.
"""

from __future__ import annotations

import signal
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import torch

from attnviz.commands import Failed
from attnviz.commands.lines import put, say
from attnviz.commands.progress import Line
from attnviz.training.captioner.recipes import CAPTIONER_RECIPES, TunedCaptionerRecipe
from attnviz.training.captioner.run import CaptionerRun
from attnviz.training.captioner.tuned_run import TunedCaptionerRun
from attnviz.training.classifier.recipes import CNN_RECIPES
from attnviz.training.classifier.run import CnnRun
from attnviz.training.reader.recipes import READER_RECIPES
from attnviz.training.reader.table import RUNS
from attnviz.training.speller.recipes import SPELLER_RECIPES
from attnviz.training.speller.run import SpellerRun
from attnviz.training.translator.pairs import DataError
from attnviz.training.translator.recipes import RECIPES
from attnviz.training.translator.run import TranslatorRun
from attnviz.training.vae.recipes import VAE_RECIPES
from attnviz.training.vae.run import VaeRun

if TYPE_CHECKING:
    import argparse
    from pathlib import Path
    from types import FrameType

KINDS: dict[str, tuple[Any, Any]] = {id: (TranslatorRun, recipe) for id, recipe in RECIPES.items()} | {
    id: (VaeRun, recipe) for id, recipe in VAE_RECIPES.items()
}
KINDS |= {id: (CnnRun, recipe) for id, recipe in CNN_RECIPES.items()}
KINDS |= {
    id: (TunedCaptionerRun if isinstance(recipe, TunedCaptionerRecipe) else CaptionerRun, recipe)
    for id, recipe in CAPTIONER_RECIPES.items()
}
KINDS |= {id: (SpellerRun, recipe) for id, recipe in SPELLER_RECIPES.items()}
KINDS |= {id: (RUNS[type(recipe)], recipe) for id, recipe in READER_RECIPES.items()}


def run(arguments: argparse.Namespace) -> int:
    """Train to the end, or until Ctrl+C; exit status 1 when it was stopped."""
    if arguments.recipe not in KINDS:
        raise Failed(f"there is no recipe {arguments.recipe}; there are {', '.join(KINDS)}", status=2)
    kind, recipe = KINDS[arguments.recipe]
    recipe = recipe if arguments.epochs is None else replace(recipe, epochs=arguments.epochs)
    _check_folder(arguments.out, recipe.id, resume=arguments.resume)
    try:
        training = kind(recipe, arguments.data, arguments.out, device=_device(arguments.device), seed=arguments.seed)
        if arguments.resume:
            training.resume()
    except (DataError, ValueError) as error:
        raise Failed(str(error).rstrip(".")) from error
    line = _Line()
    stop = _StopAtCtrlC()

    def report(progress: Any) -> bool:
        line.tell(progress)
        return not stop.asked

    try:
        finished = training.train(report)
    finally:
        stop.end()
        line.end()
    if not finished:
        say("train", f"stopped at step {training.step} and saved; go on with: {_resume_command(arguments)}")
        return 1
    say("train", "measuring the finished model")
    card = training.finish(arguments.data)
    for name, value in card["metrics"].items():
        put(f"{name.replace('_', ' ')}: {value}")
    put(f"{arguments.out / recipe.id}.safetensors")
    return 0


def _check_folder(out: Path, id: str, *, resume: bool) -> None:
    """Refuse to write over what another run left, and to resume what is not there."""
    checkpoint, weights = out / "checkpoint.pt", out / f"{id}.safetensors"
    if resume and not checkpoint.is_file():
        raise Failed(f"{out} holds no checkpoint to go on from")
    if not resume:
        for path in (checkpoint, weights):
            if path.exists():
                raise Failed(f"{path} exists already; add --resume to go on from it, or choose another folder")


def _device(choice: str) -> str:
    available = torch.cuda.is_available()
    if choice == "cuda" and not available:
        raise Failed("torch finds no CUDA device here")
    return choice if choice != "auto" else ("cuda" if available else "cpu")


def _resume_command(arguments: argparse.Namespace) -> str:
    words = ["attnviz train", arguments.recipe, "--data", str(arguments.data), "--out", str(arguments.out)]
    words += ["--device", arguments.device, "--seed", str(arguments.seed), "--resume"]
    return " ".join(words if arguments.epochs is None else [*words, "--epochs", str(arguments.epochs)])


class _StopAtCtrlC:
    """``asked`` becomes True at the first Ctrl+C or polite request to end; the second one ends the process at once."""

    SIGNALS = (signal.SIGINT, signal.SIGTERM)

    def __init__(self) -> None:
        self.asked = False
        self._before: list[Any] = [signal.signal(number, self._receive) for number in self.SIGNALS]

    def _receive(self, number: int, frame: FrameType | None) -> None:
        self.asked = True
        self.end()

    def end(self) -> None:
        """Give the signals back."""
        for number, before in zip(self.SIGNALS, self._before, strict=True):
            signal.signal(number, before)


class _Line(Line):
    """The line of a training run."""

    _epoch = -1

    def tell(self, progress: Any) -> None:
        """Say where the run stands, and at once when an epoch begins."""
        begins, self._epoch = progress.epoch != self._epoch, progress.epoch
        self.show(
            f"epoch {progress.epoch + 1} of {progress.epochs}, step {progress.step} of {progress.steps}, "
            f"loss {progress.loss:.3f}{progress.figure and ', '}{progress.figure}, {_duration(progress.seconds_left)} left",
            at_once=begins,
        )


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s"

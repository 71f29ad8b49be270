"""``attnviz train-toy``: a tiny translator learns a made task, and its accuracy is told about once a second."""

from __future__ import annotations

import math
import sys
from typing import TYPE_CHECKING

from attnviz.commands import Failed
from attnviz.commands.lines import put, put_json
from attnviz.engine.playground.tasks import TASKS
from attnviz.training.toy import MODELS, config, train

if TYPE_CHECKING:
    import argparse


def run(arguments: argparse.Namespace) -> int:
    """Train until 99 % of held-out pairs are exact or the time is up; exit status 1 when the numbers ran away."""
    for given, known, what in ((arguments.task, TASKS, "task"), (arguments.model, MODELS, "model")):
        if given not in known:
            raise Failed(f"there is no {what} {given}; there are {', '.join(known)}", status=2)
    diverged = False
    for told in train(config(arguments.task, arguments.model, seed=arguments.seed), seconds=arguments.seconds):
        diverged = bool(told["diverged"])
        loss = told["loss"] if math.isfinite(told["loss"]) else None
        if arguments.json:
            put_json(**(told | {"loss": loss}))
        else:
            exact = f"exact {100 * told['accuracy']:5.1f} %"
            put(f"{told['seconds']:6.1f} s   step {told['step']:6}   loss {told['loss']:.4f}   {exact}")
        sys.stdout.flush()
    if diverged:
        raise Failed("the numbers ran away; a smaller learning rate may help")
    return 0

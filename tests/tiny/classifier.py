"""A small classifier of photos with drawn weights: a real file for the real engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from attnviz.engine import checkpoints
from attnviz.models.cnn import Cnn, CnnConfig

if TYPE_CHECKING:
    from pathlib import Path

CLASSES = ("ball", "cat", "dog", "fish", "kite", "lamp", "tree")
CONFIG = CnnConfig(" ".join(CLASSES), stem=8, width=8, blocks_1=1, blocks_2=1, blocks_3=1, last=16)


def untrained(*, attention: bool = True, seed: int = 3) -> Cnn:
    """A network whose normalisations have seen some noise, so that nothing in it is trivial."""
    torch.manual_seed(seed)
    network = Cnn(CnnConfig(**{**vars(CONFIG), "attention": attention}))
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            if name.endswith("norm.weight"):
                parameter.uniform_(0.5, 1.5)
            elif name.startswith("read"):
                parameter.mul_(4)
        network.train()
        for _ in range(20):
            network(torch.rand(8, 3, 48, 48))
    return network.eval()


def make_classifiers(folder: Path) -> Path:
    """Write ``photos`` and ``photos-plain`` (without attention) into ``folder``."""
    for id, attention in (("photos", True), ("photos-plain", False)):
        checkpoints.save(folder / f"{id}.safetensors", untrained(attention=attention), "cnn", {}, {"id": id})
    return folder

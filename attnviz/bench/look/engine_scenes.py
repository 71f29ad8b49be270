"""Looking at photos, timed in a process of its own: ``python -m attnviz.bench.look.engine_scenes SCENE [ARGUMENT ...]``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attnviz.bench.translate.engine import milliseconds
from attnviz.bench.translate.scenes import Scene, perform, tell

if TYPE_CHECKING:
    from collections.abc import Callable

WARM = 5
FOLDER = 1000  # pictures


def drawn(width: int, height: int, seed: int = 0) -> Any:
    """A picture uint8 [H, W, 3] of soft shapes: what a decoder and a network meet in a photo, but for its meaning."""
    import numpy as np

    from attnviz.engine.look.maps import resized

    chance = np.random.default_rng(seed)
    coarse, fine = chance.random((3, 6, 8)), chance.random((3, 60, 80))
    mixed = 0.7 * resized(coarse, height, width) + 0.3 * resized(fine, height, width)
    return np.ascontiguousarray((255 * mixed).astype(np.uint8).transpose(1, 2, 0))


def engine(model: str) -> Callable[[Any, str], Any]:
    """A function that looks at a picture with a model: (picture, views) -> ``Looked``."""
    from attnviz.engine.look.messages import Look
    from attnviz.engine.session import Session

    session = Session()
    session.model(model)
    return lambda picture, views: session.run(Look(picture, model, views))


def look(model: str, side: str, views: str, times: str) -> None:
    """Milliseconds for a square picture in memory."""
    picture, answer = drawn(int(side), int(side)), engine(model)
    for _ in range(WARM):
        answer(picture, views)
    tell(samples=[milliseconds(lambda: answer(picture, views)) for _ in range(int(times))])


def folder(model: str) -> None:
    """Milliseconds a picture for a folder of small files, read and looked at one after the other."""
    from attnviz.ui.files import read_pictures

    answer = engine(model)
    with tempfile.TemporaryDirectory() as place:
        paths = [Path(place) / f"{i}.jpg" for i in range(FOLDER)]
        for i, path in enumerate(paths):
            read_pictures.to_image(drawn(64, 64, seed=i)).save(str(path), "JPEG")  # type: ignore[call-overload]
        answer(read_pictures.read(paths[0]), "whole")
        taken = milliseconds(lambda: [answer(read_pictures.read(path), "whole") for path in paths])
    tell(samples=[taken / FOLDER])


def class_map(model: str, times: str) -> None:
    """Milliseconds of a class map in closed form and by pytorch-grad-cam, in turn, and how far their values are apart."""
    import numpy as np
    import torch
    from pytorch_grad_cam import GradCAM
    from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget
    from torch import nn

    from attnviz.engine.look.classify import as_colours, scaled
    from attnviz.engine.look.maps import resized
    from attnviz.engine.look.messages import SIDES
    from attnviz.engine.session import Session

    network = Session().model(model).network

    class Pooled(nn.Module):
        """The same network, with the map that is pooled as a layer of its own."""

        def __init__(self) -> None:
            super().__init__()
            self.network, self.gated = network, nn.Identity()

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            features, _ = self.network.features(x)
            read = self.network.read(features)
            config = self.network.config
            gate = torch.sigmoid(read[:, -1:]) ** config.sharpness if config.attention else torch.ones_like(read[:, :1])
            gated = self.gated(features * gate / gate.mean((2, 3), keepdim=True))
            k = len(config.classes)
            scores: torch.Tensor = gated.mean((2, 3)) @ self.network.read.weight[:k, :, 0, 0].T
            return scores + self.network.read.bias[:k]

    pooled = Pooled().eval()
    pooled.requires_grad_(True)
    picture, answer = drawn(SIDES[0], SIDES[0]), engine(model)
    k = int(answer(picture, "whole").top[0].index)
    x = scaled(as_colours(picture), (SIDES[0], SIDES[0]))
    peer = GradCAM(model=pooled, target_layers=[pooled.gated])

    def theirs() -> Any:
        return peer(input_tensor=x, targets=[ClassifierOutputTarget(k)])

    evidence = resized(np.maximum(answer(picture, "whole").class_maps[k], 0), SIDES[0], SIDES[0])
    apart = float(np.abs(theirs()[0] - (evidence - evidence.min()) / np.ptp(evidence)).max())
    ours, peers = [], []
    for _ in range(WARM + int(times)):
        ours.append(milliseconds(lambda: answer(picture, "whole")))
        peers.append(milliseconds(theirs))
    tell(samples=ours[WARM:], peer=peers[WARM:], apart=apart)


SCENES: dict[str, Scene] = {scene.__name__: scene for scene in (look, folder, class_map)}

if __name__ == "__main__":
    perform(SCENES, sys.argv[1:])

"""Answers what a compressed classifier or VAE makes of pictures: its answer beside the model's own, and a figure on many."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from attnviz.engine.attention.measuring import SlicedMeasurement
from attnviz.engine.compress.messages import (
    ComparedPictures,
    ComparePictures,
    CompressedFigure,
    MeasureCompressed,
    PictureAnswer,
)
from attnviz.engine.compress.variants import size, variant
from attnviz.engine.latent import samples as latent_samples
from attnviz.engine.latent.images import as_bytes
from attnviz.engine.look.classify import as_colours, scaled
from attnviz.engine.look.messages import BEST
from attnviz.engine.messages import Refused, frozen
from attnviz.models.cnn import Cnn
from attnviz.models.vae import Vae

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from attnviz.engine.model_store import ModelStore
    from attnviz.engine.worker import YieldPoint

SIDE = 80  # pixels at which a classifier sees a picture
CUTS = 240  # of the pictures that a classifier's figure is measured on
SMALLEST_CUT = 0.5  # of a picture's sides
TOGETHER = 20  # pictures read at a time
SEED = 1


class PictureFigure(SlicedMeasurement):
    """A measurement under way: pictures are read by the model as it is and by the compressed one."""

    name = ""

    def __init__(self, store: ModelStore, request: MeasureCompressed, progress: YieldPoint) -> None:
        super().__init__(request, rows=TOGETHER)
        self._whole = store.model(request.model, progress).network
        small = variant(store, request.model, request.compression.bits, progress)
        self._small, self._bytes = small.network, size(small, request.compression)
        self._x = self.pictures(store)
        self._sum = 0.0

    def pictures(self, store: ModelStore) -> Tensor:
        """What is read, float32 [N, C, S, S] in 0..1."""
        raise NotImplementedError

    def score(self, x: Tensor) -> float:
        """The sum over the pictures x of what is measured."""
        raise NotImplementedError

    def quality(self, mean: float) -> float:
        """The figure that goes with the mean of what is measured."""
        raise NotImplementedError

    @property
    def size(self) -> int:
        """How many pictures there are."""
        return len(self._x)

    def measure(self, begin: int, end: int) -> None:
        """Read these pictures."""
        self._sum += self.score(self._x[begin:end].contiguous(memory_format=torch.channels_last))

    def result(self) -> CompressedFigure:
        """What is known so far."""
        value = self.quality(self._sum / self.done) if self.done else float("nan")
        share = self.done / max(self.size, 1)
        return CompressedFigure(self.request, self._bytes, value, self.done, self.size, share, self.name)


class Agreement(PictureFigure):
    """How often (percent) a compressed classifier says the same best class as it does uncompressed, of cuts of the pictures that
    are asked about: photos with known classes may not be handed on.
    """

    name = "agreement"

    def pictures(self, store: ModelStore) -> Tensor:
        if not self.request.pictures:
            raise Refused("no_sample", "There are no pictures to measure a classifier on.")
        return cuts([as_colours(picture) for picture in self.request.pictures])

    def score(self, x: Tensor) -> float:
        best, others = (network(x).logits.argmax(1) for network in (self._whole, self._small))
        return float((best == others).sum())

    def quality(self, mean: float) -> float:
        return 100 * mean


class Fidelity(PictureFigure):
    """How near a VAE's reconstructions of its held-out pictures are to them: the peak signal-to-noise ratio in dB, of their mean
    squared error.
    """

    name = "psnr"

    def pictures(self, store: ModelStore) -> Tensor:
        return held_out(store, self.request.model, self._whole)

    def score(self, x: Tensor) -> float:
        again = self._small.picture(self._small.encode(x).mu)
        return float((again - x).square().mean((1, 2, 3)).sum())

    def quality(self, mean: float) -> float:
        return -10 * math.log10(max(mean, 1e-12))


FIGURES: dict[str, type[PictureFigure]] = {"cnn": Agreement, "vae": Fidelity}


def cuts(pictures: Sequence[Tensor]) -> Tensor:
    """Squares of uint8 [1, 3, H, W] anywhere in each in turn, float32 [CUTS, 3, SIDE, SIDE]; always the same ones."""
    chance = random.Random(SEED)
    made = []
    for k in range(CUTS):
        x = pictures[k % len(pictures)]
        height, width = x.shape[2:]
        side = max(1, round(chance.uniform(SMALLEST_CUT, 1.0) * min(height, width)))
        top, left = chance.randint(0, height - side), chance.randint(0, width - side)
        made.append(scaled(x[:, :, top : top + side, left : left + side], (SIDE, SIDE)))
    return torch.cat(made)


def held_out(store: ModelStore, model: str, network: Any) -> Tensor:
    """The pictures that lie beside a VAE's weights, float32 [N, C, S, S]."""
    pictures = latent_samples.read(store.folders, model, network.config).pictures
    return torch.from_numpy(pictures).permute(0, 3, 1, 2).float() / 255


def compare(store: ModelStore, request: ComparePictures, progress: YieldPoint) -> ComparedPictures:
    """Answer a ``ComparePictures``. ``Refused``: not_a_picture_model, picture_unusable, and those of loading."""
    whole = store.model(request.model, progress)
    small = variant(store, request.model, request.compression.bits, progress)
    if isinstance(whole.network, Cnn):
        if request.picture is None:
            raise Refused("no_sample", "There is no picture to look at.")
        x, count = scaled(_square(as_colours(request.picture)), (SIDE, SIDE)), 0
        original, compressed = (_looked(each.network, x) for each in (whole, small))
    elif isinstance(whole.network, Vae):
        every = held_out(store, request.model, whole.network)
        count = len(every)
        at = request.sample % max(count, 1)
        x = every[at : at + 1]
        original, compressed = (_painted(each.network, x) for each in (whole, small))
    else:
        raise Refused("not_a_picture_model", f"{request.model} does not read pictures.", model=request.model)
    return ComparedPictures(request, whole.about.kind, as_bytes(x)[0], count, original, compressed)


def _square(x: Tensor) -> Tensor:
    """The middle of a picture [1, 3, H, W]."""
    height, width = x.shape[2:]
    side = min(height, width)
    top, left = (height - side) // 2, (width - side) // 2
    return x[:, :, top : top + side, left : left + side]


@torch.inference_mode()
def _looked(network: Cnn, x: Tensor) -> PictureAnswer:
    seen = network(x)
    probabilities, classes = seen.logits[0].softmax(0).topk(min(BEST, seen.logits.shape[1]))
    names = network.config.classes
    best = tuple((names[i], float(p)) for i, p in zip(classes.tolist(), probabilities, strict=True))
    return PictureAnswer(None if seen.spatial_map is None else frozen(seen.spatial_map[0]), best, None, float("nan"))


@torch.inference_mode()
def _painted(network: Vae, x: Tensor) -> PictureAnswer:
    posterior = network.encode(x)
    again = network.picture(posterior.mu)
    error = float((again - x).square().mean())
    gate = None if posterior.spatial_map is None else frozen(posterior.spatial_map[0])
    return PictureAnswer(gate, (), frozen(np.ascontiguousarray(again[0].permute(1, 2, 0).numpy())), error)

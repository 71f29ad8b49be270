"""The photos of objects40: read from their tar once, and batches cropped, flipped and coloured anew as the seed decides.

S = side in pixels, B = batch, K = classes; boxes are [x0, y0, x1, y1] in shares of the picture, 0..1.
"""

from __future__ import annotations

import csv
import io
import tarfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from attnviz.training.translator.pairs import DataError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

FILE = "objects40.tar.gz"
SIDE = 64  # pixels of every stored picture
ORIGIN = "40 everyday classes with boxes from Tiny-ImageNet (ImageNet, research use)"
LICENCE = "ImageNet terms: research use; the pictures are not part of the program"


@dataclass(frozen=True)
class Photos:
    """pixels uint8 [N, 3, 64, 64], labels int64 [N], boxes float32 [N, 4] in shares of the picture."""

    pixels: Tensor
    labels: Tensor
    boxes: Tensor

    def __len__(self) -> int:
        return len(self.labels)


class PhotoBatch(NamedTuple):
    """x [B, 3, S, S] in 0..1, labels [B], boxes [B, 4]."""

    x: Tensor
    labels: Tensor
    boxes: Tensor


def read_photos(data: Path, splits: Collection[str] = ()) -> tuple[tuple[str, ...], dict[str, Photos]]:
    """The class names in order, and the photos of each split, or of those asked for. ``DataError`` when the tar is missing or not
    as described."""
    path = next((p for p in (data / FILE, data / "images" / FILE) if p.is_file()), None)
    if path is None:
        raise DataError(f"{FILE} is not in {data} (nor in {data / 'images'}).")
    try:
        from PIL import Image
    except ImportError as error:
        raise DataError("Reading photos for training needs Pillow: pip install attnviz[train].") from error
    rows: dict[str, dict[str, str]] = {}
    pictures: dict[str, np.ndarray] = {}
    try:
        with tarfile.open(path, "r:gz") as tar:
            for member in tar:
                file = tar.extractfile(member)
                if file is None:
                    continue
                if member.name == "labels.csv":
                    rows = {row["path"]: row for row in csv.DictReader(io.TextIOWrapper(file, "utf-8"))}
                elif not splits or rows.get(member.name, {}).get("split") in splits:
                    pictures[member.name] = np.asarray(Image.open(io.BytesIO(file.read())).convert("RGB"))
        names = tuple(sorted({row["label"] for row in rows.values()}))
        return names, {
            split: _photos([row for row in rows.values() if row["split"] == split], pictures, names)
            for split in sorted({row["split"] for row in rows.values()})
            if not splits or split in splits
        }
    except (OSError, EOFError, KeyError, ValueError, tarfile.TarError) as error:
        raise DataError(f"{path.name} does not hold photos of 64 x 64 and their labels.csv.") from error


def _photos(rows: list[dict[str, str]], pictures: dict[str, np.ndarray], names: tuple[str, ...]) -> Photos:
    pixels = torch.from_numpy(np.stack([pictures[row["path"]] for row in rows]))
    if pixels.shape[1:] != (SIDE, SIDE, 3):
        raise ValueError("another size")
    boxes = torch.tensor([[float(row[side]) for side in ("x0", "y0", "x1", "y1")] for row in rows]) / SIDE
    return Photos(pixels.permute(0, 3, 1, 2), torch.tensor([names.index(row["label"]) for row in rows]), boxes)


def generator(*numbers: int) -> torch.Generator:
    """Random numbers that depend on these numbers alone."""
    mixed = 0
    for number in numbers:
        mixed = (mixed * 1_000_003 + number) % (1 << 62)
    return torch.Generator().manual_seed(mixed)


def epoch_order(labels: Tensor, *, balance: float, seed: int, epoch: int) -> Tensor:
    """Which pictures an epoch shows, in order: frequent classes leave out some, so that counts go like count**(1 - balance)."""
    counts = torch.bincount(labels).double()
    keep = (counts / counts[counts > 0].min()).pow(-balance)[labels]  # 1 for the rarest class
    chance = generator(seed, epoch)
    order = torch.randperm(len(labels), generator=chance)
    kept = torch.rand(len(labels), generator=chance, dtype=torch.float64)[order] < keep[order]
    return torch.cat((order[kept], order[~kept]))[: epoch_length(labels, balance=balance)]


def epoch_length(labels: Tensor, *, balance: float) -> int:
    """How many pictures an epoch shows: the expected number of those kept."""
    counts = torch.bincount(labels).double()
    counts = counts[counts > 0]
    return int((counts * (counts / counts.min()).pow(-balance)).sum())


def augment(photos: Photos, chosen: Tensor, side: int, chance: torch.Generator, *, least: float = 0.4) -> PhotoBatch:
    """Crops of ``least``..1 of the area at a new shape, flipped, resized to ``side``, and coloured; the boxes move along."""
    n = len(chosen)

    def uniform(low: float, high: float) -> Tensor:
        return low + (high - low) * torch.rand(n, generator=chance)

    area, shape = uniform(least, 1.0), uniform(-0.25, 0.25).exp()
    width, height = (area * shape).sqrt().clamp(max=1), (area / shape).sqrt().clamp(max=1)
    x0, y0 = uniform(0, 1) * (1 - width), uniform(0, 1) * (1 - height)
    flip = torch.rand(n, generator=chance) < 0.5
    sign = torch.where(flip, -1.0, 1.0)
    theta = torch.zeros(n, 2, 3)
    theta[:, 0, 0], theta[:, 0, 2] = sign * width, 2 * x0 + width - 1
    theta[:, 1, 1], theta[:, 1, 2] = height, 2 * y0 + height - 1
    x = photos.pixels[chosen].float() / 255
    if side <= SIDE // 2:
        x = F.avg_pool2d(x, 2)
    x = F.grid_sample(x, F.affine_grid(theta, [n, 3, side, side], align_corners=False), "bilinear", "border", False)
    corners = photos.boxes[chosen]
    bx0, bx1 = ((corners[:, i] - x0) / width for i in (0, 2))
    by0, by1 = ((corners[:, i] - y0) / height for i in (1, 3))
    bx0, bx1 = torch.where(flip, 1 - bx1, bx0), torch.where(flip, 1 - bx0, bx1)
    boxes = torch.stack((bx0, by0, bx1, by1), 1).clamp(0, 1)
    grey = x.mean(1, keepdim=True)
    saturation, contrast, brightness = (
        v[:, None, None, None] for v in (uniform(0.5, 1.5), uniform(0.75, 1.3), uniform(-0.15, 0.15))
    )
    x = grey + saturation * (x - grey)
    mean = x.mean((1, 2, 3), keepdim=True)
    x = (mean + contrast * (x - mean) + brightness).clamp(0, 1)
    return PhotoBatch(x, photos.labels[chosen], boxes)


def mosaic(x: Tensor) -> Tensor:
    """Four pictures become the quarters of one: [4 B, C, S, S] -> [B, C, 2 S, 2 S]."""
    n, c, h, w = x.shape
    return x.reshape(n // 4, 2, 2, c, h, w).permute(0, 3, 1, 4, 2, 5).reshape(n // 4, c, 2 * h, 2 * w)


def quarters(x: Tensor) -> Tensor:
    """The inverse of ``mosaic``: [B, C, 2 H, 2 W] -> [4 B, C, H, W]."""
    n, c, h, w = x.shape
    return x.reshape(n, c, 2, h // 2, 2, w // 2).permute(0, 2, 4, 1, 3, 5).reshape(4 * n, c, h // 2, w // 2)


def coverage(boxes: Tensor, height: int, width: int) -> Tensor:
    """How much of each cell a box covers: [B, 4] -> [B, height, width] in 0..1."""

    def along(low: Tensor, high: Tensor, cells: int) -> Tensor:
        edges = torch.arange(cells + 1, dtype=boxes.dtype) / cells
        overlap = torch.minimum(high[:, None], edges[1:]) - torch.maximum(low[:, None], edges[:-1])
        return overlap.clamp(min=0) * cells

    x, y = along(boxes[:, 0], boxes[:, 2], width), along(boxes[:, 1], boxes[:, 3], height)
    return (y[:, :, None] * x[:, None, :]).clamp(max=1)


def held_out(photos: Photos, batch: int) -> Iterator[PhotoBatch]:
    """All photos as they are."""
    for i in range(0, len(photos), batch):
        yield PhotoBatch(
            photos.pixels[i : i + batch].float() / 255, photos.labels[i : i + batch], photos.boxes[i : i + batch]
        )

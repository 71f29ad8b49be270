"""Pictures as a vision model sees them, and the grid of patches that it makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from PIL import Image

from attnviz.engine.attention.messages import Axis, Patches, Token
from attnviz.engine.messages import Note, Refused, frozen
from attnviz.engine.open import probe

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from attnviz.engine.open.loaded import Loaded

HALF = (0.5, 0.5, 0.5)
MOST_SIDE = 16_384
FILTERS = {
    "bilinear": Image.Resampling.BILINEAR,
    "bicubic": Image.Resampling.BICUBIC,
    "nearest": Image.Resampling.NEAREST,
}


def given(model: Loaded, picture: np.ndarray) -> tuple[Any, ...]:
    """The fields of a ``Given`` for a picture uint8 [H, W, 3]. Note ``preparation_assumed`` where the folder does not say
    how it wants its pictures.
    """
    if not (
        isinstance(picture, np.ndarray) and picture.dtype == np.uint8 and picture.ndim == 3 and picture.shape[2] == 3
    ):
        raise Refused("picture_unusable", "The picture is not uint8 [height, width, 3].")
    if not all(1 <= side <= MOST_SIDE for side in picture.shape[:2]):
        raise Refused("picture_unusable", f"The picture has sides of {picture.shape[1]} x {picture.shape[0]} pixels.")
    image = Image.fromarray(np.ascontiguousarray(picture))
    notes: tuple[Note, ...] = ()
    processor = model.processor
    if isinstance(processor, dict):  # timm's
        values, mean, std = _as_timm_does(image, processor)
    elif processor is not None:
        values = torch.as_tensor(np.asarray(processor(images=image, return_tensors="np")["pixel_values"]))
        normal = bool(getattr(processor, "do_normalize", False))
        mean, std = (processor.image_mean, processor.image_std) if normal else ((0.0,) * 3, (1.0,) * 3)
    else:
        values, mean, std = _resized(image, probe.picture_size(model.network)), HALF, HALF
        notes = (Note("preparation_assumed"),)
    channels = probe.channels(model.network)
    values = values.mean(1, keepdim=True) if channels == 1 and values.shape[1] == 3 else values
    seen = as_seen(values[0].float(), mean, std)
    inputs = {"pixel_values": values.to(model.device, next(model.network.parameters()).dtype)}
    rows, columns = _grid(model.network, values.shape[-2], values.shape[-1])
    return inputs, _axis(model, rows, columns, seen), rows * columns + 1, (), seen, notes


def as_seen(values: torch.Tensor, mean: Sequence[float], std: Sequence[float]) -> np.ndarray:
    """Normalised values [C, H, W] back as a picture uint8 [H, W, 3]."""
    shift, scale = (torch.tensor([*each])[: len(values), None, None] for each in (mean, std))
    back = (values * scale + shift).clamp(0, 1).mul(255).round().permute(1, 2, 0)
    return frozen(back.expand(-1, -1, 3), "uint8")


def _resized(image: Image.Image, size: tuple[int, int]) -> torch.Tensor:
    small = np.asarray(image.resize((size[1], size[0]), Image.Resampling.BICUBIC), np.float32) / 255
    return torch.from_numpy((small - 0.5) / 0.5).permute(2, 0, 1)[None]


def _as_timm_does(image: Image.Image, wanted: dict[str, Any]) -> tuple[torch.Tensor, Sequence[float], Sequence[float]]:
    """The shorter side to the size divided by the crop share, then the middle."""
    _, height, width = wanted["input_size"]
    share = float(wanted.get("crop_pct") or 1.0)
    scale = max(height / share / image.height, width / share / image.width)
    size = max(round(image.width * scale), width), max(round(image.height * scale), height)
    image = image.resize(size, FILTERS.get(str(wanted.get("interpolation")), Image.Resampling.BICUBIC))
    left, top = (size[0] - width) // 2, (size[1] - height) // 2
    values = torch.from_numpy(np.asarray(image.crop((left, top, left + width, top + height)), np.float32) / 255)
    mean, std = wanted["mean"], wanted["std"]
    return ((values - torch.tensor(mean)) / torch.tensor(std)).permute(2, 0, 1)[None], mean, std


def _grid(network: Any, height: int, width: int) -> tuple[int, int]:
    """Rows and columns of patches of a picture of this size."""
    config = getattr(network, "config", None)
    size = getattr(config, "patch_size", None) or getattr(getattr(network, "patch_embed", None), "patch_size", None)
    if size is None:
        raise Refused("no_attention", "This model does not say how large its patches are.", reason="patches")
    down, across = (size, size) if isinstance(size, int) else (size[0], size[-1])
    return height // int(down), width // int(across)


def _axis(model: Loaded, rows: int, columns: int, seen: np.ndarray) -> Callable[[int], Axis]:
    def axis(places: int) -> Axis:
        beside = places - rows * columns
        if beside < 0:
            raise Refused("no_attention", "This model's places are no grid of patches.", reason="patches")
        return Patches(rows, columns, seen, tuple(map(_special, _names(model, beside))))

    return axis


def _names(model: Loaded, count: int) -> list[str]:
    """What the tokens beside the patches are: class token, DeiT's distillation token, registers."""
    if not count:
        return []
    network = model.network
    classed = not hasattr(network, "num_prefix_tokens") or getattr(network, "cls_token", None) is not None
    names = ["CLS"] if classed else []
    if len(names) < count and (model.about.family == "deit" or hasattr(network, "dist_token")):
        names.append("DIST")
    return names + [f"REG {i + 1}" for i in range(count - len(names))]


def _special(name: str) -> Token:
    return Token(-1, f"[{name}]", -1, -1, True, "special")

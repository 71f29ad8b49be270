"""Pictures of any size and kind on their way into a VAE, and its answers on their way out."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from attnviz.engine.messages import Note, Refused

LARGEST = 16_384  # pixels a side
GREY = torch.tensor([0.2126, 0.7152, 0.0722])  # Rec. 709 luma


def as_colours(picture: np.ndarray) -> Tensor:
    """uint8 [H, W], [H, W, 1], [H, W, 3] or [H, W, 4] -> float32 [C, H, W] in 0..1, laid on black. ``Refused`` for all else."""
    picture = np.asarray(picture)
    if picture.ndim == 2:
        picture = picture[:, :, None]
    usable = picture.ndim == 3 and picture.shape[2] in (1, 3, 4) and picture.dtype == np.uint8
    if not usable or not all(0 < side <= LARGEST for side in picture.shape[:2]):
        raise Refused("picture_unusable", "This picture cannot be read: it needs 1 to 16384 pixels a side.")
    x = torch.from_numpy(np.array(picture, order="C")).permute(2, 0, 1).float() / 255
    return x[:3] * x[3:] if len(x) == 4 else x


def fit(picture: np.ndarray, *, side: int, channels: int) -> tuple[Tensor, tuple[Note, ...]]:
    """A picture as a model of ``side`` and ``channels`` sees it: [1, C, S, S] in 0..1, and notes on what was done to it.

    It is made square with its border's colour. For models of grey things on black, a picture with a light border is inverted.
    """
    x = as_colours(picture)
    notes: list[Note] = []
    height, width = x.shape[1:]
    if channels == 1 and len(x) == 3:
        if bool((x.amax(0) - x.amin(0) > 0.02).any()):
            notes.append(Note("picture_made_grey"))
        x = (x * GREY[:, None, None]).sum(0, keepdim=True)
    elif channels == 3 and len(x) == 1:
        x = x.expand(3, -1, -1)
    border = torch.cat((x[:, 0], x[:, -1], x[:, :, 0], x[:, :, -1]), dim=1).median(1).values
    if channels == 1 and float(border) > 0.5:
        x, border = 1 - x, 1 - border
        notes.append(Note("picture_inverted"))
    if height != width:
        longer = max(height, width)
        square = border[:, None, None].expand(-1, longer, longer).clone()
        top, left = (longer - height) // 2, (longer - width) // 2
        square[:, top : top + height, left : left + width] = x
        x = square
    if (height, width) != (side, side):
        notes.append(Note("picture_resized", {"width": width, "height": height}))
        x = F.interpolate(x[None], (side, side), mode="bilinear", antialias=True, align_corners=False)[0].clamp(0, 1)
    if float(x.amax() - x.amin()) < 1 / 255:
        notes.append(Note("picture_plain"))
    return x[None].contiguous(), tuple(notes)


def as_bytes(pictures: Tensor) -> np.ndarray:
    """Pictures [..., C, S, S] in 0..1 -> read-only uint8 [..., S, S, C]."""
    rounded = (pictures * 255 + 0.5).clamp_(0, 255).to(torch.uint8).movedim(-3, -1).contiguous().numpy()
    rounded.flags.writeable = False
    return rounded

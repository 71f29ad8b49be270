"""Cartoon faces, 96 x 96 in colour, put together from drawn parts: every part and colour is a factor of its own.

The parts are ToonHead by Johan Melin (CC BY 4.0), drawn by ``tools/face_parts.mjs``. A part is layered over those before it
(Porter & Duff 1984, "over"); in a colour c it shows black + c (white - black), with the part drawn in black and in white.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor

from attnviz.training.translator.pairs import DataError
from attnviz.training.vae.scenes import oklch

if TYPE_CHECKING:
    from pathlib import Path

SIDE = 96
BACKGROUND = (0.890, 0.918, 0.949)
HUES = np.linspace(22.0, 312.0, 8)  # of clothes in degrees, red to violet: a rainbow has two ends
SKINS = ("f1c3a5", "c68e7a", "b98e6a", "a36b4f", "5c3829")  # as the set has them, light to dark
HAIRS = ("2c1b18", "724133", "a55728", "b58143", "d6b370")  # dark to light

OPTIONS = {  # in an order in which neighbours are alike; None is without
    "hair style": ("hair/undercut", "hair/sideComed", "hair/spiky", "hair/bun"),
    "hair length": (None, "rearHair/neckHigh", "rearHair/shoulderHigh", "rearHair/longWavy"),
    "eyes": ("eyes/wide", "eyes/wink", "eyes/bow"),
    "mouth": ("mouth/sad", "mouth/smile", "mouth/laugh", "mouth/agape"),
    "beard": (None, "beard/moustacheTwirl", "beard/fullBeard", "beard/longBeard"),
    "clothes": ("clothes/dress", "clothes/tShirt", "clothes/shirt", "clothes/openJacket"),
}
LAYERS = (  # from the back: a factor of OPTIONS or a part, and whose colour it has
    ("hair length", "hair colour"),
    ("body/body", "skin"),
    ("head/head", "skin"),
    ("clothes", "clothes colour"),
    ("mouth", "skin"),
    ("beard", "hair colour"),
    ("eyes", "skin"),
    ("eyebrows/neutral", "hair colour"),
    ("hair style", "hair colour"),
)


def _rgb(code: str) -> list[float]:
    return [int(code[i : i + 2], 16) / 255 for i in (0, 2, 4)]


def palettes() -> dict[str, Tensor]:
    """The colours that each factor of colour goes through: float32 [values, 3], sRGB in 0..1."""
    return {
        "skin": torch.tensor([_rgb(code) for code in SKINS]),
        "hair colour": torch.tensor([_rgb(code) for code in HAIRS]),
        "clothes colour": torch.from_numpy(np.stack([oklch(0.62, 0.17, hue) for hue in HUES])).float(),
    }


class Faces:
    """All faces: the parts are read once, a face is layered of them. ``DataError`` where they were not drawn."""

    origin = (
        "put together from the parts of ToonHead by Johan Melin (@dicebear/toon-head 9), drawn by tools/face_parts.mjs"
    )
    licence = "CC BY 4.0"
    ships = False
    names = ("skin", "hair style", "hair length", "hair colour", "eyes", "mouth", "beard", "clothes", "clothes colour")
    places = ()

    def __init__(self, data: Path) -> None:
        folder = next((f for f in (data, data / "faces") if (f / "face-parts.npy").is_file()), data)
        try:
            parts = np.load(folder / "face-parts.npy", allow_pickle=False)
            found = json.loads((folder / "face-parts.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise DataError(
                f"{folder} holds no face-parts.npy that can be read; tools/face_parts.mjs draws it."
            ) from error
        if parts.shape != (len(found), 7, SIDE, SIDE):
            raise DataError("face-parts.npy and face-parts.json do not belong together.")
        planes = torch.from_numpy(parts).float().div_(255)  # [parts, 7, S, S]
        nothing = torch.zeros_like(planes[0])
        self._layers = []
        for layer, _ in LAYERS:
            options = OPTIONS.get(layer, (layer,))
            self._layers.append(
                _cropped(torch.stack([nothing if o is None else planes[found.index(o)] for o in options]))
            )
        self._palettes = palettes()
        self.sizes = tuple(len(OPTIONS[n]) if n in OPTIONS else len(self._palettes[n]) for n in self.names)

    def draw(self, factors: Tensor) -> Tensor:
        """factors [B, 9] -> pictures [B, 3, 96, 96] in 0..1."""
        of = dict(zip(self.names, factors.unbind(1), strict=True))
        pictures = torch.tensor(BACKGROUND)[:, None, None].expand(len(factors), 3, SIDE, SIDE).clone()
        for (layer, coloured), (planes, rows, columns) in zip(LAYERS, self._layers, strict=True):
            chosen = planes[of[layer]] if layer in of else planes
            colour = self._palettes[coloured][of[coloured]][:, :, None, None]  # [B, 3, 1, 1]
            under = pictures[:, :, rows, columns]
            under.mul_(chosen[:, :1]).add_(chosen[:, 1:4]).addcmul_(colour, chosen[:, 4:7])
        return pictures.clamp_(0, 1)


def _cropped(planes: Tensor) -> tuple[Tensor, slice, slice]:
    """A layer's options [options, 7, S, S] cut to the box that any of them covers, and that box: rows and columns. Its planes are
    what of the picture below stays, the colours in black, and what a colour adds to them.
    """
    covered = planes[:, 0].amax(0) > 0
    rows, columns = (slice(int(at[0]), int(at[-1]) + 1) for at in (covered.any(k).nonzero() for k in (1, 0)))
    alpha, black, white = planes[:, :, rows, columns].split((1, 3, 3), dim=1)
    return torch.cat((1 - alpha, black, white - black), dim=1), rows, columns

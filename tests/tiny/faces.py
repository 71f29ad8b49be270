"""Parts of faces as ``tools/face_parts.mjs`` writes them, but plain rectangles: one place for each kind of part."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from attnviz.training.vae.faces import LAYERS, OPTIONS, SIDE

if TYPE_CHECKING:
    from pathlib import Path


def write_face_parts(folder: Path) -> None:
    """Write them into a folder; an option's rectangle is the higher, the later it comes."""
    names: list[str] = []
    parts = []
    for place, (layer, _) in enumerate(LAYERS):
        for number, name in enumerate(OPTIONS.get(layer, (layer,))):
            if name is None:
                continue
            part = np.zeros((7, SIDE, SIDE), np.uint8)
            left = 10 * place
            part[0, 10 : 20 + 10 * number, left : left + 9] = 255  # covers
            part[4:, 10 : 20 + 10 * number, left : left + 9] = 255  # all of it in the part's colour
            names.append(name)
            parts.append(part)
    np.save(folder / "face-parts.npy", np.stack(parts))
    (folder / "face-parts.json").write_text(json.dumps(names), encoding="utf-8")

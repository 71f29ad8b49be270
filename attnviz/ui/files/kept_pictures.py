"""Pictures as text, for what is remembered between starts: PNG in base64, not larger than is worth remembering."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any

from attnviz.ui.files import read_pictures
from attnviz.ui.files.pixels import brought_down, to_image
from attnviz.ui.files.unreadable import Unreadable
from attnviz.ui.files.writers import png_of

if TYPE_CHECKING:
    from attnviz.lazy_numpy import np

SIDE = 256  # pixels of the longer side that are kept
MOST = 1 << 20  # characters; random noise of that size has fewer


def text_of(picture: np.ndarray) -> str:
    """A picture uint8 [H, W] or [H, W, C] as text."""
    image = to_image(picture[:, :, None] if picture.ndim == 2 else picture)
    return base64.b64encode(png_of(brought_down(image, SIDE))).decode()


def picture_of(text: Any) -> np.ndarray | None:
    """The picture uint8 [H, W, C] that ``text_of`` wrote; None for anything else."""
    if not isinstance(text, str) or not 0 < len(text) <= MOST:
        return None
    try:
        return read_pictures.decode(base64.b64decode(text, validate=True), name="", longest=SIDE)
    except (binascii.Error, ValueError, Unreadable):
        return None

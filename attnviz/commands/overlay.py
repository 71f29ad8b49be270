"""A picture with a map laid over it and a box drawn on it, as pixels, without a window."""

from __future__ import annotations

import numpy as np

from attnviz.engine.look.maps import resized
from attnviz.ui.panes.look.state import Style
from attnviz.ui.widgets import colormap
from attnviz.ui.widgets.photo_drawing import VEIL

LINE = 1 / 160  # of the longer side
LEAST = 256  # pixels; a smaller picture is enlarged by a whole number so that the map can be seen


def overlaid(picture: np.ndarray, values: np.ndarray, box: tuple[float, float, float, float]) -> np.ndarray:
    """uint8 [H, W, C], a map [h, w] on the scale 0..1 and a box in pixels -> uint8 [H', W', 3], where the box is a white
    line.

    The map's colours lie as in the Look pane: thinly over the picture first, and then they are multiplied with it.
    """
    larger = max(1, -(-LEAST // max(picture.shape[:2])))
    shown = picture[:, :, :3] if picture.shape[2] >= 3 else picture.repeat(3, 2)
    shown = shown.repeat(larger, 0).repeat(larger, 1)
    height, width = shown.shape[:2]
    colours = colormap.scale()[colormap.indices(resized(values, height, width))]
    opacity = Style().opacity
    veiled = shown + np.float32(VEIL * opacity) * (colours.astype(np.float32) - shown)
    mixed = (veiled * (1 - opacity + np.float32(opacity / 255) * colours) + 0.5).astype(np.uint8)
    line = max(1, round(LINE * max(height, width)))
    x0, y0, x1, y1 = (round(side * larger) for side in box)
    framed = np.zeros((height, width), bool)
    framed[y0:y1, x0:x1] = True
    framed[y0 + line : max(y0 + line, y1 - line), x0 + line : max(x0 + line, x1 - line)] = False
    mixed[framed] = 255
    return mixed

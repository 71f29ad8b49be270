"""The map that the state of Look wants over its photo, and where a region lies in the photo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from attnviz.ui.panes.look.state import CLASS, LookState, Style
from attnviz.ui.widgets import map_overlay
from attnviz.ui.widgets.photo_drawing import Layer

if TYPE_CHECKING:
    from attnviz.engine.look.messages import Looked, Region
    from attnviz.lazy_numpy import np


def layer(state: LookState, name: str | None = None) -> Layer:
    """What the state wants laid over the photo, or another map ``name`` in the same style."""
    name = name or state.style.layer
    map_ = state.map(name)
    if map_ is None:
        return Layer()
    return drawn(map_, state.style, is_signed=name == CLASS)


def drawn(map_: np.ndarray, style: Style, *, is_signed: bool, most: float | None = None) -> Layer:
    """A map [h, w] in a style; a signed one in blue and orange up to ``most`` (its own strongest where None)."""
    return map_overlay.drawn(
        map_,
        way=style.way,
        scale=style.scale,
        opacity=style.opacity,
        smooth=style.smooth,
        is_signed=is_signed,
        most=most,
    )


def share(region: Region, answer: Looked) -> QRectF:
    """A region in pixels of the photo -> in shares of its width and height."""
    x0, y0, x1, y1 = region
    return QRectF(x0 / answer.width, y0 / answer.height, (x1 - x0) / answer.width, (y1 - y0) / answer.height)

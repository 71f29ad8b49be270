"""Maps as pictures to lie over a photo: colours, a spotlight, contour lines. One pixel a cell; the view enlarges them.

h and w = cells of a map that covers the whole photo.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QCoreApplication, QPointF
from PySide6.QtGui import QImage, QPainterPath

from attnviz.lazy_numpy import np
from attnviz.ui.widgets import colormap, signed
from attnviz.ui.widgets.photo_drawing import Layer

WAYS = ("overlay", "contour", "spotlight")
LIGHT = "light"  # the map itself, white on black, as a veil: as Xu et al. 2015 draw it
SCALES = ("attnviz", "viridis", "inferno", "grey")
LEVELS = (0.25, 0.5, 0.75)  # contour lines, as shares of the strongest
SIGNED = 1.25  # times the opacity: of what lies over a grey photo more may be seen
DARKEST = 0.88  # what a spotlight takes away where the map is 0


@cache
def table(scale: str) -> np.ndarray:
    """The 256 colours of a scale, uint8 [256, 3], from 0 to 1."""
    if scale == "grey":
        return np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, axis=1)
    if scale == "attnviz":
        return colormap.scale()
    from pyqtgraph import colormap as maps  # takes long to import

    return np.asarray(maps.get(scale).getLookupTable(nPts=256, alpha=False), np.uint8)


def heat(map_: np.ndarray, scale: str) -> QImage:
    """A map [h, w] in 0..1, opaque, in the colours of a scale."""
    return signed.argb(
        np.concatenate((table(scale)[colormap.indices(map_)], np.full((*map_.shape, 1), 255, np.uint8)), axis=2)
    )


@cache
def row(scale: str) -> QImage:
    """The colours of a scale from 0 to 1, one pixel high."""
    return heat(np.linspace(0, 1, 256)[None], scale)


def spotlight(map_: np.ndarray) -> QImage:
    """Black that lets the photo through where the map [h, w], 0..1, is high."""
    alpha = np.round(255 * DARKEST * (1 - np.clip(map_, 0, 1))).astype(np.uint8)
    return signed.argb(np.concatenate((np.zeros((*map_.shape, 3), np.uint8), alpha[:, :, None]), axis=2))


def contours(map_: np.ndarray) -> list[QPainterPath]:
    """One path a level of a map [h, w], from the centres of its cells, in shares of the photo's width and height."""
    from pyqtgraph import functions as pg  # takes long to import

    height, width = map_.shape
    ringed = np.pad(np.asarray(map_, np.float32), 1)  # so that a line closes at the border
    paths = []
    for level in LEVELS:
        path = QPainterPath()
        for line in pg.isocurve(ringed, level * float(map_.max()), connected=True):
            points = [
                QPointF(min(max((x - 1) / width, 0.0), 1.0), min(max((y - 1) / height, 0.0), 1.0)) for y, x in line
            ]
            path.moveTo(points[0])
            for point in points[1:]:
                path.lineTo(point)
        paths.append(path)
    return paths


def drawn(
    map_: np.ndarray,
    *,
    way: str = WAYS[0],
    scale: str = SCALES[0],
    opacity: float = 0.7,
    smooth: bool = True,
    is_signed: bool = False,
    most: float | None = None,
) -> Layer:
    """A map [h, w] drawn one of the ``WAYS`` or as ``LIGHT``; a signed one in blue and orange up to
    ``most`` (its own strongest where None).
    """
    values = np.clip(map_, 0, None) if is_signed else map_
    if way == LIGHT:
        return Layer(heat(values, "grey"), opacity, smooth, values=map_)
    if way == "contour":
        return Layer(lines=tuple(contours(values)), values=map_)
    if way == "spotlight":
        shown = values / max(float(values.max()), 1e-12) if is_signed else values
        return Layer(image=spotlight(shown), smooth=smooth, values=map_)
    if is_signed:
        image = signed.overlay(map_, most=most or float(np.abs(map_).max()), power=1)
        opacity = min(1.0, SIGNED * opacity)
        return Layer(image=image, opacity=opacity, smooth=smooth, values=map_, grey=True)
    image = heat(map_, scale)
    return Layer(image=image, opacity=opacity, smooth=smooth, values=map_, multiply=True)


def way_name(way: str) -> str:
    """What a way of drawing a map is called."""
    names = {
        LIGHT: QCoreApplication.translate("MapOverlay", "Light"),
        "overlay": QCoreApplication.translate("MapOverlay", "Colours"),
        "contour": QCoreApplication.translate("MapOverlay", "Contours"),
        "spotlight": QCoreApplication.translate("MapOverlay", "Spotlight"),
    }
    return names.get(way, way)


def scale_name(scale: str) -> str:
    """What a colour scale is called."""
    names = {
        "attnviz": QCoreApplication.translate("MapOverlay", "Blue to yellow"),
        "viridis": QCoreApplication.translate("MapOverlay", "Viridis"),
        "inferno": QCoreApplication.translate("MapOverlay", "Inferno"),
        "grey": QCoreApplication.translate("MapOverlay", "Grey"),
    }
    return names.get(scale, scale)

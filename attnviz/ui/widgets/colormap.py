"""The colour scale for weights, navy (0) to pale yellow (1) in evenly perceived steps, safe for colour blindness; two for print."""

from __future__ import annotations

from functools import cache
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from attnviz.lazy_numpy import np

# ColorBrewer's YlGnBu, reversed (Harrower & Brewer 2003): lightness rises all the way, so order survives any colour vision.
BLUES, REDS, GREY = SCALES = ("blues", "reds", "grey")
_ANCHORS = {
    BLUES: ("#081d58", "#253494", "#225ea8", "#1d91c0", "#41b6c4", "#7fcdbb", "#c7e9b4", "#edf8b1", "#ffffd9"),
    REDS: ("#fffaf0", "#fee8c8", "#fdd49e", "#fdbb84", "#fc8d59", "#ef6548", "#d7301f", "#b30000", "#7f0000"),  # OrRd
    GREY: ("#ffffff", "#000000"),  # saves ink: 0 is the paper's white
}

# OKLab (Ottosson 2020): linear sRGB -> cone responses -> lightness and two opponent axes.
_TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)


def oklab(rgb: np.ndarray) -> np.ndarray:
    """sRGB [..., 3] in 0..1 -> OKLab [..., 3]; distances there are close to perceived ones."""
    rgb = np.asarray(rgb, np.float64)
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return np.cbrt(linear @ np.transpose(_TO_CONES)) @ np.transpose(_TO_LAB)


def _srgb(lab: np.ndarray) -> np.ndarray:
    linear = (lab @ np.linalg.inv(_TO_LAB).T) ** 3 @ np.linalg.inv(_TO_CONES).T
    linear = np.clip(linear, 0, 1)
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)


@cache
def scale(name: str = BLUES) -> np.ndarray:
    """The 256 colours of one of ``SCALES``, uint8 [256, 3], evenly spaced along their path in OKLab; read-only."""
    anchors = oklab(np.array([[int(hex_[i : i + 2], 16) for i in (1, 3, 5)] for hex_ in _ANCHORS[name]]) / 255)
    places = np.arange(len(anchors))
    fine = np.stack([np.interp(np.linspace(0, places[-1], 2001), places, anchors[:, axis]) for axis in range(3)], 1)
    travelled = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(fine, axis=0), axis=1))])
    even = np.linspace(0, travelled[-1], 256)
    lab = np.stack([np.interp(even, travelled, fine[:, axis]) for axis in range(3)], 1)
    colors = np.round(_srgb(lab) * 255).astype(np.uint8)
    colors.flags.writeable = False
    return colors


@cache
def _words(name: str) -> np.ndarray:
    """The same colours as 0xffRRGGBB, uint32 [256]: the pixels of a ``Format_RGB32`` image."""
    red, green, blue = scale(name).astype(np.uint32).T
    return 0xFF000000 | red << 16 | green << 8 | blue


def indices(weights: Any) -> np.ndarray:
    """Weights on the fixed scale 0..1 -> uint8 places in the table; what is not a number counts as 0."""
    return np.round(np.clip(np.nan_to_num(weights), 0, 1) * 255).astype(np.uint8)


def pixels(weights: np.ndarray, name: str = BLUES) -> np.ndarray:
    """Weights [...] -> their colours as 0xffRRGGBB, uint32 [...]."""
    return np.ascontiguousarray(_words(name)[indices(weights)])


def image(weights: np.ndarray, name: str = BLUES) -> QImage:
    """Weights [rows, columns] -> an image of one pixel a cell."""
    made = pixels(weights, name)
    rows, columns = made.shape
    return QImage(made.data, columns, rows, columns * 4, QImage.Format.Format_RGB32).copy()


def draw_cells(painter: QPainter, area: QRectF, image: QImage) -> None:
    """An image of one pixel a cell over an area; on anything but a screen as squares, which a file's reader cannot blur."""
    from PySide6.QtGui import QPaintEngine  # four enumerations: not before the first paint

    if painter.paintEngine().type() == QPaintEngine.Type.Raster:
        painter.drawImage(area, image)
        return
    wide, high = area.width() / image.width(), area.height() / image.height()
    for row in range(image.height()):
        for column in range(image.width()):
            cell = QRectF(area.left() + column * wide, area.top() + row * high, wide, high)
            painter.fillRect(cell, image.pixelColor(column, row))


def color(weight: float) -> QColor:
    """The colour of one weight."""
    return QColor(*map(int, scale()[int(indices(weight))]))


@cache
def _text_colors(name: str) -> np.ndarray:
    """Which of the 256 colours want dark text on them, bool [256]: those nearer in contrast to white than to black (WCAG)."""
    luminance = (scale(name) / 255) ** 2.2 @ np.array([0.2126, 0.7152, 0.0722])
    return luminance > 0.179


def wants_dark_text(weights: np.ndarray, name: str = BLUES) -> np.ndarray:
    """Weights -> bool of the same shape: whether dark or light text reads better on their colours."""
    return _text_colors(name)[indices(weights)]

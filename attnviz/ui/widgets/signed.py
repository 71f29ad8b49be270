"""The colours of signed numbers: blue below 0, orange above, the panel's own at 0, told apart with any colour vision; of
maps, of tables with numbers written over them, and a legend that says what full colour means.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from attnviz.lazy_numpy import np
from attnviz.ui import theme
from attnviz.ui.widgets import colormap

# As far from grey in the light theme as in the dark one.
BELOW, ABOVE = (33, 116, 204), (232, 119, 20)
# Under numbers, by whether the theme is dark: as pale or as dark as keeps the theme's text readable on them (4.5:1).
UNDER_TEXT = {False: ((127, 178, 229), (245, 171, 98)), True: ((31, 95, 158), (154, 84, 19))}

LIFTED = 0.6  # the power of a share that its colour follows: small values are seen too
LIFTED_UNDER_TEXT = 0.8


def image(values: np.ndarray, *, most: float, dark: bool, power: float = LIFTED) -> QImage:
    """Values [rows, columns] -> an image of one pixel a cell; 0 has the panel's colour, ``most`` and more the full one."""
    middle = _rgb(dark)
    share = np.clip(np.nan_to_num(values) / max(most, 1e-12), -1, 1)[..., None]
    ends = np.where(share < 0, np.array(BELOW, np.float32), np.array(ABOVE, np.float32))
    rgb = np.round(middle + np.abs(share) ** power * (ends - middle)).astype(np.uint8)
    return argb(np.concatenate((rgb, np.full((*rgb.shape[:2], 1), 255, np.uint8)), axis=2))


def overlay(values: np.ndarray, *, most: float, power: float = LIFTED) -> QImage:
    """The same to lie over a picture: the smaller a value, the more of the picture is seen."""
    share = np.clip(np.nan_to_num(values) / max(most, 1e-12), -1, 1)[..., None]
    rgb = np.where(share < 0, np.array(BELOW, np.float32), np.array(ABOVE, np.float32))
    alpha = 235 * np.abs(share) ** power
    return argb(np.concatenate((rgb, alpha), axis=2).round().astype(np.uint8))


def heat(weights: np.ndarray) -> QImage:
    """Weights [G, G] to lie over a picture, from the least (navy) to the most (pale yellow) of them."""
    low, high = float(weights.min()), float(weights.max())
    rgb = colormap.scale()[colormap.indices((weights - low) / max(high - low, 1e-6))]
    return argb(np.concatenate((rgb, np.full((*weights.shape, 1), 190, np.uint8)), axis=2))


@cache
def _table(dark: bool) -> np.ndarray:
    """0xffRRGGBB for -1 … 1, uint32 [511]; the middle one is 0."""
    middle = _rgb(dark).astype(np.float64)
    below, above = (np.array(end, np.float64) for end in UNDER_TEXT[dark])
    share = np.linspace(0, 1, 256)[:, None] ** LIFTED_UNDER_TEXT
    low, high = middle + share * (below - middle), middle + share * (above - middle)
    colors = np.round(np.concatenate((low[:0:-1], high))).astype(np.uint32)
    return 0xFF000000 | colors[:, 0] << 16 | colors[:, 1] << 8 | colors[:, 2]


def pixels_under_text(values: np.ndarray, *, dark: bool) -> np.ndarray:
    """Values in -1 … 1 [rows, columns] -> pixels of ``Format_RGB32``, uint32; hidden ones (-inf) look like 0."""
    finite = np.where(np.isfinite(values), values, 0)
    index = np.round(np.clip(finite, -1, 1) * 255).astype(int) + 255
    return np.ascontiguousarray(_table(dark)[index])


def _rgb(dark: bool) -> np.ndarray:
    panel = (theme.DARK if dark else theme.LIGHT).panel
    return np.array((panel.red(), panel.green(), panel.blue()), np.float32)


def argb(rgba: np.ndarray) -> QImage:
    """uint8 [H, W, 4] -> an image in the format that is laid over others fastest."""
    pixels = np.ascontiguousarray(rgba)
    height, width = pixels.shape[:2]
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGBA8888).convertToFormat(
        QImage.Format.Format_ARGB32_Premultiplied
    )


class SignedLegend(QWidget):
    """The scale as a bar with its two ends and 0 written below."""

    def __init__(self, *, power: float = LIFTED, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most, self._power = 1.0, power
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_most(self, most: float) -> None:
        """What the full colour stands for."""
        self._most = most
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, self.fontMetrics().height() + 12)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        from PySide6.QtGui import QLinearGradient  # five enumerations: not before the first paint

        palette = theme.colors(self)
        bar = QRectF(0.5, 0.5, self.width() - 1, 8)
        values = np.linspace(-1, 1, 101)[None, :]
        scale = image(values, most=1.0, dark=theme.is_dark(self.palette()), power=self._power)
        gradient = QLinearGradient(bar.topLeft(), bar.topRight())
        for i in range(0, 101, 5):
            gradient.setColorAt(i / 100, scale.pixelColor(i, 0))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(palette.border)
            painter.setBrush(gradient)
            painter.drawRoundedRect(bar, 4, 4)
            painter.setPen(palette.muted)
            below = QRectF(0, 10, self.width(), self.height() - 10)
            for flag, text in (
                (Qt.AlignmentFlag.AlignLeft, f"−{self._most:.2g}"),
                (Qt.AlignmentFlag.AlignHCenter, "0"),
                (Qt.AlignmentFlag.AlignRight, f"+{self._most:.2g}"),
            ):
                painter.drawText(below, flag | Qt.AlignmentFlag.AlignVCenter, text)

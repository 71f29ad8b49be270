"""The icons: SVG drawings of ``currentColor`` from assets/icons, tinted with the palette when they are painted."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

from attnviz.paths import asset
from attnviz.ui import theme


@cache
def _drawing(name: str) -> str:
    return asset("icons", f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=256)
def pixmap(name: str, size: QSize, ratio: float, color: str) -> QPixmap:
    """One icon in one colour, ``size`` in logical pixels at a screen's ``ratio``."""
    from PySide6.QtSvg import QSvgRenderer  # not before the window is being drawn

    drawn = QPixmap(size * ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", color).encode()))
    side = min(drawn.width(), drawn.height())
    painter = QPainter(drawn)
    renderer.render(painter, QRectF((drawn.width() - side) / 2, (drawn.height() - side) / 2, side, side))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


class _Tinted(QIconEngine):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def _color(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        shown = theme.colors()
        if mode == QIcon.Mode.Disabled:
            return shown.outline.name()
        return (shown.accent if state == QIcon.State.On or mode == QIcon.Mode.Selected else shown.text).name()

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect.topLeft(), pixmap(self._name, rect.size(), ratio, self._color(mode, state)))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        return pixmap(self._name, size, scale, self._color(mode, state))

    def clone(self) -> QIconEngine:
        return _Tinted(self._name)


def icon(name: str) -> QIcon:
    """The icon of a name; its colour follows the theme, and is the accent when checked or selected."""
    return QIcon(_Tinted(name))


def app_icon() -> QIcon:
    """The program's own icon, in its own colours."""
    made = QIcon()
    for side in (16, 32, 48, 128, 256):
        made.addPixmap(pixmap("attnviz", QSize(side, side), 1.0, "#0b7285"))
    return made

"""What is seen of a widget as a figure: drawn once, as vectors with text as text, and set to any width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSizeF
from PySide6.QtGui import QPainter, QPicture, QRegion
from PySide6.QtWidgets import QApplication, QWidget

from attnviz.ui import theme
from attnviz.ui.attention.picture_figure import HEEDED, PictureFigure

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

    from attnviz.ui.attention.picture_figure import Drawing
    from attnviz.ui.theme import Colors

_AIR = 8  # pixels around what is drawn


def widget_figure(widget: QWidget, title: str, caption: str, stem: str) -> PictureFigure:
    """All children of a widget that are shown, in the colours of the window, without the room that none of them fills."""
    seen, box = _recorded(widget), QRectF(widget.childrenRect()).adjusted(-_AIR, -_AIR, _AIR, _AIR)

    def body(width: float, font: QFont, colors: Colors) -> Drawing:
        size = QSizeF(width, box.height() * width / box.width())

        def draw(painter: QPainter, size: QSizeF, vector: bool) -> None:
            zoom = size.width() / box.width()
            painter.scale(zoom, zoom)
            painter.translate(-box.topLeft())
            same = seen.logicalDpiX() / painter.device().logicalDpiX()  # a picture is played in its size in inches
            painter.scale(same, same)
            painter.drawPicture(0, 0, seen)

        return draw, size

    return PictureFigure(body, title, caption, stem, HEEDED - {"dark"}, theme.colors())


def _recorded(widget: QWidget) -> QPicture:
    """What a widget paints, without the frame of the keyboard's focus."""
    focused = QApplication.focusWidget()
    inside = focused is not None and widget.isAncestorOf(focused)
    if focused is not None and inside:
        focused.clearFocus()
    seen = QPicture()
    with QPainter(seen) as painter:
        widget.render(painter, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    if focused is not None and inside:
        focused.setFocus()
    return seen

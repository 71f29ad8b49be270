"""A figure for papers and slides around anything that draws itself: a title above it and a caption below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from attnviz.ui.attention.figure import POINTS_A_CM
from attnviz.ui.theme import DARK, LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QColor, QPainter

    from attnviz.ui.attention.figure import FigureOptions
    from attnviz.ui.theme import Colors

    Drawing = tuple[Callable[[QPainter, QSizeF, bool], None], QSizeF]

HEEDED = frozenset(("format", "width", "dpi", "font", "title", "caption", "dark"))
AIR = 4.0  # points
_WRAP = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


class Body(Protocol):
    """What draws the picture itself over a width in points, and the size that it fills."""

    def __call__(self, width: float, font: QFont, colors: Colors) -> Drawing: ...


@dataclass(frozen=True, eq=False)
class PictureFigure:
    """A picture with a ``title`` above it and a ``caption`` below; ``stem`` is the name that is proposed for its file. ``colors``
    are those of a picture that is not drawn on light or dark paper as one likes.
    """

    body: Body
    title: str
    caption: str
    stem: str
    choices: frozenset[str] = HEEDED
    colors: Colors | None = None

    def background(self, options: FigureOptions) -> QColor:
        """The paper."""
        return self._colors(options).panel

    def size(self, options: FigureOptions, font: QFont) -> QSizeF:
        """The size in points."""
        head, size, foot = self._parts(options, font)
        return QSizeF(options.width * POINTS_A_CM, head + size.height() + foot)

    def draw(self, painter: QPainter, size: QSizeF, options: FigureOptions, font: QFont, *, vector: bool) -> None:
        """Draw it in the size that ``size`` gives."""
        head, _, foot = self._parts(options, font)
        colors, sized = self._colors(options), _sized(font, options)
        if head:
            bold = QFont(sized)
            bold.setBold(True)
            painter.setFont(bold)
            painter.setPen(colors.text)
            painter.drawText(QRectF(AIR, AIR, size.width() - 2 * AIR, head), _WRAP, self.title)
        painter.save()
        painter.translate(0, head)
        draw, inside = self.body(size.width(), sized, colors)
        draw(painter, inside, vector)
        painter.restore()
        if foot:
            painter.setFont(sized)
            painter.setPen(colors.muted)
            painter.drawText(QRectF(AIR, size.height() - foot + AIR, size.width() - 2 * AIR, foot), _WRAP, self.caption)

    def _colors(self, options: FigureOptions) -> Colors:
        return self.colors or (DARK if options.dark else LIGHT)

    def _parts(self, options: FigureOptions, font: QFont) -> tuple[float, QSizeF, float]:
        """The height of the title, the size of the picture, the height of the caption."""
        width, sized = options.width * POINTS_A_CM, _sized(font, options)
        bold = QFont(sized)
        bold.setBold(True)
        head = _height(bold, self.title, width) if options.title and self.title else 0.0
        foot = _height(sized, self.caption, width) if options.caption and self.caption else 0.0
        return head, self.body(width, sized, self._colors(options))[1], foot


def _height(font: QFont, text: str, width: float) -> float:
    room = QRectF(0, 0, width - 2 * AIR, 10_000)
    return QFontMetricsF(font).boundingRect(room, _WRAP, text).height() + 2 * AIR


def _sized(font: QFont, options: FigureOptions) -> QFont:
    """A font whose pixels are points."""
    sized = QFont(font)
    sized.setPixelSize(options.font)
    return sized

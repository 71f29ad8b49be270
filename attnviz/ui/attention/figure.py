"""Figures for papers and slides: maps at a width in centimetres, with the font size, colours and texts that are wanted."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from attnviz.ui.attention import export
from attnviz.ui.theme import DARK, LIGHT
from attnviz.ui.widgets import colormap
from attnviz.ui.widgets.heatmap_drawing import PaintStyle

if TYPE_CHECKING:
    from collections.abc import Mapping

POINTS_A_CM = 72 / 2.54
FORMATS = ("pdf", "svg", "png")
SMALLEST_WIDTH, LARGEST_WIDTH = 3.0, 60.0  # cm
SMALLEST_FONT, LARGEST_FONT = 5, 36  # points
SMALLEST_DPI, LARGEST_DPI = 72, 1200
MOST_PIXELS = 100e6  # of a PNG
_WRAP = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
_AIR = 4.0  # points


@dataclass(frozen=True)
class FigureOptions:
    """What a person chooses for a figure."""

    format: str = "pdf"
    width: float = 12.0  # cm
    dpi: int = 300  # of a PNG
    font: int = 9  # points
    scale: str = colormap.BLUES
    dark: bool = False
    numbers: bool = True
    title: bool = True
    axes: bool = True
    bar: bool = True
    caption: bool = False


def options_from(state: Mapping[str, Any]) -> FigureOptions:
    """Options out of a remembered state; what is missing, of another type or out of range is as at first."""
    first = FigureOptions()
    found = {f.name: state[f.name] for f in fields(first) if type(state.get(f.name)) is type(getattr(first, f.name))}
    taken = replace(first, **found)
    return replace(
        taken,
        format=taken.format if taken.format in FORMATS else first.format,
        scale=taken.scale if taken.scale in colormap.SCALES else first.scale,
        width=min(max(taken.width, SMALLEST_WIDTH), LARGEST_WIDTH) if taken.width == taken.width else first.width,
        dpi=min(max(taken.dpi, SMALLEST_DPI), LARGEST_DPI),
        font=min(max(taken.font, SMALLEST_FONT), LARGEST_FONT),
    )


def remembered(options: FigureOptions) -> dict[str, Any]:
    """Options as plain values."""
    return asdict(options)


CHOICES = frozenset(field.name for field in fields(FigureOptions))


class AnyFigure(Protocol):
    """What the dialog needs of a figure: the texts of its file, and how it is drawn; ``choices`` are the options that it heeds."""

    @property
    def title(self) -> str: ...
    @property
    def caption(self) -> str: ...
    @property
    def stem(self) -> str: ...
    @property
    def choices(self) -> frozenset[str]: ...
    def background(self, options: FigureOptions) -> QColor: ...
    def size(self, options: FigureOptions, font: QFont) -> QSizeF: ...
    def draw(self, painter: QPainter, size: QSizeF, options: FigureOptions, font: QFont, *, vector: bool) -> None: ...


@dataclass(frozen=True)
class Figure:
    """What a figure shows: ``maps`` beside each other, as ``lines`` where the one map is seen so; a caption below; what rows and
    columns are; and the name that is proposed for its file.
    """

    maps: tuple[export.TitledMap, ...]
    caption: str = ""
    rows: str = ""
    columns: str = ""
    stem: str = "attention"
    lines: bool = False
    choices: frozenset[str] = CHOICES

    @property
    def title(self) -> str:
        """Of all its maps."""
        return ", ".join(each.title for each in self.maps)

    def background(self, options: FigureOptions) -> QColor:
        """The paper."""
        return (DARK if options.dark else LIGHT).panel

    def size(self, options: FigureOptions, font: QFont) -> QSizeF:
        """The size in points."""
        width = options.width * POINTS_A_CM
        style = _style(options, font)
        tallest = max(self._map_height(each, width / len(self.maps), style) for each in self.maps)
        return QSizeF(width, self._head(options, style) + tallest + self._foot(options, style, width))

    def draw(self, painter: QPainter, size: QSizeF, options: FigureOptions, font: QFont, *, vector: bool) -> None:
        """Draw it in the size that ``size`` gives."""
        style = _style(options, font)
        head, foot = self._head(options, style), self._foot(options, style, size.width())
        each_width, body = size.width() / len(self.maps), size.height() - head - foot
        metrics = QFontMetricsF(style.font)
        for i, each in enumerate(self.maps):
            left, top = i * each_width, 0.0
            painter.setPen(style.colors.text)
            if options.title and each.title:
                painter.setFont(style.sized(1.0, bold=True))
                painter.drawText(QRectF(left, _AIR, each_width, head), _WRAP, each.title)
                top = self._title_height(style, each_width)
            painter.setFont(style.sized(0.9))
            painter.setPen(style.colors.muted)
            beside = 0.0
            if options.axes and not self.lines:
                if self.columns:
                    painter.drawText(QRectF(left, top, each_width, metrics.height()), _WRAP, self.columns)
                if self.rows:
                    beside = metrics.height()
                    painter.save()
                    painter.translate(QPointF(left, head + body))
                    painter.rotate(-90)
                    painter.drawText(QRectF(0, 0, body, beside), _WRAP, self.rows)
                    painter.restore()
            painter.save()
            painter.translate(left + beside, head)
            room = QSizeF(each_width - beside, body)
            export.draw(painter, room, each.picture, style, lines=self.lines, vector=vector, signed=each.signed)
            painter.restore()
        if options.caption and self.caption:
            painter.setFont(style.sized(0.9))
            painter.setPen(style.colors.muted)
            painter.drawText(QRectF(_AIR, size.height() - foot, size.width() - 2 * _AIR, foot), _WRAP, self.caption)

    def _map_height(self, each: export.TitledMap, width: float, style: PaintStyle) -> float:
        """As high as square cells over that width, or two rows of lines, want it."""
        line = QFontMetricsF(style.font).height()
        if self.lines:
            return line * 14
        metrics = QFontMetricsF(style.font)
        labels = min(max((metrics.horizontalAdvance(text) for text in each.picture.rows), default=0.0), width * 0.3)
        cell = max(width - labels - line * 4.5, line) / max(len(each.picture.columns), 1)
        cell = min(cell, line * 4)
        above = min(max((metrics.horizontalAdvance(text) for text in each.picture.columns), default=0.0), line * 9)
        slanted = above > cell
        return (above * 0.75 if slanted else 0) + line * 2 + cell * 0.75 * len(each.picture.rows) + 2 * 14

    def _title_height(self, style: PaintStyle, width: float) -> float:
        bold = style.sized(1.0, bold=True)
        room = QRectF(0, 0, width, 10_000)
        return max(QFontMetricsF(bold).boundingRect(room, _WRAP, each.title).height() for each in self.maps) + 2 * _AIR

    def _head(self, options: FigureOptions, style: PaintStyle) -> float:
        width = options.width * POINTS_A_CM / len(self.maps)
        titled = options.title and any(each.title for each in self.maps)
        head = self._title_height(style, width) if titled else 0.0
        return head + (QFontMetricsF(style.font).height() if options.axes and self.columns and not self.lines else 0.0)

    def _foot(self, options: FigureOptions, style: PaintStyle, width: float) -> float:
        if not (options.caption and self.caption):
            return 0.0
        room = QRectF(0, 0, width - 2 * _AIR, 10_000)
        return QFontMetricsF(style.sized(0.9)).boundingRect(room, _WRAP, self.caption).height() + 2 * _AIR


def _style(options: FigureOptions, font: QFont) -> PaintStyle:
    """A font whose pixels are points, and the colours of the paper."""
    sized = QFont(font)
    sized.setPixelSize(options.font)
    colors = DARK if options.dark else LIGHT
    return PaintStyle(sized, colors, options.scale, options.numbers, options.bar)

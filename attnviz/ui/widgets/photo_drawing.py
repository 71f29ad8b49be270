"""How a map, lines, boxes and words are drawn over a photo: on a screen, a picture or a vector file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QTransform

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.lazy_numpy import np

WHOLE = QRectF(0, 0, 1, 1)
SOFTLY = 4  # times that a photo may be enlarged before its pixels are shown as they are
VEIL = 0.25  # of a multiplied layer's opacity: its colours are laid thinly over the photo first, so that a dark photo shows them
FINE = 1024  # pixels of the longer side, at least, of a photo and its layer made into one


def cell_at(values: np.ndarray, x: float, y: float) -> tuple[int, int]:
    """The row and column of values [h, w] at a place in 0..1 across and down."""
    rows, columns = values.shape
    return min(int(y * rows), rows - 1), min(int(x * columns), columns - 1)


@dataclass(frozen=True, eq=False)
class Layer:
    """What lies over a photo: an image of any size stretched over all of it, lines in shares of its width and height, and the
    ``values`` [h, w] behind them, whose cells are outlined under the pointer where they are not smoothed. Where it is to
    ``multiply``, its bright colours let the photo through and its dark ones darken it; ``grey`` takes the photo's colours away."""

    image: QImage | None = None
    opacity: float = 1.0
    smooth: bool = True
    lines: tuple[QPainterPath, ...] = ()
    values: np.ndarray | None = None
    multiply: bool = False
    grey: bool = False


@dataclass(frozen=True)
class Frame:
    """A box in shares of the photo's width and height, what is written on it, and whether it is the one that counts; one that is
    not ``sure`` is thin and dashed.
    """

    place: QRectF
    text: str
    strong: bool = True
    sure: bool = True


def draw_whole(
    painter: QPainter, target: QRectF, photo: QImage, layer: Layer, frames: Sequence[Frame], font: QFont
) -> None:
    """A whole photo with all that lies over it, stretched over ``target``."""
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, target.width() < SOFTLY * photo.width())
    painter.drawImage(target, greyed(photo) if layer.grey else photo)
    to_target = QTransform(target.width(), 0, 0, target.height(), target.x(), target.y())
    draw_layer(painter, layer, to_target)
    draw_frames(painter, sorted(frames, key=lambda frame: frame.strong), to_target, target, font)


def draw_layer(painter: QPainter, layer: Layer, to_target: QTransform) -> None:
    """An image and lines; ``to_target`` brings shares of the photo to where it is drawn."""
    opacity = painter.opacity()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if layer.image is not None:
        target = to_target.mapRect(WHOLE)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, layer.smooth)
        if layer.multiply:
            painter.setOpacity(opacity * layer.opacity * VEIL)
            painter.drawImage(target, layer.image)
            painter.setOpacity(opacity)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            painter.drawImage(target, _paled(layer.image, layer.opacity))
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        else:
            painter.setOpacity(opacity * layer.opacity)
            painter.drawImage(target, layer.image)
        painter.setOpacity(opacity)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for number, path in enumerate(layer.lines):
        shown = to_target.map(path)
        for color, width in ((QColor(0, 0, 0, 150), 3.0 + number), (QColor(255, 255, 255), 1.0 + 0.7 * number)):
            painter.setPen(QPen(color, width))
            painter.drawPath(shown)


def _paled(image: QImage, opacity: float) -> QImage:
    """An image whose colours multiply only so strongly: Qt takes twice as long to multiply with an opacity of its own."""
    pale = QImage(image)
    with QPainter(pale) as painter:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceAtop)
        painter.fillRect(pale.rect(), QColor(255, 255, 255, round(255 * (1 - opacity))))
    return pale


def greyed(photo: QImage) -> QImage:
    """A photo without its colours, as opaque as it was."""
    grey = photo.convertToFormat(QImage.Format.Format_Grayscale8)
    if photo.hasAlphaChannel():
        grey = grey.convertToFormat(QImage.Format.Format_ARGB32)
        grey.setAlphaChannel(photo.convertToFormat(QImage.Format.Format_Alpha8))
    return grey


def merged(photo: QImage, layer: Layer) -> tuple[QImage, Layer]:
    """The photo with the layer's image in it, and the layer's lines: for files that cannot multiply."""
    if layer.image is None or not layer.multiply:
        return photo, layer
    longer = max(photo.width(), photo.height())
    ratio = max(FINE, longer) / longer
    whole = QRectF(0, 0, max(round(photo.width() * ratio), 1), max(round(photo.height() * ratio), 1))
    made = QImage(whole.size().toSize(), QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(Qt.GlobalColor.transparent)
    with QPainter(made) as painter:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, ratio < SOFTLY)
        painter.drawImage(whole, photo)
        draw_layer(painter, replace(layer, lines=()), QTransform.fromScale(whole.width(), whole.height()))
    return made, replace(layer, image=None, multiply=False)


def draw_frames(painter: QPainter, frames: Sequence[Frame], to_target: QTransform, target: QRectF, font: QFont) -> None:
    """Boxes, and over all of them their words, which do not cover each other while there is room."""
    for frame in frames:
        box = to_target.mapRect(frame.place)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        thin = 1.0 if frame.sure else 0.6
        for pen, width in ((QColor(0, 0, 0, 170), 4.0 * thin), (_color(frame), 2.0 * thin)):
            solid = frame.strong and frame.sure
            painter.setPen(QPen(pen, width, Qt.PenStyle.SolidLine if solid else Qt.PenStyle.DashLine))
            painter.drawRect(box)
    said = [frame for frame in frames if frame.text]
    sizes = [plate(frame.text, font) for frame in said]
    corners = free_corners([to_target.mapRect(frame.place) for frame in said], sizes, target)
    for frame, corner in zip(said, corners, strict=True):
        draw_text(painter, frame.text, corner, _color(frame), QColor("black"), font)


def _color(frame: Frame) -> QColor:
    return QColor("#ffd23f") if frame.strong else QColor("#ffffff")


def free_corners(boxes: Sequence[QRectF], sizes: Sequence[QSizeF], target: QRectF) -> list[QPointF]:
    """Where plates of these sizes stand: above their boxes, else in a corner, below, or one under the other, inside
    ``target``; the first place that no other plate takes.
    """
    taken: list[QRectF] = []
    for box, size in zip(boxes, sizes, strict=True):
        left, right = max(box.left(), target.left()), min(box.right(), target.right()) - size.width()
        above, below = box.top() - size.height(), box.bottom()
        wanted = [(left, above), (right, above), (left, box.top()), (right, box.top()), (left, below - size.height())]
        wanted += [(right, below - size.height()), (left, below)]
        wanted += [(left, box.top() + i * size.height()) for i in range(1, len(boxes))]
        rooms = [QRectF(QPointF(x, y), size) for x, y in wanted]
        inside = [room for room in rooms if target.contains(room)] or [QRectF(QPointF(left, box.top()), size)]
        free = (room for room in inside if not any(room.intersects(other) for other in taken))
        taken.append(next(free, inside[0]))
    return [room.topLeft() for room in taken]


def plate(text: str, font: QFont) -> QSizeF:
    """The size of a small plate with words."""
    metrics = QFontMetricsF(font)
    return QSizeF(metrics.horizontalAdvance(text) + 12, metrics.height() + 4)


def draw_text(painter: QPainter, text: str, corner: QPointF, ground: QColor, ink: QColor, font: QFont) -> None:
    """Words on a small plate."""
    room = QRectF(corner, plate(text, font))
    painter.setFont(font)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(room, 3, 3)
    painter.setPen(ink)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
    painter.setBrush(Qt.BrushStyle.NoBrush)

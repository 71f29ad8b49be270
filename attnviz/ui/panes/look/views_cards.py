"""One look at a photo as a card: what it saw and where its gate was open, how much it counts, what it took the photo for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QTransform
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from attnviz.ui.panes.look import overlay, texts
from attnviz.ui.shares import percent
from attnviz.ui.widgets import map_overlay
from attnviz.ui.widgets.bars import BarButton
from attnviz.ui.widgets.named import named
from attnviz.ui.widgets.photo_drawing import WHOLE, Layer, draw_layer
from attnviz.ui.widgets.picture_view import PictureView

if TYPE_CHECKING:
    from attnviz.engine.look.messages import Looked, View
    from attnviz.lazy_numpy import np
    from attnviz.ui.panes.look.state import Style

NARROW = "\u202f"  # a space at which no line ends
THUMB = 62  # pixels of a card's picture
CANVAS = 640  # pixels of the longer side of a map that lies over a part of a photo only


class ViewCard(QWidget):
    """A small picture and a row that is also a bar of its weight; ``chosen`` when one of the two is pressed."""

    chosen = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture = PictureView(least=THUMB, clickable=True)
        self.picture.setFixedSize(THUMB, THUMB)
        self.picture.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the row beside it does the same
        self.row = named(BarButton(wrap=True), name)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.picture)
        layout.addWidget(self.row, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.picture.clicked.connect(self.chosen)
        self.row.clicked.connect(self.chosen)

    def show_view(self, number: int, view: View, picture: QImage, *, chosen: bool) -> None:
        """A look and its number, from 1 on."""
        words = {
            "whole": QCoreApplication.translate(
                "LookViews", "{number} · whole, {width} × {height} px: {name} {chance}"
            ),
            "mirrored": QCoreApplication.translate(
                "LookViews", "{number} · mirrored, {width} × {height} px: {name} {chance}"
            ),
            "crop": QCoreApplication.translate("LookViews", "{number} · part, {width} × {height} px: {name} {chance}"),
        }[view.kind]
        chance = percent(view.best.probability).replace(" ", NARROW)
        says = words.format(
            number=number,
            width=view.size[0],
            height=view.size[1],
            name=texts.class_name(view.best.label),
            chance=chance,
        )
        self.picture.set_picture(picture)
        self.row.show_value(says, percent(view.weight), view.weight, chosen=chosen)
        self.row.setToolTip(
            QCoreApplication.translate(
                "LookViews",
                "At the right its weight in the answer: its own best probability times how finely it saw, shared out among all"
                " looks",
            )
        )

    def show_together(self, answer: Looked, picture: QImage, *, chosen: bool) -> None:
        """The answer that all looks make together."""
        best = answer.top[0]
        says = QCoreApplication.translate("LookViews", "All together: {name} {chance}").format(
            name=texts.class_name(best.label), chance=percent(best.probability)
        )
        self.picture.set_picture(picture)
        self.row.show_value(says, "", 0.0, chosen=chosen)
        self.row.setToolTip("")

    def sizeHint(self) -> QSize:
        return QSize(260, max(THUMB, self.row.heightForWidth(max(self.width(), 220) - THUMB - 6)))


def thumbnail(photo: QImage, place: QRectF, map_: np.ndarray | None, style: Style) -> QImage:
    """A part of the photo, small, with the map [h, w] of it in the colours of the style."""
    across, down = photo.width(), photo.height()
    part = QRectF(place.x() * across, place.y() * down, place.width() * across, place.height() * down)
    cut = photo.copy(part.toAlignedRect().intersected(photo.rect()))
    small = cut.scaled(
        QSize(2 * THUMB, 2 * THUMB), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    ).convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    if map_ is not None:
        with QPainter(small) as painter:
            drawn = overlay.drawn(map_, replace(style, way="overlay"), is_signed=False)
            draw_layer(painter, drawn, QTransform.fromScale(small.width(), small.height()))
    return small


def laid_on(map_: np.ndarray, place: QRectF, ratio: float, style: Style) -> Layer:
    """A map [h, w] over the part ``place`` of a photo of ``ratio`` = width / height, in a style."""
    drawn = overlay.drawn(map_, style, is_signed=False)
    if place == WHOLE:
        return drawn
    move = QTransform(place.width(), 0, 0, place.height(), place.x(), place.y())
    lines = tuple(move.map(path) for path in drawn.lines)
    if drawn.image is None:
        return Layer(lines=lines)
    size = QSize(CANVAS, max(round(CANVAS / ratio), 1)) if ratio >= 1 else QSize(max(round(CANVAS * ratio), 1), CANVAS)
    canvas = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    canvas.fill(
        QColor(0, 0, 0, round(255 * map_overlay.DARKEST)) if style.way == "spotlight" else Qt.GlobalColor.transparent
    )
    target = QTransform.fromScale(size.width(), size.height()).mapRect(place)
    with QPainter(canvas) as painter:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, style.smooth)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.drawImage(target, drawn.image)
    return replace(drawn, image=canvas, smooth=True, lines=lines, values=None)

"""A map over a sound that can be hovered, clicked and walked: letters up and down, moments left and right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter

from attnviz.ui.attention import sound_drawing
from attnviz.ui.attention.pointing import Pointed, pointed
from attnviz.ui.attention.sound_drawing import LEAST_ROW, WAYS, Tracks
from attnviz.ui.widgets.alignment_view import AlignmentView
from attnviz.ui.widgets.selection import Selection, Spot

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from attnviz.engine.attention.maps import MapPicture
    from attnviz.engine.attention.messages import Frames
    from attnviz.ui.widgets.heatmap_drawing import PaintStyle


class SoundView(AlignmentView):
    """Draws a map with the sound below it as cells or as lines, on a scale of ``scales.SCALES``."""

    smooth = True

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(selection, parent)
        self._sound: Frames | None = None
        self._tracks: Tracks | None = None
        self._way, self._scale = WAYS[0], "line"

    def show_sound(self, picture: MapPicture, sound: Frames) -> None:
        """Show a map whose columns are frames of ``sound``."""
        self._sound = sound
        self.set_picture(picture)

    def set_way(self, way: str) -> None:
        """Draw cells or lines."""
        self._way = way
        self._refresh()

    def set_scale(self, scale: str) -> None:
        """What full colour stands for."""
        self._scale = scale
        self._refresh()

    def tracks(self) -> Tracks:
        """Where things stand now."""
        if self._tracks is None or self._still is None:
            self.lay_out()
        assert self._tracks is not None
        return self._tracks

    def lay_out(self) -> None:
        if self._picture is not None and self._sound is not None:
            size, lines = QSizeF(self.size()), self._way == "lines"
            self._tracks = sound_drawing.lay_out(size, self._picture, self._sound, self.paint_style(), lines=lines)

    def draw_still(self, painter: QPainter) -> None:
        if self._tracks is not None:
            self._draw_tracks(painter, self._tracks, self.paint_style())

    def _draw_tracks(self, painter: QPainter, tracks: Tracks, style: PaintStyle) -> None:
        if self._picture is None or self._sound is None:
            return
        sound_drawing.draw_still(
            painter,
            tracks,
            self._picture,
            self._sound,
            style,
            scale=self._scale,
            names=(self.tr("Waveform"), self.tr("Spectrogram, low pitch at the bottom")),
        )

    def drawn_size(self) -> QSizeF:
        """A good size for the picture alone: a minute of sound is wider than a second, within reason."""
        line = self.fontMetrics().height()
        rows, columns = (0, 0) if self._picture is None else self._picture.weights.shape
        return QSizeF(min(max(columns * 9, line * 40), 2400), line * (18 + 1.6 * min(rows, 60)))

    def draw(self, painter: QPainter, size: QSizeF, style: PaintStyle | None = None) -> None:
        """All of it, with what is pinned, in any size; in the style of the window or another."""
        if self._picture is None or self._sound is None:
            return
        lines, style = self._way == "lines", style or self.paint_style()
        tracks = sound_drawing.lay_out(size, self._picture, self._sound, style, lines=lines)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_tracks(painter, tracks, style)
        at = Pointed(*(self._selection.pinned or Spot()))
        sound_drawing.draw_pointed(painter, tracks, self._picture, style, at, self._scale)

    def draw_moving(self, painter: QPainter) -> None:
        if self._picture is not None and self._tracks is not None:
            at = pointed(self._selection, self._picture.weights)
            sound_drawing.draw_pointed(painter, self._tracks, self._picture, self.paint_style(), at, self._scale)

    def spot_at(self, point: QPointF) -> Spot | None:
        return None if self._tracks is None else sound_drawing.spot_at(self._tracks, point)

    def step(self, spot: Spot, key: Qt.Key) -> Spot:
        assert self._picture is not None
        rows, columns = len(self._picture.rows), len(self._picture.columns)
        row = (spot.row or 0) + {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key, 0)
        column = (spot.column or 0) + {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key, 0)
        column = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: columns - 1}.get(key, column)
        return Spot(min(max(row, 0), rows - 1), min(max(column, 0), columns - 1))

    def place_of(self, spot: Spot) -> QPointF:
        tracks = self.tracks()
        column = tracks.column(spot.column or 0, tracks.wave).center().x()
        return QPointF(column, tracks.labels[spot.row or 0].center().y())

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        rows = 0 if self._picture is None or self._way == "lines" else len(self._picture.rows)
        return QSize(line * 14, line * 12 + round(max(rows * LEAST_ROW / 0.6 - line * 7, 0)))
